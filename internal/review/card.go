// Package review is what comes back: questions that were missed and words of the lessons that were read, as cards,
// each a little before it would be forgotten. It is opt in, quiet (ten cards a day at most, nothing is ever overdue)
// and pure: store keeps the cards that were reviewed, web fills Past from what the learner did.
//
// Cards that were never reviewed are not kept anywhere: Deck derives them from Past and the course as it is today.
// A click is no learning: looking a word up makes no card.
package review

import (
	"time"

	"sentier/internal/course"
)

// Kind is what a card asks.
type Kind string

// The kinds of cards.
const (
	Question Kind = "question" // a question of a quiz that was missed
	Term     Kind = "term"     // an entry of the glossary, met in a lesson that was read
)

// Key names a card among those of a learner. ID is that of the question or of the entry, in the module.
type Key struct {
	Module course.ModuleID `json:"module"`
	Kind   Kind            `json:"kind"`
	ID     string          `json:"id"`
}

// Card is something to remember, and how well it is remembered.
type Card struct {
	Key
	Memory
	Hash     string    `json:"hash"`     // of what was asked at the last review: a question's fingerprint, a word's digest
	Revision string    `json:"revision"` // of the course then
	Due      time.Time `json:"due"`      // the day from which it may be asked: midnight UTC
	Reviewed time.Time `json:"reviewed"` // the last time; zero: never, and the card is kept nowhere
	Reviews  int       `json:"reviews"`  // how many
}

// Rating is what the learner says of a card once its answer is shown.
type Rating int

// The ratings that are offered. FSRS numbers a fourth one, 2 (hard), which we do not ask for.
const (
	Missed Rating = 1
	Knew   Rating = 3
	Easy   Rating = 4
)

// ParseRating reads a rating of a form: "missed", "knew" or "easy".
func ParseRating(s string) (Rating, bool) {
	r, ok := map[string]Rating{"missed": Missed, "knew": Knew, "easy": Easy}[s]
	return r, ok
}

// Rate says when the card comes back. A card that is not due stays as it is, and Rate gives false: so a form that is
// sent twice counts once, and nobody gains by going through a card again on the same day.
func (c Card) Rate(r Rating, at Asked, now time.Time) (Card, bool) {
	today := day(now)
	if c.Due.After(today) || r < Missed || r > Easy {
		return c, false
	}
	elapsed := 0
	if !c.Reviewed.IsZero() {
		elapsed = days(day(c.Reviewed), today)
	}
	memory, interval := c.Memory.next(r, elapsed)
	c.Memory, c.Hash, c.Revision = memory, at.Hash, at.Revision
	c.Due, c.Reviewed, c.Reviews = today.AddDate(0, 0, interval), now, c.Reviews+1
	return c, true
}

// Asked is the state of the course that a review was about.
type Asked struct{ Hash, Revision string }

// Days counts the days from one moment to another, by the calendar.
func Days(from, to time.Time) int { return days(day(from), day(to)) }

// day is the day of t, at midnight UTC. A review's day is the same for everyone, so that no time zone is kept.
func day(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// days counts from one midnight UTC to another, never below 0: a clock may have been set back.
func days(from, to time.Time) int { return max(0, int(to.Sub(from)/(24*time.Hour))) }
