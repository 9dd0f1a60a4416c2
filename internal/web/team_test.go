package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
)

// give gives somebody a role.
func (c *club) give(t testing.TB, id account.ID, role account.Role, module string) {
	t.Helper()
	line, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().Truncate(time.Millisecond)
	err = c.kept.GiveRole(t.Context(), id, account.Grant{Role: role, Module: module, Given: now},
		account.Action{ID: line, Verb: "role.give", Person: id, At: now})
	if err != nil {
		t.Fatal(err)
	}
}

// shows gives the password anew, as pages of the team ask for it.
func (g *guest) shows() {
	g.t.Helper()
	answer, _ := g.do("POST", "/fr/me/again", url.Values{"password": {clubPassword}, "back": {"/fr/admin"}})
	leads(g.t, answer, "/fr/admin")
}

func TestTeam(t *testing.T) {
	k := newKeyed(t, "")

	t.Run("nobody else comes in", func(t *testing.T) {
		_, member := k.arrive(t, "Renarde")
		answer, _ := member.do("GET", "/fr/admin", nil)
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s, want 403", answer.Status)
		}
		stranger := &guest{k, map[string]string{}}
		answer, _ = stranger.do("GET", "/fr/admin", nil)
		leads(t, answer, "/fr/sign-in?again=1&back=%2Ffr%2Fadmin")
		if _, page := member.do("GET", "/fr/me", nil); strings.Contains(page, `href="/fr/admin"`) {
			t.Error("my path leads a learner to the administration")
		}
	})

	t.Run("who has a role shows that it is them", func(t *testing.T) {
		id, editor := k.arrive(t, "Loutre")
		k.give(t, id, account.Editor, "apprendre")
		_, page := editor.do("GET", "/fr/me", nil)
		if !strings.Contains(page, `href="/fr/admin"`) {
			t.Error("my path does not lead to the administration")
		}
		answer, _ := editor.do("GET", "/fr/admin?x=1", nil)
		leads(t, answer, "/fr/me/again?back=%2Ffr%2Fadmin%3Fx%3D1")
		answer, page = editor.do("POST", "/fr/me/again", url.Values{"password": {"something else"}, "back": {"/fr/admin?x=1"}})
		refusedFor(t, answer, page, "mot de passe")
		if !strings.Contains(page, `value="/fr/admin?x=1"`) {
			t.Error("the page does not know where to go on")
		}
		k.calm()
		answer, _ = editor.do("POST", "/fr/me/again", url.Values{"password": {clubPassword}, "back": {"//evil.example"}})
		if answer.StatusCode == http.StatusUnprocessableEntity { // the wrong one lets them wait
			k.later.Add(int64(time.Minute))
			answer, _ = editor.do("POST", "/fr/me/again", url.Values{"password": {clubPassword}, "back": {"//evil.example"}})
		}
		leads(t, answer, "/fr/admin")
		if answer, _ = editor.do("GET", "/fr/admin", nil); answer.StatusCode != http.StatusOK {
			t.Errorf("%s, want the page", answer.Status)
		}
		k.later.Add(int64(recentFor + time.Second))
		answer, _ = editor.do("GET", "/fr/admin", nil)
		leads(t, answer, "/fr/me/again?back=%2Ffr%2Fadmin")
	})

	t.Run("a sign-in shows it", func(t *testing.T) {
		id, _ := k.arrive(t, "Martre")
		k.give(t, id, account.Moderator, "")
		fresh := &guest{k, map[string]string{}}
		answer, _ := fresh.do("POST", "/fr/sign-in", url.Values{"name": {"Martre"}, "password": {clubPassword}, "back": {"/fr/admin"}})
		leads(t, answer, "/fr/admin")
		if answer, _ = fresh.do("GET", "/fr/admin", nil); answer.StatusCode != http.StatusOK {
			t.Errorf("%s, want the page", answer.Status)
		}
		t.Run("in this session alone", func(t *testing.T) {
			_, other := k.arrive(t, "Belette")
			other.cookies["team"] = fresh.cookies["team"]
			if other.cookies["team"] == "" {
				t.Fatal("there is no such cookie")
			}
			var theirs account.ID
			a, err := k.kept.AccountByKey(t.Context(), account.NameKey("Belette"))
			if err != nil {
				t.Fatal(err)
			}
			theirs = a.ID
			k.give(t, theirs, account.Moderator, "")
			answer, _ := other.do("GET", "/fr/admin", nil)
			leads(t, answer, "/fr/me/again?back=%2Ffr%2Fadmin")
		})
		t.Run("until the role is taken", func(t *testing.T) {
			line, err := newID()
			if err != nil {
				t.Fatal(err)
			}
			if err := k.kept.TakeRole(t.Context(), id, account.Moderator, "", account.Action{ID: line, Verb: "role.take", Person: id}); err != nil {
				t.Fatal(err)
			}
			if answer, _ := fresh.do("GET", "/fr/admin", nil); answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s, want 403 at once", answer.Status)
			}
		})
	})
}

func TestMay(t *testing.T) {
	of := func(role account.Role, module string) *staff {
		return &staff{grants: account.Grants{{Role: role, Module: module}}}
	}
	for _, test := range []struct {
		who    *staff
		module string
		asks   account.Role
		want   bool
	}{
		{of(account.Administrator, ""), "", "", true},
		{of(account.Administrator, ""), "m", account.Editor, true},
		{of(account.Moderator, "m"), "m", account.Moderator, true},
		{of(account.Moderator, "m"), "n", account.Moderator, false},
		{of(account.Moderator, "m"), "", account.Moderator, false},
		{of(account.Moderator, ""), "m", account.Editor, false},
		{of(account.Editor, ""), "n", account.Editor, true},
		{&staff{}, "", account.Editor, false},
	} {
		if got := test.who.may(test.module, test.asks) == nil; got != test.want {
			t.Errorf("%v may %q in %q: %t, want %t", test.who.grants, test.asks, test.module, got, test.want)
		}
	}
}
