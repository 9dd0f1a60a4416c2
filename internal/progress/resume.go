package progress

import (
	"net/url"
	"time"

	"sentier/internal/course"
)

// Step is a lesson to read, or a quiz to take.
type Step struct {
	Lesson  *course.Lesson
	Heading string       // of the lesson: its anchor; empty: the top
	Quiz    *course.Quiz // where Lesson is nil
	Attempt AttemptID    // of the quiz: the one in progress; empty: none
}

// Key is the one that outlines write.
func (s Step) Key() string {
	if s.Lesson != nil {
		return LessonKey(s.Lesson)
	}
	return QuizKey(s.Quiz)
}

// Address is where the step is, for readers of a language, ready for a link or a redirect. A heading that the
// rendition they get does not have is left out.
func (s Step) Address(lang string) string {
	if s.Lesson == nil {
		address := s.Quiz.Address(lang)
		if s.Attempt != "" {
			address += "/" + string(s.Attempt)
		}
		return address
	}
	u := url.URL{Path: s.Lesson.Address(lang)}
	if hasHeading(s.Lesson.Rendition(lang), s.Heading) {
		u.Fragment = s.Heading
	}
	return u.String()
}

// PlaceAt is where a learner stopped in a lesson. A heading that the lesson has not, in the language it was read in,
// is left out.
func PlaceAt(l *course.Lesson, lang, heading string, at time.Time) Place {
	place := Place{Module: l.Sequence.Module.ID, Lesson: l.ID, At: at}
	if hasHeading(l.Rendition(lang), heading) {
		place.Heading = heading
	}
	return place
}

func hasHeading(r *course.Rendition, anchor string) bool {
	if anchor == "" {
		return false
	}
	for _, h := range r.Headings {
		if h.Anchor == anchor {
			return true
		}
	}
	for _, b := range r.Blocks {
		if b.Checkpoint != nil && b.Checkpoint.Heading.Anchor == anchor {
			return true
		}
	}
	return false
}

// resume is where to go on: the place or the attempt that the learner was last at. From a lesson that they have said
// to have read since, on to what comes next and is not done.
func (k known) resume(m *ModulePath) *Step {
	var at time.Time
	var step *Step
	if place, found := k.places[m.Module.ID]; found {
		if l := lesson(m.Module, place.Lesson); l != nil {
			at, step = place.At, &Step{Lesson: l, Heading: place.Heading}
			if mark := m.Lesson(l.ID); mark.Read && !place.At.After(mark.At) {
				step = m.following(l)
			}
		}
	}
	for _, s := range m.Sequences {
		if s.Quiz != nil && s.Quiz.Open != nil && (step == nil || s.Quiz.Open.Started.After(at)) {
			quiz := s.Quiz.step()
			at, step = s.Quiz.Open.Started, &quiz
		}
	}
	if step == nil {
		return m.Next
	}
	return step
}

// following is the first thing to do after a lesson, then from the beginning on; nil: all is done. Without a lesson
// it is the first of all.
func (m *ModulePath) following(after *course.Lesson) *Step {
	var open []Step
	passed := 0 // how many of them come before
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			if !l.Read {
				open = append(open, Step{Lesson: l.Lesson})
			}
			if l.Lesson == after {
				passed = len(open)
			}
		}
		if s.Quiz != nil && !s.Quiz.Done {
			open = append(open, s.Quiz.step())
		}
	}
	switch {
	case len(open) == 0:
		return nil
	case passed == len(open):
		passed = 0
	}
	return &open[passed]
}

func (q *QuizMark) step() Step {
	step := Step{Quiz: q.Quiz}
	if q.Open != nil {
		step.Attempt = q.Open.ID
	}
	return step
}
