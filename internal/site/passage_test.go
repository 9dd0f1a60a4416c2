package site

import (
	"html/template"
	"testing"

	"sentier/internal/course"
)

// Whoever answered a question is led to what it is about: by its explanation, or else by a link of ours.
func TestPassageLink(t *testing.T) {
	m := &course.Module{ID: "m", Slug: "m", Languages: []string{"fr"}}
	sequence := func(slug string, lessons ...string) *course.Sequence {
		s := &course.Sequence{ID: course.SequenceID(slug), Slug: slug, Module: m,
			Texts: map[string]*course.SequenceText{"fr": {Lang: "fr", Title: "Séquence " + slug}}}
		for _, name := range lessons {
			s.Lessons = append(s.Lessons, &course.Lesson{Slug: name, Sequence: s, Draft: name == "draft",
				Renditions: map[string]*course.Rendition{"fr": {Lang: "fr", Title: "Leçon " + name}}})
		}
		s.Quiz = &course.Quiz{Sequence: s}
		m.Sequences = append(m.Sequences, s)
		return s
	}
	many, one := sequence("many", "a", "b"), sequence("one", "c", "draft")
	address := "/" + course.LangMark + "/m/"
	for name, test := range map[string]struct {
		of          *course.Sequence
		explanation string
		want        string
	}{
		"the explanation leads to a passage":      {many, `<a href="` + address + `many/b#la-suite">ici</a>`, ""},
		"to a lesson of another sequence":         {many, `<a href="` + address + `one/c">ici</a>`, ""},
		"a word of the glossary is no passage":    {many, `<a class="term" href="` + address + `glossary/a">a</a>`, "/en/m/many"},
		"nor is a lesson whose name begins alike": {many, `<a href="` + address + `many/beta">ici</a>`, "/en/m/many"},
		"a sequence of several lessons":           {many, "Voilà.", "/en/m/many"},
		"a sequence of one lesson":                {one, "", "/en/m/one/c"},
	} {
		got := PassageLink(test.of.Quiz, template.HTML(test.explanation), "en")
		switch {
		case got == nil && test.want != "":
			t.Errorf("%s: no link, want %s", name, test.want)
		case got != nil && (got.URL != test.want || got.Lang != "fr" || got.Title == ""):
			t.Errorf("%s: %+v, want %s", name, *got, test.want)
		}
	}
}
