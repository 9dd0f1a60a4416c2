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
// follow, and At stays; what is imported, or late, changes nothing.
type Read struct {
	Module   course.ModuleID
	Lesson   course.LessonID
	Hash     string    // of the rendition that was read
	Revision string    // of the course
	At       time.Time // for the first time
	Imported bool      // from an export of another site
}

// Place is where a learner stopped in a module.
type Place struct {
	Module  course.ModuleID
	Lesson  course.LessonID
	Heading string // its anchor; empty: the top
	At      time.Time
}

// AttemptID names an attempt: a UUIDv7.
type AttemptID string

// Attempt is one time that a quiz is taken.
type Attempt struct {
	ID        AttemptID
	Module    course.ModuleID
	Sequence  course.SequenceID
	Lang      string
	Revision  string            // of the course, when it began
	Seed      string            // of the order of options: random, kept
	Questions []quiz.QuestionID // in the order in which they are asked
	Retry     AttemptID         // the attempt whose missed questions this asks again; empty: none
	Started   time.Time
	Finished  time.Time // zero: in progress
	Points    int       // once finished, in hundredths: of Total
	Total     int       // once finished, in hundredths
	Passed    bool      // once finished
	Imported  bool
}

// Answer is what was given to a question of an attempt. Its grade stands whatever becomes of the question.
type Answer struct {
	Question    quiz.QuestionID
	Fingerprint string // of the question as it was answered
	Revision    string // of the course then
	Lang        string
	Given       quiz.Answer
	Shown       string // the answer as it was shown, plain text by lines: kept for when the question has changed
	Verdict     quiz.Verdict
	Points      int  // in hundredths
	Total       int  // in hundredths
	Carried     bool // right in the attempt before, and carried over
	At          time.Time
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
	Reason  Reason
	Subject string
	Module  course.ModuleID
	Points  int
	At      time.Time
}

// Facts are everything that is known of what one learner did.
type Facts struct {
	Reads    []Read    // by time
	Places   []Place   // one a module
	Attempts []Attempt // by time, without answers
	Entries  []Entry   // by time
}
