package e2e

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// remarked opens the form of an address, fills it in as a person does, and gives the private link.
func remarked(p *person, form string, fields url.Values) string {
	p.t.Helper()
	p.to(form)
	time.Sleep(3100 * time.Millisecond) // people take longer
	p.send("/feedback", fields)
	if !strings.Contains(p.path, "/feedback/") {
		p.t.Fatalf("what was said led to %s:\n%s", p.path, excerpt(p.page))
	}
	return p.path
}

// TestFeedback: a reader without an account says what is wrong with a lesson, an editor answers, and the private link
// tells.
func TestFeedback(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for _, scripts := range []bool{true, false} {
			t.Run(lang+map[bool]string{true: " with scripts", false: " without"}[scripts], func(t *testing.T) {
				t.Parallel()
				say, s := interfaceWords(t, lang), world.shipped
				lesson := module(t).Lessons()[1]
				editor := teammate(t, s, strings.TrimSpace("Relectrice "+lang+map[bool]string{true: "", false: " bis"}[scripts]), "editor", string(module(t).ID))
				b := open(t, s, eyes{noScripts: !scripts})
				b.goTo(lesson.Address(lang))
				b.follow(say("feedback.link"))
				b.at(lesson.Address(lang) + "/feedback")
				words := "Une phrase manque, " + lang + map[bool]string{true: " avec", false: " sans"}[scripts] + " <script>alert(1)</script>."
				b.write("#text", words)
				b.follow(say("feedback.send"))
				b.sees(say("voice.kind")) // nothing is lost
				if got := ask[string](b, `document.querySelector("#text").value`); got != words {
					t.Fatalf("what was typed is %q", got)
				}
				b.forget() // the refusal, of which the browser complains
				b.follow(say("feedback.kind.missing"))
				time.Sleep(3100 * time.Millisecond) // people take longer
				b.follow(say("feedback.send"))
				b.sees(say("feedback.sent"))
				b.sees(words)
				private := ask[string](b, `location.pathname`)
				if !ask[bool](b, `document.querySelector("a.long").href === location.origin + location.pathname`) {
					t.Error("the page does not give its own address to keep")
				}
				editor.to("/" + lang + "/admin/feedback").sees(words)
				var own string
				for _, a := range elements(editor.page, "li") {
					if strings.Contains(excerpt(a), words) {
						own = value(elements(a, "a")[len(elements(a, "a"))-1], "href")
					}
				}
				editor.to(own).send(own, url.Values{"state": {"declined"}, "answer": {""}}).refused(say("admin.feedback.reason"))
				editor.send(own, url.Values{"state": {"done"}, "answer": {"Merci, la phrase y est."}}).at("/" + lang + "/admin/feedback")
				b.goTo(private)
				b.sees(say("feedback.state.done"))
				b.sees("Merci, la phrase y est.")
				b.missesNow(say("feedback.sent"))
				b.quiet()
			})
		}
	}
}

// TestFeedbackOfQuestions: an answered question leads to the same form, in a lesson and in a quiz.
func TestFeedbackOfQuestions(t *testing.T) {
	t.Parallel()
	m := module(t)
	p := visit(t, world.shipped)
	p.signUp("fr", "Questionneuse", "un mot de passe bien long", nil)
	q := m.Sequences[0].Quiz
	p.to(q.Address("fr")).send("/quiz", nil)
	begun := p.path
	p.post(begun, guess(graded(p)))
	found := ""
	for _, a := range elements(p.page, "a") {
		if strings.HasPrefix(value(a, "href"), q.Address("fr")+"/feedback?q=") {
			found = value(a, "href")
		}
	}
	if found == "" {
		t.Fatalf("an answered question does not lead to the form:\n%s", excerpt(p.page))
	}
	private := remarked(visit(t, world.shipped), found, url.Values{"kind": {"unclear"}})
	p.to(private).sees(interfaceWords(t, "fr")("feedback.state.new"))
}

// TestFeedbackPages looks at them as TestMemberPages does at those of members.
func TestFeedbackPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			site := byName(world.shipped)
			form := module(t).Lessons()[0].Address(lang) + "/feedback"
			reader, editor := visit(t, site), teammate(t, site, "Éditrice "+lang, "editor", "")
			private := remarked(reader, form, url.Values{"kind": {"long"}, "text": {"C’est un peu long, et très long sur un petit écran : " + strings.Repeat("long", 40)}})
			editor.to("/" + lang + "/admin/feedback")
			own := ""
			for _, a := range elements(editor.page, "a") {
				if strings.HasPrefix(value(a, "href"), "/"+lang+"/admin/feedback/") {
					own = value(a, "href")
				}
			}
			f := &findings{where: map[string][]string{}}
			b := open(t, site, eyes{})
			b.become(editor)
			pages := map[string]string{"feedback": form, "feedback sent": private + "?sent=1", "remarks": "/" + lang + "/admin/feedback", "remark": own}
			b.lookAtAll(pages, lang, f)
			f.report(t)
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			for name, path := range pages {
				save(name, editor.to(path))
			}
			save("feedback, refused", reader.to(form).send("/feedback", nil))
			save("remark, refused", editor.to(own).send(own, url.Values{"state": {"declined"}, "answer": {""}}))
			reportMarkup(t, folder, from)
		})
	}
}
