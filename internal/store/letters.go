package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
)

// words are what a letter says, as they are kept.
type words struct {
	Subject     string         `json:"subject"`
	Paragraphs  []string       `json:"paragraphs"`
	Action      string         `json:"action,omitempty"`
	Link        string         `json:"link,omitempty"`
	Items       []account.Item `json:"items,omitempty"`
	Rest        []string       `json:"rest,omitempty"`
	Leave       string         `json:"leave,omitempty"`
	Unsubscribe string         `json:"unsubscribe,omitempty"`
}

const insertLetter = `
insert into letter (account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead)
select account, $2, $3, $4, $5, $6, $7, $8, $7, 0, '', 0
from account
where account = $1
on conflict do nothing`

// A letter to who has no account is to an address alone.
const insertOutside = `
insert into letter (account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead)
values (null, $1, $2, $3, $4, $5, $6, $7, $6, 0, '', 0)
on conflict do nothing`

// Enqueue lets a letter wait to be sent. The same letter again is no error; one to somebody who is not there, or no
// more, is dropped without a word: who asks for it must not learn that.
func (s *Store) Enqueue(ctx context.Context, letter account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		return enqueue(ctx, tx, letter.Account, letter)
	})
}

// AskLetter lets a letter wait and counts, in a bucket, that it was asked for: both at once, so that a letter to
// nobody, which is dropped, takes one commit as any other does.
func (s *Store) AskLetter(ctx context.Context, letter account.Letter, bucket []byte, until time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := tx.ExecContext(ctx, addFailure, bucket, millis(until)); err != nil {
			return fmt.Errorf("count letter: %w", err)
		}
		return enqueue(ctx, tx, letter.Account, letter)
	})
}

// post is enqueue for letters of which some may be to who has no account: those name none.
func post(ctx context.Context, tx tx, letters ...account.Letter) error {
	for _, l := range letters {
		if l.Account != "" {
			if err := enqueue(ctx, tx, l.Account, l); err != nil {
				return err
			}
			continue
		}
		text, err := inWords(l)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, insertOutside, l.ID, string(l.Kind), storable(l.To), l.Lang, text, millis(l.Created), millis(l.Ends))
		if err != nil {
			return fmt.Errorf("insert letter: %w", err)
		}
	}
	return nil
}

func inWords(l account.Letter) (string, error) {
	text, err := json.Marshal(words{l.Subject, l.Paragraphs, l.Action, l.Link, l.Items, l.Rest, l.Leave, l.Unsubscribe})
	if err != nil {
		return "", fmt.Errorf("write letter: %w", err)
	}
	return storable(string(text)), nil
}

// enqueue is for a method that causes letters: they wait if what caused them is kept, and else do not.
func enqueue(ctx context.Context, tx tx, id account.ID, letters ...account.Letter) error {
	for _, l := range letters {
		text, err := inWords(l)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, insertLetter, id, l.ID, string(l.Kind), storable(l.To), l.Lang, text,
			millis(l.Created), millis(l.Ends))
		if err != nil {
			return fmt.Errorf("insert letter: %w", err)
		}
	}
	return nil
}

// A try is claimed by moving the letter's time past the longest that it may take, so that nobody else begins one. Its
// number tells its own result from that of an earlier try, which came too late.
const claimLetter = `
update letter
set due = $2, tries = tries + 1, trouble = ''
where dead = 0 and due <= $1 and ends > $1 and letter = (
    select letter
    from letter
    where dead = 0 and due <= $1 and ends > $1
    order by due, letter
    limit 1)
returning coalesce(account, ''), letter, kind, address, lang, words, created, ends, due, tries, trouble, dead`

// ClaimLetter gives the letter that has waited longest, for its sender alone until a time, after which it is due
// again: who ended in between may have sent it, and then it comes twice. false: none is due.
func (s *Store) ClaimLetter(ctx context.Context, now, until time.Time) (letter account.Queued, found bool, err error) {
	err = s.write(ctx, func(ctx context.Context, tx tx) error {
		var err error
		letter, err = scanLetter(tx.QueryRowContext(ctx, claimLetter, millis(now), millis(until)))
		found = err == nil
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return letter, found && err == nil, err
}

const lettersDue = `
select count(*)
from letter
where dead = 0 and due <= $1 and ends > $1`

// LettersDue is how many letters could be sent now.
func (s *Store) LettersDue(ctx context.Context, now time.Time) (int, error) {
	var n int
	if err := s.read().QueryRowContext(ctx, lettersDue, millis(now)).Scan(&n); err != nil {
		return 0, asFault(fmt.Errorf("count letters: %w", err))
	}
	return n, nil
}

const sentLetter = `delete from letter where coalesce(account, '') = $1 and letter = $2 and tries = $3`

// LetterSent forgets a letter that its claimed try has sent.
func (s *Store) LetterSent(ctx context.Context, letter account.Queued) error {
	return s.exec(ctx, "forget letter", sentLetter, letter.Account, letter.ID, letter.Tries)
}

const failedLetter = `
update letter
set due = $4, trouble = $5, dead = $6
where coalesce(account, '') = $1 and letter = $2 and tries = $3 and dead = 0`

// LetterFailed keeps a letter, whose claimed try did not send it, for its Due or as Dead, with its Trouble.
func (s *Store) LetterFailed(ctx context.Context, letter account.Queued) error {
	return s.exec(ctx, "keep letter", failedLetter, letter.Account, letter.ID, letter.Tries, millis(letter.Due),
		storable(letter.Trouble), millis(letter.Dead))
}

const lettersOf = `
select account, letter, kind, address, lang, words, created, ends, due, tries, trouble, dead
from letter
where account = $1
order by created, letter`

// LettersOf are those that wait for a learner, the oldest first.
func (s *Store) LettersOf(ctx context.Context, id account.ID) ([]account.Queued, error) {
	return s.letters(ctx, lettersOf, id)
}

const allLetters = `
select coalesce(account, ''), letter, kind, address, lang, words, created, ends, due, tries, trouble, dead
from letter
order by dead, due, letter
limit $1`

// Letters are those that wait, the next first, then those that were given up; at most so many.
func (s *Store) Letters(ctx context.Context, most int) ([]account.Queued, error) {
	return s.letters(ctx, allLetters, most)
}

func (s *Store) letters(ctx context.Context, query string, by any) ([]account.Queued, error) {
	rows, err := s.read().QueryContext(ctx, query, by)
	if err != nil {
		return nil, asFault(fmt.Errorf("read letters: %w", err))
	}
	all, err := collect(rows, "read letters", scanLetter)
	return all, asFault(err)
}

func scanLetter(row scanner) (account.Queued, error) {
	var q account.Queued
	var text string
	var created, ends, due, dead int64
	err := row.Scan(&q.Account, &q.ID, &q.Kind, &q.To, &q.Lang, &text, &created, &ends, &due, &q.Tries, &q.Trouble, &dead)
	if err != nil {
		return q, fmt.Errorf("read letter: %w", err)
	}
	var w words
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return q, fmt.Errorf("read the words of letter %s: %w", q.ID, err)
	}
	q.Subject, q.Paragraphs, q.Action, q.Link, q.Rest = w.Subject, w.Paragraphs, w.Action, w.Link, w.Rest
	q.Items, q.Leave, q.Unsubscribe = w.Items, w.Leave, w.Unsubscribe
	q.Created, q.Ends, q.Due, q.Dead = moment(created), moment(ends), moment(due), moment(dead)
	return q, nil
}

const retryLetters = `
update letter
set due = $1, tries = 0, trouble = '', dead = 0
where ends > $1 and (dead > 0 or trouble <> '' and due > $1)`

// RetryLetters lets every letter that failed, or was given up, be due now and from the beginning, and tells how many
// there are.
func (s *Store) RetryLetters(ctx context.Context, now time.Time) (int, error) {
	var n int64
	err := s.write(ctx, func(ctx context.Context, tx tx) error {
		var err error
		if n, err = affected(tx.ExecContext(ctx, retryLetters, millis(now))); err != nil {
			return fmt.Errorf("retry letters: %w", err)
		}
		return nil
	})
	return int(n), err
}

const purgeLetters = `delete from letter where dead = 0 and ends <= $1 or dead > 0 and dead <= $2`

// PurgeLetters forgets the letters that would tell nothing true any more, and those that were given up by a time.
func (s *Store) PurgeLetters(ctx context.Context, now, dead time.Time) error {
	return s.exec(ctx, "purge letters", purgeLetters, millis(now), millis(dead))
}
