package e2e

import (
	"fmt"
	"net/url"
	"testing"
)

// Who stops in the middle of a lesson goes on there: a stranger in their browser, a member in any. To have seen the end
// is not to have read it: that, the reader says. Without scripts one goes on at the lesson.
func TestStopAndGoOnThere(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		lessons := module(t).Lessons()
		first, second := lessons[0].Address(w.lang), lessons[1].Address(w.lang)
		name, password := fmt.Sprintf("Pause %s %d %t", w.lang, w.width, w.scripts), "une pause au bord du chemin"
		p := visit(t, world.shipped)
		p.signUp(w.lang, name, password, nil)
		heading := lessons[1].Rendition(w.lang).Headings[1].Anchor
		there := second + (&url.URL{Fragment: heading}).String()
		stop := func(b *tab) {
			t.Helper()
			b.goTo(second)
			ask[bool](b, `(scrollTo({top: document.body.scrollHeight, behavior: "instant"}), true)`)
			ask[bool](b, `(document.getElementById(`+quoted(heading)+`).scrollIntoView({behavior: "instant"}), true)`)
		}

		if w.scripts {
			b := open(t, world.shipped, w.eyes())
			stop(b)
			b.goTo("/" + w.lang)
			b.follow(say("resume.go"))
			b.at(there)
			b.wait(`!document.querySelector("[data-plan] li.done")`)
			b.quiet()
		}

		b := open(t, world.shipped, w.eyes())
		b.become(p)
		b.goTo(first)
		b.follow(say("next.go"))
		b.at(second) // and leaving the first one behind did not make it the place again
		stop(b)
		b.goTo("/" + w.lang + "/me")
		b.sees(say("me.read", "count", 1, "total", len(lessons)))
		if w.scripts { // the browser tells it beside the page that it goes on to
			b.wait(`fetch(location.pathname).then(a => a.text()).then(t => { if (t.includes(` + quoted(there) + `)) document.title = "told" }) && document.title === "told"`)
		}
		other := open(t, world.shipped, w.eyes())
		other.become(p)
		other.goTo("/" + w.lang + "/me")
		other.follow(say("resume.go"))
		if w.scripts {
			other.at(there)
		} else {
			other.at(second)
		}
		other.quiet()
	})
}
