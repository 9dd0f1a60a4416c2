package voice

import (
	"strings"
	"time"

	"sentier/internal/account"
)

// InquiryID names an inquiry for ever: a UUIDv7.
type InquiryID string

// Inquiry is what somebody writes to the host alone, and what became of it: an exchange of a few texts, which its
// private link shows.
type Inquiry struct {
	ID      InquiryID
	Key     []byte // hash of the key of its private link
	Lang    string // of the page that it was written on
	Subject Subject
	Place   string     // of a notice: the address where what is illegal stands
	Name    string     // of who gives notice, as they write it; may be empty
	Address string     // of e-mail, for letters that tell of an answer; may be empty
	By      account.ID // who wants the host to know their account; empty: nothing tells who writes
	ByName  string     // to sign in; read, never written
	Stage   Stage
	Made    time.Time
	Changed time.Time // of the last turn, or of the end; at first Made
	Turns   []Turn    // the first is what was asked
}

// Turn is one text of an inquiry.
type Turn struct {
	ID   string // a UUIDv7, made with the form: what is sent twice is said once
	Host bool   // the host says it
	Text string
	At   time.Time
}

// Subject is what an inquiry is about.
type Subject string

// The subjects.
const (
	OfAccount Subject = "account"
	OfData    Subject = "data"
	OfBarrier Subject = "barrier" // to who cannot use the site as others do
	OfNotice  Subject = "notice"  // of illegal content: regulation (EU) 2022/2065, article 16
	OfElse    Subject = "else"
)

// Subjects are all of them, in the order in which a page offers them.
func Subjects() []Subject { return []Subject{OfAccount, OfData, OfBarrier, OfNotice, OfElse} }

// Known tells whether it is one of them.
func (s Subject) Known() bool {
	for _, one := range Subjects() {
		if s == one {
			return true
		}
	}
	return false
}

// Stage is how far an inquiry is.
type Stage string

// The stages.
const (
	Waiting  Stage = "waiting"  // for the host
	Answered Stage = "answered" // its writer may go on
	Ended    Stage = "ended"
)

// Stages are all of them, from the first to the last.
func Stages() []Stage { return []Stage{Waiting, Answered, Ended} }

// The bounds of an inquiry.
const (
	MostTurns   = 20    // of an inquiry
	MostPlace   = 1000  // characters
	MostName    = 100   // characters
	MostWaiting = 2_000 // inquiries that wait: robots that come from everywhere fill no disk
	InquiryPage = 30    // inquiries of one list
)

// ToldLately is for how long the letter which says that something waits stands for what comes after it.
const ToldLately = time.Hour

// MayGoOn tells whether its writer may add to it: once after each answer.
func (i Inquiry) MayGoOn() bool { return i.Stage == Answered && len(i.Turns) < MostTurns-1 }

// CheckPlace tells whether the place of a notice can be looked at: one address or more of the site, in some words.
func CheckPlace(place string) error {
	switch n := len([]rune(place)); {
	case n > MostPlace:
		return invalid("contact.place_long")
	case !strings.Contains(place, "/"):
		return invalid("contact.place_missing")
	}
	return nil
}

// CheckName tells whether a name, which nobody has to give, is not too long.
func CheckName(name string) error {
	if len([]rune(name)) > MostName {
		return invalid("contact.name_long")
	}
	return nil
}

// InquirySearch is which inquiries are looked for.
type InquirySearch struct {
	Stage Stage // empty: in any
	Page  int   // from 1
}
