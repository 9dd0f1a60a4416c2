package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/voice"
)

// inquirer is a stranger who writes to the host of a site that sends letters.
type inquirer struct{ *posted }

func newInquirer(t *testing.T) inquirer {
	t.Helper()
	p := newPosted(t)
	p.cfg.Settings.Host.Email = "host@example.org"
	p.reader = newReader(t, p.cfg)
	return inquirer{p}
}

var keyOf = regexp.MustCompile(`name="?key"? value="?([^"> ]*)`)
var stampOf = regexp.MustCompile(`name="?stamp"? value="?([^"> ]*)`)
var turnOf = regexp.MustCompile(`name="?turn"? value="?([^"> ]*)`)

// fill opens the form about a subject and waits as people do.
func (i inquirer) fill(about string, more url.Values) url.Values {
	i.t.Helper()
	page := body(i.t, i.reader.ask("GET", "/fr/contact/new?about="+about))
	key, stamp := keyOf.FindStringSubmatch(page), stampOf.FindStringSubmatch(page)
	if key == nil || stamp == nil {
		i.t.Fatalf("the form has no key, or no stamp:\n%s", page)
	}
	i.later(account.ShortestForm)
	fields := url.Values{"about": {about}, "key": {key[1]}, "stamp": {stamp[1]}, "text": {"Bonjour <script>."}}
	for name, values := range more {
		fields[name] = values
	}
	return fields
}

func (i inquirer) kept(t *testing.T) []voice.Inquiry {
	t.Helper()
	all, err := i.club.kept.Inquiries(t.Context(), voice.InquirySearch{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// mail are the letters that wait for an address.
func (i inquirer) mail(t *testing.T, to string) []account.Queued {
	t.Helper()
	all, err := i.club.kept.Letters(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	var some []account.Queued
	for _, l := range all {
		if l.To == to {
			some = append(some, l)
		}
	}
	return some
}

func TestContact(t *testing.T) {
	i := newInquirer(t)

	t.Run("the page leads to the form", func(t *testing.T) {
		page := body(t, i.reader.ask("GET", "/fr/contact"))
		for _, subject := range voice.Subjects() {
			if !strings.Contains(page, "/fr/contact/new?about="+string(subject)) {
				t.Errorf("it does not lead to %q", subject)
			}
		}
		leads(t, i.reader.ask("GET", "/fr/contact/new"), "/fr/contact#Write")
		if answer := i.reader.ask("GET", "/fr/contact/new?about=none"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("no subject: %s", answer.Status)
		}
	})

	t.Run("twice is once, and letters hold no word of it", func(t *testing.T) {
		fields := i.fill("account", url.Values{"email": {"ana@example.org"}})
		for range 3 {
			answer, _ := i.form("/fr/contact/new", fields)
			leads(t, answer, "/fr/contact/"+fields.Get("key")+"?sent=1")
		}
		all := i.kept(t)
		if len(all) != 1 || all[0].By != "" || all[0].Address != "ana@example.org" {
			t.Fatalf("kept are %+v", all)
		}
		host, writer := i.mail(t, "host@example.org"), i.mail(t, "ana@example.org")
		if len(host) != 1 || len(writer) != 1 || !strings.HasSuffix(host[0].Link, "/fr/admin/messages/"+string(all[0].ID)) || writer[0].Account != "" {
			t.Fatalf("letters: %+v, %+v", host, writer)
		}
		for _, l := range append(host, writer...) {
			if text := strings.Join(append(append([]string{l.Subject}, l.Paragraphs...), l.Rest...), " "); strings.Contains(text, "Bonjour <") ||
				strings.Contains(l.Link, fields.Get("key")) {
				t.Errorf("a letter tells: %s %s", text, l.Link)
			}
		}
		page := i.reader.ask("GET", "/fr/contact/"+fields.Get("key"))
		if text := body(t, page); !strings.Contains(text, "Bonjour &lt;script&gt;.") || page.Header.Get("Cache-Control") != cacheNever ||
			page.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(page.Header.Get("X-Robots-Tag"), "noindex") {
			t.Errorf("the private page: %v\n%s", page.Header, text)
		}
		own := strings.TrimPrefix(writer[0].Link, postedBase)
		if text := body(t, i.reader.ask("GET", own)); !strings.Contains(text, "Bonjour &lt;script&gt;.") {
			t.Errorf("the link of the letter shows %s", text)
		}
		for _, other := range []string{"/fr/contact/" + strings.Repeat("a", 26), own[:len(own)-1], own[:len(own)-1] + "!", "/fr/contact/" + string(all[0].ID)} {
			if answer := i.reader.ask("GET", other); answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s", other, answer.Status)
			}
		}
	})

	t.Run("what is wrong is told, and nothing is lost", func(t *testing.T) {
		before := len(i.kept(t))
		notice := url.Values{"place": {"/fr/forum/1"}, "faith": {"on"}, "name": {"Ana"}, "email": {"ana@example.org"}}
		for name, value := range map[string]string{"website": "https://spam.example", "stamp": "AAAA", "text": "", "email": "ana", "place": "là",
			"faith": "", "name": strings.Repeat("x", voice.MostName+1)} {
			fields := i.fill("notice", notice)
			fields.Set(name, value)
			answer, text := i.form("/fr/contact/new", fields)
			if answer.StatusCode != http.StatusUnprocessableEntity || keyOf.FindStringSubmatch(text)[1] != fields.Get("key") ||
				!strings.Contains(text, "/fr/forum/1") && name != "place" || !strings.Contains(text, "Bonjour &lt;") && name != "text" {
				t.Errorf("%s: %s\n%s", name, answer.Status, text)
			}
		}
		quick := i.fill("notice", notice)
		i.later(-account.ShortestForm)
		if answer, _ := i.form("/fr/contact/new", quick); answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("quick: %s", answer.Status)
		}
		if n := len(i.kept(t)); n != before {
			t.Errorf("%d are kept, want %d", n, before)
		}
		i.later(account.ShortestForm)
		answer, _ := i.form("/fr/contact/new", quick)
		leads(t, answer, "/fr/contact/"+quick.Get("key")+"?sent=1")
		if one := i.kept(t)[0]; one.Subject != voice.OfNotice || one.Place != "/fr/forum/1" || one.Name != "Ana" {
			t.Errorf("kept is %+v", one)
		}
	})

	t.Run("a mailbox is not filled through us", func(t *testing.T) {
		for range 5 {
			i.form("/fr/contact/new", i.fill("else", url.Values{"email": {"victim@example.org"}}))
		}
		if n := len(i.mail(t, "victim@example.org")); n != 1 {
			t.Errorf("%d letters, want 1", n)
		}
	})

	t.Run("one network writes so much and no more at once", func(t *testing.T) {
		before, n := len(i.kept(t)), 0
		for range FreelySaid + 5 {
			if answer, _ := i.form("/fr/contact/new", i.fill("else", nil)); answer.StatusCode == http.StatusUnprocessableEntity {
				n++
			}
		}
		if n == 0 {
			t.Errorf("from %d on, all are taken", before)
		}
	})
}

// TestInquiry: an administrator answers, the writer goes on once, and who is known has it among their data.
func TestInquiry(t *testing.T) {
	k := newKeyed(t, "")
	_, host := k.teammate(t, "Hôtesse", account.Administrator)
	_, moderator := k.teammate(t, "Modératrice", account.Moderator)
	id, writer := k.arrive(t, "Demandeuse")

	_, page := writer.do("GET", "/fr/contact/new?about=account", nil)
	fields := url.Values{"about": {"account"}, "key": {keyOf.FindStringSubmatch(page)[1]}, "stamp": {stampOf.FindStringSubmatch(page)[1]},
		"text": {"Où est mon insigne ?"}, "known": {"on"}}
	k.later.Add(int64(4 * time.Second))
	answer, _ := writer.do("POST", "/fr/contact/new", fields)
	private := "/fr/contact/" + fields.Get("key")
	leads(t, answer, private+"?sent=1")
	all, err := k.kept.InquiriesOf(t.Context(), id)
	if err != nil || len(all) != 1 {
		t.Fatalf("theirs are %+v (%v)", all, err)
	}
	desk := "/fr/admin/messages/" + string(all[0].ID)

	for _, path := range []string{"/fr/admin/messages", desk} {
		if answer, _ := moderator.do("GET", path, nil); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s to a moderator: %s", path, answer.Status)
		}
		if _, page := host.do("GET", path, nil); !strings.Contains(page, "Où est mon insigne ?") {
			t.Errorf("%s does not show it", path)
		}
	}
	if _, page := host.do("GET", "/fr/admin/log", nil); strings.Contains(page, "insigne ?") {
		t.Error("the log has the word of a person")
	}
	_, page = writer.do("GET", private, nil)
	early := url.Values{"turn": {turnOr(page)}, "text": {"Encore moi."}}
	if early.Get("turn") != "" {
		t.Error("it can be added to before an answer")
	}

	_, page = host.do("GET", desk, nil)
	reply := url.Values{"stage": {"answered"}, "action": {deedOf.FindStringSubmatch(page)[1]}, "turn": {turnOr(page)}, "text": {""}}
	if answer, _ := host.do("POST", desk, reply); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("an empty answer: %s", answer.Status)
	}
	reply.Set("text", "Sur votre chemin.")
	for range 2 {
		answer, _ = host.do("POST", desk, reply)
		leads(t, answer, "/fr/admin/messages")
	}
	_, page = writer.do("GET", private, nil)
	if strings.Count(page, "Sur votre chemin.") != 1 {
		t.Fatalf("the answer is not there, or twice:\n%s", page)
	}
	next := url.Values{"turn": {turnOr(page)}, "text": {"x"}}
	if answer, _ := writer.do("POST", private, next); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("too short: %s", answer.Status)
	}
	next.Set("text", "Merci, je le vois.")
	for range 2 {
		answer, _ = writer.do("POST", private, next)
		leads(t, answer, private+"?added=1")
	}
	late := url.Values{"turn": {all[0].Turns[0].ID[:35] + "0"}, "text": {"Et encore ceci."}}
	if answer, page := writer.do("POST", private, late); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "Et encore ceci.") {
		t.Errorf("twice in a row: %s\n%s", answer.Status, page)
	}
	if _, page := writer.do("GET", "/fr/me/data", nil); !strings.Contains(page, "Merci, je le vois.") || !strings.Contains(page, "Sur votre chemin.") {
		t.Error("their data lack the exchange")
	}
	_, page = host.do("GET", desk, nil)
	answer, _ = host.do("POST", desk, url.Values{"stage": {"ended"}, "action": {deedOf.FindStringSubmatch(page)[1]}, "turn": {turnOr(page)}, "text": {""}})
	leads(t, answer, "/fr/admin/messages")
	if _, page := writer.do("GET", private, nil); turnOr(page) != "" {
		t.Error("it can be added to after its end")
	}
	if _, page := host.do("GET", "/fr/admin/messages?stage=ended", nil); !strings.Contains(page, desk) {
		t.Error("it is not among those that are over")
	}
	if answer, _ := host.do("GET", "/fr/admin/messages?stage=none", nil); answer.StatusCode != http.StatusNotFound {
		t.Errorf("no stage: %s", answer.Status)
	}
}

// turnOr is the id of the turn that a form makes; empty: there is no form.
func turnOr(page string) string {
	found := turnOf.FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return found[1]
}
