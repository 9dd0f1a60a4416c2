package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/brotli"

	"sentier/internal/config"
	"sentier/internal/site"
)

// reader is a browser of few words: it follows nothing and unpacks nothing.
type reader struct {
	t       testing.TB
	address string
	client  *http.Client
}

func newReader(t testing.TB, cfg Config) *reader {
	return readerOf(t, serve(t, cfg))
}

// readerOf reads what an address serves.
func readerOf(t testing.TB, address string) *reader {
	transport := &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &reader{t, address, &http.Client{Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// ask sends a request; headers come as name, value, name, value…
func (r *reader) ask(method, path string, headers ...string) *http.Response {
	return r.send(method, path, nil, headers...)
}

func (r *reader) send(method, path string, form url.Values, headers ...string) *http.Response {
	r.t.Helper()
	request, err := http.NewRequest(method, "http://"+r.address+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	request.Host = request.Header.Get("Host") // empty: the address
	answer, err := r.client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	answer.Body.Close()
	answer.Body = io.NopCloser(bytes.NewReader(data))
	return answer
}

func TestHomeGoesToTheReadersLanguage(t *testing.T) {
	r := newReader(t, Config{})
	for accept, want := range map[string]string{
		"": "/fr", "fr": "/fr", "en-GB,en;q=0.9": "/en", "de, en;q=0.5": "/en", "de": "/fr", "fr;q=0.1, en;q=0.9": "/en", ";;;": "/fr",
	} {
		got := r.ask("GET", "/", "Accept-Language", accept)
		if got.StatusCode != 302 || got.Header.Get("Location") != want || got.Header.Get("Vary") != "Accept-Language" {
			t.Errorf("Accept-Language %q: %s to %s, Vary %s", accept, got.Status, got.Header.Get("Location"), got.Header.Get("Vary"))
		}
	}
}

func TestPageIsSentInEveryEncoding(t *testing.T) {
	settings := config.Default()
	s := build(t, settings)
	if err := s.Brotli(context.Background()); err != nil {
		t.Fatal(err)
	}
	pointer := new(atomic.Pointer[site.Snapshot])
	pointer.Store(s)
	r := newReader(t, Config{Settings: settings, Snapshot: pointer})
	etags := map[string]bool{}
	plain := body(t, r.ask("GET", lessonPath))
	for header, unpack := range map[string]func(io.Reader) (io.Reader, error){
		"gzip":    func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"gzip,br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"":        func(r io.Reader) (io.Reader, error) { return r, nil },
	} {
		got := r.ask("GET", lessonPath, "Accept-Encoding", header)
		unpacked, err := unpack(got.Body)
		if err != nil {
			t.Fatalf("Accept-Encoding %q: %v", header, err)
		}
		if text, err := io.ReadAll(unpacked); err != nil || string(text) != plain {
			t.Errorf("Accept-Encoding %q: not the page (%v)", header, err)
		}
		etags[got.Header.Get("ETag")] = true
		if h := got.Header; h.Get("Vary") != "Accept-Encoding, Cookie" || h.Get("Cache-Control") != "no-cache" ||
			h.Get("Content-Language") != "fr" || h.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("Accept-Encoding %q: %v", header, h)
		}
		again := r.ask("GET", lessonPath, "Accept-Encoding", header, "If-None-Match", `"x", W/`+got.Header.Get("ETag"))
		if again.StatusCode != 304 || body(t, again) != "" || again.Header.Get("ETag") != got.Header.Get("ETag") ||
			again.Header.Get("Vary") != got.Header.Get("Vary") || again.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("If-None-Match: %s, %v", again.Status, again.Header)
		}
	}
	if len(etags) != 3 {
		t.Errorf("the encodings share an ETag: %v", etags)
	}
}

func TestHeadSaysWhatGetWould(t *testing.T) {
	r := newReader(t, Config{})
	for _, path := range []string{"/", "/fr", lessonPath, soundPath, "/-/health", "/fr/nowhere", "/fr/", "/robots.txt", "/fr/search?q=réseaux"} {
		get, head := r.ask("GET", path, "Accept-Encoding", "gzip"), r.ask("HEAD", path, "Accept-Encoding", "gzip")
		if body(t, head) != "" {
			t.Errorf("HEAD %s has a body", path)
		}
		if head.StatusCode != get.StatusCode || head.ContentLength != get.ContentLength && get.ContentLength > 0 {
			t.Errorf("HEAD %s: %d with %d bytes; GET: %d with %d", path, head.StatusCode, head.ContentLength, get.StatusCode, get.ContentLength)
		}
		for _, name := range []string{"Etag", "Vary", "Cache-Control", "Content-Type", "Content-Encoding", "Location"} {
			if head.Header.Get(name) != get.Header.Get(name) {
				t.Errorf("HEAD %s: %s %q, GET %q", path, name, head.Header.Get(name), get.Header.Get(name))
			}
		}
	}
}

func TestOneAddressAPage(t *testing.T) {
	r := newReader(t, Config{})
	for path, want := range map[string]string{
		"/fr/":                          "/fr",
		"/FR":                           "/fr",
		"/Fr/Apprendre/":                "/fr/apprendre",
		lessonPath + "/":                lessonPath,
		lessonPath + "/?q=capitale&a=1": lessonPath + "?q=capitale&a=1",
		"/fr//apprendre":                "/fr/apprendre",
		"/%66r":                         "/fr",
		"/fr/ancienne/adresse":          lessonPath,
		"/FR/Ancienne/adresse/?a=b":     lessonPath + "?a=b",
		"//":                            "/",
		"/-/health/":                    "/-/health",
		"/fr/search/?q=x":               "/fr/search?q=x",
	} {
		got := r.ask("GET", path)
		if got.StatusCode != 301 || got.Header.Get("Location") != want {
			t.Errorf("%s: %s to %q, want %q", path, got.Status, got.Header.Get("Location"), want)
		}
	}
	for _, path := range []string{
		"/nowhere", "/fr/nowhere", "/de", "/admin", "/ADMIN", "/fr/admin", "//evil.example", "/%5cevil.example", "/fr%2fapprendre",
		"/fr/apprendre/%2e%2e", "/media/x/y.png", "/assets/nowhere.css", "/fr/apprendre/debut/premiere/x", "/-/nowhere",
		"/.well-known/security.txt", "/MEDIA/0123456789ab/voix.mp3", "/fr/Nowhere/", "/de/search?q=x",
	} {
		got := r.ask("GET", path, "Accept", "text/html")
		if text := body(t, got); got.StatusCode != 404 || strings.Contains(text, "evil") {
			t.Errorf("%s: %s to %q: %.80s", path, got.Status, got.Header.Get("Location"), text)
		}
	}
}

func TestMethods(t *testing.T) {
	r := newReader(t, Config{})
	for _, test := range []struct {
		path, allow string
		status      int
	}{
		{"/", "GET, HEAD", 405},
		{lessonPath, "GET, HEAD", 405},
		{soundPath, "GET, HEAD", 405},
		{"/-/health", "GET, HEAD", 405},
		{"/fr/search", "GET, HEAD", 405},
		{"/fr/comfort", "GET, HEAD, POST", 405},
		{"/fr/nowhere", "", 404},
	} {
		for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
			got := r.ask(method, test.path)
			if got.StatusCode != test.status || test.status == 405 && got.Header.Get("Allow") != test.allow {
				t.Errorf("%s %s: %s, Allow %q; want %d, %q", method, test.path, got.Status, got.Header.Get("Allow"), test.status, test.allow)
			}
		}
	}
}

func TestErrorsSpeakTheReadersLanguage(t *testing.T) {
	r := newReader(t, Config{})
	for _, test := range []struct{ path, accept, want string }{
		{"/fr/nowhere", "en", "fr"},
		{"/en/nowhere", "fr", "en"},
		{"/nowhere", "en", "en"},
		{"/nowhere", "", "fr"},
	} {
		got := r.ask("GET", test.path, "Accept-Language", test.accept)
		if lang := got.Header.Get("Content-Language"); got.StatusCode != 404 || lang != test.want {
			t.Errorf("%s for %q: %s in %q", test.path, test.accept, got.Status, lang)
		}
		if got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %s", test.path, got.Header.Get("Cache-Control"))
		}
	}
}

func TestWithoutSnapshotNothingFails(t *testing.T) {
	r := newReader(t, Config{Settings: config.Default(), Snapshot: new(atomic.Pointer[site.Snapshot])})
	for path, want := range map[string]int{"/": 302, "/fr": 503, lessonPath: 503, soundPath: 503, "/fr/search?q=a": 503, "/-/health": 503, "/fr/": 404} {
		if got := r.ask("GET", path); got.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, got.Status, want)
		}
	}
}
