package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sentier/internal/badge"
)

// A badge is its owner's to show: until they do, and once they do no more, it is not there for anybody else.
func TestBadgeIsItsOwnersToShow(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, owner := c.join(t, "Ada")
	_, other := c.join(t, "Grace")
	c.as(owner, "POST", lessonPath+"/read", nil)
	page := "/badges/" + string(c.badgesOf(id)[0].ID)
	files := []string{page, page + ".svg", page + ".jwt", page + "?lang=en"}
	seen := func(when string, want int) {
		t.Helper()
		for _, path := range files {
			for who, cookie := range map[string]string{"a stranger": "none=1", "another member": other, "the owner": owner} {
				status := want
				if who == "the owner" {
					status = http.StatusOK
				}
				got := c.as(cookie, "GET", path, nil)
				if got.StatusCode != status || got.Header.Get("Cache-Control") != "no-store" {
					t.Errorf("%s, %s asks for %s: %s, %q", when, who, path, got.Status, got.Header.Get("Cache-Control"))
				}
				if got.Header.Get("Access-Control-Allow-Origin") != "" {
					t.Errorf("%s may be read by scripts of other sites", path)
				}
			}
		}
	}
	publish := url.Values{"do": {"publish"}, "name": {"  Ada   Lovelace "}}
	seen("at first", http.StatusNotFound)
	if got := c.as(other, "POST", page, publish); got.StatusCode != http.StatusNotFound {
		t.Errorf("another member publishes it: %s", got.Status)
	}
	if got := c.as("none=1", "POST", page, publish); got.StatusCode != http.StatusSeeOther || !strings.Contains(got.Header.Get("Location"), "/sign-in") {
		t.Errorf("a stranger publishes it: %s", got.Status)
	}
	if got := c.send("POST", page, publish, "Cookie", owner, "Sec-Fetch-Site", "cross-site"); got.StatusCode != http.StatusForbidden {
		t.Errorf("a form of another site publishes it: %s", got.Status)
	}
	seen("after others tried", http.StatusNotFound)
	for _, name := range []string{"ada@example.org", strings.Repeat("a", 100), "\u202eada"} {
		got := c.as(owner, "POST", page, url.Values{"do": {"publish"}, "name": {name}})
		if got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body(t, got), `aria-invalid="true"`) {
			t.Errorf("the name %q: %s", name, got.Status)
		}
	}
	if got := c.as(owner, "POST", page, url.Values{"do": {"sell"}}); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a form that does not say what to do: %s", got.Status)
	}
	seen("after forms that were refused", http.StatusNotFound)
	if got := c.as(owner, "POST", page, publish); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != page+"?lang=fr" {
		t.Errorf("the owner publishes it: %s to %s", got.Status, got.Header.Get("Location"))
	}
	seen("once public", http.StatusOK)
	for _, cookie := range []string{"none=1", other} {
		text := body(t, c.as(cookie, "GET", page, nil))
		if !strings.Contains(text, "Ada Lovelace") || strings.Contains(text, `name="do"`) {
			t.Errorf("the public page lacks the name, or has its owner's form: %.300s", text)
		}
	}
	c.as(owner, "POST", page, url.Values{"do": {"hide"}})
	seen("hidden again", http.StatusNotFound)
	if b := c.badgesOf(id)[0]; b.Public || b.Name != "Ada Lovelace" {
		t.Errorf("after all: %+v", b)
	}
	if err := c.kept.DeleteAccount(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	for _, path := range append(files, strings.Replace(page, "/badges/", "/ob/credentials/", 1)) {
		if got := c.ask("GET", path); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s after its owner left: %s", path, got.Status)
		}
	}
	if list, given, err := c.kept.LastList(t.Context()); err != nil || list != 1 || given != 1 {
		t.Errorf("positions given: %d of list %d, %v", given, list, err)
	}
}

func TestBadgeFiles(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, cookie := c.join(t, "Ada")
	c.as(cookie, "POST", lessonPath+"/read", nil)
	b := c.badgesOf(id)[0]
	page := "/badges/" + string(b.ID)
	got := c.as(cookie, "GET", page+".svg", nil)
	if token, err := badge.Unbake([]byte(body(t, got))); err != nil || token != b.Token || got.Header.Get("Content-Type") != badge.SVG ||
		got.Header.Get("Content-Security-Policy") != filePolicy {
		t.Errorf("the picture: %v, %v", got.Header, err)
	}
	got = c.as(cookie, "GET", page+".jwt", nil)
	if body(t, got) != b.Token || got.Header.Get("Content-Disposition") != `attachment; filename="apprendre-badge.jwt"` {
		t.Errorf("the token: %v", got.Header)
	}
	for _, path := range []string{page + ".png", page + ".", page + ".exe", page + ".svg.jwt", "/badges/none", "/badges/" + strings.ToUpper(string(b.ID)), "/badges"} {
		if got := c.as(cookie, "GET", path, nil); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
}

// The page speaks the language that was asked for, and says so to who reads it with ears.
func TestBadgePageLanguages(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, cookie := c.join(t, "Ada")
	c.as(cookie, "POST", lessonPath+"/read", nil)
	page := "/badges/" + string(c.badgesOf(id)[0].ID)
	for path, want := range map[string]string{page: "en", page + "?lang=fr": "fr", page + "?lang=en": "en", page + "?lang=xx": "en"} {
		got := c.send("GET", path, nil, "Cookie", cookie, "Accept-Language", "en")
		text := body(t, got)
		if !strings.Contains(text, `<html lang="`+want+`"`) || !strings.Contains(text, `href="/`+want+`/me"`) {
			t.Errorf("%s is not in %q", path, want)
		}
		if want == "en" && !strings.Contains(text, `<h1 lang="fr">Premier pas`) {
			t.Error("the title does not say its language")
		}
	}
}

func TestBadgePageVerifies(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, cookie := c.join(t, "Ada")
	c.as(cookie, "POST", lessonPath+"/read", nil)
	b := c.badgesOf(id)[0]
	say := c.cfg.Snapshot.Load().Theme().Messages()
	holds := func(key string, want bool) {
		t.Helper()
		if text := body(t, c.as(cookie, "GET", "/badges/"+string(b.ID), nil)); strings.Contains(text, say.Say("fr", key)) != want {
			t.Errorf("%s is on the page: %t, want %t", key, !want, want)
		}
	}
	holds("badge.signed", true)
	holds("badge.not_listed", true)
	if err := c.kept.RevokeBadge(t.Context(), id, b.ID); err != nil {
		t.Fatal(err)
	}
	holds("badge.signed", true)
	holds("badge.listed", true)
	holds("badge.revoked", true)
}

// What is still missing is told to who is on the way, and nobody is promised what this site cannot give.
func TestHowABadgeIsEarned(t *testing.T) {
	const path = "/fr/apprendre/badge"
	c := newClub(t, clubBase, shortWay())
	_, cookie := c.join(t, "Ada")
	if text := body(t, c.ask("GET", path)); !strings.Contains(text, "A lu la leçon.") || strings.Contains(text, `href="`+lessonPath+`"`) {
		t.Errorf("a stranger sees %.300s", text)
	}
	if text := body(t, c.as(cookie, "GET", path, nil)); !strings.Contains(text, `href="`+lessonPath+`"`) {
		t.Error("the lesson that is missing is not told")
	}
	c.as(cookie, "POST", lessonPath+"/read", nil)
	if text := body(t, c.as(cookie, "GET", path, nil)); !strings.Contains(text, `href="/badges/`) {
		t.Error("the badge that was issued is not told")
	}
	bare := newClub(t, "", shortWay())
	_, cookie = bare.join(t, "Ada")
	bare.as(cookie, "POST", lessonPath+"/read", nil)
	no := bare.cfg.Snapshot.Load().Theme().Messages().Say("fr", "badge.no_address")
	for _, page := range []string{path, "/fr/me"} {
		if text := body(t, bare.as(cookie, "GET", page, nil)); !strings.Contains(text, no) {
			t.Errorf("%s does not say that there are no badges here", page)
		}
	}
	if got := c.ask("GET", "/fr/none/badge"); got.StatusCode != http.StatusNotFound {
		t.Errorf("a module that is not there: %s", got.Status)
	}
}
