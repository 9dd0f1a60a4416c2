package progress

import (
	"slices"

	"sentier/internal/quiz"
)

// Result is what an attempt that was handed in teaches.
type Result struct {
	Attempt  Attempt   // its Points of Total, in hundredths, and whether it Passed
	Outcomes []Outcome // what is worth another look first, then what was right; each in the order asked
	Right    int       // how many outcomes were right
	Missed   int       // how many questions a Retry would ask
}

// Outcome is how one question went.
type Outcome struct {
	Number int          // in the attempt, from 1
	Answer Answer       // as it was given, and the points that it earned
	Review *quiz.Review // nil: the question has changed or went since, and Answer.Shown is what is left
}

// Result is what is shown once the attempt is handed in; false before that.
func (s Sheet) Result(lang string) (Result, bool) {
	if !s.Finished() {
		return Result{}, false
	}
	r := Result{Attempt: s.Attempt, Missed: len(s.Missed())}
	for rank, item := range s.Items {
		r.Outcomes = append(r.Outcomes, Outcome{Number: rank + 1, Answer: *item.Answer, Review: s.Review(lang, item)})
		if item.Answer.Verdict == quiz.Right {
			r.Right++
		}
	}
	slices.SortStableFunc(r.Outcomes, func(a, b Outcome) int {
		return order(a.Answer.Verdict == quiz.Right) - order(b.Answer.Verdict == quiz.Right)
	})
	return r, true
}

func order(last bool) int {
	if last {
		return 1
	}
	return 0
}

// Review is what is shown of a question once it is answered. It is nil while it is open or, with feedback at the
// end, while the attempt is; and where the question is no longer the one that was answered.
//
// What was typed is shown in the language in which it was typed, everything else in lang. The verdict is the one
// that was given then.
func (s Sheet) Review(lang string, i Item) *quiz.Review {
	if i.Answer == nil || i.Changed() || !s.Explains() {
		return nil
	}
	if i.Question.Kind == quiz.Text || i.Question.Kind == quiz.Cloze {
		lang = i.Answer.Lang
	}
	r := i.Question.Review(lang, i.Question.Seed(s.Attempt.Seed), i.Answer.Given)
	r.Verdict = i.Answer.Verdict
	return &r
}

// Best is the attempt of most points among those that were handed in, the first of equals; false where there is
// none.
func Best(attempts []Attempt) (Attempt, bool) {
	var best Attempt
	found := false
	for _, a := range attempts {
		if a.Finished.IsZero() {
			continue
		}
		if !found || a.Points*max(1, best.Total) > best.Points*max(1, a.Total) {
			best, found = a, true
		}
	}
	return best, found
}
