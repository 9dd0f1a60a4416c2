package e2e

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"
)

// byKeyboard answers the question of the page with Tab, Space, arrows, letters and Enter alone, whatever its kind.
func (b *tab) byKeyboard() {
	b.t.Helper()
	ask[bool](b, `(h => { h.tabIndex = -1; h.focus(); return true })(document.querySelector("main .q h2"))`)
	for selects, presses := 0, 0; presses < 60; presses++ {
		b.keys(kb.Tab)
		switch ask[string](b, `(e => !e.closest("form[data-draft]") ? "" : e.matches("button.btn:not(.mini)") ? "send" :
			e.matches(".order select") ? "place" : e.localName === "select" ? "choice" : e.type || "")(document.activeElement)`) {
		case "send":
			b.keys(kb.Enter)
			return
		case "radio", "checkbox":
			b.keys(" ")
		case "text":
			b.keys("12")
		case "choice":
			b.keys(kb.ArrowDown)
		case "place":
			selects++
			b.keys(strings.Repeat(kb.ArrowDown, selects))
		}
	}
	b.t.Fatal("Tab never leads to the button")
}

// cookies are the names of what the browser keeps for the site.
func (b *tab) cookies() []string {
	b.t.Helper()
	var names []string
	for _, c := range call(b, network.GetCookies, network.GetCookiesParams{URLs: []string{b.server.origin}}).Cookies {
		names = append(names, c.Name)
	}
	return names
}

// A stranger takes a quiz of every kind by the keyboard alone, reads a lesson in the middle of it, sees the result, and
// leaves nothing behind.
func TestStrangerTakesAQuiz(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		q := module(t).Sequences[0].Quiz
		b := open(t, world.everyone, w.eyes())
		b.goTo(q.Address(w.lang))
		b.sees(say("quiz.unkept"))
		b.follow(say("quiz.start"))
		b.sees(say("question.number", "number", 1, "total", len(q.Questions)))
		attempt := ask[string](b, `location.pathname`)
		for n := range q.Questions {
			b.sees(say("attempt.unkept"))
			b.byKeyboard()
			b.wait(`document.readyState === "complete" && document.querySelector("main .fb")`)
			switch {
			case n == 2: // the passage, and back
				b.goTo(q.Sequence.Lessons[0].Address(w.lang))
				b.goTo(attempt)
			case n+1 < len(q.Questions):
				b.follow(say("attempt.next"))
			}
			if n+1 < len(q.Questions) {
				b.sees(say("question.number", "number", n+2, "total", len(q.Questions)))
			}
		}
		b.follow(say("attempt.finish"))
		b.sees(say("result.unkept"))
		b.wait(`document.querySelectorAll("details.ans").length === ` + strconv.Itoa(len(q.Questions)))
		if kept := b.cookies(); !slices.Equal(kept, []string{"quiz"}) {
			t.Errorf("the browser keeps the cookies %q", kept)
		}
		b.follow(say("attempt.forget"))
		b.at(q.Address(w.lang))
		b.sees(say("notice.attempt_forgotten"))
		if kept := b.cookies(); slices.Contains(kept, "quiz") {
			t.Errorf("once erased, the browser keeps %q", kept)
		}
		b.wait(`!Object.keys(sessionStorage).some(k => k.startsWith("sentier-draft"))`)
		b.goTo(attempt) // it is gone
		b.at(q.Address(w.lang))
		b.sees(say("notice.attempt_gone"))
		b.quiet()
	})
}
