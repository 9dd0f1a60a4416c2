package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
)

// firstLink is the address out of the log.
func firstLink(t *testing.T, k *keyed) (page, link string) {
	t.Helper()
	path, err := k.people.FirstLink(t.Context(), k.cfg.Now())
	if err != nil {
		t.Fatal(err)
	}
	_, link, _ = strings.Cut(path, "?link=")
	return "/fr" + path, link
}

func TestFirstAdministrator(t *testing.T) {
	t.Run("with a new account, even where registration is closed", func(t *testing.T) {
		k := newKeyed(t, "")
		k.cfg.Settings.Registration = "closed"
		k.calm()
		page, link := firstLink(t, k)
		g := &guest{k, map[string]string{}}
		answer, body := g.do("GET", page, nil)
		if answer.StatusCode != http.StatusOK || !strings.Contains(body, `name="password"`) {
			t.Fatalf("%s: %.600s", answer.Status, body)
		}
		answer, body = g.do("POST", "/fr/admin/first", url.Values{"link": {link}, "name": {"x"}, "password": {"short"}})
		refusedFor(t, answer, body, `value="x"`)
		form := url.Values{"link": {link}, "name": {"Hôte"}, "password": {clubPassword}, "back": {"/fr/admin"}}
		answer, _ = g.do("POST", "/fr/admin/first", form)
		leads(t, answer, "/fr/me/codes")
		answer, _ = g.do("POST", "/fr/me/codes", url.Values{"noted": {"on"}})
		leads(t, answer, "/fr/admin")
		if answer, _ = g.do("GET", "/fr/admin", nil); answer.StatusCode != http.StatusOK {
			t.Errorf("%s, want the administration", answer.Status)
		}
		other := &guest{k, map[string]string{}}
		answer, body = other.do("POST", "/fr/admin/first", form)
		refusedFor(t, answer, body, "Ce lien ne marche plus")
		if again, err := k.people.FirstLink(t.Context(), k.cfg.Now()); again != "" || err != nil {
			t.Errorf("there is another link: %q, %v", again, err)
		}
	})

	t.Run("with an account that is there", func(t *testing.T) {
		k := newKeyed(t, "")
		page, link := firstLink(t, k)
		id, g := k.arrive(t, "Renarde")
		if _, body := g.do("GET", page, nil); !strings.Contains(body, "Renarde") || strings.Contains(body, `name="password"`) {
			t.Errorf("the page asks who is signed in for an account: %.600s", body)
		}
		answer, _ := g.do("POST", "/fr/admin/first", url.Values{"link": {link}})
		leads(t, answer, "/fr/admin")
		grants, err := k.kept.Roles(t.Context(), id)
		if err != nil || !grants.May(account.Administrator, "") {
			t.Errorf("%v, %v", grants, err)
		}
		answer, _ = g.do("GET", "/fr/admin", nil) // the link says nothing of their password
		leads(t, answer, "/fr/me/again?back=%2Ffr%2Fadmin")
	})

	t.Run("not with another link", func(t *testing.T) {
		k := newKeyed(t, "")
		_, link := firstLink(t, k)
		g := &guest{k, map[string]string{}}
		for _, wrong := range []string{"", "AAAA", link + "A"} {
			answer, body := g.do("POST", "/fr/admin/first", url.Values{"link": {wrong}, "name": {"Hôte"}, "password": {clubPassword}})
			refusedFor(t, answer, body, "Ce lien ne marche plus")
		}
		k.later.Add(int64(account.FirstLife + time.Second))
		answer, body := g.do("POST", "/fr/admin/first", url.Values{"link": {link}, "name": {"Hôte"}, "password": {clubPassword}})
		refusedFor(t, answer, body, "Ce lien ne marche plus")
	})

	t.Run("signs in and comes back", func(t *testing.T) {
		k := newKeyed(t, "")
		page, _ := firstLink(t, k)
		k.arrive(t, "Loutre")
		g := &guest{k, map[string]string{}}
		answer, _ := g.do("POST", "/fr/sign-in", url.Values{"name": {"Loutre"}, "password": {clubPassword}, "back": {page}})
		leads(t, answer, page)
	})
}
