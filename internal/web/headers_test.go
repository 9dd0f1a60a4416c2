package web

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/config"
)

// Every kind of answer protects its reader: the matrix of routes, methods and outcomes.
func TestEveryAnswerProtectsItsReader(t *testing.T) {
	settings := config.Default()
	settings.BaseURL = "https://school.example"
	settings.Host.Email = "us@school.example"
	r := newReader(t, Config{Settings: settings})
	paths := []string{"/", "/fr", "/en/about", lessonPath, lessonPath + "?q=capitale&a=1", lessonPath + "?video=video-abc", "/fr/search",
		"/fr/search?q=x", soundPath, svgPath, "/-/health", "/.well-known/security.txt", "/robots.txt", "/sitemap.xml", "/fr/feed.atom",
		"/fr/", "/fr/nowhere", "/media/nowhere", "/fr/%2f", "/fr/ancienne/adresse", "/fr/comfort"}
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE"} {
		for _, path := range paths {
			got := r.send(method, path, url.Values{"theme": {"dark"}}, "Sec-Fetch-Site", "same-origin")
			h := got.Header
			for name, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
				"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000", "Server": "",
			} {
				if h.Get(name) != want {
					t.Errorf("%s %s (%s): %s is %q, want %q", method, path, got.Status, name, h.Get(name), want)
				}
			}
			csp := h.Get("Content-Security-Policy")
			if !strings.HasPrefix(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("%s %s: policy %q", method, path, csp)
			}
			if strings.Contains(csp, "http") != strings.Contains(path, "?video=") && got.StatusCode == 200 {
				t.Errorf("%s %s: policy %q", method, path, csp)
			}
			if !strings.Contains(h.Get("Permissions-Policy"), "camera=()") {
				t.Errorf("%s %s: permissions %q", method, path, h.Get("Permissions-Policy"))
			}
			if h.Get("Cache-Control") == "" {
				t.Errorf("%s %s (%s): caches are told nothing", method, path, got.Status)
			}
			if len(got.Cookies()) > 0 && method+path != "POST/fr/comfort" {
				t.Errorf("%s %s sets a cookie", method, path)
			}
			if got.StatusCode >= 500 || len(h["Access-Control-Allow-Origin"]) > 0 {
				t.Errorf("%s %s: %s, %v", method, path, got.Status, h)
			}
		}
	}
}

func TestWithoutHTTPSNoPromiseOfIt(t *testing.T) {
	if got := newReader(t, Config{}).ask("GET", "/fr"); got.Header.Get("Strict-Transport-Security") != "" {
		t.Error("a site on http promises https")
	}
}

func TestSecurityText(t *testing.T) {
	settings := config.Default()
	settings.BaseURL, settings.Host.Email, settings.Host.ContactURL = "https://school.example", "us@school.example", "https://school.example/fr/contact"
	now := func() time.Time { return time.Date(2026, 1, 15, 13, 0, 0, 0, time.UTC) }
	got := newReader(t, Config{Settings: settings, Now: now}).ask("GET", "/.well-known/security.txt")
	const want = "Contact: mailto:us@school.example\nContact: https://school.example/fr/contact\nExpires: 2026-07-15T00:00:00Z\n" +
		"Preferred-Languages: fr, en\nCanonical: https://school.example/.well-known/security.txt\n"
	if text := body(t, got); got.StatusCode != 200 || text != want || got.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%s, %v: %s", got.Status, got.Header, text)
	}
}

func TestHealth(t *testing.T) {
	got := newReader(t, Config{Health: func() any { return map[string]any{"status": "ok", "courses": []int{1}} }}).ask("GET", "/-/health")
	var said struct{ Status string }
	if err := json.Unmarshal([]byte(body(t, got)), &said); err != nil || said.Status != "ok" || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s, %v: %v, %v", got.Status, got.Header, said, err)
	}
}

// lines is a log that tests read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// await reads the log until it holds a text: the line of a request comes after its answer.
func (l *lines) await(t *testing.T, text string) string {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if s := l.String(); strings.Contains(s, text) {
			return s
		}
	}
	t.Fatalf("the log never says %q: %s", text, l)
	return ""
}

func TestAccessLogTellsNothingOfReaders(t *testing.T) {
	var log lines
	r := newReader(t, Config{Log: slog.New(slog.NewJSONHandler(&log, nil))})
	r.ask("GET", lessonPath+"?q=capitale&a=1", "User-Agent", "secret-agent", "Cookie", "comfort=size:large", "Referer", "https://from.example/")
	r.ask("GET", "/fr/search?q=maladie")
	r.ask("GET", "/fr/%0a%22level%22")
	text := log.await(t, "level%22")
	for _, word := range []string{"127.0.0.1", "capitale", "maladie", "secret-agent", "size:large", "from.example"} {
		if strings.Contains(text, word) {
			t.Errorf("the log holds %q: %s", word, text)
		}
	}
	var first struct {
		Method, Path string
		Status       int
	}
	if err := json.NewDecoder(strings.NewReader(text)).Decode(&first); err != nil || first.Method != "GET" || first.Path != lessonPath || first.Status != 200 {
		t.Errorf("the line of a request: %+v, %v", first, err)
	}
}

func TestAccessLogTruncatesAddresses(t *testing.T) {
	for name, test := range map[string]struct {
		trusted []string
		want    string
	}{
		"from anybody":         {nil, "from=127.0.0.0/24"},
		"from a trusted proxy": {[]string{"127.0.0.0/8"}, "from=203.0.113.0/24"},
	} {
		t.Run(name, func(t *testing.T) {
			var log lines
			settings := config.Default()
			settings.Log.Addresses, settings.TrustedProxies = "truncated", test.trusted
			r := newReader(t, Config{Settings: settings, Log: slog.New(slog.NewTextHandler(&log, nil))})
			r.ask("GET", "/fr", "X-Real-IP", "203.0.113.9", "X-Forwarded-For", "198.51.100.7")
			if text := log.await(t, "path=/fr"); !strings.Contains(text, test.want) {
				t.Errorf("the log says %s, want %s", text, test.want)
			}
		})
	}
}
