package voice

import (
	"time"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// RemarkID names a remark for ever: a UUIDv7.
type RemarkID string

// Remark is what somebody says of a passage, and what became of it.
type Remark struct {
	ID   RemarkID
	Key  []byte // hash of the key of its private link
	Lang string // of the page that it was written on
	About
	Kind    Kind
	Text    string
	State   State
	Answer  string // in words, for who wrote it
	Made    time.Time
	Changed time.Time // of state or answer; at first Made
}

// About is what a remark is about: a lesson, one of its parts, or a question. Of a question of a quiz, Lesson is empty.
type About struct {
	Module string // its id
	course.Passage
	Question quiz.QuestionID // empty: no question
}

// Kind is what is the matter.
type Kind string

// The kinds.
const (
	Wrong   Kind = "wrong"
	Unclear Kind = "unclear"
	Long    Kind = "long"
	Missing Kind = "missing"
)

// Kinds are all of them, in the order in which a form shows them.
func Kinds() []Kind { return []Kind{Wrong, Unclear, Long, Missing} }

// State is what became of it.
type State string

// The states.
const (
	New      State = "new"
	InHand   State = "hand"
	Done     State = "done"
	Declined State = "declined"
)

// States are all of them, from the first to the last.
func States() []State { return []State{New, InHand, Done, Declined} }

// Closed tells whether nothing more is to be done.
func (s State) Closed() bool { return s == Done || s == Declined }

// Check tells what a remark lacks. Its kind says enough alone; a text says more.
func (r Remark) Check() error {
	switch r.Kind {
	case Wrong, Unclear, Long, Missing:
	default:
		return invalid("voice.kind")
	}
	return nil
}

// Page is how many remarks one list shows.
const Page = 50

// Search is which remarks are looked for.
type Search struct {
	Module string   // empty: of all
	State  State    // empty: in any
	Before RemarkID // those made before it; empty: the newest
}

// Count is how many remarks of a module are in a state.
type Count struct {
	Module string
	State  State
	Count  int
}

// How long remarks are kept.
const (
	ClosedKept = 365 * 24 * time.Hour     // after the answer
	OpenKept   = 2 * 365 * 24 * time.Hour // after they were made
)

// MostOpen is how many remarks may wait for an answer: robots that come from everywhere fill no disk.
const MostOpen = 10_000

// Full is the message of a site that takes no more.
const Full = "voice.full"
