package e2e

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// route is an address of readers with an account, and what it must answer: a status, or where it leads.
type route struct {
	method, path string
	out          string // to a stranger
	in           string // to its owner
	other        string // to another member
}

// Where quizzes are for everyone, strangers take them: what they may not do stays as it is.
func TestQuizRoutesForEveryone(t *testing.T) {
	t.Parallel()
	q := module(t).Sequences[0].Quiz.Address("fr")
	owner, other, stranger := visit(t, world.everyone), visit(t, world.everyone), visit(t, world.everyone)
	owner.signUp("fr", "Gardienne", "un mot de passe bien long", nil)
	other.signUp("fr", "Promeneur", "un autre mot de passe long", nil)
	begun, kept := stranger.to(q).send("/quiz", nil).path, owner.to(q).send("/quiz", nil).path
	holdTo(t, stranger, owner, other, []route{
		{"GET", q, "200", "200", "200"},
		{"GET", begun, "200", "404", "404"},  // in one browser alone
		{"POST", begun, "404", "404", "404"}, // it names no question
		{"GET", kept, q, "200", "404"},       // strangers cannot tell it from one that is gone
		{"POST", kept, q, "404", "404"},
		{"GET", q + "/no-such-attempt", q, "404", "404"},
		{"GET", "/fr/me", "/fr/sign-in", "200", "200"},
	})
	if !strings.Contains(stranger.to(q).text, `href="`+begun+`"`) {
		t.Error("the page of a quiz that was begun does not lead on")
	}
}

// TestMemberRoutes holds every such route to what is written here, for whoever asks. What changes something is refused
// to forms of other sites, whoever is signed in.
func TestMemberRoutes(t *testing.T) {
	t.Parallel()
	m := module(t)
	lesson, next, q := m.Lessons()[0].Address("fr"), m.Lessons()[1].Address("fr"), m.Sequences[0].Quiz.Address("fr")
	owner, other, stranger := visit(t, world.shipped), visit(t, world.shipped), visit(t, world.shipped)
	owner.signUp("fr", "Propriétaire", "un mot de passe bien long", nil)
	other.signUp("fr", "Passant", "un autre mot de passe long", nil)
	owner.to(q).send("/quiz", nil)
	attempt := owner.path
	signIn := "/fr/sign-in"
	holdTo(t, stranger, owner, other, []route{
		{"GET", "/fr/sign-up", "200", "/fr/me", "/fr/me"},
		{"POST", "/fr/sign-up", "422", "422", "422"},
		{"GET", "/fr/sign-in", "200", "/fr/me", "/fr/me"},
		{"POST", "/fr/sign-in", "422", "422", "422"},
		{"POST", "/fr/sign-in/passkey", "404", "404", "404"}, // at an address there are no passkeys
		{"GET", "/fr/me/passkey", signIn, "/fr/me/account", "/fr/me/account"},
		{"POST", "/fr/me/passkey", signIn, "/fr/me/account", "/fr/me/account"},
		{"GET", "/fr/recover", "200", "200", "200"},
		{"POST", "/fr/recover", "422", "422", "422"},
		{"GET", "/fr/recover/new", "200", "200", "200"}, // it holds no link of a letter
		{"POST", "/fr/recover/new", "422", "422", "422"},
		{"GET", "/fr/me/confirm", "200", "200", "200"},
		{"POST", "/fr/me/confirm", "422", "422", "422"},
		{"GET", "/fr/announcements", "200", "200", "200"},
		{"GET", "/fr/announcements.atom", "200", "200", "200"},
		{"GET", "/fr/announcements.json", "200", "200", "200"},
		{"GET", "/fr/announcements/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", "404", "404", "404"},
		{"POST", "/fr/announcements/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60/read", signIn, "404", "404"},
		{"POST", "/fr/announcements/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60/hide", "404", "404", "404"},
		{"GET", "/fr/unsubscribe/announcements", "200", "200", "200"}, // it holds no link of a letter
		{"POST", "/fr/unsubscribe/announcements", "422", "422", "422"},
		{"GET", "/fr/sites", "200", "200", "200"},
		{"GET", "/sites.json", "200", "200", "200"},
		{"GET", "/fr/unsubscribe/other", "404", "404", "404"},
		{"GET", "/fr/me", signIn, "200", "200"},
		{"POST", "/fr/me/notices", signIn, "/fr/me", "/fr/me"}, // one that is not theirs: nothing is done
		{"GET", "/fr/me/account", signIn, "200", "200"},
		{"POST", "/fr/me/account", signIn, "400", "400"}, // it does not say what to do
		{"GET", "/fr/admin/first", "200", "200", "200"},  // it holds no link out of the log
		{"POST", "/fr/admin/first", "422", "422", "422"},
		{"GET", "/fr/me/decisions", signIn, "200", "200"},
		{"POST", "/fr/me/decisions", signIn, "422", "422"}, // an answer of no words
		{"GET", "/fr/report/none", "404", "404", "404"},
		{"POST", "/fr/report/none", "404", "404", "404"},
		{"GET", "/fr/me/again", signIn, "200", "200"},
		{"POST", "/fr/me/again", signIn, "422", "422"},
		{"GET", "/fr/me/codes", signIn, "/fr/me/account", "/fr/me/account"},
		{"POST", "/fr/me/codes", signIn, "/fr/me/account", "/fr/me/account"},
		{"GET", "/fr/me/data", signIn, "200", "200"},
		{"GET", "/fr/me/data.json", signIn, "200", "200"},
		{"GET", "/fr/me/record", signIn, "200", "200"},
		{"GET", "/fr/me/review", signIn, "200", "200"},
		{"POST", "/fr/me/review", signIn, "400", "400"}, // it does not say what to do
		{"GET", "/fr/me/import", signIn, "200", "200"},
		{"POST", "/fr/me/import", signIn, "400", "400"}, // it does not say what to do
		{"GET", "/fr/me/import/0123.jwt", signIn, "404", "404"},
		{"GET", "/fr/me/codes.txt", signIn, "404", "404"},
		{"GET", q, "200", "200", "200"},
		{"GET", q + "/group", "200", "200", "200"}, // no account is needed, and nothing is recorded
		{"GET", q + "/group?n=2&show=1", "200", "200", "200"},
		{"GET", q + "/group?n=0", "404", "404", "404"},
		{"POST", q, signIn, "400", "400"}, // it names no attempt
		{"GET", attempt, signIn, "200", "404"},
		{"POST", attempt, signIn, "404", "404"}, // it names no question
		{"GET", q + "/no-such-attempt", signIn, "404", "404"},
		{"GET", q + "/group", "200", "200", "200"}, // by the default of the key group
		{"POST", lesson + "/read", signIn, next, next},
		{"GET", lesson + "/read", "404", "404", "404"},
		{"GET", lesson + "/feedback", "200", "200", "200"}, // no account is needed, and nothing tells who writes
		{"POST", lesson + "/feedback", "422", "422", "422"},
		{"GET", lesson + "/feedback?q=none", "404", "404", "404"},
		{"GET", q + "/feedback", "404", "404", "404"}, // it names no question
		{"GET", "/fr/feedback/none", "404", "404", "404"},
		{"GET", lesson + "/suggest", "200", "200", "200"}, // no account is needed
		{"POST", lesson + "/suggest", "422", "422", "422"},
		{"GET", q + "/suggest", "404", "404", "404"}, // a quiz is not shown with its key
		{"GET", "/fr/suggest/none", "404", "404", "404"},
		{"POST", "/fr/suggest/none", "404", "404", "404"},
		{"GET", "/fr/contact", "200", "200", "200"},
		{"GET", "/fr/contact/new", "/fr/contact", "/fr/contact", "/fr/contact"}, // a subject first
		{"GET", "/fr/contact/new?about=account", "200", "200", "200"},
		{"POST", "/fr/contact/new", "404", "404", "404"}, // it names no subject
		{"GET", "/fr/contact/none", "404", "404", "404"}, // nobody's without its link
		{"POST", "/fr/contact/none", "404", "404", "404"},
		{"GET", m.Address("fr") + "/badge", "200", "200", "200"},
		{"GET", "/badges/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", "404", "404", "404"},
		{"GET", "/ob/issuer", "404", "404", "404"}, // this site has no address
		{"POST", lesson + "/place", signIn, "204", "204"},
		{"GET", lesson + "/place", "404", "404", "404"},
		{"POST", "/fr/sign-out", "/fr", "/fr", "/fr"},
		{"GET", "/de/sign-in", "404", "404", "404"},
	})
}

// TestBadgeRoutes does so for badges: one that is its owner's alone, then one that is public.
func TestBadgeRoutes(t *testing.T) {
	t.Parallel()
	s, m := walk(t), walkModule(t, "detour")
	owner, other, stranger := visit(t, s), visit(t, s), visit(t, s)
	owner.signUp("fr", "Propriétaire", "un mot de passe bien long", nil)
	other.signUp("fr", "Passant", "un autre mot de passe long", nil)
	owner.to(m.Lessons()[0].Address("fr")).send("/read", nil)
	page, id := badgeOf(owner)
	signIn, how := "/fr/sign-in", m.Address("fr")+"/badge"
	verified := []route{ // whoever asks, and whether its owner shows it or not
		{"GET", how, "200", "200", "200"},
		{"GET", "/ob/issuer", "200", "200", "200"},
		{"GET", "/ob/keys", "200", "200", "200"},
		{"GET", "/ob/achievements/detour/fr", "200", "200", "200"},
		{"GET", "/ob/credentials/" + id, "200", "200", "200"},
		{"GET", "/ob/status/1", "200", "200", "200"},
		{"GET", "/ob/status/2", "404", "404", "404"},
		{"GET", "/badges/none", "404", "404", "404"},
		{"GET", page + ".png", "404", "404", "404"}, // its picture is an SVG
	}
	holdTo(t, stranger, owner, other, verified)
	holdTo(t, stranger, owner, other, []route{
		{"GET", page, "404", "200", "404"},
		{"GET", page + ".svg", "404", "200", "404"},
		{"GET", page + ".jwt", "404", "200", "404"},
		{"POST", page, signIn, "400", "404"}, // it does not say what to do
	})
	owner.to(page).send("?lang=fr", url.Values{"do": {"publish"}, "name": {"Propriétaire"}}).at(page)
	holdTo(t, stranger, owner, other, verified)
	holdTo(t, stranger, owner, other, []route{
		{"GET", page, "200", "200", "200"},
		{"GET", page + ".svg", "200", "200", "200"},
		{"GET", page + ".jwt", "200", "200", "200"},
		{"POST", page, signIn, "400", "404"},
	})
}

// badgeOf is the page of a badge that is on somebody's path, and its id.
func badgeOf(p *person) (page, id string) {
	p.t.Helper()
	p.to("/fr/me")
	for _, a := range elements(p.page, "a") {
		if id, found := strings.CutPrefix(value(a, "href"), "/badges/"); found {
			id, _, _ = strings.Cut(id, "?")
			return "/badges/" + id, id
		}
	}
	p.t.Fatalf("there is no badge on their path:\n%s", excerpt(p.page))
	return "", ""
}

// holdTo asks for every route as each person, and from elsewhere.
func holdTo(t *testing.T, stranger, owner, other *person, routes []route) {
	t.Helper()
	for _, r := range routes {
		path, _, _ := strings.Cut(r.path, "?")
		held.Store(r.method+" "+path, true)
		for who, want := range map[*person]string{stranger: r.out, owner: r.in, other: r.other} {
			if got := answers(who, r.method, r.path, who.server.origin); got != want {
				t.Errorf("%s %s: %s, want %s (stranger %t, owner %t)", r.method, r.path, got, want, who == stranger, who == owner)
			}
			if r.method == "GET" || strings.HasPrefix(r.path, "/fr/unsubscribe/") { // that one is for mail programs, too: its link is what allows it
				continue
			}
			for _, origin := range []string{"https://elsewhere.example", "null", ""} {
				if got := answers(who, r.method, r.path, origin); got != "403" {
					t.Errorf("%s %s from %q: %s, want 403", r.method, r.path, origin, got)
				}
			}
		}
	}
}

// forPrograms tells whether an address answers programs, everybody alike: caches may keep it.
func forPrograms(path string) bool {
	return strings.HasPrefix(path, "/ob/") || path == "/sites.json" || strings.HasSuffix(path, ".ics")
}

// answers asks once and gives the status, or the path that the answer leads to.
func answers(p *person, method, path, origin string) string {
	p.t.Helper()
	request, err := http.NewRequest(method, p.server.origin+path, strings.NewReader(""))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if origin != "" && method == "POST" {
		request.Header.Set("Origin", origin)
	}
	asking := client()
	asking.Jar = p.client.Jar
	answer, err := asking.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	if to := answer.Header.Get("Location"); to != "" {
		u, err := url.Parse(to)
		if err != nil {
			p.t.Fatal(err)
		}
		return u.Path
	}
	if cache := answer.Header.Get("Cache-Control"); answer.StatusCode == 200 && method == "GET" && !forPrograms(path) &&
		!strings.Contains(cache, "no-store") && !strings.Contains(cache, "no-cache") {
		p.t.Errorf("%s may be kept: %q", path, cache)
	}
	return strings.Fields(answer.Status)[0]
}
