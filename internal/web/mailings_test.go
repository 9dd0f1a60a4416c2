package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sentier/internal/account"
)

// asked are the mailings that somebody asked for, and the pace of each.
func (p *posted) asked(t *testing.T, id account.ID) map[account.Mailing]account.Pace {
	t.Helper()
	all, err := p.kept.Subscriptions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	paces := map[account.Mailing]account.Pace{}
	for _, one := range all {
		paces[one.Mailing] = one.Pace
	}
	return paces
}

// TestUnsubscribe: the link of a letter ends its mailing, by a button, or at once for programs that read mail, from
// wherever they are and with nobody signed in; and it does nothing else.
func TestUnsubscribe(t *testing.T) {
	p := newPosted(t)
	id, other := p.member(t, "Renarde", "renarde@example.org", true), p.member(t, "Blaireau", "blaireau@example.org", true)
	for _, who := range []account.ID{id, other} {
		for _, mailing := range account.Mailings() {
			if err := p.kept.Subscribe(t.Context(), who, account.Subscription{Mailing: mailing, Pace: account.Each, Since: morning}); err != nil {
				t.Fatal(err)
			}
		}
	}
	address, err := p.people.Unsubscribe(postedBase, "fr", account.ForumMail, id, p.cfg.Now())
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(address, postedBase)
	if !strings.HasPrefix(path, "/fr/unsubscribe/forum?link=") {
		t.Fatalf("the address is %s", address)
	}
	read := func(answer *http.Response) string {
		t.Helper()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	for range 2 { // looking ends nothing
		if text := read(p.send("GET", path, nil)); !strings.Contains(text, `action="`+path+`"`) {
			t.Fatalf("there is no button:\n%s", text)
		}
		if answer := p.send("HEAD", path, nil); answer.StatusCode != 200 {
			t.Errorf("HEAD gives %d", answer.StatusCode)
		}
	}
	if got := p.asked(t, id); len(got) != 2 {
		t.Fatalf("after a look they are asked for %v", got)
	}
	wrong := map[string]string{"another mailing": strings.Replace(path, "forum", "announcements", 1), "nobody's": "/fr/unsubscribe/forum?link=x", "no link": "/fr/unsubscribe/forum"}
	for name, path := range wrong {
		if answer := p.send("POST", path, nil); answer.StatusCode != 422 {
			t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
	if answer := p.send("GET", "/fr/unsubscribe/other", nil); answer.StatusCode != 404 {
		t.Errorf("a mailing that there is not: %d", answer.StatusCode)
	}
	for range 2 { // as RFC 8058 asks: one request, no cookie, no Origin, no redirect
		answer := p.send("POST", path, url.Values{"List-Unsubscribe": {"One-Click"}})
		if text := read(answer); answer.StatusCode != 200 || strings.Contains(text, `<form class="form"`) {
			t.Errorf("one click gives %d:\n%s", answer.StatusCode, text)
		}
	}
	if got := p.asked(t, id); len(got) != 1 || got[account.AnnouncementMail] != account.Each {
		t.Errorf("left are %v", got)
	}
	if got := p.asked(t, other); len(got) != 2 {
		t.Errorf("another has %v left", got)
	}
}

// TestMailingsOfAnAccount are chosen on its page, once there is an address to write to.
func TestMailingsOfAnAccount(t *testing.T) {
	p := newPosted(t)
	choose := func(cookie string, fields url.Values) int {
		t.Helper()
		fields.Set("do", "mailings")
		return p.send("POST", "/fr/me/account", fields, "Sec-Fetch-Site", "same-origin", "Cookie", cookie).StatusCode
	}
	id, cookie := p.join(t, "Renarde")
	if status := choose(cookie, url.Values{"announcements": {"each"}}); status != 400 {
		t.Errorf("without an address: %d", status)
	}
	if err := p.kept.SetEmail(t.Context(), id, "renarde@example.org"); err != nil {
		t.Fatal(err)
	}
	if err := p.kept.ConfirmEmail(t.Context(), id, "renarde@example.org", morning); err != nil {
		t.Fatal(err)
	}
	p.reader = newReader(t, p.cfg) // on another node
	for _, test := range []struct {
		fields url.Values
		want   account.Pace
	}{
		{url.Values{"announcements": {"each"}}, account.Each}, {url.Values{}, account.Each}, {url.Values{"announcements": {"daily"}}, account.Daily},
		{url.Values{"announcements": {""}}, ""}, {url.Values{"announcements": {"hourly"}}, ""}, {url.Values{"other": {"each"}}, ""},
	} {
		if status := choose(cookie, test.fields); status != 303 {
			t.Errorf("%v: %d", test.fields, status)
		}
		if got := p.asked(t, id); got[account.AnnouncementMail] != test.want || len(got) > 1 {
			t.Errorf("%v: %v", test.fields, got)
		}
	}
}
