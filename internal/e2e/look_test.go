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
	add := func(name string, s *server, path string) { all = append(all, sight{name, s, path}) }
	site := func(name, path string) { add(name, world.shipped, "/"+lang+path) }
	site("home", "")
	site("module", "/"+module.Slug)
	site("module credits", "/"+module.Slug+"/credits")
	site("module glossary", "/"+module.Slug+"/glossary")
	site("term", fmt.Sprintf("/%s/glossary/%s", module.Slug, first.ID))
	site("person", fmt.Sprintf("/%s/glossary/%s", module.Slug, person.ID))
	site("sequence", "/"+module.Slug+"/"+sequence.Slug)
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
	}
	for _, l := range atelier.Modules[0].Lessons() {
		add("atelier "+l.Slug, world.atelier, l.Address(lang))
	}
	for _, how := range []attempt{right, wrong, blank} {
		for _, kind := range quiz.Kinds {
			if how != blank || kind == quiz.Single {
				add(string(how)+" "+string(kind), world.atelier, answerPath(t, kind, lang, how))
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

// eachSight opens every sight of a language in one tab a site, and hands it over.
func eachSight(t *testing.T, lang string, e eyes, check func(b *tab, s sight)) {
	t.Helper()
	tabs := map[*server]*tab{}
	for _, s := range sights(t, lang) {
		b := tabs[s.server]
		if b == nil {
			own := e
			if own.cookie != "" {
				own.cookie = s.server.comfort(e.cookie)
			}
			b = open(t, s.server, own)
			tabs[s.server] = b
		}
		b.goTo(s.path)
		check(b, s)
	}
}

// Nothing is ever said on the console, no policy is violated and no stranger is asked, on any page.
func TestPagesAreQuiet(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			eachSight(t, lang, eyes{}, func(b *tab, s sight) {
				ask[bool](b, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true), 0)))`)
				for _, line := range b.complaints() {
					t.Errorf("%s: the console says: %s", s.path, line)
				}
				for _, address := range b.strangers() {
					if s.name != "film" || !strings.HasPrefix(address, "https://"+filmHost+"/") {
						t.Errorf("%s: a stranger was asked: %s", s.path, address)
					}
				}
				b.forget()
			})
		})
	}
}

// forget starts the notes of a tab anew.
func (b *tab) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.console, b.requested = nil, nil
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

// violation is what axe found, short enough to read.
type violation struct {
	ID    string
	Help  string
	Nodes []string
}

// axe runs axe-core on the page, with all its rules but those that are no more than advice for an experiment.
func axe(b *tab) []violation {
	b.t.Helper()
	source, err := axeSource()
	b.must("read axe", err)
	ask[bool](b, source)
	return ask[[]violation](b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
		({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => n.html.slice(0, 200) + " " + n.any.map(a => a.message).join("; ").slice(0, 200))})))`)
}

func TestAxe(t *testing.T) {
	looks := []struct {
		name string
		lang string
		eyes eyes
	}{
		{"wide, light", "fr", eyes{width: wide, scheme: "light"}},
		{"wide, dark", "en", eyes{width: wide, scheme: "dark"}},
		{"narrow, light", "en", eyes{width: narrow, scheme: "light"}},
		{"narrow, dark", "fr", eyes{width: narrow, scheme: "dark"}},
		{"high contrast", "fr", eyes{width: wide, scheme: "light", features: map[string]string{"prefers-contrast": "more"}}},
		{"comfort", "en", eyes{width: wide, scheme: "light", cookie: "size:larger.theme:dark.contrast:high.spacing:wide.font:system"}},
	}
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			f := &findings{where: map[string][]string{}}
			eachSight(t, l.lang, l.eyes, func(b *tab, s sight) {
				f.at = s.path
				for _, v := range axe(b) {
					for _, n := range v.Nodes {
						f.add("%s (%s): %s", v.ID, v.Help, n)
					}
				}
			})
			f.report(t)
		})
	}
}
