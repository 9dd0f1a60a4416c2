package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// sight is a page that people look at. There is one of each sort, and every lesson.
type sight struct {
	name   string
	server *server
	path   string
	again  bool // one like it is among them already: it differs in its words and its questions alone
}

// sights are all of them, in a language.
func sights(t *testing.T, lang string) []sight {
	t.Helper()
	shipped, atelier := compiled(t, world.shipped), compiled(t, world.atelier)
	open := slices.IndexFunc(shipped.Modules, func(m *course.Module) bool { return !m.Announced && len(m.Lessons()) > 0 })
	module := shipped.Modules[open]
	sequence := module.Sequences[0]
	first, person := module.Glossary.Entries[0], module.Glossary.Entries[0]
	for _, e := range module.Glossary.Entries {
		if e.Person {
			person = e
			break
		}
	}
	var all []sight
	add := func(name string, s *server, path string) { all = append(all, sight{name: name, server: s, path: path}) }
	site := func(name, path string) { add(name, world.shipped, "/"+lang+path) }
	site("home", "")
	site("module", "/"+module.Slug)
	site("module credits", "/"+module.Slug+"/credits")
	site("module glossary", "/"+module.Slug+"/glossary")
	site("term", fmt.Sprintf("/%s/glossary/%s", module.Slug, first.ID))
	site("person", fmt.Sprintf("/%s/glossary/%s", module.Slug, person.ID))
	site("sequence", "/"+module.Slug+"/"+sequence.Slug)
	site("badge", "/"+module.Slug+"/badge")
	site("quiz", "/"+module.Slug+"/"+sequence.Slug+"/quiz")
	for _, name := range []string{"glossary", "search", "comfort", "help", "about", "contact", "contribute", "terms",
		"accessibility", "legal", "privacy"} {
		site(name, "/"+name)
	}
	site("results", "/search?q=internet")
	site("no result", "/search?q=zzzzzz")
	site("missing", "/nowhere")
	for _, l := range module.Lessons() {
		add("lesson "+l.Slug, world.shipped, l.Address(lang))
		all[len(all)-1].again = l != module.Lessons()[0]
	}
	for _, l := range atelier.Modules[0].Lessons() {
		add("atelier "+l.Slug, world.atelier, l.Address(lang))
	}
	for _, how := range []attempt{right, wrong, blank} {
		for _, kind := range quiz.Kinds {
			// What is wrong shows most: one of each kind. Right and blank look alike from kind to kind.
			if how == wrong || kind == quiz.Single || how == right && kind == quiz.Match {
				add(string(how)+" "+string(kind), world.atelier, answerPath(t, kind, lang, how))
				all[len(all)-1].again = how != wrong || kind != quiz.Single
			}
		}
	}
	forms := atelier.Modules[0].Lessons()[1]
	film := forms.Renditions["fr"].Videos[0]
	add("film", world.atelier, forms.Address(lang)+"?video="+film.ID+"#"+film.ID)
	return all
}

// asked is the question of a kind in the atelier.
func asked(t *testing.T, kind quiz.Kind) (*course.Lesson, *quiz.Question) {
	t.Helper()
	lesson := compiled(t, world.atelier).Modules[0].Lessons()[0]
	i := slices.IndexFunc(lesson.Questions, func(q *quiz.Question) bool { return q.Kind == kind })
	if i < 0 {
		t.Fatalf("the atelier has no question of kind %s", kind)
	}
	return lesson, lesson.Questions[i]
}

// answerPath is the address of an answered question of a kind.
func answerPath(t *testing.T, kind quiz.Kind, lang string, how attempt) string {
	t.Helper()
	lesson, q := asked(t, kind)
	return lesson.Address(lang) + "?" + form(q, lang, how).Encode() + "#q-" + string(q.ID)
}

// look is one way to look at a page that is already there, and what is then wrong with it.
type look struct {
	name  string
	lang  string // of the pages that are looked at so; empty: every language
	once  bool   // only at one sight of each sort
	shade bool   // in other shades of the same colours: at the pages for everybody alone
	eyes  eyes
	do    string // a script that changes the page before
	undo  string // and one that takes that back
	check func(b *tab) []string
}

// TestEveryPage opens each sort of page once, and looks at it in every way.
func TestEveryPage(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			f := &findings{where: map[string][]string{}}
			tabs := map[*server]*tab{world.shipped: open(t, world.shipped, eyes{}), world.atelier: open(t, world.atelier, eyes{})}
			for _, s := range sights(t, lang) {
				b := tabs[s.server]
				b.forget()
				b.goTo(s.path)
				f.at = s.path
				for _, l := range looks() {
					if (l.lang == "" || l.lang == lang) && !(l.once && s.again) {
						b.through(l, s, f)
					}
				}
			}
			f.report(t)
		})
	}
}

// through looks at the page in one way, and keeps a picture of what is wrong.
func (b *tab) through(l look, s sight, f *findings) {
	b.t.Helper()
	b.look(l.eyes)
	if l.do != "" {
		ask[bool](b, l.do)
	}
	found := l.check(b)
	for _, wrong := range found {
		f.add("%s: %s", l.name, wrong)
	}
	if len(found) > 0 {
		b.keep(s.name + " " + l.name)
	}
	if l.undo != "" {
		ask[bool](b, l.undo)
	}
}

// looks are all ways to look at a page. Those of axe, wide and narrow, light and dark, are shared out between the
// languages: each page goes through all rules in the light, and through those of colours in the dark, where nothing else
// differs; colours, which take most of the time, once in each.
func looks() []look {
	// Without motion, colours change at once when the scheme does.
	still := map[string]string{"prefers-reduced-motion": "reduce"}
	more := map[string]string{"prefers-reduced-motion": "reduce", "prefers-contrast": "more"}
	return []look{
		{name: "console and network", check: (*tab).heard},
		{name: "at 320 pixels (WCAG 1.4.10)", eyes: eyes{width: 320}, check: runsOver},
		{name: "text at 200 % (WCAG 1.4.4)", lang: "fr", once: true, check: runsOver,
			do:   `document.documentElement.style.fontSize = "200%", true`,
			undo: `document.documentElement.removeAttribute("style"), true`},
		{name: "text spacing (WCAG 1.4.12)", lang: "fr", once: true, eyes: eyes{width: narrow}, check: runsOver,
			do:   `(sheet => { sheet.replaceSync(` + quoted(spacing) + `); document.adoptedStyleSheets = [sheet]; return true })(new CSSStyleSheet())`,
			undo: `document.adoptedStyleSheets = [], true`},
		{name: "on paper", lang: "fr", once: true, eyes: eyes{media: "print"}, check: onPaper},
		{name: "reduced motion", lang: "fr", once: true, eyes: eyes{features: still}, check: asks(moving)},
		{name: "forced colours", lang: "fr", once: true, eyes: eyes{features: map[string]string{"forced-colors": "active"}}, check: asks(edgeless)},
		{name: "axe, wide and light", lang: "fr", check: axe, eyes: eyes{width: wide, scheme: "light", features: still}},
		{name: "axe, narrow and dark", lang: "fr", check: axeColours, eyes: eyes{width: narrow, scheme: "dark", features: still}},
		{name: "axe, high contrast", lang: "fr", once: true, shade: true, check: axeColours, eyes: eyes{width: wide, scheme: "light", features: more}},
		{name: "axe, wide and dark", lang: "en", once: true, check: axeColours, eyes: eyes{width: wide, scheme: "dark", features: still}},
		{name: "axe, narrow and light", lang: "en", check: axeLayout, eyes: eyes{width: narrow, scheme: "light", features: still}},
		{name: "axe, with comfort", lang: "en", once: true, shade: true, check: axeColours, eyes: eyes{features: still}, do: `Object.assign(document.documentElement.dataset, {theme: "dark", contrast: "high", size: "larger", spacing: "wide", font: "system"}), true`},
	}
}

// heard is what the console said and which strangers were asked, since the tab was opened.
func (b *tab) heard() []string {
	all := b.complaints()
	for _, address := range b.strangers() {
		if !strings.HasPrefix(address, "https://"+filmHost+"/") || !ask[bool](b, `location.search.startsWith("?video=")`) {
			all = append(all, "a stranger was asked: "+address)
		}
	}
	return all
}

const axeFile = "../../scripts/checks/node_modules/axe-core/axe.min.js"

// axeSource is read once.
var axeSource = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile(axeFile)
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, installing)
	}
	return string(text) + ";true", nil
})

// axe runs axe-core on the page, with all its rules.
func axe(b *tab) []string {
	b.t.Helper()
	return b.axe(`{resultTypes: ["violations"]}`)
}

// axeColours runs the rules that hang on colours and sizes, on a page that went through all of them as it is.
func axeColours(b *tab) []string {
	b.t.Helper()
	return b.axe(`{resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "avoid-inline-spacing"]}`)
}

// axeLayout runs all rules but that of contrast, on a page whose colours were seen in another language.
func axeLayout(b *tab) []string {
	b.t.Helper()
	return b.axe(`{resultTypes: ["violations"], rules: {"color-contrast": {enabled: false}}}`)
}

func (b *tab) axe(options string) []string {
	b.t.Helper()
	source, err := axeSource()
	b.must("read axe", err)
	if !ask[bool](b, `"axe" in window`) {
		ask[bool](b, source)
	}
	return later[[]string](b, `axe.run(document, `+options+`).then(r => r.violations.flatMap(v => v.nodes.map(n =>
		v.id + " (" + v.help + "): " + n.html.slice(0, 200) + " " + n.any.map(a => a.message).join("; ").slice(0, 200))))`)
}
