package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
)

const insertAttempt = `
insert into attempt (account, attempt, module, sequence, lang, revision, seed, questions, retry, started, finished, points, total, passed, imported)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict do nothing`

// StartAttempt begins an attempt, with the answers that it carries over from the one before. The same id again, by
// the same learner, is no error and changes nothing. It is a fault.NotFound when the learner is gone.
func (s *Store) StartAttempt(ctx context.Context, id account.ID, a progress.Attempt, carried []progress.Answer) error {
	questions, err := json.Marshal(a.Questions)
	if err != nil {
		return fmt.Errorf("write questions of attempt: %w", err)
	}
	return s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		return insertSitting(ctx, tx, id, progress.Sitting{Attempt: a, Answers: carried}, string(questions))
	})
}

// insertSitting keeps an attempt with answers, unless the attempt is there. Its questions are a list in JSON.
func insertSitting(ctx context.Context, tx tx, id account.ID, s progress.Sitting, questions string) error {
	a := s.Attempt
	n, err := affected(tx.ExecContext(ctx, insertAttempt, id, storable(string(a.ID)), a.Module, a.Sequence, storable(a.Lang),
		storable(a.Revision), storable(a.Seed), questions, storable(string(a.Retry)), millis(a.Started), millis(a.Finished),
		a.Points, a.Total, flag(a.Passed), flag(a.Imported)))
	if err != nil {
		return fmt.Errorf("insert attempt: %w", err)
	}
	if n == 0 {
		return nil
	}
	for _, answer := range s.Answers {
		if _, err := insertAnswer(ctx, tx, carryAnswer, id, a.ID, asKept(answer)); err != nil {
			return err
		}
	}
	return nil
}

const attemptByID = `
select attempt, module, sequence, lang, revision, seed, questions, retry, started, finished, points, total, passed, imported
from attempt
where account = $1 and attempt = $2`

const answersOf = `
select question, fingerprint, revision, lang, given, shown, verdict, points, total, carried, at
from answer
where account = $1 and attempt = $2
order by at, question`

// Attempt is an attempt of a learner with its answers, in the order in which they were given. Another's is a
// fault.NotFound.
func (s *Store) Attempt(ctx context.Context, id account.ID, attempt progress.AttemptID) (progress.Attempt, []progress.Answer, error) {
	var a progress.Attempt
	var answers []progress.Answer
	err := s.snapshot(ctx, func(q querier) error {
		var err error
		if a, err = scanAttempt(q.QueryRowContext(ctx, attemptByID, id, storable(string(attempt)))); err != nil {
			return fmt.Errorf("read attempt: %w", err)
		}
		rows, err := q.QueryContext(ctx, answersOf, id, a.ID)
		if err != nil {
			return fmt.Errorf("read answers: %w", err)
		}
		answers, err = collect(rows, "read answers", scanAnswer)
		return err
	})
	if err != nil {
		return progress.Attempt{}, nil, err
	}
	return a, answers, nil
}

func scanAttempt(row scanner) (progress.Attempt, error) {
	var a progress.Attempt
	var questions string
	var started, finished, passed, imported int64
	err := row.Scan(&a.ID, &a.Module, &a.Sequence, &a.Lang, &a.Revision, &a.Seed, &questions, &a.Retry, &started,
		&finished, &a.Points, &a.Total, &passed, &imported)
	if err != nil {
		return a, err
	}
	a.Started, a.Finished, a.Passed, a.Imported = moment(started), moment(finished), passed != 0, imported != 0
	return a, json.Unmarshal([]byte(questions), &a.Questions)
}

// given is how an answer is kept.
type given struct {
	Ranks []int    `json:"ranks,omitempty"`
	Texts []string `json:"texts,omitempty"`
}

func scanAnswer(row scanner) (progress.Answer, error) {
	var a progress.Answer
	var text string
	var carried, at int64
	err := row.Scan(&a.Question, &a.Fingerprint, &a.Revision, &a.Lang, &text, &a.Shown, &a.Verdict, &a.Points,
		&a.Total, &carried, &at)
	if err != nil {
		return a, err
	}
	var g given
	if err := json.Unmarshal([]byte(text), &g); err != nil {
		return a, fmt.Errorf("question %q: read what was given: %w", a.Question, err)
	}
	a.Given, a.Carried, a.At = quiz.Answer(g), carried != 0, moment(at)
	return a, nil
}

const carryAnswer = `
insert into answer (account, attempt, question, fingerprint, revision, lang, given, shown, verdict, points, total, carried, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict do nothing`

const saveAnswer = `
insert into answer (account, attempt, question, fingerprint, revision, lang, given, shown, verdict, points, total, carried, at)
select account, attempt, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
from attempt
where account = $1 and attempt = $2 and finished = 0
on conflict do nothing`

const answerOf = `
select question, fingerprint, revision, lang, given, shown, verdict, points, total, carried, at
from answer
where account = $1 and attempt = $2 and question = $3`

// SaveAnswer keeps an answer and gives back the one that stands: this one, or the one that was given first. It is a
// fault.NotFound when the learner has no such attempt, and a fault.Conflict when the attempt was handed in without
// an answer to this question.
func (s *Store) SaveAnswer(ctx context.Context, id account.ID, attempt progress.AttemptID, a progress.Answer) (progress.Answer, error) {
	var stands progress.Answer
	err := s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		stands = asKept(a)
		n, err := insertAnswer(ctx, tx, saveAnswer, id, attempt, stands)
		if err != nil || n > 0 {
			return err
		}
		stands, err = scanAnswer(tx.QueryRowContext(ctx, answerOf, id, storable(string(attempt)), stands.Question))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := attemptIsThere(ctx, tx, id, attempt); err != nil {
			return err
		}
		return fault.New(fault.Conflict, "", errors.New("save answer: its attempt is finished"))
	})
	if err != nil {
		return progress.Answer{}, err
	}
	return stands, nil
}

// asKept is an answer as it will be read again.
func asKept(a progress.Answer) progress.Answer {
	a.Question, a.Shown, a.At = quiz.QuestionID(storable(string(a.Question))), storable(a.Shown), moment(millis(a.At))
	given := quiz.Answer{Ranks: slices.Clone(a.Given.Ranks)}
	for _, text := range a.Given.Texts {
		given.Texts = append(given.Texts, storable(text))
	}
	a.Given = given
	return a
}

func insertAnswer(ctx context.Context, tx tx, query string, id account.ID, attempt progress.AttemptID, a progress.Answer) (int64, error) {
	kept, err := json.Marshal(given(a.Given))
	if err != nil {
		return 0, fmt.Errorf("write what was given: %w", err)
	}
	n, err := affected(tx.ExecContext(ctx, query, id, storable(string(attempt)), a.Question, a.Fingerprint, a.Revision,
		a.Lang, string(kept), a.Shown, a.Verdict, a.Points, a.Total, flag(a.Carried), millis(a.At)))
	if err != nil {
		return 0, fmt.Errorf("insert answer: %w", err)
	}
	return n, nil
}

const countAttempt = `
select count(*)
from attempt
where account = $1 and attempt = $2`

// attemptIsThere is a fault.NotFound when the learner has no such attempt.
func attemptIsThere(ctx context.Context, tx tx, id account.ID, attempt progress.AttemptID) error {
	var there int64
	err := tx.QueryRowContext(ctx, countAttempt, id, storable(string(attempt))).Scan(&there)
	return missing(there, err, "find attempt")
}

const finishAttempt = `
update attempt
set finished = $3, points = $4, total = $5, passed = $6
where account = $1 and attempt = $2 and finished = 0`

// FinishAttempt hands an attempt in, with what was earned by it: Finished, Points, Total and Passed are kept. Of two
// the first one stands, entries too. It is a fault.NotFound when the learner has no such attempt.
func (s *Store) FinishAttempt(ctx context.Context, id account.ID, a progress.Attempt, entries []progress.Entry) error {
	if a.Finished.IsZero() {
		return fmt.Errorf("finish attempt %s: it has no time of finishing", a.ID)
	}
	return s.writeOwn(ctx, id, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, finishAttempt, id, storable(string(a.ID)), millis(a.Finished), a.Points,
			a.Total, flag(a.Passed)))
		if err != nil {
			return fmt.Errorf("finish attempt: %w", err)
		}
		if n == 0 {
			return attemptIsThere(ctx, tx, id, a.ID)
		}
		return insertEntries(ctx, tx, id, entries)
	})
}
