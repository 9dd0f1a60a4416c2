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
	remarkColumns = `remark, key, lang, module, lesson, content, revision, heading, quote, question, kind, words, state, answer, made, changed`
	insertRemark  = `
insert into remark (` + remarkColumns + `)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
on conflict do nothing`
	openRemarks = `select count(*) from remark where state in ('new', 'hand')`
)

// AddRemark keeps what somebody says of a passage, once for each key. Where too many wait it is a fault.Invalid.
func (s *Store) AddRemark(ctx context.Context, r voice.Remark) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var open int
		if err := tx.QueryRowContext(ctx, openRemarks).Scan(&open); err != nil {
			return fmt.Errorf("count remarks: %w", err)
		}
		if open >= voice.MostOpen {
			return fault.New(fault.Invalid, voice.Full, errors.New("keep remark: too many wait for an answer"))
		}
		_, err := tx.ExecContext(ctx, insertRemark, r.ID, r.Key, r.Lang, storable(r.Module), storable(string(r.Lesson)), r.Passage.Lang,
			r.Revision, storable(r.Heading), storable(r.Quote), storable(string(r.Question)), string(r.Kind), storable(r.Text),
			string(voice.New), "", millis(r.Made))
		if err != nil {
			return fmt.Errorf("keep remark: %w", err)
		}
		return nil
	})
}

const remarkByKey = `select ` + remarkColumns + ` from remark where key = $1`

// RemarkByKey is the remark of a private link.
func (s *Store) RemarkByKey(ctx context.Context, key []byte) (voice.Remark, error) {
	r, err := scanRemark(s.read().QueryRowContext(ctx, remarkByKey, key))
	return r, asFault(err)
}

const remarkByID = `select ` + remarkColumns + ` from remark where remark = $1`

// Remark is one of them.
func (s *Store) Remark(ctx context.Context, id voice.RemarkID) (voice.Remark, error) {
	r, err := scanRemark(s.read().QueryRowContext(ctx, remarkByID, storable(string(id))))
	return r, asFault(err)
}

const remarksBefore = `
select ` + remarkColumns + `
from remark
where (module = $1 or $1 = '') and (state = $2 or $2 = '') and (remark < $3 or $3 = '')
order by remark desc
limit $4`

// Remarks are those that are looked for, the newest first; at most voice.Page.
func (s *Store) Remarks(ctx context.Context, search voice.Search) ([]voice.Remark, error) {
	return selected(ctx, s, "read remarks", scanRemark, remarksBefore, storable(search.Module), storable(string(search.State)),
		storable(string(search.Before)), voice.Page)
}

func scanRemark(row scanner) (voice.Remark, error) {
	var r voice.Remark
	var made, changed int64
	err := row.Scan(&r.ID, &r.Key, &r.Lang, &r.Module, &r.Lesson, &r.Passage.Lang, &r.Revision, &r.Heading, &r.Quote, &r.Question,
		&r.Kind, &r.Text, &r.State, &r.Answer, &made, &changed)
	if err != nil {
		return r, fmt.Errorf("read remark: %w", err)
	}
	r.Made, r.Changed = moment(made), moment(changed)
	return r, nil
}

const countRemarks = `
select module, state, count(*)
from remark
group by module, state
order by module, state`

// CountRemarks is how many there are, by module and state.
func (s *Store) CountRemarks(ctx context.Context) ([]voice.Count, error) {
	return selected(ctx, s, "count remarks", func(row scanner) (c voice.Count, err error) {
		err = row.Scan(&c.Module, &c.State, &c.Count)
		return c, err
	}, countRemarks)
}

const answerRemark = `
update remark
set state = $2, answer = $3, changed = $4
where remark = $1`

// AnswerRemark says what became of a remark; the log says so. One that there is not is a fault.NotFound.
func (s *Store) AnswerRemark(ctx context.Context, id voice.RemarkID, state voice.State, answer string, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, answerRemark, storable(string(id)), string(state), storable(answer), millis(a.At)))
		if err := missing(n, err, "answer remark"); err != nil {
			return err
		}
		return logAction(ctx, tx, a)
	})
}

const purgeRemarks = `
delete from remark
where state in ('done', 'declined') and changed <= $1 or made <= $2`

// PurgeRemarks forgets those that were closed by a time, and those that were made by another.
func (s *Store) PurgeRemarks(ctx context.Context, closed, made time.Time) error {
	return s.exec(ctx, "purge remarks", purgeRemarks, millis(closed), millis(made))
}
