// Package elsewhere is what a site knows of other machines: the catalogues of its sister sites, and whether the rooms of
// its meetings answer. Nothing that another machine says is believed before it is read here: a catalogue comes out of
// Read tidied, or not at all.
//
// It asks nobody: fetch does, when jobs says so. store keeps what was answered, web shows it.
package elsewhere

import (
	"fmt"
	"hash/fnv"
	"time"
)

// Trouble is why somebody who was asked gave no good answer. A message "elsewhere." + it says so in plain words.
type Trouble string

// What may go wrong.
const (
	Unreachable Trouble = "unreachable" // no such name, nobody there, no valid certificate
	Slow        Trouble = "slow"
	Private     Trouble = "private" // its name leads into a network that this server may not ask: see fetch
	Plain       Trouble = "plain"   // http, where https is needed
	Moved       Trouble = "moved"   // it sends on to another address, which is never followed
	Refused     Trouble = "refused" // it answers that it will not, or cannot
	Large       Trouble = "large"   // too much at once
	Packed      Trouble = "packed"  // compressed, which it was asked not to do
	Unlike      Trouble = "unlike"  // no JSON: probably no site of this program
	Garbled     Trouble = "garbled" // no catalogue, or one with wrong types
	Newer       Trouble = "newer"   // a catalogue of a form that this program does not know
	Another     Trouble = "another" // a catalogue that says it is another site's
	Unasked     Trouble = "unasked" // the first answer is still to come
)

// Failure is an error that says what is wrong with an answer.
type Failure struct {
	Trouble Trouble
	Cause   error // for the log; may be nil
}

func (f *Failure) Error() string {
	if f.Cause == nil {
		return string(f.Trouble)
	}
	return fmt.Sprintf("%s: %v", f.Trouble, f.Cause)
}

func (f *Failure) Unwrap() error { return f.Cause }

// Answer is what is known of an address: what it answered last that was good, and whether it was so the last time.
type Answer struct {
	Address  string
	Asked    time.Time // last; zero: never
	Answered time.Time // last, and well; zero: never
	Trouble  Trouble   // when last asked; empty: none
	Body     string    // what it said when it last answered well
}

// With is the answer once somebody was asked again. Where that went wrong, what was good stays, with its date.
func (a Answer) With(at time.Time, body string, failed *Failure) Answer {
	a.Asked, a.Trouble = at, ""
	if failed != nil {
		a.Trouble = failed.Trouble
		return a
	}
	a.Answered, a.Body = at, body
	return a
}

// How long who was asked is left alone.
const (
	askCatalogue = 24 * time.Hour
	askAgain     = time.Hour // a sister site that did not answer well
	askRoom      = 10 * time.Minute
	// deadAfter is how long a room gives no answer before it is skipped: a restart does not move a meeting.
	deadAfter = 25 * time.Minute
)

// CatalogueDue tells whether a sister site should be asked for its catalogue. Each has its own moment of the day, so
// that sites which were started together do not ask together for ever.
func (a Answer) CatalogueDue(now time.Time) bool {
	wait := askCatalogue - time.Duration(spread(a.Address)%60)*time.Minute
	if a.Trouble != "" {
		wait = askAgain - time.Duration(spread(a.Address)%10)*time.Minute
	}
	return a.due(now, wait)
}

// RoomDue tells whether a room should be asked whether it is there.
func (a Answer) RoomDue(now time.Time) bool { return a.due(now, askRoom) }

func (a Answer) due(now time.Time, wait time.Duration) bool {
	return a.Asked.IsZero() || !now.Before(a.Asked.Add(wait)) || a.Asked.After(now.Add(time.Hour)) // the clock was set back
}

// Dead tells whether a room is not there, as far as is known.
func (a Answer) Dead(now time.Time) bool {
	return a.Trouble != "" && now.Sub(a.Answered) >= deadAfter
}

func spread(text string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text)) // a hash never fails
	return h.Sum32()
}
