// Package announce is what hosts tell everybody, or some: news to read when one likes, and alerts that stand on every
// page while they hold. It says what an announcement needs and who reads it when. It is pure: it keeps nothing, renders
// nothing and sends nothing. store keeps what it describes, markdown renders it once, web and cli ask it.
package announce

import (
	"html/template"
	"slices"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
)

// ID names an announcement for ever: a UUIDv7.
type ID string

// Audience is whom an announcement is for.
type Audience string

// The audiences.
const (
	Everyone Audience = "everyone" // strangers, too: it is in the feeds
	Members  Audience = "members"  // who has an account
	Learners Audience = "learners" // members who have begun its module
)

// Audiences are all of them, the widest first.
func Audiences() []Audience { return []Audience{Everyone, Members, Learners} }

// Text is an announcement in one language.
type Text struct {
	Title string
	Body  string        // Markdown, as it was typed
	HTML  template.HTML // of Body, rendered when it was kept
}

// Announcement is what a host tells.
type Announcement struct {
	ID        ID
	Alert     bool // it stands on every page of its readers while it is current
	Audience  Audience
	Module    string // its id, for Learners; else empty
	Begins    time.Time
	Ends      time.Time       // from when on it is of the past; zero: never
	Texts     map[string]Text // by language: one at least
	Created   time.Time
	Changed   time.Time // when its words last did; Created: they never did
	Withdrawn time.Time // zero: it was not
}

// State is where an announcement stands in time.
type State string

// The states.
const (
	Scheduled State = "scheduled"
	Current   State = "current"
	Past      State = "past"
	Withdrawn State = "withdrawn"
)

// State says where the announcement stands now.
func (a Announcement) State(now time.Time) State {
	switch {
	case !a.Withdrawn.IsZero():
		return Withdrawn
	case now.Before(a.Begins):
		return Scheduled
	case !a.Ends.IsZero() && !now.Before(a.Ends):
		return Past
	}
	return Current
}

// Turns is when the state next changes by itself; zero: it does not.
func (a Announcement) Turns(now time.Time) time.Time {
	switch a.State(now) {
	case Scheduled:
		return a.Begins
	case Current:
		return a.Ends
	}
	return time.Time{}
}

// Reader is who reads. Its zero value is a stranger.
type Reader struct {
	Account account.ID // empty: a stranger
	Joined  time.Time  // when they made their account
	Modules []string   // that they have begun
}

// For tells whether an announcement is for a reader.
func (a Announcement) For(r Reader) bool {
	switch a.Audience {
	case Everyone:
		return true
	case Members:
		return r.Account != ""
	}
	return r.Account != "" && slices.Contains(r.Modules, a.Module)
}

// Text is the announcement in the first of these languages that it has, or else in any.
func (a Announcement) Text(langs ...string) (Text, string) {
	for _, lang := range langs {
		if t, ok := a.Texts[lang]; ok {
			return t, lang
		}
	}
	for _, lang := range slices.Sorted(keys(a.Texts)) {
		return a.Texts[lang], lang
	}
	return Text{}, ""
}

func keys(texts map[string]Text) func(func(string) bool) {
	return func(yield func(string) bool) {
		for lang := range texts {
			if !yield(lang) {
				return
			}
		}
	}
}

// Unread are the current announcements for a member that they have not read and that began since they joined, in the
// order in which they are given.
func Unread(all []Announcement, r Reader, read []ID, now time.Time) []Announcement {
	return slices.DeleteFunc(slices.Clone(all), func(a Announcement) bool {
		return r.Account == "" || a.State(now) != Current || !a.For(r) || a.Begins.Before(r.Joined) || slices.Contains(read, a.ID)
	})
}

// names is the namespace of the names of announcements in feeds (RFC 9562, 5.5).
var names = uuid.MustParse("0b8e9a52-57c3-4d3f-8a86-3f2a5f0e0c11")

// URN names an announcement in a language for ever, wherever its page is.
func (a Announcement) URN(lang string) string {
	return uuid.NewSHA1(names, []byte(string(a.ID)+" "+lang)).URN()
}
