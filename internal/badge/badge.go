// Package badge is what the whole way through a module earns: an Open Badge 3.0 that anyone can verify without asking
// us who it is. It says that one went the whole way; it is no certificate and no diploma. Nothing in it names a
// person: its subject is the award itself, and no address is hashed into it.
//
// The package is pure. It decides when a badge is due, makes keys, signs credentials and lists of those revoked, bakes
// them into pictures, and reads all that back; store keeps what it makes, web serves it at the addresses that Issuer
// gives. Open Badges 3.0 is at www.imsglobal.org/spec/ob/v3p0; the signature is its VC-JWT with RS256, the one that
// every validator takes.
package badge

import (
	"time"

	"sentier/internal/course"
	"sentier/internal/progress"
)

// ID names a badge for ever: a UUIDv7. It cannot be guessed: whoever has it was given it.
type ID string

// Badge is one that was issued to a learner. Later changes of the course change nothing in it.
type Badge struct {
	ID       ID
	Module   course.ModuleID
	Lang     string // of its words
	Title    string // in that language
	Revision string // of the course that was gone through
	Hash     string // of the achievement as it was then, SHA-256 in hexadecimal
	Picture  string // Picture.Hash
	Position Position
	Token    string // the credential, signed: a compact JWS
	Issued   time.Time
	Public   bool      // its page is shown to everyone who has the address
	Name     string    // shown on that page, as the learner chose; empty: none
	Revoked  time.Time // zero: it stands
}

// Due tells whether a badge of the module is earned: every lesson is read, and every quiz handed in or, where the
// module asks for it, passed. What was read on another site counts, since it is said here as it was there; quizzes
// are taken here, since what is signed must have been seen.
func Due(m *course.Module, facts progress.Facts) bool {
	if m.Badge == nil || m.Announced {
		return false
	}
	read := map[course.LessonID]bool{}
	for _, r := range facts.Reads {
		if r.Module == m.ID {
			read[r.Lesson] = true
		}
	}
	taken := map[course.SequenceID]bool{}
	for _, a := range facts.Attempts {
		if a.Module == m.ID && !a.Finished.IsZero() && !a.Imported && (a.Passed || !m.Badge.Passed) {
			taken[a.Sequence] = true
		}
	}
	lessons := 0
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			if l.Draft {
				continue
			}
			if lessons++; !read[l.ID] {
				return false
			}
		}
		if s.Quiz != nil && !taken[s.ID] {
			return false
		}
	}
	return lessons > 0
}
