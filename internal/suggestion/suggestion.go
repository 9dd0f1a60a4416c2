// Package suggestion is a better text that anybody may propose for a lesson or for a term of a glossary, with an account
// or without: what it began from, what it would be, who is to be named for it, and what became of it.
//
// A suggestion is of one file of a course, or of the part of it that is one term. Nothing is written by it: whether it
// still fits the file is said here, web has its pages, publish the files, store the rows.
package suggestion

import (
	"strings"
	"time"
	"unicode/utf8"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
)

// ID names a suggestion for ever: a UUIDv7.
type ID string

// Suggestion is a text that somebody proposes, and what became of it.
type Suggestion struct {
	ID      ID
	Key     []byte // hash of the key of its private link
	Lang    string // of the page that it was written on
	Of      Place
	Base    string // the text that it began from, tidy
	Text    string // the text that it proposes, tidy
	Credit  string // the name to be thanked by; may be empty
	Why     string // in a few words; may be empty
	By      account.ID
	ByName  string // to sign in; read, never written
	State   State
	Answer  string // of who decided, in words
	Patch   string // of an accepted one: the change as "git am" takes it
	Done    Done   // of an accepted one
	Made    time.Time
	Changed time.Time // of the last change of state; at first Made
}

// Place is the text that a suggestion is of: a file of a course, or one term in it.
type Place struct {
	Module   string // its id
	Lesson   course.LessonID
	Term     string // id of a term or a person; empty: the whole file, which is a lesson
	Content  string // language of the text
	Path     string // of the file, under the folder of courses
	Revision string // of the course then
}

// State is what became of it.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Accepted  State = "accepted"
	Refused   State = "refused"
	Withdrawn State = "withdrawn" // by who wrote it
)

// States are all of them, in the order in which lists show them.
func States() []State { return []State{Waiting, Accepted, Refused, Withdrawn} }

// Done is how far the site itself brought what was accepted.
type Done string

// How far.
const (
	Committed Done = "committed" // the file was written, and committed under the name of who wrote it
	Written   Done = "written"   // the file was written
	Patched   Done = "patch"     // nothing was written: somebody applies the patch where the course comes from
)

// The bounds of a suggestion.
const (
	MostText   = 64 << 10 // bytes of one text, of the 256 KiB that a file may have
	MostCredit = 60       // bytes: git takes no longer name
	MostWhy    = 1000     // characters
	MostOpen   = 1000     // that wait: robots that come from everywhere fill no disk
	Page       = 30       // of one list
)

// How long suggestions are kept.
const (
	ClosedKept = 365 * 24 * time.Hour     // after the decision
	OpenKept   = 2 * 365 * 24 * time.Hour // after they were made
)

// Full is the message of a site that takes no more.
const Full = "suggest.full"

// Search is which suggestions are looked for.
type Search struct {
	Module string // empty: of all
	State  State  // empty: in any
	Before ID     // those made before it; empty: the newest
}

// Count is how many suggestions of a module are in a state.
type Count struct {
	Module string
	State  State
	Count  int
}

// Decision is what somebody of the team says of a suggestion.
type Decision struct {
	State  State // Accepted or Refused
	Answer string
	Patch  string // with Accepted
	Done   Done   // with Accepted
}

// Tidy is a text as files have it: line ends of this century, one at the end, and no spaces that nobody sees there.
func Tidy(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if text = strings.TrimRight(text, " \t\n"); text == "" {
		return ""
	}
	return text + "\n"
}

// TidyCredit is a name as it can stand in the author of a commit: one line, without the signs of an address, which git
// would take out of it or in its place.
func TidyCredit(name string) string {
	return account.TidyName(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || strings.ContainsRune(`<>@"\`, r) {
			return ' '
		}
		return r
	}, name))
}

// CheckText tells whether a tidy text can be proposed in the place of a base.
func CheckText(base, text string) error {
	switch {
	case text == "":
		return invalid("suggest.empty")
	case len(text) > MostText:
		return invalid("suggest.long")
	case text == base:
		return invalid("suggest.same")
	}
	return nil
}

// CheckCredit tells whether a name, which nobody has to give, is not too long.
func CheckCredit(name string) error {
	if len(name) > MostCredit {
		return invalid("suggest.credit_long")
	}
	return nil
}

// CheckWhy tells whether a word of why, which nobody has to say, is not too long.
func CheckWhy(why string) error {
	if utf8.RuneCountInString(why) > MostWhy {
		return invalid("suggest.why_long")
	}
	return nil
}

func invalid(key string) error { return fault.New(fault.Invalid, key, nil) }
