package site

import (
	"slices"

	"sentier/internal/course"
	"sentier/internal/theme"
)

// After is where a reader goes on from a lesson: the next one, the quiz of its sequence, the next sequence, or else
// the module.
func (s *Snapshot) After(l *course.Lesson, lang string) string {
	all := s.builder.lessons[l.Sequence]
	rank := slices.Index(all, l)
	switch sequence := s.builder.sequenceAfter(l.Sequence, lang); {
	case rank+1 < len(all):
		return all[rank+1].Address(lang)
	case l.Sequence.Quiz != nil:
		return l.Sequence.Quiz.Address(lang)
	case sequence != nil:
		return sequence.URL
	}
	return l.Sequence.Module.Address(lang)
}

// QuizEntry is the page of a quiz for a learner who is signed in.
func (s *Snapshot) QuizEntry(q *course.Quiz, lang string, begin *theme.QuizStart) (theme.Page, error) {
	page, err := s.builder.quizEntry(q, lang)
	if err != nil {
		return nil, err
	}
	page.Begin, page.NoIndex = begin, true
	return page, nil
}

// Of a module, sequence, lesson or quiz, as pages name and reach them.

// ModuleLink names a module.
func ModuleLink(m *course.Module, lang string) theme.Link { return moduleLink(m, lang) }

// SequenceLink names a sequence.
func SequenceLink(s *course.Sequence, lang string) theme.Link { return *sequenceLink(s, lang) }

// LessonLink names a lesson.
func LessonLink(l *course.Lesson, lang string) theme.Link { return *lessonLink(l, lang) }

// QuizLink names a quiz.
func QuizLink(q *course.Quiz, lang string) theme.Link {
	row := quizRow(q, lang)
	return theme.Link{Title: row.Title, URL: row.URL, Lang: row.Lang}
}
