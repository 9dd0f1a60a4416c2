package site

import (
	"strings"
	"testing"

	"sentier/internal/course"
)

func TestAnchorsOfFallbackTexts(t *testing.T) {
	module := &course.Module{Slug: "m"}
	sequence := &course.Sequence{Slug: "s", Module: module}
	headings := func(anchors ...string) (all []course.Heading) {
		for _, a := range anchors {
			all = append(all, course.Heading{Level: 2, Anchor: a})
		}
		return all
	}
	both := &course.Lesson{Slug: "both", Sequence: sequence, Renditions: map[string]*course.Rendition{
		"fr": {Headings: headings("où-ça", "fin", "même")}, "en": {Headings: headings("where", "end", "même")}}}
	fewer := &course.Lesson{Slug: "fewer", Sequence: sequence, Renditions: map[string]*course.Rendition{
		"fr": {Headings: headings("un", "deux")}, "en": {Headings: headings("one")}}}
	b := &builder{anchors: anchorsOf(map[*course.Sequence][]*course.Lesson{sequence: {both, fewer}})}
	for _, test := range []struct{ name, lang, text, want string }{
		{"translated", "en", `<a href="/LANG/m/s/both#fin">x</a> y`, `<a href="/en/m/s/both#end">x</a> y`},
		{"letters", "en", `<a href="/LANG/m/s/both#où-ça">x</a>`, `<a href="/en/m/s/both#where">x</a>`},
		{"escaped", "en", `<a href="/LANG/m/s/both#o%C3%B9-%C3%A7a">x</a>`, `<a href="/en/m/s/both#where">x</a>`},
		{"its own language", "fr", `<a href="/LANG/m/s/both#fin">x</a>`, `<a href="/fr/m/s/both#fin">x</a>`},
		{"already right", "en", `<a href="/LANG/m/s/both#end">x</a>`, `<a href="/en/m/s/both#end">x</a>`},
		{"the same in both", "en", `<a href="/LANG/m/s/both#même">x</a>`, `<a href="/en/m/s/both#même">x</a>`},
		{"other headings", "en", `<a href="/LANG/m/s/fewer#un">x</a>`, `<a href="/en/m/s/fewer#un">x</a>`},
		{"no anchor", "en", `<a href="/LANG/m/s/both">x</a> "#fin"`, `<a href="/en/m/s/both">x</a> "#fin"`},
		{"another lesson", "en", `<a href="/LANG/m/s/none#fin">x</a>`, `<a href="/en/m/s/none#fin">x</a>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := b.mend(nil, []byte(strings.ReplaceAll(test.text, "LANG", course.LangMark)), test.lang)
			if err != nil || string(got) != test.want {
				t.Errorf("got %q %v, want %q", got, err, test.want)
			}
		})
	}
}
