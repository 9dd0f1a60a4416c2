package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
)

const clubBase = "https://club.example"

// shortWay is a course whose badge takes one lesson.
func shortWay() *course.Course {
	c := smallCourse()
	m := c.Modules[0]
	m.Badge = &course.Badge{}
	m.Texts["fr"].BadgeTitle, m.Texts["fr"].BadgeCriteria = "Premier pas", "A lu la leçon."
	return c
}

// badgesOf are those that somebody has.
func (c *club) badgesOf(id account.ID) []badge.Badge {
	c.t.Helper()
	all, err := c.kept.Badges(c.t.Context(), id)
	if err != nil {
		c.t.Fatal(err)
	}
	return all
}

func TestBadgeComesWithTheLastStep(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, cookie := c.join(t, "Ada")
	for range 2 { // pressed twice
		if got := c.as(cookie, "POST", lessonPath+"/read", nil); got.StatusCode != http.StatusSeeOther {
			t.Fatal(got.Status)
		}
	}
	all := c.badgesOf(id)
	if len(all) != 1 || all[0].Title != "Premier pas" || all[0].Public || all[0].Name != "" {
		t.Fatalf("badges: %+v", all)
	}
	keys, err := c.keys.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	credential, err := badge.Verify(all[0].Token, keys.Find, time.Now())
	if err != nil || credential.ID != clubBase+"/ob/credentials/"+string(all[0].ID) {
		t.Errorf("the credential: %+v, %v", credential, err)
	}
	if strings.Contains(all[0].Token, "Ada") || strings.Contains(all[0].Token, string(id)) {
		t.Error("the credential names its learner")
	}
}

// What cannot be issued never keeps a lesson from being read, and comes when my path is opened.
func TestBadgeIsMadeUpFor(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, cookie := c.join(t, "Ada")
	c.keys.broken.Store(true)
	if got := c.as(cookie, "POST", lessonPath+"/read", nil); got.StatusCode != http.StatusSeeOther || len(c.badgesOf(id)) != 0 {
		t.Fatalf("%s, badges %+v", got.Status, c.badgesOf(id))
	}
	if facts, err := c.kept.Facts(t.Context(), id); err != nil || len(facts.Reads) != 1 {
		t.Fatalf("%+v, %v", facts, err)
	}
	if got := c.as(cookie, "GET", "/fr/me", nil); got.StatusCode != http.StatusOK {
		t.Errorf("my path without keys: %s", got.Status)
	}
	c.keys.broken.Store(false)
	if got := c.as(cookie, "GET", "/fr/me", nil); got.StatusCode != http.StatusOK || len(c.badgesOf(id)) != 1 {
		t.Errorf("%s, badges %+v", got.Status, c.badgesOf(id))
	}
}

func TestNoAddressNoBadge(t *testing.T) {
	c := newClub(t, "", shortWay())
	id, cookie := c.join(t, "Ada")
	c.as(cookie, "POST", lessonPath+"/read", nil)
	if got := c.as(cookie, "GET", "/fr/me", nil); got.StatusCode != http.StatusOK || len(c.badgesOf(id)) != 0 {
		t.Errorf("%s, badges %+v", got.Status, c.badgesOf(id))
	}
	for _, path := range []string{"/ob/issuer", "/ob/keys", "/ob/achievements/apprendre/fr", "/ob/status/1"} {
		if got := c.ask("GET", path); got.StatusCode != http.StatusNotFound || got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %s, %v", path, got.Status, got.Header)
		}
	}
}

func TestVerifiersAreAnswered(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	if got := c.ask("GET", "/ob/status/1"); got.StatusCode != http.StatusNotFound {
		t.Errorf("a list before the first badge: %s", got.Status)
	}
	id, cookie := c.join(t, "Ada")
	c.as(cookie, "POST", lessonPath+"/read", nil)
	b := c.badgesOf(id)[0]
	keys, err := c.keys.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][2]string{ // type, and how long it may be kept
		"/ob/issuer":                         {badgeJSON, cacheHour},
		"/ob/keys":                           {badgeJSON, cacheHour},
		"/ob/keys/" + keys[0].ID:             {badgeJSON, cacheHour},
		"/ob/achievements/apprendre/fr":      {badgeJSON, cacheHour},
		"/ob/pictures/" + b.Picture + ".svg": {badge.SVG, cacheYear},
		"/ob/credentials/" + string(b.ID):    {badgeJWS, cacheAsk},
		"/ob/status/1":                       {badgeJWS, cacheMinute},
	} {
		got := c.ask("GET", path)
		text := body(t, got)
		h := got.Header
		if got.StatusCode != http.StatusOK || h.Get("Content-Type") != want[0] || h.Get("Cache-Control") != want[1] ||
			h.Get("Access-Control-Allow-Origin") != "*" || len(got.Cookies()) > 0 {
			t.Errorf("%s: %s, %v", path, got.Status, h)
		}
		if want[0] == badgeJSON && !json.Valid([]byte(text)) {
			t.Errorf("%s is no JSON: %s", path, text)
		}
	}
	if got := body(t, c.ask("GET", "/ob/credentials/"+string(b.ID))); got != b.Token {
		t.Errorf("the credential: %s", got)
	}
	for _, path := range []string{"/ob/keys/none", "/ob/achievements/apprendre/en", "/ob/achievements/none/fr",
		"/ob/pictures/" + b.Picture + ".png", "/ob/pictures/" + b.Picture, "/ob/pictures/none.svg",
		"/ob/credentials/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", "/ob/credentials/none", "/ob/status/0", "/ob/status/2",
		"/ob/status/01", "/ob/status/-1", "/ob/status/x", "/ob", "/ob/none"} {
		if got := c.ask("GET", path); got.StatusCode != http.StatusNotFound || got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %s, %v", path, got.Status, got.Header)
		}
	}
}

// The list is signed anew when a badge is revoked, and each day.
func TestRevokedBadgesAreListed(t *testing.T) {
	c := newClub(t, clubBase, shortWay())
	id, cookie := c.join(t, "Ada")
	c.as(cookie, "POST", lessonPath+"/read", nil)
	b := c.badgesOf(id)[0]
	keys, err := c.keys.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	s := New(Config{Settings: c.cfg.Settings, Members: c.people, Snapshot: c.cfg.Snapshot, Now: func() time.Time { return now }})
	list := func() (string, *badge.StatusList) {
		t.Helper()
		token, err := s.signedStatus(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		read, err := badge.VerifyStatus(token, keys.Find, now)
		if err != nil {
			t.Fatal(err)
		}
		return token, read
	}
	first, read := list()
	if again, _ := list(); again != first || read.Revoked(b.Position.Index) {
		t.Error("it is signed twice, or the badge is revoked")
	}
	if err := c.kept.RevokeBadge(t.Context(), id, b.ID); err != nil {
		t.Fatal(err)
	}
	second, read := list()
	if second == first || !read.Revoked(b.Position.Index) || read.Revoked(b.Position.Index^1) {
		t.Error("the badge is not revoked, or another is")
	}
	now = now.AddDate(0, 0, 1)
	if third, read := list(); third == second || !read.Revoked(b.Position.Index) {
		t.Error("it is not signed anew the next day")
	}
}
