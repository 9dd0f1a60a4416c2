package web

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sentier/internal/config"
	"sentier/internal/quiz"
)

func TestFilesAreKeptForAYear(t *testing.T) {
	r := newReader(t, Config{})
	for _, path := range []string{soundPath, svgPath} {
		got := r.ask("GET", path, "Cookie", "comfort=size:large")
		if h := got.Header; got.StatusCode != 200 || h.Get("Cache-Control") != "public, max-age=31536000, immutable" || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %s, %v", path, got.Status, h)
		}
		if again := r.ask("GET", path, "If-None-Match", got.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s with its ETag: %s", path, again.Status)
		}
	}
}

func TestDrawingsAreSandboxed(t *testing.T) {
	got := newReader(t, Config{}).ask("GET", svgPath)
	if got.Header.Get("Content-Security-Policy") != filePolicy || got.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%v", got.Header)
	}
}

func TestPlayersAskForStretches(t *testing.T) {
	r, data := newReader(t, Config{}), soundData()
	whole := r.ask("GET", soundPath)
	etag := whole.Header.Get("ETag")
	if got := body(t, whole); whole.Header.Get("Accept-Ranges") != "bytes" || got != string(data) {
		t.Fatalf("the whole file: %d bytes, %v", len(got), whole.Header)
	}
	for _, test := range []struct {
		want, since string
		status      int
		at          string
		data        []byte
	}{
		{"bytes=0-99", "", 206, "bytes 0-99/5000", data[:100]},
		{"bytes=4990-", "", 206, "bytes 4990-4999/5000", data[4990:]},
		{"bytes=-10", "", 206, "bytes 4990-4999/5000", data[4990:]},
		{"bytes=0-", etag, 206, "bytes 0-4999/5000", data},
		{"bytes=0-99", `"other"`, 200, "", data},
		{"bytes=0-99", "Sun, 01 Nov 2026 00:00:00 GMT", 200, "", data},
		{"bytes=5000-", "", 416, "bytes */5000", nil},
		{"bytes=0-1,5-6", "", 200, "", data},
		{"bytes=9-1", "", 200, "", data},
	} {
		got := r.ask("GET", soundPath, "Range", test.want, "If-Range", test.since)
		text := body(t, got)
		if got.StatusCode != test.status || got.Header.Get("Content-Range") != test.at || text != string(test.data) {
			t.Errorf("Range %s, If-Range %s: %s, %q, %d bytes", test.want, test.since, got.Status, got.Header.Get("Content-Range"), len(text))
		}
	}
	if got := r.ask("GET", soundPath, "Range", "bytes=0-9", "If-None-Match", etag); got.StatusCode != 304 {
		t.Errorf("a range of a file that one has: %s", got.Status)
	}
	if got := r.ask("HEAD", soundPath, "Range", "bytes=0-9"); got.StatusCode != 200 || got.ContentLength != 5000 {
		t.Errorf("HEAD with a range: %s, %d bytes", got.Status, got.ContentLength)
	}
}

func TestCheckpoint(t *testing.T) {
	r := newReader(t, Config{})
	page := body(t, r.ask("GET", lessonPath))
	if strings.Contains(page, "CLEF") {
		t.Fatal("the key leaves the server before an answer")
	}
	key := "&f=" + capital().Prompt("fr", quiz.Practice).Mark
	for name, test := range map[string]struct {
		query      string
		has, lacks []string
	}{
		"a wrong answer":             {"q=capitale&a=0" + key, []string{"CLEF-lyon", "CLEF-explication"}, []string{"CLEF-paris"}},
		"the right answer":           {"q=capitale&a=1" + key, []string{"CLEF-paris", "CLEF-explication"}, []string{"CLEF-lyon"}},
		"no answer":                  {"q=capitale" + key, nil, []string{"CLEF"}},
		"an answer that is none":     {"q=capitale&a=7" + key, nil, []string{"CLEF"}},
		"a form of an older wording": {"q=capitale&a=1&f=ffff", nil, []string{"CLEF"}},
		"a form without its mark":    {"q=capitale&a=1", nil, []string{"CLEF"}},
	} {
		got := r.ask("GET", lessonPath+"?"+test.query)
		text := body(t, got)
		if h := got.Header; got.StatusCode != 200 || h.Get("Cache-Control") != "no-store" || h.Get("X-Robots-Tag") != "noindex" ||
			h.Get("ETag") != "" || len(got.Cookies()) > 0 {
			t.Errorf("%s: %s, %v", name, got.Status, h)
		}
		for _, word := range test.has {
			if !strings.Contains(text, word) {
				t.Errorf("%s: %s is not in the page", name, word)
			}
		}
		for _, word := range test.lacks {
			if strings.Contains(text, word) {
				t.Errorf("%s: %s is in the page", name, word)
			}
		}
	}
	if got := r.ask("GET", lessonPath+"?q=nothing&a=1"); got.StatusCode != 404 {
		t.Errorf("a question that is not there: %s", got.Status)
	}
	if got := r.ask("GET", lessonPath+"?utm_source=x"); got.StatusCode != 200 || got.Header.Get("ETag") == "" || body(t, got) != page {
		t.Errorf("a query that means nothing: %s, %v", got.Status, got.Header)
	}
	if got := r.ask("GET", "/fr/apprendre?q=capitale&a=1"); got.StatusCode != 200 || strings.Contains(body(t, got), "CLEF") {
		t.Errorf("a checkpoint on a page that is no lesson: %s", got.Status)
	}
}

func TestFilmWidensThePolicyOfItsAnswerAlone(t *testing.T) {
	r := newReader(t, Config{})
	before := r.ask("GET", lessonPath)
	if text := body(t, before); strings.Contains(text, "<iframe") || strings.Contains(before.Header.Get("Content-Security-Policy"), film) {
		t.Error("a film is there before it is asked for")
	}
	got := r.ask("GET", lessonPath+"?video=video-abc")
	want := policy + "; frame-src https://" + film
	if text := body(t, got); !strings.Contains(text, "<iframe") || got.Header.Get("Content-Security-Policy") != want {
		t.Errorf("policy %q: %.200s", got.Header.Get("Content-Security-Policy"), text)
	}
	if got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("it may be kept: %s", got.Header.Get("Cache-Control"))
	}
	if got := r.ask("GET", lessonPath+"?video=other"); got.StatusCode != 404 || strings.Contains(got.Header.Get("Content-Security-Policy"), "frame-src") {
		t.Errorf("a film that is not there: %s", got.Status)
	}
}

func TestSearch(t *testing.T) {
	r := newReader(t, Config{})
	got := r.ask("GET", "/fr/search?q=reseau")
	if text := body(t, got); got.StatusCode != 200 || !strings.Contains(text, lessonPath) {
		t.Errorf("%s: the lesson is not found", got.Status)
	}
	if h := got.Header; h.Get("Cache-Control") != cacheSearch || h.Get("X-Robots-Tag") != "noindex" || h.Get("Vary") != "Accept-Encoding, Cookie" {
		t.Errorf("%v", got.Header)
	}
	for _, query := range []string{"", "%20", "%00", `"`, "*", "a+OR+b+AND+NOT", "NEAR(", "%ff%fe", strings.Repeat("mot+", 500), "<script>alert(1)</script>"} {
		got := r.ask("GET", "/fr/search?q="+query)
		if text := body(t, got); got.StatusCode != 200 || strings.Contains(text, "<script>alert") {
			t.Errorf("search for %.30q: %s", query, got.Status)
		}
	}
}

func TestLongSearchesAreCut(t *testing.T) {
	s := New(complete(t, Config{Limits: Limits{Query: 3}}))
	for typed, want := range map[string]string{
		"abc": "abc", "abcd": "abc", "  é à ç": "é à", "\x00\xff": "", "a\nb": "a b", "": "",
	} {
		if got := s.query(typed); got != want {
			t.Errorf("query(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestSearchesWaitTheirTurn(t *testing.T) {
	s := New(complete(t, Config{Limits: Limits{Searches: 1, SearchWait: 1}}))
	if err := s.turn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.turn(t.Context()); s.code(nil, err) != http.StatusServiceUnavailable {
		t.Errorf("a second search: %v", err)
	}
	<-s.searches
	if err := s.turn(t.Context()); err != nil {
		t.Errorf("after the first: %v", err)
	}
}

func TestComfort(t *testing.T) {
	r := newReader(t, Config{})
	choice := url.Values{"theme": {"dark"}, "size": {"large"}, "font": {"<script>"}, "nonsense": {"x"}, "back": {lessonPath}}
	got := r.send("POST", "/fr/comfort", choice, "Sec-Fetch-Site", "same-origin")
	if got.StatusCode != 303 || got.Header.Get("Location") != "/fr/comfort?saved=1&back="+url.QueryEscape(lessonPath) {
		t.Fatalf("%s to %q", got.Status, got.Header.Get("Location"))
	}
	cookies := got.Cookies()
	if len(cookies) != 1 {
		t.Fatalf("cookies: %v", cookies)
	}
	c := cookies[0]
	if c.Name != "comfort" || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != int(comfortYear.Seconds()) {
		t.Errorf("cookie: %v", c)
	}
	if parts := strings.Split(c.Value, "."); len(parts) != 2 || !slices.Contains(parts, "theme:dark") || !slices.Contains(parts, "size:large") {
		t.Errorf("the cookie holds %q", c.Value)
	}

	public := r.ask("GET", lessonPath)
	mine := r.ask("GET", lessonPath, "Cookie", "comfort="+c.Value)
	if text := body(t, mine); !strings.Contains(text, ` data-theme="dark"`) || !strings.Contains(text, ` data-size="large"`) {
		t.Errorf("the choice is not in the page: %.300s", text)
	}
	if mine.Header.Get("ETag") == public.Header.Get("ETag") || mine.Header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("%v", mine.Header)
	}
	if got := r.ask("GET", lessonPath, "Cookie", "comfort="+c.Value, "If-None-Match", mine.Header.Get("ETag")); got.StatusCode != 304 {
		t.Errorf("one's own page again: %s", got.Status)
	}
	if got := r.ask("GET", lessonPath, "Cookie", "comfort="+c.Value, "If-None-Match", public.Header.Get("ETag")); got.StatusCode != 200 {
		t.Errorf("the public page's ETag: %s", got.Status)
	}
	if got := r.ask("GET", lessonPath, "Cookie", "comfort=theme:auto; other=1"); got.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("a cookie that chooses nothing: %v", got.Header)
	}

	back := r.send("POST", "/fr/comfort", url.Values{"theme": {"auto"}}, "Sec-Fetch-Site", "same-origin")
	if cookies := back.Cookies(); len(cookies) != 1 || cookies[0].Value != "" || !strings.Contains(back.Header.Get("Set-Cookie"), "expires=") {
		t.Errorf("back to what everybody has: %v", back.Header)
	}
}

func TestComfortSendsNobodyElsewhere(t *testing.T) {
	r := newReader(t, Config{})
	for _, back := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", "/fr\r\nSet-Cookie: a=b", ""} {
		got := r.send("POST", "/en/comfort", url.Values{"back": {back}}, "Sec-Fetch-Site", "same-origin")
		if to := got.Header.Get("Location"); got.StatusCode != 303 || to != "/en/comfort?saved=1" {
			t.Errorf("back to %q: %s to %q", back, got.Status, to)
		}
	}
}

func TestComfortShowsWhatWasChosen(t *testing.T) {
	r := newReader(t, Config{})
	own := "http://" + r.address
	for _, test := range []struct {
		query      string
		headers    []string
		cache      string
		has, lacks string
	}{
		{"", nil, "no-cache", "", `name="back"`},
		{"", []string{"Cookie", "comfort=theme:dark"}, "private, no-cache", `value="dark" checked`, `name="back"`},
		{"", []string{"Referer", own + lessonPath}, "private, no-cache", `name="back" value="` + lessonPath + `"`, ""},
		{"", []string{"Referer", own + "/fr/comfort"}, "no-cache", "", `name="back"`},
		{"", []string{"Referer", "https://evil.example" + lessonPath}, "no-cache", "", `name="back"`},
		{"?saved=1&back=" + lessonPath, []string{"Cookie", "comfort=theme:dark"}, "private, no-cache", `href="` + lessonPath + `"`, ""},
		{"?saved=1&back=//evil.example", []string{"Referer", own + lessonPath}, "private, no-cache", "", "evil"},
		{"?back=javascript:alert(1)", nil, "no-cache", "", "alert"},
	} {
		got := r.ask("GET", "/fr/comfort"+test.query, test.headers...)
		text := body(t, got)
		if got.StatusCode != 200 || got.Header.Get("Cache-Control") != test.cache || !strings.Contains(text, test.has) ||
			test.lacks != "" && strings.Contains(text, test.lacks) {
			t.Errorf("%q, %v: %s, %s\n%s", test.query, test.headers, got.Status, got.Header.Get("Cache-Control"), text)
		}
	}
}

func TestComfortIsOurFormAlone(t *testing.T) {
	r := newReader(t, Config{})
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}, {},
	} {
		got := r.send("POST", "/fr/comfort", url.Values{"theme": {"dark"}}, headers...)
		if got.StatusCode != 403 || len(got.Cookies()) > 0 {
			t.Errorf("%v: %s", headers, got.Status)
		}
	}
	if got := r.send("POST", "/fr/comfort", url.Values{}, "Origin", "http://"+r.address); got.StatusCode != 303 {
		t.Errorf("our own origin: %s", got.Status)
	}
	if got := r.send("POST", "/de/comfort", url.Values{}, "Sec-Fetch-Site", "same-origin"); got.StatusCode != 404 {
		t.Errorf("a language that is not ours: %s", got.Status)
	}
}

func TestComfortOnHTTPS(t *testing.T) {
	settings := config.Default()
	settings.BaseURL = "https://school.example"
	r := newReader(t, Config{Settings: settings})
	got := r.send("POST", "/fr/comfort", url.Values{"theme": {"dark"}}, "Origin", "https://school.example")
	if c := got.Cookies(); len(c) != 1 || c[0].Name != "__Host-comfort" || !c[0].Secure {
		t.Errorf("cookie: %v", c)
	}
	if got := r.ask("GET", lessonPath, "Cookie", "comfort=theme:dark"); got.Header.Get("Cache-Control") != "no-cache" {
		t.Error("a cookie that another host could have set counts")
	}
	if got := r.ask("GET", lessonPath, "Cookie", "__Host-comfort=theme:dark"); !bytes.Contains([]byte(body(t, got)), []byte(`data-theme="dark"`)) {
		t.Error("our own cookie does not count")
	}
}
