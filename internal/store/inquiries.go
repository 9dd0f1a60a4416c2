package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/voice"
)

const (
	insertInquiry = `
insert into inquiry (inquiry, key, writer, lang, subject, place, name, address, stage, made, changed)
values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9, $10, $10)
on conflict do nothing`
	insertTurn = `
insert into inquiry_turn (inquiry, turn, host, words, at)
values ($1, $2, $3, $4, $5)
on conflict do nothing`
	waitingInquiries = `select count(*) from inquiry where stage = 'waiting'`
	waitingLately    = `select count(*) from inquiry where stage = 'waiting' and changed > $1 and inquiry <> $2`
)

// AddInquiry keeps what somebody writes to the host, with its first turn, once for each key; letters tell its writer so.
// Those that tell the host are left out where one did lately, and what it told of waits still. Where too many wait it
// is a fault.Invalid.
func (s *Store) AddInquiry(ctx context.Context, i voice.Inquiry, first voice.Turn, toHost []account.Letter, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var waiting int
		if err := tx.QueryRowContext(ctx, waitingInquiries).Scan(&waiting); err != nil {
			return fmt.Errorf("count inquiries: %w", err)
		}
		if waiting >= voice.MostWaiting {
			return fault.New(fault.Invalid, voice.Full, errors.New("keep inquiry: too many wait for an answer"))
		}
		n, err := affected(tx.ExecContext(ctx, insertInquiry, string(i.ID), i.Key, string(i.By), i.Lang, string(i.Subject),
			storable(i.Place), storable(i.Name), storable(i.Address), string(voice.Waiting), millis(i.Made)))
		if err != nil {
			return fmt.Errorf("keep inquiry: %w", err)
		}
		if n == 0 {
			return nil
		}
		if _, err := addTurn(ctx, tx, i.ID, first); err != nil {
			return err
		}
		if err := tellHost(ctx, tx, i.ID, i.Made, toHost); err != nil {
			return err
		}
		return post(ctx, tx, letters...)
	})
}

func addTurn(ctx context.Context, tx tx, id voice.InquiryID, turn voice.Turn) (added bool, err error) {
	n, err := affected(tx.ExecContext(ctx, insertTurn, storable(string(id)), storable(turn.ID), flag(turn.Host), storable(turn.Text), millis(turn.At)))
	if err != nil {
		return false, fmt.Errorf("keep what is said in an inquiry: %w", err)
	}
	return n > 0, nil
}

// tellHost lets letters wait that say that something does, if none has said so lately of what waits still.
func tellHost(ctx context.Context, tx tx, id voice.InquiryID, now time.Time, letters []account.Letter) error {
	var told int
	if err := tx.QueryRowContext(ctx, waitingLately, millis(now.Add(-voice.ToldLately)), string(id)).Scan(&told); err != nil {
		return fmt.Errorf("count inquiries: %w", err)
	}
	if told > 0 {
		return nil
	}
	return post(ctx, tx, letters...)
}

const goOnInquiry = `
update inquiry
set stage = 'waiting', changed = $2
where inquiry = $1 and stage = 'answered' and (select count(*) from inquiry_turn where inquiry = $1) < $3`

// GoOnInquiry adds what its writer says after an answer, and lets the host know as AddInquiry does. The same turn again
// is no error; another, while none is due, is a fault.Conflict.
func (s *Store) GoOnInquiry(ctx context.Context, id voice.InquiryID, turn voice.Turn, toHost ...account.Letter) error {
	turn.Host = false
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, goOnInquiry, storable(string(id)), millis(turn.At), voice.MostTurns-1))
		if err != nil {
			return fmt.Errorf("go on with an inquiry: %w", err)
		}
		if n == 0 {
			var same int
			err := tx.QueryRowContext(ctx, sameTurn, storable(string(id)), storable(turn.ID)).Scan(&same)
			if err != nil || same > 0 {
				return wrapped(err, "go on with an inquiry")
			}
			return fault.New(fault.Conflict, "contact.not_now", errors.New("go on with an inquiry: no answer came since, or it is over"))
		}
		if _, err := addTurn(ctx, tx, id, turn); err != nil {
			return err
		}
		return tellHost(ctx, tx, id, turn.At, toHost)
	})
}

const (
	sameTurn     = `select count(*) from inquiry_turn where inquiry = $1 and turn = $2 and host = 0`
	stageInquiry = `update inquiry set stage = $2, changed = $3 where inquiry = $1`
)

// AnswerInquiry says where an inquiry is now, with what the host says (nil: nothing); the log says that it was done, and
// not what was said. The same answer again is no error, and sends no letter. One that there is not is a fault.NotFound.
func (s *Store) AnswerInquiry(ctx context.Context, id voice.InquiryID, stage voice.Stage, turn *voice.Turn, a account.Action, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if turn != nil {
			said := *turn
			said.Host = true
			if added, err := addTurn(ctx, tx, id, said); err != nil || !added {
				return err
			}
		}
		n, err := affected(tx.ExecContext(ctx, stageInquiry, storable(string(id)), string(stage), millis(a.At)))
		if err := missing(n, err, "answer inquiry"); err != nil {
			return err
		}
		if err := post(ctx, tx, letters...); err != nil {
			return err
		}
		return logAction(ctx, tx, a)
	})
}

const purgeInquiries = `delete from inquiry where changed <= $1`

// PurgeInquiries forgets those to which nothing was added since a time.
func (s *Store) PurgeInquiries(ctx context.Context, before time.Time) error {
	return s.exec(ctx, "purge inquiries", purgeInquiries, millis(before))
}
