package moderation

import (
	"strings"
	"time"
	"unicode/utf8"

	"sentier/internal/account"
)

// Act is what is done to a post.
type Act string

// The acts.
const (
	Keep Act = "keep" // as it is: what was said of it is closed
	Show Act = "show" // others see it, or see it again
	Hide Act = "hide" // its author and the team alone see it
)

// Sanction is what is done to a person, as far as they write where others read.
type Sanction string

// The sanctions.
const (
	None    Sanction = "none"
	Warn    Sanction = "warn"
	Suspend Sanction = "suspend" // until a day
	Ban     Sanction = "ban"
)

// Spans are the days that a suspension may last, the shortest first.
func Spans() []int { return []int{1, 3, 7, 30, 90} }

// Decision is what somebody of the team decided about a person, or about something that they wrote.
type Decision struct {
	ID       string     `json:"id"` // of its line in the log
	Person   account.ID `json:"-"`  // empty: an account that is gone
	Name     string     `json:"-"`  // of the person
	Module   string     `json:"module,omitempty"`
	Post     string     `json:"post,omitempty"`  // empty: it is about no post
	Title    string     `json:"title,omitempty"` // of the post's topic, as it is now
	Topic    string     `json:"topic,omitempty"`
	Act      Act        `json:"act,omitempty"` // empty: it is about no post
	Sanction Sanction   `json:"sanction"`
	Ends     time.Time  `json:"ends,omitzero"` // of a suspension
	Ground   Ground     `json:"ground,omitempty"`
	Reason   string     `json:"reason"`
	Reported bool       `json:"reported"` // somebody had told of it: article 17(3)(b)
	By       account.ID `json:"-"`        // empty: an account that is gone
	ByName   string     `json:"-"`
	At       time.Time  `json:"at"`
	Seen     time.Time  `json:"seen,omitzero"`   // by the person
	Lifted   time.Time  `json:"lifted,omitzero"` // it does not hold any more
	Answer   string     `json:"answer,omitempty"`
	Answered time.Time  `json:"answered,omitzero"`
	Reply    string     `json:"reply,omitempty"` // to the answer
	Replied  time.Time  `json:"replied,omitzero"`
}

// Check holds a decision to what it must state: whatever takes something from somebody says why.
func (d Decision) Check() error {
	switch {
	case utf8.RuneCountInString(d.Reason) > MostText:
		return invalid("moderation.too_long")
	case !d.Restricts():
		return nil
	case !d.Ground.Known():
		return invalid("moderation.choose")
	case utf8.RuneCountInString(strings.TrimSpace(d.Reason)) < LeastText:
		return invalid("moderation.why")
	}
	return nil
}

// Restricts tells whether it takes something from somebody: such a decision is stated to them, and they may answer.
func (d Decision) Restricts() bool { return d.Act == Hide || d.Sanction != None && d.Sanction != "" }

// Silences tells whether the person may not write where others read, at a moment.
func (d Decision) Silences(at time.Time) bool {
	return d.Lifted.IsZero() && (d.Sanction == Ban || d.Sanction == Suspend && d.Ends.After(at))
}

// Outcome is what who reported the post is told.
func (d Decision) Outcome() Outcome {
	switch {
	case d.Act == Hide:
		return Hid
	case d.Sanction != None && d.Sanction != "":
		return Warned
	}
	return Kept
}

// Verbs are the lines of the log: what was done to the post, then to the person.
func (d Decision) Verbs() (post, person string) {
	if d.Act != "" {
		post = "post." + string(d.Act)
	}
	if d.Sanction != None && d.Sanction != "" {
		person = "person." + string(d.Sanction)
	}
	return post, person
}

// MayAnswer tells whether the person concerned may still answer: once, while it holds.
func (d Decision) MayAnswer() bool { return d.Answered.IsZero() && d.Lifted.IsZero() }

// IsAnswered is the message of the fault when somebody answers again.
const IsAnswered = "moderation.is_answered"

// IsSilenced is the message of the fault when somebody writes who may not.
const IsSilenced = "moderation.is_silenced"

// CheckAnswer holds an answer, or a reply to one, to its bounds.
func CheckAnswer(text string) error {
	switch n := utf8.RuneCountInString(strings.TrimSpace(text)); {
	case n < LeastText:
		return invalid("moderation.why")
	case n > MostText:
		return invalid("moderation.too_long")
	}
	return nil
}

// firstLook is how long an answer is for others than who decided, where there are others.
const firstLook = 7 * 24 * time.Hour

// MayReview tells whether somebody who moderates may look into what was answered to a decision: not the person
// concerned, and who decided only where nobody else could (others) within a week.
func (d Decision) MayReview(who account.ID, others bool, at time.Time) bool {
	switch {
	case d.Answered.IsZero() || !d.Replied.IsZero() || who == d.Person:
		return false
	case who != d.By || !others:
		return true
	}
	return at.Sub(d.Answered) >= firstLook
}

// MayDecide tells whether somebody may decide of a post or a person: nobody of themselves, and of the team nobody
// before an administrator has taken their roles.
func MayDecide(who, of account.ID, roles account.Grants, sanction Sanction) bool {
	return who != of && (sanction == None || sanction == "" || of != "" && !roles.Any())
}
