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
	"slices"
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

// Due tells whether the badge of a module is earned: the module is complete, as its path says, and nothing of it is
// Left. Whether it was issued before, the store knows.
func Due(m *progress.ModulePath) bool {
	if m.Module.Badge == nil || !m.Complete || m.Lessons == 0 {
		return false
	}
	lessons, quizzes := Left(m)
	return len(lessons) == 0 && len(quizzes) == 0
}

// Left is what a badge still takes, in the module's order. What was read on another site counts, since it is said here
// as it was there; quizzes are taken here, since what is signed must have been seen.
func Left(m *progress.ModulePath) (lessons []*course.Lesson, quizzes []*course.Quiz) {
	passed := m.Module.Badge != nil && m.Module.Badge.Passed
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			if !l.Read {
				lessons = append(lessons, l.Lesson)
			}
		}
		if s.Quiz != nil && !slices.ContainsFunc(s.Quiz.Attempts, func(a progress.Attempt) bool {
			return !a.Imported && (a.Passed || !passed)
		}) {
			quizzes = append(quizzes, s.Quiz.Quiz)
		}
	}
	return lessons, quizzes
}
