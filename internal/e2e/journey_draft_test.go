package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sentier/internal/quiz"
)

// A laptop is closed in the middle of a quiz: whoever comes back finds what they had typed, in a new tab, too. What is
// checked is let go of. On a shared computer, the next one finds nothing.
func TestClosedTabKeepsDrafts(t *testing.T) {
	const password, typed = "un parapluie sous la pluie", "un média de masse"
	q, say := module(t).Sequences[0].Quiz, interfaceWords(t, "fr")
	text := ofKind(t, q, quiz.Text)
	field := fmt.Sprintf("#q-%s [name$='.a']", text.ID)
	kept := `Object.keys(localStorage).filter(k => k.startsWith("sentier-draft")).length`
	for name, shared := range map[string]bool{"Distraite": false, "Passante": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			visit(t, world.shipped).signUp("fr", name, password, nil)
			w := way{"fr", narrow, true}
			b := open(t, world.shipped, w.eyes())
			b.goTo("/fr/sign-in?back=" + q.Address("fr"))
			if shared {
				b.click("input[name=shared]")
			}
			b.write("#name", name)
			b.write("#password", password+kb.Enter)
			b.at(q.Address("fr"))
			b.follow(say("quiz.start"))
			b.wait(`document.querySelector("[data-attempt] form")`)
			whole := ask[string](b, `location.pathname`) + "?all=1"

			first, closes := b.another(w.eyes())
			first.goTo(whole)
			first.write(field, typed)
			first.wait(fmt.Sprintf(`document.querySelector(%q).value === %q`, field, typed))
			closes()

			second, closes := b.another(w.eyes())
			defer closes()
			second.goTo(whole)
			if shared {
				second.wait(fmt.Sprintf(`document.querySelector(%q).value === "" && %s === 0`, field, kept))
				return
			}
			second.wait(fmt.Sprintf(`document.querySelector(%q).value === %q && %s === 1`, field, typed, kept))
			second.click("#q-" + string(text.ID) + " button.btn:not(.mini)")
			second.wait(fmt.Sprintf(`document.readyState === "complete" && !document.querySelector(%q) && %s === 0`, field, kept))
		})
	}
}

// What is said of an answer is what comes first: the verdict or what is wrong with the form has the focus, is in sight,
// and the title of the page tells the verdict, with scripts and without, one by one and among all.
func TestVerdictComesFirst(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		q := module(t).Sequences[0].Quiz
		number := ofKind(t, q, quiz.Number)
		p := visit(t, world.shipped)
		p.signUp(w.lang, called("Oreille", w), "une oreille bien attentive", nil)
		p.to(q.Address(w.lang)).send("/quiz", nil)
		attempt := p.path
		b := open(t, world.shipped, w.eyes())
		b.become(p)
		heard := func(within string) {
			t.Helper()
			b.wait(fmt.Sprintf(`document.readyState === "complete" && document.querySelector(%[1]q) && document.activeElement === document.querySelector(%[1]q)`, within))
			b.wait(`(r => r.top >= 0 && r.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())`)
		}
		here := fmt.Sprintf("#q-%s ", number.ID)
		b.goTo(attempt + "?all=1")
		b.write(here+"[name$='.a']", "beaucoup")
		b.click(here + "button.btn")
		heard(here + ".err")
		b.forget()     // that the form was refused is on the console
		if w.scripts { // Enter checks the question that it is pressed in
			b.write(here+"[name$='.a']", "7"+kb.Enter)
		} else {
			b.write(here+"[name$='.a']", "7")
			b.click(here + "button.btn")
		}
		heard(here + ".fb .k")
		if forms := ask[int](b, `document.querySelectorAll("[data-draft]").length`); forms != len(q.Questions)-1 {
			t.Errorf("%d questions are still asked beside it", forms)
		}
		b.goTo(attempt)
		b.byKeyboard()
		heard(".fb .k")
		told := ask[string](b, clean(`document.querySelector(".fb .k").innerText`)+`.trim()`)
		if title := ask[string](b, clean("document.title")); !strings.HasPrefix(title, told) || told == "" {
			t.Errorf("the title is %q, and the verdict %q", title, told)
		}
		b.quiet()
	})
}

// The answer to a card of the review is heard first, too, though its page has no script.
func TestCardComesFirst(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		q := module(t).Sequences[0].Quiz
		name := called("Mémoire", w)
		p := visit(t, world.shipped)
		p.signUp(w.lang, name, "une mémoire de longue durée", nil)
		p.to("/"+w.lang+"/me").send("/me/review", url.Values{"do": {"start"}})
		due(t, name, "question", string(q.Questions[1].ID))
		b := open(t, world.shipped, w.eyes())
		b.become(p)
		b.goTo("/" + w.lang + "/me/review")
		b.byKeyboard()
		b.wait(`document.readyState === "complete" && document.activeElement.matches(".fb .k, .err")`)
		b.quiet()
	})
}

// called is a name that nobody else has who goes another way.
func called(name string, w way) string {
	return name + " " + strings.NewReplacer("_", " ", "=", " ").Replace(w.String())
}
