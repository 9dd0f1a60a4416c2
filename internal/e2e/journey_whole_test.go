package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"

	"sentier/internal/course"
	"sentier/internal/store/storetest"
)

// TestTheWholeJourney goes from the first lesson of a stranger to a badge that others verify, and out again: on both
// engines, with and without scripts. The quiz has to be passed, and is not at the first try.
func TestTheWholeJourney(t *testing.T) {
	postgres := &storetest.Postgres{}
	t.Cleanup(func() {
		if err := postgres.Stop(); err != nil {
			t.Error(err)
		}
	})
	for engine, more := range map[string][]string{"SQLite": nil, "PostgreSQL": {"--database", postgres.URL(t)}} {
		s, err := start("whole-"+strings.ToLower(engine), append([]string{"--courses", "testdata/whole", "--base-url", "{origin}"}, more...)...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.stop)
		c, err := compileFor(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []way{{"fr", wide, true}, {"en", narrow, false}} {
			t.Run(engine+" "+w.String(), func(t *testing.T) {
				t.Parallel()
				wholeJourney(t, s, c.Modules[0], w, interfaceWords(t, w.lang))
			})
		}
	}
}

func wholeJourney(t *testing.T, s *server, m *course.Module, w way, say func(string, ...any) string) {
	lessons, q, me := m.Lessons(), m.Sequences[0].Quiz, "/"+w.lang+"/me"
	name, password := "De bout en bout "+w.lang, "le matin le midi puis le soir"
	b := open(t, s, w.eyes())
	b.goTo(lessons[0].Address(w.lang))
	for _, next := range lessons[1:] { // two are read
		b.follow(say("next.go"))
		b.at(next.Address(w.lang))
	}

	b.goTo("/" + w.lang + "/sign-up")
	b.write("#name", name)
	b.write("#password", password)
	time.Sleep(3100 * time.Millisecond) // people take longer
	b.follow(say("sign_up.go"))
	b.at(me + "/codes")
	b.click("[name=noted]")
	b.follow(say("codes.go"))
	b.at(me)
	read := 0
	if w.scripts { // who reads without scripts has left no trace
		read = 2
		b.sees(say("me.read", "count", read, "total", len(lessons)))
	}

	b.goTo(q.Address(w.lang))
	b.follow(say("quiz.start"))
	takeQuiz(b, say, "Le soir", "7")
	b.sees(say("result.bar", "percent", q.Pass))
	b.goTo(me)
	b.missesNow(m.Text(w.lang).BadgeTitle + " ·")

	for _, lesson := range lessons[read:] {
		b.goTo(lesson.Address(w.lang))
		b.follow(say("next.go"))
		b.wait(fmt.Sprintf(`location.pathname !== %q`, lesson.Address(w.lang)))
	}
	b.goTo(me)
	b.sees(say("me.read", "count", len(lessons), "total", len(lessons)))

	b.goTo(q.Address(w.lang))
	b.follow(say("result.again"))
	b.sees(say("question.number", "number", 1, "total", len(q.Questions)))
	attempt := ask[string](b, `location.pathname`)
	pick(b, "Le matin")
	b.follow(say("question.check"))
	b.wait(`document.querySelector("main .fb")`)

	// The rest is answered in another browser.
	other := open(t, s, w.eyes())
	other.goTo(attempt)
	other.write("#name", name)
	other.write("#password", password)
	other.keys(kb.Enter)
	other.at(attempt)
	other.sees(say("question.number", "number", 2, "total", len(q.Questions)))
	other.write("main form [name=a]", "3")
	other.follow(say("question.check"))
	other.wait(`document.querySelector("main .fb")`)
	other.follow(say("attempt.finish"))
	other.sees(say("result.whole"))
	other.sees(say("result.badge"))

	other.follow(m.Text(w.lang).BadgeTitle)
	other.wait(`location.pathname.startsWith("/badges/")`)
	page := ask[string](other, `location.pathname`)
	other.follow(say("badge.publish"))
	other.sees(say("notice.badge_public"))
	verifies(t, false, m.Text(w.lang).BadgeTitle, s.origin+page+".svg", s.origin+page+".jwt")

	var cookies []string
	for _, c := range call(other, network.GetCookies, network.GetCookiesParams{URLs: []string{s.origin}}).Cookies {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	file, err := s.get(me+"/data.json", "Cookie", strings.Join(cookies, "; "))
	if err != nil {
		t.Fatal(err)
	}
	var export struct {
		Name   string
		Read   []any
		Badges []struct{ Token string }
	}
	if err := json.Unmarshal(file.body, &export); err != nil {
		t.Fatal(err)
	}
	if export.Name != name || len(export.Read) != len(lessons) || len(export.Badges) != 1 {
		t.Errorf("the export holds %+v", export)
	}

	other.goTo(me + "/account")
	other.follow(say("settings.delete_open"))
	other.write("#Delete-current", password)
	other.click("#Delete-sure")
	other.follow(say("settings.delete_go"))
	other.at("/" + w.lang)
	other.sees(say("notice.deleted"))
	b.goTo(me) // the first browser is signed out, too
	b.wait(`location.pathname.endsWith("/sign-in")`)
	if got, err := s.get(page); err != nil || got.status != 404 {
		t.Errorf("the badge's page after its owner left: %v, %v", got, err)
	}
	b.quiet()
	other.quiet()
}

// takeQuiz answers both questions, and hands them in.
func takeQuiz(b *tab, say func(string, ...any) string, option, number string) {
	b.t.Helper()
	pick(b, option)
	b.follow(say("question.check"))
	b.wait(`document.querySelector("main .fb")`)
	b.follow(say("attempt.next"))
	b.sees(say("question.number", "number", 2, "total", 2))
	b.write("main form [name=a]", number)
	b.follow(say("question.check"))
	b.wait(`document.querySelector("main .fb")`)
	b.follow(say("attempt.finish"))
}

// pick chooses an option by its words.
func pick(b *tab, words string) {
	b.t.Helper()
	b.wait(`document.querySelector("main form [name=a]")`)
	b.follow(words)
}
