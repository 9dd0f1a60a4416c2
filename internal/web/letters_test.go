package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/config"
	"sentier/internal/elsewhere"
)

// posted is a club that sends letters, of which the queue is all that these tests need, and its clock.
type posted struct {
	*club
	clock *atomic.Int64 // Unix milliseconds
}

const postedBase = "https://courses.example.org"

func newPosted(t *testing.T) *posted {
	t.Helper()
	p := &posted{club: newClub(t, postedBase, smallCourse()), clock: new(atomic.Int64)}
	p.clock.Store(morning.UnixMilli())
	var err error
	if p.people.Hasher, err = account.NewHasher(account.HasherConfig{}); err != nil {
		t.Fatal(err)
	}
	if p.people.Buckets, err = account.NewBuckets(account.BucketsConfig{}); err != nil {
		t.Fatal(err)
	}
	p.cfg.Settings.Mail = config.Mail{SMTP: "127.0.0.1:25", From: "courses@example.org"}
	p.cfg.Now = func() time.Time { return time.UnixMilli(p.clock.Load()) }
	p.people.Sessions.Now = p.cfg.Now
	p.reader = newReader(t, p.cfg)
	return p
}

func (p *posted) later(d time.Duration) { p.clock.Add(d.Milliseconds()) }

// member makes an account with an address, confirmed or not, and a password.
func (p *posted) member(t *testing.T, name, email string, confirmed bool) account.ID {
	t.Helper()
	id, _ := p.join(t, name)
	hash, err := p.people.Hasher.Hash(t.Context(), "un mot de passe bien long")
	if err == nil {
		err = p.kept.ChangePassword(t.Context(), id, hash, "")
	}
	if err == nil {
		err = p.kept.SetEmail(t.Context(), id, email)
	}
	if err == nil && confirmed {
		err = p.kept.ConfirmEmail(t.Context(), id, email, p.cfg.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// form sends a form as a browser does from a page of ours.
func (p *posted) form(path string, fields url.Values) (answer *http.Response, text string) {
	p.t.Helper()
	answer = p.send("POST", path, fields, "Sec-Fetch-Site", "same-origin")
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer, string(body)
}

// letters are those that wait for somebody.
func (p *posted) letters(t *testing.T, id account.ID) []account.Queued {
	t.Helper()
	all, err := p.kept.LettersOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// linkOf is the link of a letter, without the site.
func linkOf(t *testing.T, letter account.Queued) string {
	t.Helper()
	path, ours := strings.CutPrefix(letter.Link, postedBase)
	if !ours {
		t.Fatalf("the link leads to %s", letter.Link)
	}
	return path
}

// opens tells whether the page of a link has a form to go on with.
func (p *posted) opens(path string) bool {
	p.t.Helper()
	answer := p.send("GET", path, nil)
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		p.t.Fatalf("%s answers %d (%v)", path, answer.StatusCode, err)
	}
	return strings.Contains(string(body), `name="link"`)
}

func (p *posted) ask(name string) (*http.Response, string) {
	p.t.Helper()
	return p.form("/fr/recover", url.Values{"do": {"mail"}, "name": {name}})
}

func TestRecoverByLetter(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "renarde@example.org", true)
	p.ask("renarde")
	all := p.letters(t, id)
	if len(all) != 1 || all[0].To != "renarde@example.org" || all[0].Kind != account.RecoverLetter || all[0].Ends.Sub(all[0].Created) != 30*time.Minute {
		t.Fatalf("letters: %+v", all)
	}
	path := linkOf(t, all[0])
	if !strings.HasPrefix(path, "/fr/recover/new?link=") {
		t.Errorf("the link leads to %s", path)
	}
	key := strings.TrimPrefix(path, "/fr/recover/new?link=")
	for range 3 { // looking uses nothing up
		if !p.opens(path) {
			t.Fatal("the link opens nothing")
		}
	}
	if answer, text := p.form("/fr/recover/new", url.Values{"link": {key}, "password": {"court"}}); answer.StatusCode != 422 || strings.Contains(text, "court\"") {
		t.Errorf("a short password gives %d", answer.StatusCode)
	}
	const renewed = "un tout autre mot de passe"
	if answer, _ := p.form("/fr/recover/new", url.Values{"link": {key}, "password": {renewed}}); answer.Header.Get("Location") != "/fr/me/account" ||
		!strings.Contains(strings.Join(answer.Header.Values("Set-Cookie"), "\n"), "session=") {
		t.Errorf("it leads to %q", answer.Header.Get("Location"))
	}
	if answer, _ := p.form("/fr/recover/new", url.Values{"link": {key}, "password": {"encore un autre mot"}}); answer.StatusCode != 422 {
		t.Errorf("the link is good twice: %d", answer.StatusCode)
	}
	a, err := p.kept.Account(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if ok, _, err := p.people.Hasher.Verify(t.Context(), a.Password, renewed); err != nil || !ok {
		t.Errorf("the password is another (%v)", err)
	}
	sessions, err := p.kept.Sessions(t.Context(), id)
	if err != nil || len(sessions) > 1 {
		t.Errorf("%d sessions go on (%v)", len(sessions), err)
	}
	if all := p.letters(t, id); len(all) != 2 || all[1].Kind != account.ChangedLetter {
		t.Errorf("nothing tells of the change: %+v", all)
	}
}

// What a link was bound to may change before it is used, or the time be over.
func TestLinksEnd(t *testing.T) {
	for name, change := range map[string]func(p *posted, id account.ID) error{
		"half an hour": func(p *posted, _ account.ID) error { p.later(account.RecoverLife); return nil },
		"another password": func(p *posted, id account.ID) error {
			hash, err := p.people.Hasher.Hash(p.t.Context(), "encore un autre, et long")
			if err != nil {
				return err
			}
			return p.kept.ChangePassword(p.t.Context(), id, hash, "")
		},
		"another address": func(p *posted, id account.ID) error {
			return p.kept.SetEmail(p.t.Context(), id, "autre@example.org")
		},
		"no address": func(p *posted, id account.ID) error { return p.kept.SetEmail(p.t.Context(), id, "") },
		"no account": func(p *posted, id account.ID) error { return p.kept.DeleteAccount(p.t.Context(), id) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPosted(t)
			id := p.member(t, "Renarde", "renarde@example.org", true)
			p.ask("Renarde")
			path := linkOf(t, p.letters(t, id)[0])
			if !p.opens(path) {
				t.Fatal("it opens nothing")
			}
			if err := change(p, id); err != nil {
				t.Fatal(err)
			}
			key := path[strings.Index(path, "=")+1:]
			answer, _ := p.form("/fr/recover/new", url.Values{"link": {key}, "password": {"un tout autre mot de passe"}})
			if p.opens(path) || answer.StatusCode != 422 {
				t.Errorf("it opens the page: %t; the form answers %d", p.opens(path), answer.StatusCode)
			}
		})
	}
	p := newPosted(t)
	id := p.member(t, "Renarde", "renarde@example.org", true)
	for _, key := range []string{"", "x", strings.Repeat("A", 75), string(id)} {
		for _, path := range []string{"/fr/recover/new", "/fr/me/confirm"} {
			if p.opens(path + "?link=" + key) {
				t.Errorf("%s opens with %q", path, key)
			}
		}
	}
}

// counted is the store as those who ask for a letter may use it, and what they did: whatever else they asked of it would
// tell one from another, and fails.
type counted struct {
	Learners // none
	store    Learners
	done     []string
}

func (c *counted) Revoked(ctx context.Context, since int64) ([]account.SessionID, int64, error) {
	return c.store.Revoked(ctx, since) // of the server's own accord, as the next
}

func (c *counted) Generation(ctx context.Context, name string) (int64, error) {
	return c.store.Generation(ctx, name)
}

func (c *counted) Announcements(ctx context.Context, most int) ([]announce.Announcement, error) {
	return c.store.Announcements(ctx, most)
}

func (c *counted) Elsewhere(ctx context.Context) ([]elsewhere.Answer, error) {
	return c.store.Elsewhere(ctx)
}

func (c *counted) AccountByKey(ctx context.Context, key string) (account.Account, error) {
	c.done = append(c.done, "look for a name")
	return c.store.AccountByKey(ctx, key)
}

func (c *counted) Failures(ctx context.Context, bucket []byte) (int, time.Time, error) {
	c.done = append(c.done, "count letters")
	return c.store.Failures(ctx, bucket)
}

func (c *counted) AskLetter(ctx context.Context, letter account.Letter, bucket []byte, until time.Time) error {
	c.done = append(c.done, fmt.Sprintf("write a letter whose link has %d characters", len(letter.Link)))
	return c.store.AskLetter(ctx, letter, bucket, until)
}

// Nobody learns from the answer, or from the work that it takes, whether a name has an account, or an account an address.
// What is counted is the work, not the time: that is the machine's.
func TestRecoverTellsNothing(t *testing.T) {
	p := newPosted(t)
	p.member(t, "Confirmée", "a@example.org", true)
	p.member(t, "En attente", "b@example.org", false)
	p.member(t, "Sans adresse", "", false)
	hashes, store := 0, &counted{store: p.kept}
	var err error
	p.people.Hasher, err = account.NewHasher(account.HasherConfig{Derive: func(d account.Derivation) []byte { hashes++; return d.Key() }})
	if err != nil {
		t.Fatal(err)
	}
	p.people.Learners, hashes = store, 0
	p.reader = newReader(t, p.cfg)
	var first, work string
	for round := range 3 { // once, once more while it is on its way, and later
		first, work = "", ""
		for _, name := range []string{"Confirmée", "En attente", "Sans adresse", "Personne"} {
			store.done = nil
			answer, text := p.ask(name)
			answer.Header.Del("Date")
			said := answer.Status + text
			for _, header := range []string{"Location", "Set-Cookie", "Cache-Control", "Content-Length"} {
				said += header + strings.Join(answer.Header.Values(header), ";")
			}
			done := fmt.Sprint(hashes, store.done)
			if first == "" {
				first, work = said, done
			}
			if said != first {
				t.Errorf("%s is answered %s, another %s", name, said, first)
			}
			if done != work {
				t.Errorf("round %d: for %s, the work is %s, and for a name with an address %s", round, name, done, work)
			}
		}
		if wrote := strings.Contains(work, "write a letter"); wrote != (round != 1) {
			t.Errorf("round %d: the work is %s", round, work)
		}
		p.later(time.Duration(round) * time.Hour)
	}
	if !strings.Contains(first, "/fr/recover") {
		t.Errorf("the answer is %s", first)
	}
}

func TestLettersAreFew(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "renarde@example.org", true)
	for range 60 { // an hour of somebody who asks every minute
		p.ask("Renarde")
		p.later(time.Minute)
	}
	if n := len(p.letters(t, id)); n < 4 || n > 6 {
		t.Errorf("%d letters in an hour", n)
	}
}

// A request may say that the site is elsewhere: links say what the configuration does.
func TestLinksKeepToTheSite(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "renarde@example.org", true)
	answer := p.send("POST", "/fr/recover", url.Values{"do": {"mail"}, "name": {"Renarde"}}, "Sec-Fetch-Site", "same-origin",
		"X-Forwarded-Host", "elsewhere.example", "Forwarded", "host=elsewhere.example", "X-Forwarded-Proto", "http")
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d", answer.StatusCode)
	}
	linkOf(t, p.letters(t, id)[0])
}

func TestConfirm(t *testing.T) {
	p := newPosted(t)
	stamp := account.StampForm(New(p.cfg).secret("form"), p.cfg.Now().Add(-time.Minute))
	answer, text := p.form("/fr/sign-up", url.Values{"name": {"Renarde"}, "password": {"trois petits cailloux blancs"}, "stamp": {stamp}, "email": {"pas une adresse"}})
	if answer.StatusCode != 422 || !strings.Contains(text, `value="pas une adresse"`) {
		t.Fatalf("a wrong address gives %d", answer.StatusCode)
	}
	answer, _ = p.form("/fr/sign-up", url.Values{"name": {"Renarde"}, "password": {"trois petits cailloux blancs"}, "stamp": {stamp}, "email": {" renarde@example.org "}})
	if answer.Header.Get("Location") != "/fr/me/codes" {
		t.Fatalf("signing up gives %d", answer.StatusCode)
	}
	a, err := p.kept.AccountByKey(t.Context(), "renarde")
	if err != nil || a.Email != "renarde@example.org" || !a.Confirmed.IsZero() {
		t.Fatalf("the address is %q, confirmed %v (%v)", a.Email, a.Confirmed, err)
	}
	all := p.letters(t, a.ID)
	if len(all) != 1 || all[0].Kind != account.ConfirmLetter {
		t.Fatalf("letters: %+v", all)
	}
	p.ask("Renarde")
	if len(p.letters(t, a.ID)) != 1 {
		t.Error("an address that nobody confirmed gets a link to the account")
	}
	path := linkOf(t, all[0])
	for range 3 { // programs look at links before people do
		if !p.opens(path) {
			t.Fatal("the link opens nothing")
		}
	}
	if a, err = p.kept.Account(t.Context(), a.ID); err != nil || !a.Confirmed.IsZero() {
		t.Fatal("looking at the page confirms the address")
	}
	key := url.Values{"link": {path[strings.Index(path, "=")+1:]}}
	if answer, _ := p.form("/fr/me/confirm", key); answer.Header.Get("Location") != "/fr/sign-in" {
		t.Errorf("confirming leads to %q (%d)", answer.Header.Get("Location"), answer.StatusCode)
	}
	if a, err = p.kept.Account(t.Context(), a.ID); err != nil || a.Confirmed.IsZero() {
		t.Error("the address is not confirmed")
	}
	if answer, _ := p.form("/fr/me/confirm", key); answer.StatusCode != 422 {
		t.Errorf("the link is good twice: %d", answer.StatusCode)
	}
}

func TestWithoutMail(t *testing.T) {
	p := newPosted(t)
	id := p.member(t, "Renarde", "renarde@example.org", true)
	p.cfg.Settings.Mail = config.Mail{}
	p.reader = newReader(t, p.cfg)
	if answer, _ := p.ask("Renarde"); answer.StatusCode != 422 {
		t.Errorf("asking for a letter gives %d", answer.StatusCode)
	}
	for _, path := range []string{"/fr/recover", "/fr/sign-up"} {
		answer := p.send("GET", path, nil)
		body, err := io.ReadAll(answer.Body)
		if err != nil || strings.Contains(string(body), `value="mail"`) || strings.Contains(string(body), `name="email"`) {
			t.Errorf("%s asks for mail (%v)", path, err)
		}
	}
	if len(p.letters(t, id)) != 0 {
		t.Error("a letter waits")
	}
}
