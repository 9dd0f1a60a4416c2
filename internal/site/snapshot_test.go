package site

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"sentier/internal/fault"
)

func TestRedirects(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	for old, want := range map[string]string{
		"/fr/ancienne/adresse": "/fr" + origins, "/en/old/address": "/en" + origins, "/en/ancienne/adresse": "", "/fr": "",
	} {
		if got := s.Redirect(old); got != want {
			t.Errorf("%s leads to %q, want %q", old, got, want)
		}
	}
	if l, _ := s.Lesson("/fr/reprendre-le-controle/internet/brouillon"); l != nil {
		t.Error("a draft is found")
	}
}

func TestErrorPages(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	for _, c := range []struct {
		lang         string
		status, like int
	}{{"fr", 418, 400}, {"fr", 504, 500}, {"de", 404, 404}, {"de", 500, 500}} {
		lang := c.lang
		if lang == "de" {
			lang = "fr"
		}
		if s.Error(c.lang, c.status) != s.Error(lang, c.like) {
			t.Errorf("%s %d is not the page of %d", c.lang, c.status, c.like)
		}
	}
	if s.Error("en", 404).Lang != "en" || s.Error("en", 404) == s.Error("fr", 404) {
		t.Error("an English reader gets a page in another language")
	}
}

func TestFiles(t *testing.T) {
	s := build(t, Config{Settings: settings(), Images: t.TempDir()}, testCourse(t))
	for _, name := range s.Files() {
		p, err := s.File(context.Background(), name)
		if err != nil || p == nil {
			t.Fatalf("%s: %v, %v", name, p, err)
		}
		if !p.Immutable || p.Type == "" || p.Hash == "" {
			t.Errorf("%s: %+v", name, p)
		}
		if p.Offers(Gzip, nil) && gunzip(t, p.Body(Gzip, nil)) != string(p.Body(Identity, nil)) {
			t.Errorf("%s: gzip is of something else", name)
		}
		if strings.HasSuffix(name, ".jpg") && p.Offers(Gzip, nil) {
			t.Errorf("%s is compressed twice", name)
		}
	}
	if !s.files["/media/aaaaaaaaaaaa/dessin.svg"].Offers(Gzip, nil) {
		t.Error("an SVG is not compressed")
	}
	if p, err := s.File(context.Background(), "/media/nowhere.jpg"); p != nil || err != nil {
		t.Errorf("what is not there is %v, %v", p, err)
	}
}

func TestBrotli(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	page := s.Page("/fr" + origins)
	if page.Offers(Brotli, nil) {
		t.Error("brotli before it is made")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Brotli(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if err := s.Brotli(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !page.Offers(Brotli, nil) || page.Offers(Brotli, &Holes{Root: " data-theme=dark"}) {
		t.Error("brotli is offered to the wrong readers")
	}
	got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(page.Body(Brotli, nil))))
	if err != nil || string(got) != text(t, page) {
		t.Errorf("brotli is of something else, %v", err)
	}
}

func TestSearchEndsWithTheLastReader(t *testing.T) {
	cfg := Config{Settings: settings(), Theme: look(t, settings())}
	s, err := Build(context.Background(), nil, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Acquire() {
		t.Fatal("a new snapshot is closed")
	}
	if err := s.Release(); err != nil { // publish swapped another in
		t.Fatal(err)
	}
	if _, err := s.Search(context.Background(), "fr", "réseau"); err != nil {
		t.Errorf("with a reader left: %v", err)
	}
	if err := s.Release(); err != nil {
		t.Fatal(err)
	}
	if s.Acquire() {
		t.Error("a closed snapshot is taken")
	}
	if _, err := s.Search(context.Background(), "fr", "réseau"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("after the last reader: %v", err)
	}
}

func TestSearch(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	for _, c := range []struct{ lang, query, want string }{
		{"fr", "reseau", "/fr/reprendre-le-controle/glossary/reseau"},
		{"fr", "origines", "/fr" + origins},
		{"en", "beginning", "/en" + origins},
		{"en", "marche", "/en/reprendre-le-controle/internet/fonctionnement"}, // not translated
		{"fr", "berners", "/fr/reprendre-le-controle/glossary/tim-berners-lee"},
		{"fr", "controle", `"/fr/reprendre-le-controle"`},
		{"fr", "confort", `"/fr/comfort"`},
		{"en", "video agree", `"/en/help"`},
	} {
		page, err := s.Search(context.Background(), c.lang, c.query)
		if err != nil {
			t.Fatal(err)
		}
		if !page.NoIndex || !strings.Contains(text(t, page), c.want) {
			t.Errorf("%q in %s does not find %s", c.query, c.lang, c.want)
		}
	}
	if page, err := s.Search(context.Background(), "fr", `<script>"*' AND`); err != nil || strings.Contains(text(t, page), `<script>"*`) {
		t.Errorf("a hostile query: %v", err)
	}
	if _, err := s.Search(context.Background(), "de", "x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("in no language of the site: %v", err)
	}
	still := build(t, Config{Settings: settings(), Static: true}, testCourse(t))
	if _, err := still.Search(context.Background(), "fr", "x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("on a static site: %v", err)
	}
}

func TestStats(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	got := s.Stats()[0]
	if got.Revision != "0123456789ab" || got.Modules != 2 || got.Sequences != 2 || got.Lessons != 4 || got.Questions != 16 ||
		got.Entries != 4 || got.Words != 21 || len(got.Languages) != 2 {
		t.Errorf("got %+v", got)
	}
}
