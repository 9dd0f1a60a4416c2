package review

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"strconv"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// Front is a card before its answer is shown: it has no field for the answer. Either Prompt or Word is set.
type Front struct {
	Key
	Lang     string           // of the words: the source's where the reader's language lacks them
	Prompt   *quiz.Prompt     // of a question
	Word     string           // of a term: plain
	Sequence *course.Sequence // of a question: whose quiz it belongs to
	Lesson   *course.Lesson   // of a term: the first that mentions it; nil: none does any more
}

// Back is a card with its answer: Review of a question (as it is when all is right), or Meaning of a term.
type Back struct {
	Front
	Asked
	Review  *quiz.Review
	Meaning template.HTML // inline
}

// Front shows a card in a language, or gives false when the course holds it no more. Options come in another order
// at each review, so that nobody learns their places.
func (c Card) Front(all *course.Course, lang string) (Front, bool) {
	front := Front{Key: c.Key}
	m := module(all, c.Module)
	if m == nil {
		return front, false
	}
	if c.Kind == Question {
		s, q := question(m, c.ID)
		if q == nil {
			return front, false
		}
		prompt := q.Prompt(lang, c.seed(q))
		front.Lang, front.Prompt, front.Sequence = prompt.Lang, &prompt, s
		return front, true
	}
	for _, e := range m.Glossary.Entries {
		if string(e.ID) == c.ID && c.Kind == Term {
			text := e.Text(lang)
			front.Lang, front.Word = text.Lang, text.Title
			if met := m.Met[e.ID]; len(met) > 0 {
				front.Lesson = met[0]
			}
			return front, true
		}
	}
	return front, false
}

// Back shows a card with its answer. What it says of Asked goes into Rate.
func (c Card) Back(all *course.Course, lang string) (Back, bool) {
	front, ok := c.Front(all, lang)
	if !ok {
		return Back{Front: front}, false
	}
	back := Back{Front: front, Asked: Asked{Revision: all.Revision}}
	m := module(all, c.Module)
	if c.Kind == Question {
		_, q := question(m, c.ID)
		shown := q.Review(lang, c.seed(q), q.Solution(lang))
		back.Hash, back.Review = q.Fingerprint, &shown
		return back, true
	}
	for _, e := range m.Glossary.Entries {
		if string(e.ID) == c.ID {
			source := e.Text(e.Source)
			sum := sha256.Sum256([]byte(source.Title + "\x00" + source.Plain))
			back.Hash, back.Meaning = hex.EncodeToString(sum[:]), e.Text(lang).Short
		}
	}
	return back, true
}

// Question is what a card of that kind asks, for reading an answer, with the seed of its Front; nil: the card is of
// another kind, or the course holds it no more.
func (c Card) Question(all *course.Course) (*quiz.Question, string) {
	m := module(all, c.Module)
	if m == nil || c.Kind != Question {
		return nil, ""
	}
	_, q := question(m, c.ID)
	if q == nil {
		return nil, ""
	}
	return q, c.seed(q)
}

// Answered is Back with what was answered to a question, in the place of what is right.
func (c Card) Answered(all *course.Course, lang string, given quiz.Answer) (Back, bool) {
	back, ok := c.Back(all, lang)
	if q, seed := c.Question(all); ok && q != nil {
		shown := q.Review(lang, seed, given)
		back.Review = &shown
	}
	return back, ok
}

func (c Card) seed(q *quiz.Question) string { return q.Seed("review " + strconv.Itoa(c.Reviews)) }

func module(all *course.Course, id course.ModuleID) *course.Module {
	for _, m := range all.Modules {
		if m.ID == id {
			return m
		}
	}
	return nil
}

func question(m *course.Module, id string) (*course.Sequence, *quiz.Question) {
	for _, s := range m.Sequences {
		if s.Quiz == nil {
			continue
		}
		for _, q := range s.Quiz.Questions {
			if string(q.ID) == id {
				return s, q
			}
		}
	}
	return nil, nil
}
