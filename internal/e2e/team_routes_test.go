package e2e

import (
	"net/url"
	"strings"
	"testing"
)

const teamPassword = "une équipe de confiance"

// teammate makes an account with a role, and signs it in; without a role it is a learner's.
func teammate(t *testing.T, s *server, name, role, module string) *person {
	t.Helper()
	p := visit(t, s)
	p.signUp("fr", name, teamPassword, nil)
	if role != "" {
		args := []string{"role", "give", name, role}
		if module != "" {
			args = append(args, "--module", module)
		}
		s.admin(t, args...)
		p.to("/fr/me/again").send("/me/again", url.Values{"password": {teamPassword}})
	}
	return p
}

// teamRoute is an address of the team, and what it answers to each: a status, or where it leads.
type teamRoute struct {
	method, path                                                string
	stranger, learner, editor, moderator, partly, administrator string // partly: a moderator of one module
}

// all is a route that answers the same to each role, and to nobody else.
func all(method, path, answer string) teamRoute {
	return teamRoute{method, path, "/fr/sign-in", "403", answer, answer, answer, answer}
}

// TestTeamRoutes holds every route of the team to what is written here, for each role. Whoever is not named has 403.
func TestTeamRoutes(t *testing.T) {
	t.Parallel()
	s := world.shipped
	people := map[string]*person{
		"stranger": visit(t, s), "learner": teammate(t, s, "Apprentie", "", ""), "editor": teammate(t, s, "Rédactrice", "editor", ""),
		"moderator":     teammate(t, s, "Modératrice", "moderator", ""),
		"partly":        teammate(t, s, "Modérateur", "moderator", string(module(t).ID)),
		"administrator": teammate(t, s, "Administratrice", "administrator", ""),
	}
	late := visit(t, s) // who has every role, and has not shown lately that it is them
	late.signUp("fr", "Retardataire", teamPassword, nil)
	s.admin(t, "role", "give", "Retardataire", "administrator")
	people["administrator"].to("/fr/admin/people?q=Apprentie")
	somebody := ""
	for _, a := range elements(people["administrator"].page, "a") {
		if words(a) == "Apprentie" {
			somebody = value(a, "href")
		}
	}
	if somebody == "" {
		t.Fatal("nobody is found by their name")
	}
	for _, r := range []teamRoute{
		all("GET", "/fr/admin", "200"),
		{"GET", "/fr/admin/announcements", "/fr/sign-in", "403", "200", "403", "403", "200"},
		{"GET", "/fr/admin/announcements/new", "/fr/sign-in", "403", "200", "403", "403", "200"},
		{"GET", "/fr/admin/announcements/none", "/fr/sign-in", "403", "404", "403", "403", "404"},
		{"POST", "/fr/admin/announcements/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", "/fr/sign-in", "403", "400", "403", "403", "400"}, // it does not say what to do
		{"GET", "/fr/admin/insight", "/fr/sign-in", "403", "200", "403", "403", "200"},
		{"GET", "/fr/admin/people", "/fr/sign-in", "403", "403", "200", "403", "200"},
		{"GET", somebody, "/fr/sign-in", "403", "403", "200", "403", "200"},
		{"POST", somebody, "/fr/sign-in", "403", "403", "400", "403", "400"}, // it does not say what to do
		{"GET", "/fr/admin/people/nobody", "/fr/sign-in", "403", "403", "404", "403", "404"},
		{"GET", "/fr/admin/settings", "/fr/sign-in", "403", "403", "403", "403", "200"},
		{"POST", "/fr/admin/settings", "/fr/sign-in", "403", "403", "403", "403", "/fr/admin/settings"}, // nothing is changed
		{"GET", "/fr/admin/block-list", "/fr/sign-in", "403", "403", "200", "403", "200"},
		{"POST", "/fr/admin/block-list", "/fr/sign-in", "403", "403", "/fr/admin/block-list", "403", "/fr/admin/block-list"}, // nothing is changed
		{"GET", "/fr/admin/moderation", "/fr/sign-in", "403", "403", "200", "200", "200"},
		{"GET", "/fr/admin/moderation/none", "/fr/sign-in", "403", "403", "404", "404", "404"},
		{"POST", "/fr/admin/moderation/none", "/fr/sign-in", "403", "403", "404", "404", "404"},
		{"GET", "/fr/admin/moderation/answer/nobody/none", "/fr/sign-in", "403", "403", "404", "404", "404"},
		{"POST", "/fr/admin/moderation/answer/nobody/none", "/fr/sign-in", "403", "403", "404", "404", "404"},
		{"GET", "/fr/admin/log", "/fr/sign-in", "403", "403", "200", "200", "200"},
		{"GET", "/fr/admin/messages", "/fr/sign-in", "403", "403", "403", "403", "200"},
		{"GET", "/fr/admin/messages/none", "/fr/sign-in", "403", "403", "403", "403", "404"},
		{"POST", "/fr/admin/messages/none", "/fr/sign-in", "403", "403", "403", "403", "404"},
		{"GET", "/fr/admin/suggestions", "/fr/sign-in", "403", "200", "403", "403", "200"},
		{"GET", "/fr/admin/suggestions/none", "/fr/sign-in", "403", "404", "403", "403", "404"},
		{"POST", "/fr/admin/suggestions/none", "/fr/sign-in", "403", "404", "403", "403", "404"},
		{"GET", "/fr/admin/suggestions/none/patch", "/fr/sign-in", "403", "404", "403", "403", "404"},
		{"GET", "/fr/admin/feedback", "/fr/sign-in", "403", "200", "403", "403", "200"},
		{"GET", "/fr/admin/feedback/none", "/fr/sign-in", "403", "404", "403", "403", "404"},
		{"POST", "/fr/admin/feedback/none", "/fr/sign-in", "403", "404", "403", "403", "404"},
	} {
		path, _, _ := strings.Cut(r.path, "?")
		held.Store(r.method+" "+path, true)
		for who, want := range map[string]string{"stranger": r.stranger, "learner": r.learner, "editor": r.editor,
			"moderator": r.moderator, "partly": r.partly, "administrator": r.administrator} {
			if got := answers(people[who], r.method, r.path, s.origin); got != want {
				t.Errorf("%s %s as %s: %s, want %s", r.method, r.path, who, got, want)
			}
			if r.method == "GET" {
				continue
			}
			for _, origin := range []string{"https://elsewhere.example", "null", ""} {
				if got := answers(people[who], r.method, r.path, origin); got != "403" {
					t.Errorf("%s %s as %s from %q: %s, want 403", r.method, r.path, who, origin, got)
				}
			}
		}
		want := "/fr/me/again"
		if r.method == "POST" {
			want = "403"
		}
		if got := answers(late, r.method, r.path, s.origin); got != want {
			t.Errorf("%s %s a while after the sign-in: %s, want %s", r.method, r.path, got, want)
		}
	}
}
