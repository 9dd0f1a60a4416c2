package site

import (
	"strings"
	"testing"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/quiz"
)

// Every kind of page says that its translation is behind, in its own language, and leads to the source; where nothing
// is behind, no page does.
func TestStalePages(t *testing.T) {
	says := map[string]string{"fr": "Cette traduction a du retard.", "en": "This translation is out of date."}
	for _, c := range []struct{ source, translation string }{{"fr", "en"}, {"en", "fr"}} {
		given := testCourse(t)
		m := given.Modules[0]
		m.Languages = []string{c.source, c.translation}
		complete(m, c.source)
		behind := func(stale bool) {
			m.Texts[c.translation].Stale = stale
			m.Sequences[0].Texts[c.translation].Stale = stale
			m.Sequences[0].Lessons[0].Renditions[c.translation].Stale = stale
			m.Glossary.Entry("reseau").Texts[c.translation].Stale = stale
		}
		for _, stale := range []bool{true, false} {
			behind(stale)
			s := build(t, Config{Settings: settings()}, given)
			for _, path := range []string{"", "/internet", "/internet/origines", "/glossary", "/glossary/reseau"} {
				address := "/" + c.translation + "/reprendre-le-controle" + path
				body := text(t, s.Page(address))
				link := `href="/` + c.source + "/reprendre-le-controle" + path + `" hreflang="` + c.source + `"`
				if strings.Contains(body, says[c.translation]) != stale || stale && !strings.Contains(body, link) {
					t.Errorf("%s, behind: %v: it says so %v", address, stale, !stale)
				}
			}
		}
	}
}

// complete gives a module the texts that it lacks in what is to be its source language.
func complete(m *course.Module, lang string) {
	for _, s := range m.Sequences {
		s.Texts[lang] = orElse(s.Texts[lang], s.Texts["fr"], func(t *course.SequenceText) { t.Lang = lang })
		for _, l := range s.Lessons {
			l.Renditions[lang] = orElse(l.Renditions[lang], l.Renditions["fr"], func(r *course.Rendition) { r.Lang = lang })
			completeQuestions(l.Questions, lang)
		}
		if s.Quiz != nil {
			s.Quiz.Texts[lang] = orElse(s.Quiz.Texts[lang], s.Quiz.Texts["fr"], func(t *course.QuizText) { t.Lang = lang })
			completeQuestions(s.Quiz.Questions, lang)
		}
	}
	for _, e := range m.Glossary.Entries {
		e.Source = lang
		e.Texts[lang] = orElse(e.Texts[lang], e.Texts["fr"], func(t *glossary.Text) { t.Lang = lang })
	}
}

func completeQuestions(all []*quiz.Question, lang string) {
	for _, q := range all {
		q.Source = lang
		q.Wordings[lang] = orElse(q.Wordings[lang], q.Wordings["fr"], func(w *quiz.Wording) { w.Lang = lang })
	}
}

// orElse is what is there, or a copy of something else, changed.
func orElse[T any](is, or *T, change func(*T)) *T {
	if is != nil {
		return is
	}
	copied := *or
	change(&copied)
	return &copied
}
