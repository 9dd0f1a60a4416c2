// Package moderation is how people who write are kept safe from each other, and from those who decide: what is
// reported, what is decided of it, why, and what the person concerned says. It holds the rules: who may decide of whom,
// who looks at what somebody answered, what a decision has to state. It is pure: store keeps what it describes, web
// asks it.
//
// A decision is about writing where others read, never about learning: see docs/decisions/0007-sanctions.md. What it
// states is what articles 16 and 17 of regulation (EU) 2022/2065 (DSA) ask for.
package moderation

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// Ground is what is wrong with a post, for who reports it and for who decides: message "ground." + Ground.
type Ground string

// The grounds.
const (
	Unkind  Ground = "unkind"  // insults, mockery, pressure
	Hate    Ground = "hate"    // against people for what they are
	Private Ground = "private" // what is somebody's own: a name, an address, a picture
	Danger  Ground = "danger"  // somebody may come to harm
	Spam    Ground = "spam"
	Rights  Ground = "rights"  // somebody else's work
	Illegal Ground = "illegal" // otherwise against the law
	Other   Ground = "else"
)

// Grounds are all of them, in the order in which they are shown.
func Grounds() []Ground {
	return []Ground{Unkind, Hate, Private, Danger, Spam, Rights, Illegal, Other}
}

// Known tells whether it is one of them.
func (g Ground) Known() bool { return slices.Contains(Grounds(), g) }

// ByLaw tells whether a decision on this ground rests on the law; the others rest on the code of conduct: DSA,
// article 17(3)(d) and (e).
func (g Ground) ByLaw() bool { return slices.Contains([]Ground{Hate, Private, Rights, Illegal}, g) }

// Bounds of what people write to each other here.
const (
	MostText  = 2000 // characters of a report, a reason, an answer
	LeastText = 10   // characters of a reason and of an answer
)

// Reporting is bounded for each account and, of who is signed out, for each network.
const (
	ReportsADay = 10
	OpenReports = 20 // of one post, by who is signed out: more tell nothing new
)

// ReportID names a report for ever: a UUIDv7, made with the form that it is written in.
type ReportID string

// Report is what somebody says of a post: a notice of DSA, article 16, where its ground is in the law.
type Report struct {
	ID      ReportID   `json:"id"`
	Post    string     `json:"post"`
	By      account.ID `json:"-"` // empty: somebody signed out, or an account that is gone
	ByName  string     `json:"-"`
	Ground  Ground     `json:"ground"`
	Text    string     `json:"text,omitempty"`
	Contact string     `json:"contact,omitempty"` // name and e-mail address, if they gave some
	Lang    string     `json:"lang"`
	At      time.Time  `json:"at"`
	Closed  time.Time  `json:"closed,omitzero"` // when it was decided of
	Outcome Outcome    `json:"outcome,omitempty"`
}

// Outcome is what became of a report: message "report.outcome." + Outcome.
type Outcome string

// The outcomes.
const (
	Kept     Outcome = "kept"     // nothing was found that others should not read
	Hid      Outcome = "hidden"   // others do not see it any more
	Warned   Outcome = "warned"   // it stays, and its author was told
	Gone     Outcome = "gone"     // its author deleted it first
	Restored Outcome = "restored" // it was hidden, and that was taken back
)

// Check holds a report to its bounds; the message of the fault is for the field of its first mistake.
func (r Report) Check() error {
	switch {
	case !r.Ground.Known():
		return invalid("report.choose")
	case utf8.RuneCountInString(r.Text) > MostText, utf8.RuneCountInString(r.Contact) > MostText:
		return invalid("moderation.too_long")
	case r.Ground.ByLaw() && utf8.RuneCountInString(strings.TrimSpace(r.Text)) < LeastText: // article 16(2)(a)
		return invalid("report.why")
	}
	return nil
}

func invalid(message string) error {
	return fault.New(fault.Invalid, message, errors.New("check what was written: it breaks the rule that the message says"))
}
