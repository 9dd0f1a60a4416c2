package site

import (
	"slices"
	"strings"

	"sentier/internal/course"
)

// Origin is what a page of a course is made of, for whoever writes it.
type Origin struct {
	Path    string   // of the text that is shown, under the courses folder
	Paths   []string // of the same in every language, the source first
	Words   int      // of the text that is shown; 0: they are not counted
	Missing []string // languages of the module that it is not translated into
	Stale   []string // those whose translation is behind the source
	Draft   bool     // readers do not see it yet
	Edit    string   // address where the text is edited; empty: none is configured
}

// rendered is one language of it.
type translated struct {
	path  string
	words int
	stale bool
}

// Origin finds what the page at a path is made of; nil: it is none of a course.
func (s *Snapshot) Origin(path string) *Origin {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(parts) < 2 {
		return nil
	}
	lang := parts[0]
	if l, _ := s.Lesson(path); l != nil {
		o := s.origin(l.Sequence.Module, lang, of(l.Renditions, func(r *course.Rendition) translated {
			return translated{r.Path, words(r.Plain), r.Stale}
		}))
		o.Draft = l.Draft
		return o
	}
	if q, _ := s.Quiz(path); q != nil {
		return s.origin(q.Sequence.Module, lang, of(q.Texts, func(t *course.QuizText) translated { return translated{t.Path, 0, t.Stale} }))
	}
	for _, m := range s.builder.modules {
		switch {
		case m.Slug != parts[1] || m.Announced:
		case len(parts) == 2:
			return s.origin(m, lang, of(m.Texts, func(t *course.ModuleText) translated { return translated{t.Path, words(t.Plain), t.Stale} }))
		case parts[2] == "glossary":
			return s.words(m, lang)
		case len(parts) == 3:
			for _, sequence := range m.Sequences {
				if sequence.Slug == parts[2] {
					return s.origin(m, lang, of(sequence.Texts, func(t *course.SequenceText) translated {
						return translated{t.Path, words(t.Plain), t.Stale}
					}))
				}
			}
		}
	}
	return nil
}

func of[T any](texts map[string]*T, one func(*T) translated) map[string]translated {
	all := map[string]translated{}
	for lang, t := range texts {
		all[lang] = one(t)
	}
	return all
}

// words is the origin of the pages of a glossary; nil where there is none.
func (s *Snapshot) words(m *course.Module, lang string) *Origin {
	all := map[string]translated{}
	for _, e := range m.Glossary.Entries {
		for tag, t := range e.Texts {
			all[tag] = translated{path: t.Path, words: all[tag].words + words(t.Plain)}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return s.origin(m, lang, all)
}

// origin is that of the texts of a module, for a page in a language.
func (s *Snapshot) origin(m *course.Module, lang string, texts map[string]translated) *Origin {
	o := &Origin{}
	for _, tag := range m.Languages {
		t, there := texts[tag]
		switch {
		case !there:
			o.Missing = append(o.Missing, tag)
			continue
		case t.stale:
			o.Stale = append(o.Stale, tag)
		}
		o.Paths = append(o.Paths, t.path)
	}
	shown, there := texts[lang]
	if !there || !slices.Contains(m.Languages, lang) {
		shown = texts[m.Source()]
	}
	o.Path, o.Words, o.Edit = shown.path, shown.words, s.builder.edit(m, shown.path)
	return o
}
