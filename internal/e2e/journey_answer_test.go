package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sentier/internal/quiz"
)

// answer fills in a question's form on the page, as a person would.
func (b *tab) answer(q *quiz.Question, lang string, how attempt) {
	b.t.Helper()
	at, w := "#q-"+string(q.ID)+" ", q.Wording(lang)
	values := form(q, lang, how)
	switch q.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
		for _, rank := range values["a"] {
			b.click(at + "label:has(input[value='" + rank + "'])")
		}
	case quiz.Number, quiz.Text:
		b.write(at+"input[name=a]", values.Get("a"))
	case quiz.Cloze:
		for i := range w.Answers {
			b.write(fmt.Sprintf("%sinput[name=a%d]", at, i+1), values.Get(fmt.Sprintf("a%d", i+1)))
		}
	case quiz.Match:
		for row := range w.Rows {
			if value := values.Get(fmt.Sprintf("a%d", row)); value != "" {
				b.pick(fmt.Sprintf("%sselect[name=a%d]", at, row), value)
			}
		}
	case quiz.Order:
		if ask[bool](b, fmt.Sprintf(`!!document.querySelector(%q)`, at+"ol.order button")) {
			b.arrange(at, values)
			return
		}
		for i := range w.Items {
			b.pick(fmt.Sprintf("%sselect[name=a%d]", at, i), values.Get(fmt.Sprintf("a%d", i)))
		}
	}
}

// pick chooses the option with a value from a list.
func (b *tab) pick(selector, value string) {
	b.t.Helper()
	b.choose(selector, ask[string](b, fmt.Sprintf(`document.querySelector(%q).querySelector("option[value='%s']").text`, selector, value)))
}

// arrange brings items into order by the keyboard alone: Tab to a button, Enter to press it.
func (b *tab) arrange(at string, values map[string][]string) {
	b.t.Helper()
	for place := 1; place <= len(values)-2; place++ {
		for presses := 0; ; presses++ {
			now := ask[int](b, fmt.Sprintf(`(items => 1 + items.findIndex(i => i.querySelector("select").name === %q))([...document.querySelectorAll(%q)])`,
				nameOf(values, place), at+"ol.order > li"))
			if now == place {
				break
			}
			if now < place || presses > 12 {
				b.t.Fatalf("item %d of the order stands at %d", place, now)
			}
			if presses == 0 {
				b.tabTo(fmt.Sprintf(`document.activeElement === document.querySelectorAll(%q)[%d].querySelector("button")`, at+"ol.order > li", now-1))
			}
			b.keys(kb.Enter)
			b.wait(fmt.Sprintf(`document.querySelectorAll(%q)[%d].querySelector("select").name === %q`, at+"ol.order > li", now-2, nameOf(values, place)))
		}
	}
}

// nameOf is the field that claims a place.
func nameOf(values map[string][]string, place int) string {
	for name, v := range values {
		if strings.HasPrefix(name, "a") && v[0] == fmt.Sprint(place) {
			return name
		}
	}
	return ""
}

// tabTo types Tab until a condition holds, from the question's heading on.
func (b *tab) tabTo(condition string) {
	b.t.Helper()
	ask[bool](b, `(document.activeElement.blur(), (h => { h.tabIndex = -1; h.focus(); h.removeAttribute("tabindex") })(document.querySelector("#qt-k-order") || document.body), true)`)
	for range 60 {
		if ask[bool](b, condition) {
			return
		}
		b.keys(kb.Tab)
	}
	b.t.Fatalf("Tab never leads to where %s", condition)
}

// Each kind: answered wrong, explained, tried again, answered right.
func TestAnswerEachKind(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		lesson := compiled(t, world.atelier).Modules[0].Lessons()[0]
		b := open(t, world.atelier, w.eyes())
		b.goTo(lesson.Address(w.lang))
		for _, q := range lesson.Questions {
			here := "#q-" + string(q.ID)
			explanation := bareText(string(q.Wording(w.lang).Explanation))
			b.missesNow(explanation)
			b.answer(q, w.lang, wrong)
			b.click(here + " form button.btn:not(.mini)")
			b.verdict(here, "wrong", "partial")
			b.sees(explanation)
			if w.scripts {
				b.wait(`document.activeElement.closest(".fb")`)
				if where := ask[string](b, `location.search`); where != "" {
					t.Errorf("with scripts an answer stays in place, not at %s", where)
				}
			}
			b.click(here + " [data-again]")
			b.wait(fmt.Sprintf(`document.querySelector(%q) && !document.querySelector(%q)`, here+" form", here+" .fb"))
			b.missesNow(explanation)
			b.answer(q, w.lang, right)
			b.click(here + " form button.btn:not(.mini)")
			b.verdict(here, "right")
			b.sees(say("answer.right"))
			b.click(here + " [data-again]")
			b.wait(fmt.Sprintf(`document.querySelector(%q)`, here+" form"))
		}
		b.quiet()
	})
}

// verdict waits for one of some verdicts on a question.
func (b *tab) verdict(question string, any ...string) {
	b.t.Helper()
	var each []string
	for _, word := range any {
		each = append(each, fmt.Sprintf("%s .fb.%s", question, word))
	}
	b.wait(fmt.Sprintf(`document.querySelector(%q) && document.readyState === "complete"`, strings.Join(each, ", ")))
}

// An answer without an answer is asked again, and says so; nothing of the key is shown.
func TestBlankAnswer(t *testing.T) {
	eachWay(t, func(t *testing.T, w way, say func(string, ...any) string) {
		lesson, q := asked(t, quiz.Text)
		b := open(t, world.atelier, w.eyes())
		b.goTo(lesson.Address(w.lang))
		b.click("#q-" + string(q.ID) + " form button.btn")
		b.sees(say("question.blank"))
		b.missesNow(bareText(string(q.Wording(w.lang).Explanation)))
		b.quiet()
	})
}
