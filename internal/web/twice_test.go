package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/account"
)

// formAs sends a form of somebody who is signed in, and gives where it leads, or the status.
func (p *posted) formAs(cookie, path string, fields url.Values) string {
	p.t.Helper()
	answer := p.as(cookie, http.MethodPost, path, fields)
	if to := answer.Header.Get("Location"); to != "" {
		return to
	}
	return answer.Status
}

// Who presses twice on what takes a password is not told that it is wrong, because the first time has changed it.
func TestPasswordPressedTwice(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "renarde@example.org", true)
	const before, after = "un mot de passe bien long", "un tout autre mot de passe"

	session, err := p.people.Sessions.NewSession(id, "Firefox", false)
	if err == nil {
		err = p.kept.AddSession(t.Context(), session)
	}
	token, failed := p.people.Sessions.Issue(session)
	if err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	cookie := "__Host-session=" + token
	change := url.Values{"do": {"password"}, "current": {before}, "password": {after}}
	for _, press := range []string{"first", "second"} {
		if got := p.formAs(cookie, "/fr/me/account", change); got != "/fr/me/account" {
			t.Errorf("changed, the %s time: %s", press, got)
		}
	}
	change.Set("password", "encore un autre, et long")
	if got := p.formAs(cookie, "/fr/me/account", change); !strings.HasPrefix(got, "422") {
		t.Errorf("changed again with the old one: %s", got)
	}

	p.ask("Renarde")
	link := linkOf(t, p.letters(t, id)[len(p.letters(t, id))-1])
	renew := url.Values{"link": {link[strings.Index(link, "=")+1:]}, "password": {before}}
	codes, hashes, err := account.NewCodes(nil)
	if err == nil {
		err = p.kept.RenewCodes(t.Context(), id, hashes)
	}
	if err != nil {
		t.Fatal(err)
	}
	recover := url.Values{"name": {"Renarde"}, "code": {codes[0]}, "password": {after}}
	for _, test := range []struct {
		path   string
		fields url.Values
	}{{"/fr/recover/new", renew}, {"/fr/recover", recover}} {
		for _, press := range []string{"first", "second"} {
			answer, _ := p.form(test.path, test.fields)
			if answer.Header.Get("Location") != "/fr/me/account" {
				t.Errorf("%s, the %s time: %s", test.path, press, answer.Status)
			}
		}
		test.fields.Set("password", "encore un autre, et long")
		if answer, _ := p.form(test.path, test.fields); answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s with another password: %s", test.path, answer.Status)
		}
	}
}

// Of many guesses that come at once, few are told apart: the first that fail let the others wait.
func TestGuessesAtOnce(t *testing.T) {
	p := newPosted(t)
	p.member(t, "Renarde", "", false)
	const guesses = 24
	wait, told := make([]bool, guesses), make([]bool, guesses)
	var all sync.WaitGroup
	for i := range guesses {
		all.Go(func() {
			answer, text := p.form("/fr/sign-in", url.Values{"name": {"Renarde"}, "password": {"rien de ce genre"}})
			wait[i] = answer.StatusCode == http.StatusUnprocessableEntity && strings.Contains(text, "Attendez")
			told[i] = answer.StatusCode == http.StatusUnprocessableEntity && !wait[i]
		})
	}
	all.Wait()
	count := map[string]int{}
	for i := range guesses {
		if wait[i] {
			count["wait"]++
		}
		if told[i] {
			count["told"]++
		}
	}
	if count["wait"]+count["told"] != guesses || count["told"] > 12 {
		t.Errorf("of %d: %v", guesses, count)
	}
}

// Whoever made an account is known in that browser: guesses from elsewhere let nobody wait there. A shared one forgets.
func TestBrowserOfSignUpIsKnown(t *testing.T) {
	p := newPosted(t)
	for name, shared := range map[string]string{"Renarde": "", "Blaireau": "on"} {
		stamp := account.StampForm(p.stampKey(), p.cfg.Now())
		p.later(time.Minute)
		const password = "un mot de passe bien long"
		answer, text := p.form("/fr/sign-up", url.Values{"name": {name}, "password": {password}, "stamp": {stamp}, "shared": {shared}})
		if answer.Header.Get("Location") != "/fr/me/codes" {
			t.Fatalf("sign-up: %s\n%s", answer.Status, text)
		}
		known := ""
		for _, cookie := range answer.Cookies() {
			if cookie.Name == "__Host-"+browserCookie {
				known = cookie.Name + "=" + cookie.Value
			}
		}
		for range 6 {
			p.form("/fr/sign-in", url.Values{"name": {name}, "password": {"rien de ce genre"}})
		}
		again := p.formAs(known, "/fr/sign-in", url.Values{"name": {name}, "password": {password}})
		if waits := again != "/fr/me"; waits != (shared == "on") || (known == "") != waits {
			t.Errorf("shared %q: signing in again gives %s, and the browser keeps %q", shared, again, known)
		}
	}
}

// stampKey signs the time at which a form was shown.
func (p *posted) stampKey() []byte { return New(p.cfg).secret("form") }
