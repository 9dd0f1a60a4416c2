package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// The host announces something: it stands on every page, on its own page and in the feeds, and comes by letter to who
// asked for it, whose program ends that with one request. In the browser, with scripts and without.
func TestAnnouncement(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		office := openPostOffice(t, "news "+w.String())
		home, address := "/"+w.lang, fmt.Sprintf("%s%d@example.org", w.lang, w.width)
		reader := visit(t, office.server)
		reader.signUp(w.lang, "Lectrice", teamPassword, url.Values{"email": {address}})
		reader.to(office.letter(t, address, 1, say("letter.confirm.subject", "site", "Sentier"))).send("/me/confirm", nil)
		reader.to(home+"/me/account").send("/me/account", url.Values{"do": {"mailings"}, "announcements": {"each"}}).sees(say("notice.mailings"))

		editor := teammate(t, office.server, "Rédactrice", "editor", "")
		b := open(t, office.server, w.eyes())
		b.become(editor)
		b.goTo(home + "/admin/announcements")
		b.follow(say("write.new"))
		const title = "Une panne, mardi"
		b.write("#title-"+w.lang, title)
		b.follow(say("write.publish"))
		b.sees(say("announce.no_body"))
		b.write("#body-"+w.lang, "De **9 h** à 10 h.")
		b.click("input[name=alert]")
		b.follow(say("write.preview_go"))
		b.sees("De 9 h à 10 h.")
		b.follow(say("write.publish"))
		b.wait(fmt.Sprintf(`location.pathname === %q && document.readyState === "complete"`, home+"/admin/announcements"))
		b.sees(say("notice.news_kept"))
		if w.scripts { // its draft has arrived
			b.wait(`!Object.keys(localStorage).some(k => k.startsWith("sentier-draft"))`)
		}

		// A stranger sees the alert on a lesson, reads it, hides it, and it stays hidden.
		stranger := open(t, office.server, w.eyes())
		lesson := module(t).Lessons()[0].Address(w.lang)
		stranger.goTo(lesson)
		stranger.sees(title)
		stranger.follow(title)
		stranger.sees("De 9 h à 10 h.")
		stranger.goTo(lesson)
		stranger.follow(say("news.hide"))
		stranger.wait(`!document.body.innerText.includes("panne")`)
		stranger.at(lesson)
		stranger.goTo(home + "/announcements")
		stranger.sees(title)
		stranger.quiet()
		for _, feed := range []string{".atom", ".json"} {
			if text := visit(t, office.server).to(home + "/announcements" + feed).text; !strings.Contains(text, title) {
				t.Errorf("%s does not hold it:\n%s", feed, text)
			}
		}

		// The letter, and the one request that ends the mailing.
		reader.to(home + "/me").sees(title)
		got, ok := office.sink.To(address, 2, 2*patience)
		if !ok || plainSpaces(got.Subject()) != plainSpaces(say("letter.announcements.subject", "site", "Sentier", "title", title, "count", 1)) || !strings.Contains(got.Text, "De 9 h à 10 h.") {
			t.Fatalf("the letter is %+v", got)
		}
		if text := office.oneClick(t, got); !strings.Contains(text, say("unsubscribe.done")) {
			t.Errorf("one click answers\n%s", text)
		}
		if text := reader.to(home + "/me/account").text; strings.Contains(text, `value="each" selected`) {
			t.Error("the account still asks for it")
		}
	})
}

// TestNewsPages looks at the pages of announcements in every way, and holds them against the validator.
func TestNewsPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s, err := start("news pages " + lang)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.stop)
			editor := teammate(t, s, "Rédactrice", "editor", "")
			desk, home := "/"+lang+"/admin/announcements", "/"+lang+"/announcements"
			editor.to(desk + "/new")
			form := ""
			for _, f := range elements(editor.page, "form") {
				if action := value(f, "action"); strings.HasPrefix(action, desk+"/") {
					form = action
				}
			}
			words := url.Values{"do": {"keep"}, "audience": {"everyone"}, "alert": {"on"}, "title-fr": {"Une panne"}, "body-fr": {"- **Mardi**\n- [aide](/fr/help)"}}
			editor.post(form, words).at(desk)
			pages := map[string]string{"announcements": home, "announcement": home + strings.TrimPrefix(form, desk), "desk": desk, "write": desk + "/new",
				"change": form, "home with an alert": "/" + lang, "lesson with an alert": module(t).Lessons()[0].Address(lang),
				"unsubscribe, gone": "/" + lang + "/unsubscribe/announcements?link=x"}
			f := &findings{where: map[string][]string{}}
			b := open(t, s, eyes{})
			b.become(editor)
			b.lookAtAll(pages, lang, f)
			f.report(t)
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			for name, path := range pages {
				save(name, editor.to(path))
			}
			words.Set("title-fr", "")
			save("refused", editor.to(desk+"/new").post(form, words))
			words.Set("title-fr", "Une panne")
			words.Set("do", "preview")
			save("preview", editor.to(desk+"/new").post(form, words))
			save("withdrawn", editor.to(form).post(form, url.Values{"do": {"withdraw"}}).to(form))
			reportMarkup(t, folder, from)
		})
	}
}
