package site

import (
	"html/template"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/glossary"
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

// QuizEntry is the page of a quiz for a learner who is signed in, or a stranger who has begun.
func (s *Snapshot) QuizEntry(q *course.Quiz, lang string, begin *theme.QuizStart) (theme.Page, error) {
	page, err := s.builder.quizEntry(q, lang)
	if err != nil {
		return nil, err
	}
	page.Begin, page.NoIndex = begin, true
	if s.builder.settings.Group == "members" && !begin.Unkept {
		page.GroupURL = q.Address(lang) + "/group"
	}
	return page, nil
}

// openQuestions is how many questions a quiz may have that strangers take: what they answered travels in a cookie.
const openQuestions = 50

// Open tells whether strangers may take a quiz, with nothing recorded.
func (s *Snapshot) Open(q *course.Quiz) bool { return s.builder.open(q) }

func (b *builder) open(q *course.Quiz) bool {
	return b.settings.Quizzes == "everyone" && b.config.Accounts && !b.config.Static && len(q.Questions) <= openQuestions
}

// AfterQuiz is the sequence that comes after that of a quiz; nil at the end of the module.
func (s *Snapshot) AfterQuiz(q *course.Quiz, lang string) *theme.Link {
	return s.builder.sequenceAfter(q.Sequence, lang)
}

// PassageLink is where to read about a question of a quiz once it is explained; nil: its explanation leads to a
// lesson itself, as authors are asked to let it. Else it is the one lesson of the sequence, or the sequence, which
// lists them.
func PassageLink(q *course.Quiz, explanation template.HTML, lang string) *theme.Link {
	for _, l := range q.Sequence.Module.Lessons() {
		link := `href="` + l.Address(course.LangMark)
		if text := string(explanation); strings.Contains(text, link+`"`) || strings.Contains(text, link+"#") {
			return nil
		}
	}
	if lessons := slices.DeleteFunc(slices.Clone(q.Sequence.Lessons), func(l *course.Lesson) bool { return l.Draft }); len(lessons) == 1 {
		return lessonLink(lessons[0], lang)
	}
	return sequenceLink(q.Sequence, lang)
}

// Of a module, sequence, lesson or quiz, as pages name and reach them.

// ModuleLink names a module.
func ModuleLink(m *course.Module, lang string) theme.Link { return moduleLink(m, lang) }

// SequenceLink names a sequence.
func SequenceLink(s *course.Sequence, lang string) theme.Link { return *sequenceLink(s, lang) }

// LessonLink names a lesson.
func LessonLink(l *course.Lesson, lang string) theme.Link { return *lessonLink(l, lang) }

// EntryLink names an entry of a module's glossary.
func EntryLink(m *course.Module, e *glossary.Entry, lang string) theme.Link {
	text := e.Text(lang)
	return theme.Link{Title: text.Title, URL: entryAddress(m, e.ID, lang), Lang: foreign(text.Lang, lang)}
}

// QuizLink names a quiz.
func QuizLink(q *course.Quiz, lang string) theme.Link {
	row := quizRow(q, lang)
	return theme.Link{Title: row.Title, URL: row.URL, Lang: row.Lang}
}
