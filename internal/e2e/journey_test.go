package e2e

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sentier/internal/course"
	"sentier/internal/i18n"
)

// way is how somebody travels: their language, their screen, and whether scripts run.
type way struct {
	lang    string
	width   int64
	scripts bool
}

func (w way) String() string {
	return fmt.Sprintf("%s %d scripts=%v", w.lang, w.width, w.scripts)
}

// eyes are without motion: a page that glides is clicked beside.
func (w way) eyes() eyes {
	return eyes{width: w.width, noScripts: !w.scripts, features: map[string]string{"prefers-reduced-motion": "reduce"}}
}

// ways hold every pair: each language on each screen, each with scripts and without.
var ways = []way{{"fr", wide, true}, {"fr", narrow, false}, {"en", narrow, true}, {"en", wide, false}}

// opposites hold each language, each screen, scripts and none, once each; both pairs of them hold as many others.
var opposites = [2][]way{
	{{"fr", wide, true}, {"en", narrow, false}},
	{{"fr", narrow, false}, {"en", wide, true}},
}

// twoWays makes a journey in two opposite ways. Which two hangs on the length of its name, so that all journeys together
// go in all of them.
func twoWays(t *testing.T, journey func(t *testing.T, w way, say func(key string, args ...any) string)) {
	travel(t, opposites[len(t.Name())%2], journey)
}

// eachWay makes a journey in every way: those of most people, and those of pages that differ much between ways.
func eachWay(t *testing.T, journey func(t *testing.T, w way, say func(key string, args ...any) string)) {
	travel(t, ways, journey)
}

func travel(t *testing.T, ways []way, journey func(t *testing.T, w way, say func(key string, args ...any) string)) {
	t.Parallel()
	for _, w := range ways {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			journey(t, w, interfaceWords(t, w.lang))
		})
	}
}

// interfaceWords gives the words of the theme in a language.
func interfaceWords(t *testing.T, lang string) func(key string, args ...any) string {
	t.Helper()
	files := map[string][]byte{}
	for _, name := range []string{"fr.toml", "en.toml"} {
		data, err := os.ReadFile("../../themes/default/messages/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	catalog, err := i18n.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return func(key string, args ...any) string { return plainSpaces(catalog.Say(lang, key, args...)) }
}

// module is the shipped module.
func module(t *testing.T) *course.Module {
	t.Helper()
	for _, m := range compiled(t, world.shipped).Modules {
		if len(m.Lessons()) > 0 && m.Badge != nil { // the guide has none
			return m
		}
	}
	t.Fatal("no module is shipped")
	return nil
}

// From the home page to the first lesson, then on to the second, as "Start" and "Continue" lead.
func TestFindTheCourseAndRead(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		m := module(t)
		first, second := m.Lessons()[0], m.Lessons()[1]
		b := open(t, world.shipped, w.eyes())
		b.goTo("/" + w.lang)
		b.follow(m.Text(w.lang).Title)
		b.at(m.Address(w.lang))
		b.follow(say("start"))
		b.at(first.Address(w.lang))
		b.sees(first.Rendition(w.lang).Title)
		if w.width == narrow { // the outline is folded above the text
			b.click("details.drawer > summary")
		}
		b.sees(say("outline.here"))
		b.follow(say("next.go"))
		b.at(second.Address(w.lang))
		b.sees(second.Rendition(w.lang).Title)
		if w.lang == "en" && second.Renditions["en"] == nil {
			b.wait(`document.querySelector("h1").closest("[lang]").lang === "fr"`)
			b.wait(`document.querySelector(".banner[role=note]")`)
		}
		b.follow(say("next.previous"))
		b.at(first.Address(w.lang))
		b.quiet()
	})
}

// With scripts a word opens in place and Esc gives the focus back; without, it leads to its page.
func TestGlossaryTerm(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		lesson := module(t).Lessons()[0]
		b := open(t, world.shipped, w.eyes())
		b.goTo(lesson.Address(w.lang))
		id := ask[string](b, `document.querySelector("main a.term[data-term]").dataset.term`)
		entry := ask[string](b, `document.querySelector("main a.term[data-term]").getAttribute("href")`)
		link := fmt.Sprintf("main a.term[data-term='%s']", id)
		if !w.scripts {
			b.click(link)
			b.at(entry)
			b.sees(say("entry.met"))
			b.quiet()
			return
		}
		b.click(link)
		b.wait(`document.querySelector(".pop:popover-open") && document.querySelector(".pop").contains(document.activeElement)`)
		b.wait(`(r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(".pop").getBoundingClientRect())`)
		b.keys(kb.Escape)
		b.wait(fmt.Sprintf(`!document.querySelector(".pop") && document.activeElement === document.querySelector(%q)`, link))
		b.keys(kb.Enter)
		b.wait(`document.querySelector(".pop:popover-open")`)
		b.follow(say("term.open"))
		b.at(entry)
		b.quiet()
	})
}

// With accents, without, and while typing: the same is found.
func TestSearch(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		b := open(t, world.shipped, w.eyes())
		b.goTo("/" + w.lang)
		if w.width == narrow {
			b.click("header details.menu > summary")
		}
		b.follow(say("nav.search"))
		b.at("/" + w.lang + "/search")
		whole, bare, start := "réseau", "RESEAU", "résea"
		if w.scripts {
			b.write("#q", start)
			b.wait(`document.querySelectorAll("#results li a").length > 0`)
			b.wait(`document.activeElement.id === "q" && document.activeElement.value === "` + start + `"`)
		}
		found := map[string]string{}
		for _, query := range []string{whole, bare} {
			b.goTo("/" + w.lang + "/search")
			b.write("#q", query+kb.Enter)
			b.wait(`document.readyState === "complete" && new URLSearchParams(location.search).get("q") === "` + query + `" && document.querySelector("#results li a")`)
			b.wait(`document.querySelector("#results mark")`)
			found[query] = ask[string](b, `[...document.querySelectorAll("#results li a")].map(a => a.pathname).join(" ")`)
		}
		if found[whole] != found[bare] {
			t.Errorf("%q finds %s\n%q finds %s", whole, found[whole], bare, found[bare])
		}
		b.click("#results li a")
		b.wait(`!location.pathname.endsWith("/search") && document.querySelector("h1")`)
		b.quiet()
	})
}

// The switch keeps the page, both ways.
func TestSwitchLanguage(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		other := map[string]string{"fr": "en", "en": "fr"}[w.lang]
		lesson := module(t).Lessons()[0]
		b := open(t, world.shipped, w.eyes())
		b.goTo(lesson.Address(w.lang))
		for _, lang := range []string{other, w.lang} {
			if w.width == narrow {
				b.click("header details.menu > summary")
			}
			b.follow(map[string]string{"fr": "Français", "en": "English"}[lang])
			b.at(lesson.Address(lang))
			b.wait(`document.documentElement.lang === "` + lang + `"`)
			b.sees(lesson.Rendition(lang).Title)
		}
		b.quiet()
	})
}

// Reading comfort is kept from page to page, and can be taken back.
func TestComfort(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		b := open(t, world.shipped, w.eyes())
		b.goTo("/" + w.lang + "/help")
		if w.width == narrow {
			b.click("header details.menu > summary")
		}
		b.follow(say("nav.comfort"))
		b.at("/" + w.lang + "/comfort")
		light := ask[string](b, `getComputedStyle(document.body).backgroundColor`)
		b.click("label:has(input[name=theme][value=dark])")
		b.click("label:has(input[name=size][value=larger])")
		if w.scripts { // the page itself is the sample
			b.wait(`document.documentElement.dataset.theme === "dark" && getComputedStyle(document.body).backgroundColor !== "` + light + `"`)
		}
		b.follow(say("comfort.save"))
		b.sees(say("comfort.saved"))
		b.wait(`document.documentElement.dataset.theme === "dark" && document.querySelector("input[name=theme][value=dark]").checked`)
		b.follow(say("comfort.back"))
		b.at("/" + w.lang + "/help")
		lesson := module(t).Lessons()[0]
		for _, path := range []string{lesson.Address(w.lang), "/" + w.lang + "/search?q=internet", "/" + w.lang + "/nowhere"} {
			b.goTo(path)
			b.wait(`document.documentElement.dataset.theme === "dark" && document.documentElement.dataset.size === "larger"`)
			b.wait(`getComputedStyle(document.body).backgroundColor !== "` + light + `"`)
		}
		b.goTo("/" + w.lang + "/comfort")
		b.click("label:has(input[name=theme][value=auto])")
		b.click("label:has(input[name=size][value=normal])")
		b.follow(say("comfort.save"))
		b.sees(say("comfort.saved"))
		b.goTo(lesson.Address(w.lang))
		b.wait(`!document.documentElement.dataset.theme && getComputedStyle(document.body).backgroundColor === "` + light + `"`)
		b.quiet()
	})
}

// With scripts the home page offers to go on, until it is told to forget; without, it says nothing about it.
func TestComeBackAndResume(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		lessons := module(t).Lessons()
		b := open(t, world.shipped, w.eyes())
		b.goTo("/" + w.lang)
		b.missesNow(say("resume.go"))
		b.goTo(lessons[0].Address(w.lang))
		b.follow(say("next.go"))
		b.at(lessons[1].Address(w.lang))
		b.goTo("/" + w.lang)
		if !w.scripts {
			b.missesNow(say("resume.go"))
			b.missesNow(say("resume.forget"))
			b.quiet()
			return
		}
		b.sees(lessons[1].Rendition(w.lang).Title)
		b.follow(say("resume.go"))
		b.at(lessons[1].Address(w.lang))
		b.wait(`[...document.querySelectorAll("[data-plan] li.done")].some(li => li.dataset.key.endsWith("/` + string(lessons[0].ID) + `"))`)
		b.wait(`(dot => getComputedStyle(dot("li.done")).backgroundColor !== getComputedStyle(dot("li[data-key]:not(.done):not(.here)")).backgroundColor)(
			step => document.querySelector("[data-plan] " + step + " .b"))`) // a step that is done is filled in
		b.goTo("/" + w.lang)
		b.follow(say("resume.forget"))
		b.sees(say("resume.forgotten"))
		b.goTo("/" + w.lang)
		b.missesNow(say("resume.go"))
		if kept := ask[int](b, `localStorage.length`); kept != 0 {
			t.Errorf("%d things are still remembered", kept)
		}
		b.quiet()
	})
}

// Who is lost searches from where they are.
func TestLostThenSearch(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		b := open(t, world.shipped, w.eyes())
		b.goTo("/" + w.lang + "/nowhere/at/all")
		b.write("#q", "internet"+kb.Enter)
		b.at("/" + w.lang + "/search?q=internet")
		b.wait(`document.querySelector("#results li a")`)
		b.quiet()
	})
}
