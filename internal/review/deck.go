package review

import (
	"cmp"
	"slices"
	"time"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// PerDay is the most cards that are asked on one day.
const PerDay = 10

// Past is what a learner did that makes cards. Its order does not matter, and repeats do no harm.
type Past struct {
	Read   []ReadLesson
	Missed []MissedQuestion
}

// ReadLesson is a lesson that the learner said to have read.
type ReadLesson struct {
	Module course.ModuleID
	Lesson course.LessonID
	At     time.Time
}

// MissedQuestion is a question of a quiz that was answered wrong or in part, in an attempt that was handed in: its
// key was shown then.
type MissedQuestion struct {
	Module   course.ModuleID
	Question quiz.QuestionID
	At       time.Time
}

// Deck is all cards of a learner, in the order of the course: those kept since they were reviewed, and a new one for
// everything else that Past holds, due from the day after. What the course holds no more is left out.
func Deck(c *course.Course, past Past, kept []Card) []Card {
	since := map[Key]time.Time{} // the first time that it was met
	meet := func(key Key, at time.Time) {
		if first, met := since[key]; !met || at.Before(first) {
			since[key] = at
		}
	}
	for _, p := range past.Missed {
		meet(Key{p.Module, Question, string(p.Question)}, p.At)
	}
	type lesson struct {
		module course.ModuleID
		id     course.LessonID
	}
	read := map[lesson]time.Time{}
	for _, p := range past.Read {
		if first, again := read[lesson{p.Module, p.Lesson}]; !again || p.At.Before(first) {
			read[lesson{p.Module, p.Lesson}] = p.At
		}
	}
	begun := make(map[Key]Card, len(kept))
	for _, card := range kept {
		begun[card.Key] = card
	}
	var deck []Card
	for _, m := range c.Modules {
		for _, e := range m.Glossary.Entries {
			for _, l := range m.Met[e.ID] {
				if at, done := read[lesson{m.ID, l.ID}]; done {
					meet(Key{m.ID, Term, string(e.ID)}, at)
				}
			}
		}
		for _, key := range askable(m) {
			if card, ok := begun[key]; ok {
				deck = append(deck, card)
			} else if at, ok := since[key]; ok {
				deck = append(deck, Card{Key: key, Due: day(at).AddDate(0, 0, 1)})
			}
		}
	}
	return deck
}

// askable is everything of a module that a card may ask, in the order of the course: questions, then words.
func askable(m *course.Module) []Key {
	var keys []Key
	for _, s := range m.Sequences {
		if s.Quiz == nil {
			continue
		}
		for _, q := range s.Quiz.Questions {
			keys = append(keys, Key{m.ID, Question, string(q.ID)})
		}
	}
	for _, e := range m.Glossary.Entries {
		keys = append(keys, Key{m.ID, Term, string(e.ID)})
	}
	return keys
}

// Today is what is left to review today, in the order in which it is asked: what was begun comes before what is new,
// then what waits longest, then questions before words. It is at most PerDay, less what was reviewed today.
func Today(c *course.Course, past Past, kept []Card, now time.Time) []Card {
	today, left := day(now), PerDay-Done(kept, now)
	due := slices.DeleteFunc(Deck(c, past, kept), func(card Card) bool { return card.Due.After(today) })
	slices.SortStableFunc(due, func(x, y Card) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), x.Due.Compare(y.Due), cmp.Compare(kindRank(x), kindRank(y)))
	})
	return due[:min(len(due), max(left, 0))]
}

// Ahead is the first day after today on which there is something to review; the zero time: there is no card at all.
// What is due and goes beyond PerDay waits for tomorrow.
func Ahead(c *course.Course, past Past, kept []Card, now time.Time) time.Time {
	tomorrow := day(now).AddDate(0, 0, 1)
	var next time.Time
	for _, card := range Deck(c, past, kept) {
		if due := later(card.Due, tomorrow); next.IsZero() || due.Before(next) {
			next = due
		}
	}
	return next
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// Done is how many cards were reviewed today.
func Done(kept []Card, now time.Time) int {
	today, done := day(now), 0
	for _, card := range kept {
		if !card.Reviewed.IsZero() && day(card.Reviewed).Equal(today) {
			done++
		}
	}
	return done
}

func rank(c Card) int {
	if c.Reviews > 0 {
		return 0
	}
	return 1
}

func kindRank(c Card) int {
	if c.Kind == Question {
		return 0
	}
	return 1
}
