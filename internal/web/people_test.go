package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
)

var (
	deedOf   = regexp.MustCompile(`name="action" value="([^"]+)"`)
	handedOf = regexp.MustCompile(`<code>(http[^<]+/recover/new\?link=[^<]+)</code>`)
	heldOf   = regexp.MustCompile(`name="held" value="([^"]+)"`)
)

// teammate opens a browser of somebody with a role, who has just shown that it is them.
func (k *keyed) teammate(t *testing.T, name string, role account.Role) (account.ID, *guest) {
	t.Helper()
	id, g := k.arrive(t, name)
	k.give(t, id, role, "")
	g.shows()
	return id, g
}

func TestPeople(t *testing.T) {
	k := newKeyed(t, "")
	chief, host := k.teammate(t, "Hôtesse", account.Administrator)
	_, moderator := k.teammate(t, "Modératrice", account.Moderator)
	lost, _ := k.arrive(t, "Distrait")
	page := "/fr/admin/people/" + string(lost)

	t.Run("found by name", func(t *testing.T) {
		_, body := moderator.do("GET", "/fr/admin/people?q=distr", nil)
		if !strings.Contains(body, page) || strings.Contains(body, ">Hôtesse</a> <span") {
			t.Errorf("%.1500s", body)
		}
		if answer, _ := moderator.do("GET", "/fr/admin/people/nobody", nil); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s, want 404", answer.Status)
		}
	})

	t.Run("a moderator of one module has no say", func(t *testing.T) {
		id, partly := k.arrive(t, "Partielle")
		k.give(t, id, account.Moderator, "apprendre")
		partly.shows()
		for _, path := range []string{"/fr/admin/people", page} {
			if answer, _ := partly.do("GET", path, nil); answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s: %s, want 403", path, answer.Status)
			}
		}
	})

	t.Run("a role is given once, with a reason, and taken", func(t *testing.T) {
		_, body := host.do("GET", page, nil)
		form := url.Values{"do": {"role.give"}, "action": {deedOf.FindStringSubmatch(body)[1]}, "role": {"editor"}, "module": {"apprendre"}}
		answer, body := host.do("POST", page, form)
		refusedFor(t, answer, body, "Écrivez la raison")
		form.Set("reason", "Elle écrit bien.")
		for range 2 {
			answer, _ = host.do("POST", page, form)
			leads(t, answer, page)
		}
		if answer, _ := moderator.do("POST", page, form); answer.StatusCode != http.StatusForbidden {
			t.Errorf("a moderator gives a role: %s", answer.Status)
		}
		form.Set("do", "role.take")
		form.Del("action")
		answer, _ = host.do("POST", page, form)
		leads(t, answer, page)
		log, err := k.kept.Actions(t.Context(), "", lost, "")
		if err != nil || len(log) != 2 || log[1].Verb != "role.give" || log[1].By != chief || log[1].Reason != "Elle écrit bien." || log[1].Module != "apprendre" {
			t.Errorf("the log is %+v, %v", log, err)
		}
		if _, body = moderator.do("GET", "/fr/admin/log?person="+string(lost), nil); strings.Count(body, "Elle écrit bien.") != 2 {
			t.Error("the page of the log does not say so")
		}
	})

	t.Run("the last administrator stays one", func(t *testing.T) {
		answer, body := host.do("POST", "/fr/admin/people/"+string(chief), url.Values{"do": {"role.take"}, "role": {"administrator"}, "reason": {"x"}})
		refusedFor(t, answer, body, "la seule personne qui administre")
	})

	t.Run("a lost password", func(t *testing.T) {
		answer, body := moderator.do("POST", page, url.Values{"do": {"account.reset"}, "reason": {"Vu à l’atelier."}})
		refusedFor(t, answer, body, "a montré que ce compte est le sien")
		answer, _ = moderator.do("POST", page, url.Values{"do": {"account.reset"}, "reason": {"Vu à l’atelier."}, "proof": {"person"}})
		leads(t, answer, page)
		_, body = moderator.do("GET", page, nil)
		link := handedOf.FindStringSubmatch(body)
		if link == nil {
			t.Fatalf("the page holds no link: %.2000s", body)
		}
		if _, body = host.do("GET", page, nil); handedOf.MatchString(body) {
			t.Error("somebody else sees the link")
		}
		address, err := url.Parse(link[1])
		if err != nil {
			t.Fatal(err)
		}
		owner := &guest{k, map[string]string{}}
		renewed := url.Values{"link": {address.Query().Get("link")}, "password": {"un nouveau mot de passe"}}
		answer, _ = owner.do("POST", "/fr/recover/new", renewed)
		leads(t, answer, "/fr/me/account")
		if _, body = owner.do("GET", "/fr/me", nil); !strings.Contains(body, "Vu à l’atelier.") {
			t.Error("the owner is not told")
		}
		notice := regexp.MustCompile(`name="notice" value="([^"]+)"`).FindStringSubmatch(body)
		answer, _ = owner.do("POST", "/fr/me/notices", url.Values{"notice": {notice[1]}})
		leads(t, answer, "/fr/me")
		if _, body = owner.do("GET", "/fr/me", nil); strings.Contains(body, "Vu à l’atelier.") {
			t.Error("what was read is told again")
		}
		other := &guest{k, map[string]string{}}
		renewed.Set("password", "encore un autre mot de passe")
		answer, body = other.do("POST", "/fr/recover/new", renewed)
		refusedFor(t, answer, body, "")
	})

	t.Run("nobody makes a link for who may do more, or for themselves", func(t *testing.T) {
		form := url.Values{"do": {"account.reset"}, "reason": {"x"}, "proof": {"person"}}
		for who, whom := range map[*guest]account.ID{moderator: chief, host: chief} {
			if answer, _ := who.do("POST", "/fr/admin/people/"+string(whom), form); answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s, want 403", answer.Status)
			}
		}
	})

	t.Run("what was sent too late goes out with the password", func(t *testing.T) {
		k.later.Add(int64(recentFor + time.Second))
		form := url.Values{"do": {"account.delete"}, "reason": {"Demandé par courrier."}, "sure": {"on"}}
		answer, body := host.do("POST", page, form)
		held := heldOf.FindStringSubmatch(body)
		if answer.StatusCode != http.StatusForbidden || held == nil {
			t.Fatalf("%s: %.900s", answer.Status, body)
		}
		if _, err := k.kept.Account(t.Context(), lost); err != nil {
			t.Fatal("it was done without the password")
		}
		answer, body = host.do("POST", page, url.Values{"held": {held[1]}, "password": {"not this one"}})
		refusedFor(t, answer, body, "mot de passe")
		k.later.Add(int64(time.Minute))
		answer, _ = host.do("POST", page, url.Values{"held": {held[1]}, "password": {clubPassword}})
		leads(t, answer, "/fr/admin/people")
		if a, err := k.kept.Account(t.Context(), lost); err == nil {
			t.Errorf("%s is still there", a.Name)
		}
		log, err := k.kept.Actions(t.Context(), "", "", "")
		if err != nil || log[0].Verb != "account.delete" || log[0].Person != "" || log[0].Name != "" || log[0].Reason != "Demandé par courrier." {
			t.Errorf("the log is %+v, %v", log[0], err)
		}
		// Scrubbed: a second try finds nobody.
		if answer, _ = host.do("POST", page, form); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s, want 404", answer.Status)
		}
	})
}
