package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// Somebody reads a lesson, makes an account that keeps it, takes the quiz, and finds all of it in another browser.
func TestTakeTheWholeWay(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		m := module(t)
		lessons, q := m.Lessons(), m.Sequences[0].Quiz
		name, password := fmt.Sprintf("Pas à pas %s %d", w.lang, w.width), "trois petits cailloux blancs"
		b := open(t, world.shipped, w.eyes())
		b.goTo(lessons[0].Address(w.lang))
		b.follow(say("next.go"))
		b.at(lessons[1].Address(w.lang))

		b.goTo("/" + w.lang + "/sign-up?back=" + q.Address(w.lang))
		b.write("#name", name)
		b.write("#password", "court")
		b.follow(say("sign_up.go"))
		b.sees(say("account.password_short"))
		b.wait(`document.readyState === "complete" && document.querySelector("#name")`)
		if kept := ask[string](b, `document.querySelector("#name").value`); kept != name {
			t.Errorf("a refused form keeps %q of the name", kept)
		}
		time.Sleep(3100 * time.Millisecond) // people take longer
		b.write("#password", password)
		b.follow(say("sign_up.go"))
		b.at("/" + w.lang + "/me/codes")
		b.click("[name=noted]")
		b.follow(say("codes.go"))
		b.at(q.Address(w.lang)) // where they came from

		b.goTo("/" + w.lang + "/me")
		read := 0
		if w.scripts { // who reads without scripts has left no trace
			read = 1
			b.sees(say("me.read", "count", read, "total", len(lessons)))
		}
		b.goTo(lessons[1].Address(w.lang))
		b.follow(say("next.go"))
		b.at(lessons[2].Address(w.lang))

		b.goTo(q.Address(w.lang))
		b.follow(say("quiz.start"))
		b.sees(say("question.number", "number", 1, "total", len(q.Questions)))
		attempt := ask[string](b, `location.pathname`)
		b.click("main form [name=a]")
		b.follow(say("question.check"))
		b.wait(`document.querySelector("main .fb")`) // explained at once
		b.follow(say("attempt.next"))
		b.sees(say("question.number", "number", 2, "total", len(q.Questions)))

		// Another browser: what was begun goes on there.
		other := open(t, world.shipped, w.eyes())
		other.goTo(attempt)
		other.write("#name", name)
		other.write("#password", password)
		other.keys(kb.Enter)
		other.at(attempt)
		other.sees(say("question.number", "number", 2, "total", len(q.Questions)))
		other.goTo("/" + w.lang + "/me")
		other.sees(say("me.read", "count", read+1, "total", len(lessons)))
	})
}
