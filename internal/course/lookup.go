package course

import (
	"slices"

	"sentier/internal/quiz"
)

// Reserved are the words of the site's own addresses: no module, sequence or lesson may take one as its slug.
var Reserved = []string{
	"about", "accessibility", "admin", "announcements", "assets", "badge", "badges", "comfort", "conduct",
	"contact", "contribute", "credits", "feed.atom", "feedback", "forum", "glossary", "help", "history", "legal", "me", "media", "meetings",
	"ob", "privacy", "quiz", "read", "recover", "search", "sign-in", "sign-up", "sites", "suggest", "terms", "unsubscribe",
}

// Source is the language that the module was written in.
func (m *Module) Source() string { return m.Languages[0] }

// Text is the module in lang, or in its source language.
func (m *Module) Text(lang string) *ModuleText { return pick(m.Texts, lang, m.Source()) }

// Text is the sequence in lang, or in its source language.
func (s *Sequence) Text(lang string) *SequenceText { return pick(s.Texts, lang, s.Module.Source()) }

// Rendition is the lesson in lang, or in its source language.
func (l *Lesson) Rendition(lang string) *Rendition {
	return pick(l.Renditions, lang, l.Sequence.Module.Source())
}

// Text is the quiz in lang, or in its source language.
func (q *Quiz) Text(lang string) *QuizText { return pick(q.Texts, lang, q.Sequence.Module.Source()) }

func pick[T any](by map[string]*T, lang, source string) *T {
	if t := by[lang]; t != nil {
		return t
	}
	return by[source]
}

// Address is the module's path in a language: /fr/module.
func (m *Module) Address(lang string) string { return "/" + lang + "/" + m.Slug }

// Address is the sequence's path in a language.
func (s *Sequence) Address(lang string) string { return s.Module.Address(lang) + "/" + s.Slug }

// Address is the lesson's path in a language.
func (l *Lesson) Address(lang string) string { return l.Sequence.Address(lang) + "/" + l.Slug }

// Address is the quiz's path in a language.
func (q *Quiz) Address(lang string) string { return q.Sequence.Address(lang) + "/quiz" }

// Lessons are all lessons of the module, in reading order.
func (m *Module) Lessons() []*Lesson {
	var all []*Lesson
	for _, s := range m.Sequences {
		all = append(all, s.Lessons...)
	}
	return all
}

// Minutes is the time to read all lessons, in the rendition that a reader of lang gets.
func (m *Module) Minutes(lang string) int {
	n := 0
	for _, l := range m.Lessons() {
		n += l.Rendition(lang).Minutes
	}
	return n
}

// Question finds a question of the lesson's checkpoints, or nil.
func (l *Lesson) Question(id quiz.QuestionID) *quiz.Question {
	for _, q := range l.Questions {
		if q.ID == id {
			return q
		}
	}
	return nil
}

// Module finds a module by its slug, or nil.
func (c *Course) Module(slug string) *Module {
	i := slices.IndexFunc(c.Modules, func(m *Module) bool { return m.Slug == slug })
	if i < 0 {
		return nil
	}
	return c.Modules[i]
}
