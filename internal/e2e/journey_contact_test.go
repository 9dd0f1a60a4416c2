package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A stranger reads what is often asked, writes to the team, and follows the exchange behind a private link; letters say
// that something waits, to the host and to who left an address. In the browser, with scripts and without.
func TestContact(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		const host = "host@example.org"
		office := openPostOffice(t, "contact "+w.String(), "--host-email", host)
		home, address := "/"+w.lang, fmt.Sprintf("%s%d@example.org", w.lang, w.width)
		chief := teammate(t, office.server, "Hôtesse", "administrator", "")
		about := func(kind string) string { return say("letter."+kind+".subject", "site", "Sentier") }
		toHost := interfaceWords(t, "fr")("letter.inquiry.subject", "site", "Sentier") // in the first language of the site

		b := open(t, office.server, w.eyes())
		b.goTo(home)
		b.follow(say("foot.contact"))
		b.at(home + "/contact")
		b.sees(say("contact.q1"))
		b.sees(say("contact.forum"))
		b.follow(say("contact.subject.account"))
		b.at(home + "/contact/new?about=account")
		words := "J’ai deux comptes <script>alert(1)</script>."
		b.write("#text", words)
		if w.scripts { // a closed tab loses nothing, and it is gone once it has arrived
			b.goTo(home + "/help")
			b.goTo(home + "/contact/new?about=account")
			b.wait(fmt.Sprintf(`document.querySelector("#text").value === %q`, words))
		}
		b.write("#email", "pas une adresse")
		time.Sleep(3100 * time.Millisecond) // people take longer
		b.follow(say("contact.send"))
		b.sees(say("account.email_form"))
		if got := ask[string](b, `document.querySelector("#text").value`); got != words {
			t.Fatalf("what was typed is %q", got)
		}
		b.forget() // the refusal, of which the browser complains
		b.write("#email", address)
		time.Sleep(3100 * time.Millisecond)
		b.follow(say("contact.send"))
		b.sees(say("contact.sent"))
		b.sees(words)
		private := ask[string](b, `location.pathname`)
		if !ask[bool](b, `document.querySelector("a.long").href === location.origin + location.pathname`) {
			t.Error("the page does not give its own address to keep")
		}
		if w.scripts {
			b.wait(`!Object.keys(sessionStorage).some(k => k.startsWith("sentier-draft"))`)
		}

		received := office.letter(t, address, 1, about("received"))
		desk := office.letter(t, host, 1, toHost)
		for _, got := range office.sink.Received() {
			if strings.Contains(got.Text+got.HTML, "deux comptes") {
				t.Errorf("a letter holds what was written:\n%s", got.Text)
			}
		}
		chief.to(home + "/admin").sees(say("state.need.messages"))
		chief.to(home + "/admin/messages").sees(words)
		chief.to(desk).sees(words).sees(address)
		list := "/fr/admin/messages"
		chief.send(desk, url.Values{"text": {"Gardez le premier."}, "stage": {"answered"}}).at(list)

		if path := office.letter(t, address, 2, about("answered")); path != received {
			t.Errorf("the letters lead to %s and %s", received, path)
		}
		b.goTo(received)
		b.sees("Gardez le premier.")
		b.goTo(private)
		b.sees("Gardez le premier.")
		b.write("#text", "Merci, et le second ?")
		b.follow(say("contact.send"))
		b.sees(say("contact.added"))
		b.sees("Merci, et le second ?")
		b.missesNow(say("contact.go_on"))
		office.letter(t, host, 2, toHost)
		chief.to(desk).send(desk, url.Values{"text": {"Il est effacé."}, "stage": {"ended"}}).at(list)
		b.goTo(private)
		b.sees("Il est effacé.")
		b.sees(say("contact.stage_text.ended"))
		b.quiet()
	})
}

// TestContactPages looks at them as TestMemberPages does at those of members.
func TestContactPages(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			site, base := byName(world.shipped), "/"+lang
			chief, reader, member := teammate(t, site, "Cheffe "+lang, "administrator", ""), visit(t, site), visit(t, site)
			member.signUp(lang, "Inscrit "+lang, teamPassword, nil)
			ask := func(p *person, about string, fields url.Values) string {
				t.Helper()
				p.to(base + "/contact/new?about=" + about)
				time.Sleep(3100 * time.Millisecond) // people take longer
				p.send("/contact/new", fields)
				if !strings.Contains(p.path, "/contact/") || strings.Contains(p.path, "/new") {
					t.Fatalf("what was written led to %s:\n%s", p.path, excerpt(p.page))
				}
				return strings.TrimSuffix(p.path, "?sent=1")
			}
			notice := url.Values{"place": {site.origin + base + "/forum/" + strings.Repeat("long", 30)}, "faith": {"on"}, "name": {"Ana"}, "email": {"ana@example.org"},
				"text": {"Un texte très long sur un petit écran : " + strings.Repeat("long", 40)}}
			private, known := ask(reader, "notice", notice), ask(member, "account", url.Values{"text": {"Où est mon insigne ?"}, "known": {"on"}})
			desks := map[string]string{}
			chief.to(base + "/admin/messages")
			for _, a := range elements(chief.page, "a") {
				if at := value(a, "href"); strings.HasPrefix(at, base+"/admin/messages/") {
					desks[fmt.Sprintf("message %d", len(desks))] = at
				}
			}
			if len(desks) < 2 {
				t.Fatalf("the list has %d messages", len(desks))
			}
			for _, at := range desks {
				if chief.to(at); strings.Contains(chief.text, "insigne") {
					chief.send(at, url.Values{"text": {"Ici."}, "stage": {"answered"}})
				}
			}
			f := &findings{where: map[string][]string{}}
			pages := map[string]string{"contact": base + "/contact", "contact sent": private + "?sent=1", "contact answered": known,
				"contact form": base + "/contact/new?about=else", "contact notice": base + "/contact/new?about=notice",
				"messages": base + "/admin/messages", "messages answered": base + "/admin/messages?stage=answered"}
			for name, at := range desks {
				pages[name] = at
			}
			b := open(t, site, eyes{})
			b.become(chief)
			b.lookAtAll(pages, lang, f)
			f.report(t)
			folder, from := t.TempDir(), map[string]string{}
			save := saver(t, folder, from)
			for name, path := range pages {
				save(name, chief.to(path))
			}
			save("data", member.to(base+"/me/data"))
			save("form, signed in", member.to(base+"/contact/new?about=account"))
			save("form, refused", reader.to(base+"/contact/new?about=notice").send("/contact/new", url.Values{"email": {"x"}}))
			save("going on, refused", member.to(known).send(known, url.Values{"text": {""}}))
			for _, at := range desks {
				save("message, refused", chief.to(at).send(at, url.Values{"text": {""}, "stage": {"answered"}}))
			}
			reportMarkup(t, folder, from)
		})
	}
}
