package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"sentier/internal/account"
	"sentier/internal/review"
)

const setReview = `
update account
set review = $2
where account = $1`

// SetReview says when a learner asked for the review; the zero time: they do not want it any more. Their cards stay
// for when they do again.
func (s *Store) SetReview(ctx context.Context, id account.ID, at time.Time) error {
	return s.updateAccount(ctx, setReview, id, millis(at))
}

const cardsOf = `
select module, kind, id, stability, difficulty, hash, revision, due, reviewed, reviews
from card
where account = $1
order by due, module, kind, id`

// Cards are what a learner reviewed, the next that is due first.
func (s *Store) Cards(ctx context.Context, id account.ID) ([]review.Card, error) {
	all, err := list(ctx, s.read(), "read cards", cardsOf, id, scanCard)
	return all, asFault(err)
}

func scanCard(row scanner) (review.Card, error) {
	var c review.Card
	var stability, difficulty, due, reviewed int64
	err := row.Scan(&c.Module, &c.Kind, &c.ID, &stability, &difficulty, &c.Hash, &c.Revision, &due, &reviewed, &c.Reviews)
	c.Stability, c.Difficulty = float64(stability)/decimals, float64(difficulty)/decimals
	c.Due, c.Reviewed = moment(due), moment(reviewed)
	return c, err
}

// decimals are those that the scheduler rounds to: a memory comes back to the last digit.
const decimals = 1e8

const keepCard = `
insert into card (account, module, kind, id, stability, difficulty, hash, revision, due, reviewed, reviews)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (account, module, kind, id) do update set
    stability = excluded.stability, difficulty = excluded.difficulty, hash = excluded.hash,
    revision = excluded.revision, due = excluded.due, reviewed = excluded.reviewed, reviews = excluded.reviews
where card.reviewed < excluded.reviewed`

// KeepCard keeps a card that was reviewed. A review that is not later than the one that is kept changes nothing. It is
// a fault.NotFound when the learner is gone.
func (s *Store) KeepCard(ctx context.Context, id account.ID, c review.Card) error {
	if c.Reviewed.IsZero() {
		return fmt.Errorf("keep card %s of module %s: it was never reviewed", c.ID, c.Module)
	}
	return s.exec(ctx, "keep card", keepCard, id, c.Module, c.Kind, storable(c.ID), fixed(c.Stability), fixed(c.Difficulty),
		c.Hash, c.Revision, millis(c.Due), millis(c.Reviewed), c.Reviews)
}

// fixed is how a number of a memory is kept.
func fixed(v float64) int64 { return int64(math.Round(v * decimals)) }

const missedQuestions = `
select attempt.module, answer.question, min(attempt.finished)
from answer
join attempt on attempt.account = answer.account and attempt.attempt = answer.attempt
where answer.account = $1 and attempt.finished > 0 and answer.points < answer.total
group by attempt.module, answer.question
order by min(attempt.finished), attempt.module, answer.question`

// MissedQuestions are those that a learner answered wrong or in part, each with the first time that such an attempt was
// handed in. What is answered in an attempt that is still open is not among them: its key was not shown.
func (s *Store) MissedQuestions(ctx context.Context, id account.ID) ([]review.MissedQuestion, error) {
	all, err := list(ctx, s.read(), "read missed questions", missedQuestions, id, scanMissed)
	return all, asFault(err)
}

func scanMissed(row scanner) (review.MissedQuestion, error) {
	var m review.MissedQuestion
	var at int64
	err := row.Scan(&m.Module, &m.Question, &at)
	m.At = moment(at)
	return m, err
}
