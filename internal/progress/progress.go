// Package progress is what a learner did, and what follows from it: lessons read, quizzes attempted, points earned,
// where to take up again. It keeps facts, never percents: those are derived from the facts and from the course as it
// is today. It is pure: store keeps the facts, web asks the questions.
package progress

import (
	"time"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// Read is the fact that a lesson was read. There is one a lesson. When the lesson is read again, Hash and Revision
// follow, At stays, and it is imported no more; what is imported, or late, changes nothing.
type Read struct {
	Module   course.ModuleID `json:"module"`
	Lesson   course.LessonID `json:"lesson"`
	Hash     string          `json:"hash"`     // of the rendition that was read
	Revision string          `json:"revision"` // of the course
	At       time.Time       `json:"at"`       // for the first time
	Imported bool            `json:"imported"` // from an export of another site
}

// Place is where a learner stopped in a module.
type Place struct {
	Module  course.ModuleID `json:"module"`
	Lesson  course.LessonID `json:"lesson"`
	Heading string          `json:"heading"` // its anchor; empty: the top
	At      time.Time       `json:"at"`
}

// AttemptID names an attempt: a UUIDv7.
type AttemptID string

// Attempt is one time that a quiz is taken.
type Attempt struct {
	ID        AttemptID         `json:"id"`
	Module    course.ModuleID   `json:"module"`
	Sequence  course.SequenceID `json:"sequence"`
	Lang      string            `json:"lang"`
	Revision  string            `json:"revision"`  // of the course, when it began
	Seed      string            `json:"seed"`      // of the order of options: random, kept
	Questions []quiz.QuestionID `json:"questions"` // in the order in which they are asked
	Retry     AttemptID         `json:"retry"`     // the attempt whose missed questions this asks again; empty: none
	Started   time.Time         `json:"started"`
	Finished  time.Time         `json:"finished"` // zero: in progress
	Points    int               `json:"points"`   // once finished, in hundredths: of Total
	Total     int               `json:"total"`    // once finished, in hundredths
	Passed    bool              `json:"passed"`   // once finished
	Imported  bool              `json:"imported"`
}

// Answer is what was given to a question of an attempt. Its grade stands whatever becomes of the question.
type Answer struct {
	Question    quiz.QuestionID `json:"question"`
	Fingerprint string          `json:"fingerprint"` // of the question as it was answered
	Revision    string          `json:"revision"`    // of the course then
	Lang        string          `json:"lang"`
	Given       quiz.Answer     `json:"given"`
	Shown       string          `json:"shown"` // the answer as it was shown, plain text by lines: kept for when the question has changed
	Verdict     quiz.Verdict    `json:"verdict"`
	Points      int             `json:"points"`  // in hundredths
	Total       int             `json:"total"`   // in hundredths
	Carried     bool            `json:"carried"` // right in the attempt before, and carried over
	At          time.Time       `json:"at"`
}

// Reason is why points were earned.
type Reason string

// The reasons of the ledger. The subject is "module/lesson id", "module/sequence id" or the module's id. That of a
// module is written even where it earns no points: it is how one knows when the module was finished.
const (
	ForLesson Reason = "lesson"
	ForQuiz   Reason = "quiz"
	ForModule Reason = "module"
)

// Entry is a line of the ledger of points. There is one a reason and subject: earning twice is impossible.
type Entry struct {
	Reason  Reason          `json:"reason"`
	Subject string          `json:"subject"`
	Module  course.ModuleID `json:"module"`
	Points  int             `json:"points"`
	At      time.Time       `json:"at"`
}

// Facts are everything that is known of what one learner did.
type Facts struct {
	Reads    []Read    // by time
	Places   []Place   // one a module
	Attempts []Attempt // by time, without answers
	Entries  []Entry   // by time
}
