package progress

import (
	"crypto/sha256"
	"math/rand/v2"
	"slices"
	"time"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/quiz"
)

// Opening is what an attempt is begun with.
type Opening struct {
	ID       AttemptID
	Revision string // of the course
	Lang     string
	Seed     string // random, and new for each attempt
	At       time.Time
}

// Start begins an attempt at a quiz. Its questions are those of today, in an order of its own where the quiz says
// shuffle.
func Start(q *course.Quiz, o Opening) Attempt {
	var ids []quiz.QuestionID
	for _, question := range q.Questions {
		ids = append(ids, question.ID)
	}
	if q.Shuffle {
		r := rand.New(rand.NewChaCha8(sha256.Sum256([]byte("questions\x00" + o.Seed))))
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	}
	return Attempt{
		ID: o.ID, Module: q.Sequence.Module.ID, Sequence: q.Sequence.ID, Lang: o.Lang, Revision: o.Revision,
		Seed: o.Seed, Questions: ids, Started: o.At,
	}
}

// Sheet is an attempt as it stands: its questions as they are today, with what was answered.
type Sheet struct {
	Quiz    *course.Quiz // nil: it is no more, and the attempt can only be looked at
	Attempt Attempt
	Items   []Item // in the order in which they are asked
}

// Item is a question of a sheet. It has a question or an answer, or both.
type Item struct {
	Number   int            // among those that are asked, from 1; 0: carried over
	Question *quiz.Question // as it is now; nil: gone
	Answer   *Answer        // nil: open
}

// Carried tells whether the answer was right in an attempt before, so that nothing is asked.
func (i Item) Carried() bool { return i.Answer != nil && i.Answer.Carried }

// Changed tells whether what was answered is no longer what the question asks: its words and points stand, and
// there is nothing to explain.
func (i Item) Changed() bool {
	return i.Answer != nil && (i.Question == nil || i.Question.Fingerprint != i.Answer.Fingerprint)
}

// NewSheet lays an attempt out. A question that went before it was answered is dropped; one that changed is asked as
// it is now; one that was answered stays whatever becomes of it. Nothing is open once the attempt is handed in, even
// where a question came back.
func NewSheet(q *course.Quiz, a Attempt, answers []Answer) Sheet {
	s := Sheet{Quiz: q, Attempt: a}
	number := 0
	for _, id := range a.Questions {
		item := Item{Question: question(q, id)}
		if i := slices.IndexFunc(answers, func(a Answer) bool { return a.Question == id }); i >= 0 {
			item.Answer = &answers[i]
		}
		if item.Answer == nil && (item.Question == nil || s.Finished()) {
			continue
		}
		if !item.Carried() {
			number++
			item.Number = number
		}
		s.Items = append(s.Items, item)
	}
	return s
}

// Asked is how many questions the learner is asked: what was carried over is not.
func (s Sheet) Asked() int {
	n := 0
	for _, item := range s.Items {
		n = max(n, item.Number)
	}
	return n
}

// Current is the question to ask now: the first one that is open. There is none once all are answered; then the
// attempt is to be finished. In an attempt without any item, whose questions all went, there is nothing to finish:
// another is to be started.
func (s Sheet) Current() (Item, bool) {
	for _, item := range s.Items {
		if item.Answer == nil {
			return item, true
		}
	}
	return Item{}, false
}

// Item finds a question of the attempt by its id.
func (s Sheet) Item(id quiz.QuestionID) (Item, bool) {
	for _, item := range s.Items {
		if item.id() == id {
			return item, true
		}
	}
	return Item{}, false
}

func (i Item) id() quiz.QuestionID {
	if i.Answer != nil {
		return i.Answer.Question
	}
	return i.Question.ID
}

// Prompt is what the learner sees of a question that is open.
func (s Sheet) Prompt(lang string, q *quiz.Question) quiz.Prompt {
	return q.Prompt(lang, q.Seed(s.Attempt.Seed))
}

// Finished tells whether the attempt was handed in.
func (s Sheet) Finished() bool { return !s.Attempt.Finished.IsZero() }

// Explains tells whether what is right may be shown for questions that were answered: after each answer, or, where
// the quiz says feedback: end, once the attempt is handed in.
func (s Sheet) Explains() bool { return s.Finished() || s.Quiz == nil || !s.Quiz.AtEnd }

// State is how a question stands, for marks and styles. A verdict is only said where Explains.
type State string

// The states, beside the verdicts right, partial and wrong.
const (
	Open     State = "open"
	Answered State = "answered"
)

// State is how a question of the sheet stands.
func (s Sheet) State(i Item) State {
	switch {
	case i.Answer == nil:
		return Open
	case !s.Explains() && !i.Answer.Carried:
		return Answered
	}
	return State(i.Answer.Verdict)
}

// Finish hands the attempt in, with its points. It is a Conflict while a question is open; an attempt that was
// handed in stays as it was.
func (s Sheet) Finish(now time.Time) (Attempt, error) {
	a := s.Attempt
	if s.Finished() {
		return a, nil
	}
	if _, open := s.Current(); open || s.Quiz == nil || len(s.Items) == 0 {
		return a, fault.New(fault.Conflict, "quiz.unanswered", nil)
	}
	a.Finished = now
	for _, item := range s.Items {
		a.Points += item.Answer.Points
		a.Total += item.Answer.Total
	}
	a.Passed = 100*a.Points >= s.Quiz.Pass*a.Total
	return a, nil
}

// Missed are the questions that are asked again by a Retry: those that were not right, and still are in the quiz. An
// attempt of another site has none, for what was right there is carried over by nobody's word: the quiz is taken anew.
func (s Sheet) Missed() []quiz.QuestionID {
	var ids []quiz.QuestionID
	if s.Attempt.Imported {
		return nil
	}
	for _, item := range s.Items {
		if item.Answer != nil && item.Answer.Verdict != quiz.Right && item.Question != nil {
			ids = append(ids, item.Question.ID)
		}
	}
	return ids
}

// Retry begins an attempt at what was missed in one that is handed in. Right answers are carried over, with their
// points, to questions that still are in the quiz; what went is left behind.
func (s Sheet) Retry(o Opening) (Attempt, []Answer, error) {
	switch {
	case !s.Finished():
		return Attempt{}, nil, fault.New(fault.Conflict, "quiz.unfinished", nil)
	case len(s.Missed()) == 0:
		return Attempt{}, nil, fault.New(fault.Conflict, "quiz.nothing_missed", nil)
	}
	a := s.Attempt
	a = Attempt{
		ID: o.ID, Module: a.Module, Sequence: a.Sequence, Lang: o.Lang, Revision: o.Revision, Seed: o.Seed,
		Retry: a.ID, Started: o.At,
	}
	var carried []Answer
	for _, item := range s.Items {
		if item.Question == nil {
			continue
		}
		a.Questions = append(a.Questions, item.Question.ID)
		if item.Answer.Verdict == quiz.Right {
			answer := *item.Answer
			answer.Carried = true
			carried = append(carried, answer)
		}
	}
	return a, carried, nil
}
