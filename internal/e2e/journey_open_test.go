package e2e

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"

	"sentier/internal/quiz"
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

// A facilitator projects a quiz: a question, a show of hands, the answer, the next one, by mouse or by arrow keys.
func TestQuizForAGroup(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		q := module(t).Sequences[0].Quiz
		b := open(t, world.shipped, w.eyes())
		b.goTo(q.Address(w.lang))
		b.follow(say("quiz.group_go"))
		b.at(q.Address(w.lang) + "/group")
		for n, question := range q.Questions {
			explanation := bareText(string(question.Wording(w.lang).Explanation))
			b.sees(say("question.number", "number", n+1, "total", len(q.Questions)))
			b.missesNow(explanation)
			if question.Kind.Choice() {
				b.write("#h1", "3")
				b.write("#h2", "12")
			}
			b.follow(say("group.show"))
			b.sees(explanation)
			if question.Kind.Choice() {
				b.sees(say("group.hands", "count", 12))
			}
			if n == 1 { // back to the question, with its hands, and to the answer again
				b.follow(say("group.hide"))
				b.follow(say("group.show"))
				b.sees(explanation)
			}
			switch {
			case n+1 == len(q.Questions):
				b.follow(say("group.end"))
			case w.scripts:
				b.wait(`document.activeElement.hasAttribute("data-told")`) // the answer is said to who listens
				b.keys(kb.ArrowRight)
			default:
				b.follow(say("group.next"))
			}
		}
		b.at(q.Address(w.lang))
		if kept := b.cookies(); len(kept) > 0 {
			t.Errorf("the browser keeps the cookies %q", kept)
		}
		b.wait(`sessionStorage.length === 0`)
		b.quiet()
	})
}

// A stranger takes a quiz of every kind by the keyboard alone, reads a lesson in the middle of it, sees the result, and
// leaves nothing behind.
func TestStrangerTakesAQuiz(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
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

// TestOpenPages looks at the pages that need no account as TestEveryPage does at those of lessons.
func TestOpenPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			q := module(t).Sequences[0].Quiz
			p := visit(t, world.everyone)
			attempt := p.to(q.Address(lang)).send("/quiz", nil).path
			answered := value(hidden(graded(p), "q"), "value")
			p.post(attempt, guess(graded(p)))
			group := q.Address(lang) + "/group"
			pages := map[string]string{
				"quiz for everyone": q.Address(lang), "stranger's question": attempt, "stranger's answer": attempt + "?q=" + answered,
				"group": group, "group, shown": group + "?n=1&h1=4&h2=11&show=1",
			}
			for i, question := range q.Questions {
				if question.Kind == quiz.Match || question.Kind == quiz.Order {
					pages["group, "+string(question.Kind)] = fmt.Sprintf("%s?n=%d&show=1", group, i+1)
				}
			}
			f := &findings{where: map[string][]string{}}
			b := open(t, world.everyone, eyes{})
			b.become(p)
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			look := func(name, path string) {
				b.goTo(path)
				f.at = path
				for _, l := range looks() {
					if l.lang == "" || l.lang == lang {
						b.through(l, sight{name: name, server: world.everyone, path: path}, f)
					}
				}
				save(name, p.to(path))
			}
			for name, path := range pages {
				look(name, path)
			}
			for range q.Questions[1:] {
				p.to(attempt).post(attempt, guess(graded(p)))
			}
			p.to(attempt).send(attempt, url.Values{"finish": {"1"}})
			b.become(p)
			look("stranger's result", attempt)
			f.report(t)
			reportMarkup(t, folder, from)
		})
	}
}
