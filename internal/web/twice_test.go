package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
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

	cookie := p.signedInAs(id)
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
			if answer.Header.Get("Location") != "/fr/me/account" || !strings.Contains(set("", answer), noticeCookie+"=password_changed") {
				t.Errorf("%s, the %s time: %s, %v", test.path, press, answer.Status, answer.Cookies())
			}
		}
		test.fields.Set("password", "encore un autre, et long")
		if answer, _ := p.form(test.path, test.fields); answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s with another password: %s", test.path, answer.Status)
		}
	}
}

// signedInAs begins a session of somebody, and gives its cookie.
func (p *posted) signedInAs(id account.ID) string {
	p.t.Helper()
	session, err := p.people.Sessions.NewSession(id, "Firefox", false)
	if err == nil {
		err = p.kept.AddSession(p.t.Context(), session)
	}
	token, failed := p.people.Sessions.Issue(session)
	if err != nil || failed != nil {
		p.t.Fatal(err, failed)
	}
	return "__Host-session=" + token
}

// set are the cookies that an answer leaves, beside those that were there.
func set(before string, answer *http.Response) string {
	all := before
	for _, c := range answer.Cookies() {
		if c.Value != "" {
			all += "; " + c.Name + "=" + c.Value
		}
	}
	return all
}

// Whoever asks for new codes twice with one form is shown the same ones, and they are those that open the account; the
// next form, and the form of another session, give others.
func TestCodesAskedTwice(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "", false)
	const password = "un mot de passe bien long"
	shown := func(cookie, form string) string {
		t.Helper()
		answer := p.as(cookie, http.MethodPost, "/fr/me/account", url.Values{"do": {"codes"}, "current": {password}, "form": {form}})
		if answer.Header.Get("Location") != "/fr/me/codes" {
			t.Fatalf("new codes: %s", answer.Status)
		}
		return body(t, p.as(set(cookie, answer), http.MethodGet, "/fr/me/codes.txt", nil))
	}
	here, elsewhere := p.signedInAs(id), p.signedInAs(id)
	form := regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(body(t, p.as(here, http.MethodGet, "/fr/me/account", nil)))
	if form == nil {
		t.Fatal("the form has no id")
	}
	next, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	first, other, foreign := shown(here, form[1]), shown(here, next), shown(elsewhere, form[1])
	if first == other || first == foreign || other == foreign {
		t.Error("two forms give the same codes")
	}
	var presses [2]string
	var both sync.WaitGroup
	for i := range presses {
		both.Go(func() { presses[i] = shown(here, form[1]) })
	}
	both.Wait()
	if presses[0] != first || presses[1] != first {
		t.Errorf("pressed again: %q, and at first %q", presses, first)
	}
	lines := strings.Fields(first)
	answer, _ := p.form("/fr/recover", url.Values{"name": {"Renarde"}, "code": {lines[len(lines)-1]}, "password": {"un tout autre mot de passe"}})
	if answer.Header.Get("Location") != "/fr/me/account" {
		t.Errorf("the codes that were shown open nothing: %s", answer.Status)
	}
	if answer := p.as(elsewhere, http.MethodPost, "/fr/me/account", url.Values{"do": {"codes"}, "current": {password}}); answer.StatusCode == http.StatusSeeOther && answer.Header.Get("Location") == "/fr/me/codes" {
		t.Error("a form without an id is taken")
	}
}

// Whoever sends an address twice is told that a letter is on its way, once; who asks again later has to wait.
func TestEmailSentTwice(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "", false)
	cookie := p.signedInAs(id)
	send := func(fields url.Values) (string, string) {
		t.Helper()
		answer := p.as(cookie, http.MethodPost, "/fr/me/account", fields)
		return answer.Header.Get("Location"), set("", answer)
	}
	address := url.Values{"do": {"email"}, "email": {"renarde@example.org"}, "current": {"un mot de passe bien long"}}
	again := url.Values{"do": {"email-again"}}
	for i, fields := range []url.Values{address, address, again} {
		to, kept := send(fields)
		if to != "/fr/me/account" || !strings.Contains(kept, noticeCookie+"=email_asked") {
			t.Errorf("%d: it leads to %q, and says %q", i, to, kept)
		}
	}
	if n := len(p.letters(t, id)); n != 1 {
		t.Errorf("%d letters", n)
	}
	address.Set("email", "autre@example.org")
	if to, _ := send(address); to != "" {
		t.Error("another address at once does not wait")
	}
	first := p.letters(t, id)[0].ID
	p.later(61 * time.Second)
	if to, _ := send(again); to != "/fr/me/account" || p.letters(t, id)[0].ID == first {
		t.Errorf("a minute later: %q", to)
	}
	second := p.letters(t, id)[0].ID
	p.later(61 * time.Second)
	if to, _ := send(again); to != "" || p.letters(t, id)[0].ID != second {
		t.Errorf("before its time: %q", to)
	}
}

// Whoever presses twice on delete is told that the account is gone, whether the second press comes before the browser
// has heard of the first, at once, or after it. A stranger is asked to sign in.
func TestDeletedTwice(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "", false)
	cookie := p.signedInAs(id)
	form := url.Values{"do": {"delete"}, "sure": {"on"}, "current": {"un mot de passe bien long"}}
	var answers [3]*http.Response
	var both sync.WaitGroup
	for i := range 2 {
		both.Go(func() { answers[i] = p.as(cookie, http.MethodPost, "/fr/me/account", form) })
	}
	both.Wait()
	answers[2] = p.as(cookie, http.MethodPost, "/fr/me/account", form)
	for i, answer := range append(answers[:], p.as(set("", answers[0]), http.MethodPost, "/fr/me/account", form)) {
		if to := answer.Header.Get("Location"); to != "/fr" || !strings.Contains(set("", answer), noticeCookie+"=deleted") {
			t.Errorf("press %d leads to %q, and leaves %q", i, to, set("", answer))
		}
	}
	if _, err := p.kept.Account(t.Context(), id); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the account is there: %v", err)
	}
	if to := p.formAs("", "/fr/me/account", form); !strings.HasPrefix(to, "/fr/sign-in?") {
		t.Errorf("a stranger is sent to %s", to)
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
