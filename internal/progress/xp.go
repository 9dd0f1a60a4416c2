package progress

import (
	"slices"
	"time"

	"sentier/internal/course"
)

// Earned is what the facts are worth and the ledger does not hold yet: for each lesson read and each quiz handed in
// of the course as it is today, and for each module gone through, what the module's front matter says. It is asked
// with every fact that is written, so that what one missed, by accident or since two came at once, the next gives.
//
// What earns no points is no line of the ledger, but for a module: see Reason.
func Earned(f Facts, c *course.Course, now time.Time) []Entry {
	k := sift(f)
	var all []Entry
	earn := func(m *course.Module, reason Reason, subject string, points int) {
		if _, had := k.entries[reason][subject]; !had && (points > 0 || reason == ForModule) {
			all = append(all, Entry{Reason: reason, Subject: subject, Module: m.ID, Points: points, At: now})
		}
	}
	for _, m := range c.Modules {
		for _, s := range m.Sequences {
			for _, l := range lessonsOf(s) {
				if _, read := k.reads[lessonOf{m.ID, l.ID}]; read {
					earn(m, ForLesson, LessonKey(l), m.XP.Lesson)
				}
			}
			if mark := k.quiz(m, s); mark != nil && mark.HandedIn {
				earn(m, ForQuiz, sequenceKey(s), m.XP.Quiz)
			}
		}
		if k.module(m).Complete {
			earn(m, ForModule, string(m.ID), m.XP.Module)
		}
	}
	return all
}

// Points is the sum of a ledger, or of what is in it for one module.
func Points(entries []Entry, module ...course.ModuleID) int {
	sum := 0
	for _, e := range entries {
		if len(module) == 0 || slices.Contains(module, e.Module) {
			sum += e.Points
		}
	}
	return sum
}

// Earning is a line of the ledger with what it was for, as far as the course still has it.
type Earning struct {
	Entry
	Of     *course.Module // nil: gone
	Lesson *course.Lesson // ForLesson; nil: gone
	Quiz   *course.Quiz   // ForQuiz; nil: gone
}

// History is the ledger from the newest line to the oldest, without those that earned nothing.
func History(entries []Entry, c *course.Course) []Earning {
	lessons, quizzes := map[string]*course.Lesson{}, map[string]*course.Quiz{}
	for _, m := range c.Modules {
		for _, s := range m.Sequences {
			quizzes[sequenceKey(s)] = s.Quiz
			for _, l := range s.Lessons {
				lessons[LessonKey(l)] = l
			}
		}
	}
	var all []Earning
	for _, e := range entries {
		if e.Points == 0 {
			continue
		}
		line := Earning{Entry: e, Of: moduleOf(c, e.Module)}
		switch e.Reason {
		case ForLesson:
			line.Lesson = lessons[e.Subject]
		case ForQuiz:
			line.Quiz = quizzes[e.Subject]
		}
		all = append(all, line)
	}
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b Earning) int { return b.At.Compare(a.At) })
	return all
}
