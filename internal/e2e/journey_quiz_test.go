package e2e

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// ofKind is the question of a kind in a quiz.
func ofKind(t *testing.T, q *course.Quiz, kind quiz.Kind) *quiz.Question {
	t.Helper()
	for _, question := range q.Questions {
		if question.Kind == kind {
			return question
		}
	}
	t.Fatalf("the quiz has no question of kind %s", kind)
	return nil
}

// asking are the questions that a page asks among all, each the part of the form that has its button.
func asking(p *person) map[string]*html.Node {
	parts := map[string]*html.Node{}
	for _, part := range elements(p.page, "div") {
		if id, _, is := strings.Cut(value(part, "data-draft"), " "); is {
			parts[id] = part
		}
	}
	return parts
}

// press are the fields of the form of all questions as it stands, sent by the button of one.
func press(p *person, question string) url.Values {
	filled := url.Values{"q": {question}, "all": {"1"}}
	for _, part := range asking(p) {
		maps.Copy(filled, values(part))
	}
	return filled
}

// Where all questions are shown, one that is refused stands among the others, as it was filled in.
func TestRefusedAmongAll(t *testing.T) {
	t.Parallel()
	q := module(t).Sequences[0].Quiz
	number := string(ofKind(t, q, quiz.Number).ID)
	p := visit(t, world.shipped)
	p.signUp("en", "Wanderer", "a long and winding road", nil)
	p.to(q.Address("en")).send("/quiz", nil)
	attempt := p.path
	p.to(attempt + "?all=1")
	filled := press(p, number)
	filled.Set(number+".a", "a great many")
	p.post(attempt, filled)
	if parts := asking(p); p.status != http.StatusUnprocessableEntity || len(parts) != len(q.Questions) {
		t.Fatalf("%d, with %d questions of %d", p.status, len(parts), len(q.Questions))
	} else if kept := value(hidden(parts[number], number+".a"), "value"); kept != "a great many" {
		t.Errorf("the refused question holds %q", kept)
	}
	var refused []string
	for _, section := range elements(p.page, "section") {
		for _, box := range elements(section, "div") {
			if value(box, "role") == "alert" {
				refused = append(refused, value(section, "id"))
			}
		}
	}
	if len(refused) != 1 || refused[0] != "q-"+number {
		t.Errorf("what is wrong is told at %v", refused)
	}
	say := interfaceWords(t, "en")
	if title := excerpt(elements(p.page, "title")[0]); !strings.HasPrefix(title, say("form.error")) {
		t.Errorf("the title does not say so: %q", title)
	}
	filled.Set(number+".a", "20")
	if p.post(attempt, filled); p.status != http.StatusOK || len(asking(p)) != len(q.Questions)-1 {
		t.Errorf("once it is answered: %d, with %d questions", p.status, len(asking(p)))
	}
}

// Whoever checks one of all questions loses nothing of what they filled in for the others, without any script: when it is
// taken, when it is refused, and when the button is pressed twice.
func TestCheckedAmongAll(t *testing.T) {
	t.Parallel()
	q := module(t).Sequences[0].Quiz
	p := visit(t, world.shipped)
	p.signUp("fr", "Toutes ensemble", "une plume et du papier", nil)
	p.to(q.Address("fr")).send("/quiz", nil)
	attempt := p.path
	p.to(attempt + "?all=1")
	filled := url.Values{"all": {"1"}}
	for id, part := range asking(p) {
		for name, values := range guess(part) {
			filled[name] = values
		}
		if filled.Get(id+".f") == "" {
			t.Fatalf("%s has no mark: %v", id, filled)
		}
	}
	left := len(q.Questions)
	for _, question := range q.Questions {
		id := string(question.ID)
		for _, press := range []string{"blank", "first", "second"} {
			sent, want := maps.Clone(filled), http.StatusOK
			if sent.Set("q", id); press == "blank" {
				maps.DeleteFunc(sent, func(name string, _ []string) bool { return strings.HasPrefix(name, id+".a") })
				want = http.StatusUnprocessableEntity
			} else if press == "first" {
				left--
			}
			p.post(attempt, sent)
			parts := asking(p)
			if p.status != want || len(parts) != left {
				t.Fatalf("%s, %s: %d, with %d questions of %d", id, press, p.status, len(parts), left)
			}
			for other, part := range parts {
				now := filledIn(part)
				for name, was := range filled {
					if strings.HasPrefix(name, other+".") && other != id && now.Get(name) != was[0] {
						t.Errorf("%s, %s: %s holds %q, and was %q", id, press, name, now.Get(name), was[0])
					}
				}
			}
		}
	}
	if p.to(attempt+"?all=1").send(attempt, url.Values{"finish": {"1"}}); p.status != http.StatusOK || p.path != attempt {
		t.Errorf("handed in: %d at %s", p.status, p.path)
	}
}

// filledIn are the fields of a form as it stands, with what its lists say.
func filledIn(form *html.Node) url.Values {
	filled := values(form)
	for _, list := range elements(form, "select") {
		for _, option := range elements(list, "option") {
			if _, chosen := attr(option, "selected"); chosen {
				filled.Set(value(list, "name"), value(option, "value"))
			}
		}
	}
	return filled
}

// Who has answered is led to what the question is about, at once and on the result: by the explanation, or else by a
// link of ours.
func TestPassageOfAQuestion(t *testing.T) {
	t.Parallel()
	plain, err := start("passages", "--courses", "testdata/courses")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.stop()
	for _, s := range []*server{world.shipped, plain} {
		q := compiled(t, s).Modules[0].Sequences[0].Quiz
		p := visit(t, s)
		p.signUp("fr", "Relectrice", "un long chemin de pierres", nil)
		p.to(q.Address("fr")).send("/quiz", nil)
		attempt := p.path
		leads := func(inside *html.Node) bool {
			for _, a := range elements(inside, "a") {
				if strings.HasPrefix(value(a, "href"), q.Sequence.Module.Address("fr")+"/") && !strings.Contains(value(a, "href"), "/glossary/") {
					return true
				}
			}
			return false
		}
		for range q.Questions {
			p.to(attempt).post(attempt, guess(graded(p)))
			for _, told := range elements(p.page, "div") {
				if hasClass(told, "fb") && !leads(told) {
					t.Errorf("%s: an explanation leads nowhere: %s", s.name, excerpt(told))
				}
			}
		}
		p.to(attempt).send(attempt, url.Values{"finish": {"1"}})
		outcomes := 0
		for _, told := range elements(p.page, "details") {
			if hasClass(told, "ans") {
				outcomes++
				if !leads(told) {
					t.Errorf("%s: an outcome leads nowhere: %s", s.name, excerpt(told))
				}
			}
		}
		if outcomes != len(q.Questions) {
			t.Errorf("%s: %d outcomes of %d questions", s.name, outcomes, len(q.Questions))
		}
	}
}

// The session ends in the middle of a quiz: after signing in again, all that was typed and ticked is there. Signing out
// leaves nothing of it.
func TestExpiredSessionKeepsDrafts(t *testing.T) {
	t.Parallel()
	const name, password, typed = "Coupée du monde", "un fil qui se rompt", "un média de masse"
	q, say := module(t).Sequences[0].Quiz, interfaceWords(t, "fr")
	text, ticked, placed := ofKind(t, q, quiz.Text), ofKind(t, q, quiz.Multiple), ofKind(t, q, quiz.Order)
	elsewhere := visit(t, world.shipped)
	elsewhere.signUp("fr", name, password, nil)

	b := open(t, world.shipped, way{"fr", wide, true}.eyes())
	signIn := func() {
		b.write("#name", name)
		b.write("#password", password+kb.Enter)
	}
	b.goTo("/fr/sign-in?back=" + q.Address("fr"))
	signIn()
	b.at(q.Address("fr"))
	b.follow(say("quiz.start"))
	b.wait(`document.querySelector("[data-attempt] form")`)
	attempt := ask[string](b, `location.pathname`)
	b.goTo(attempt + "?all=1")
	field, box := "#q-"+string(text.ID)+" [name$='.a']", "#q-"+string(ticked.ID)+" .opt:nth-of-type(3)"
	order := fmt.Sprintf(`[...document.querySelectorAll("#q-%s select")].map(s => s.name + s.value).join()`, placed.ID)
	b.write(field, typed)
	b.click(box)
	b.click("#q-" + string(placed.ID) + " li:nth-child(3) button")
	arranged := ask[string](b, order)

	elsewhere.to("/fr/me/account").send("/me/account", url.Values{"do": {"revoke-others"}})
	b.click("#q-" + string(text.ID) + " button.btn:not(.mini)")
	b.wait(`!!document.querySelector("[name=held]") && document.readyState === "complete"`)
	signIn()
	b.wait(`!!document.querySelector("[name='` + string(text.ID) + `.a']") && document.readyState === "complete"`)
	b.follow(say("held.leave"))
	b.at(attempt)
	b.goTo(attempt + "?all=1")
	b.wait(fmt.Sprintf(`document.querySelector(%q).value === %q`, field, typed))
	b.wait(fmt.Sprintf(`document.querySelector(%q).checked`, box+" input"))
	b.wait(order + ` === ` + quoted(arranged))
	b.click("#q-" + string(text.ID) + " button.btn:not(.mini)")
	b.wait(fmt.Sprintf(`document.readyState === "complete" && !document.querySelector(%q)`, field))
	b.wait(`Object.keys(localStorage).some(k => k.startsWith("sentier-draft"))`)

	b.goTo("/fr/me")
	b.follow(say("me.sign_out"))
	b.at("/fr")
	b.wait(`sessionStorage.length === 0 && localStorage.length === 0`)
}
