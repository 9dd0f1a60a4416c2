package site

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/theme"
)

var update = flag.Bool("update", false, "accept what is made as the golden files")

// settings are those of a site with an address.
func settings() config.Config {
	c := config.Default()
	c.BaseURL = "https://cours.example.org"
	return c
}

// build makes a snapshot that is closed with the test.
func build(t testing.TB, cfg Config, courses ...*course.Course) *Snapshot {
	t.Helper()
	if cfg.Theme == nil {
		cfg.Theme = look(t, cfg.Settings)
	}
	s, err := Build(context.Background(), courses, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Release(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// looks are the themes loaded so far, by address: to load one takes longer than to build a small site.
var looks sync.Map

func look(t testing.TB, settings config.Config) *theme.Theme {
	t.Helper()
	if made, ok := looks.Load(settings.BaseURL); ok {
		return made.(*theme.Theme)
	}
	made, err := theme.Load(theme.Config{Site: settings})
	if err != nil {
		t.Fatal(err)
	}
	looks.Store(settings.BaseURL, made)
	return made
}

func text(t testing.TB, p *Page) string {
	t.Helper()
	if p == nil {
		t.Fatal("no such page")
	}
	return string(p.Body(Identity, nil))
}

func TestBuildIsDeterministic(t *testing.T) {
	first := build(t, Config{Settings: settings(), Now: time.Unix(1, 0)}, testCourse(t))
	second := build(t, Config{Settings: settings(), Now: time.Unix(2, 0)}, testCourse(t))
	if got, want := strings.Join(second.Paths(), "\n"), strings.Join(first.Paths(), "\n"); got != want {
		t.Fatalf("paths\n%s\nwant\n%s", got, want)
	}
	for _, path := range first.Paths() {
		if !bytes.Equal(first.Page(path).Body(Gzip, nil), second.Page(path).Body(Gzip, nil)) ||
			first.Page(path).ETag(Gzip, nil) != second.Page(path).ETag(Gzip, nil) {
			t.Errorf("%s differs between two builds", path)
		}
	}
}

func TestBuildPages(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	golden(t, "paths.txt", []byte(strings.Join(s.Paths(), "\n")+"\n"))
	for _, path := range s.Paths() {
		page := text(t, s.Page(path))
		if strings.ContainsAny(page, "\x00\x01\x02") {
			t.Errorf("%s holds a mark", path)
		}
		if strings.Contains(page, "Brouillon secret") {
			t.Errorf("%s shows a draft", path)
		}
	}
	lesson := text(t, s.Page("/en/reprendre-le-controle/internet/fonctionnement"))
	for _, want := range []string{
		`<html lang="en"`, `lang="fr"`, `href="/en/reprendre-le-controle/glossary/reseau"`,
		`rel="canonical" href="https://cours.example.org/en/reprendre-le-controle/internet/fonctionnement"`,
	} {
		if !strings.Contains(lesson, want) {
			t.Errorf("a lesson that is not translated lacks %s", want)
		}
	}
}

var titles = regexp.MustCompile(`<title>([^<]*)</title>`)

func TestTitlesTellPagesApart(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	for _, lang := range s.Languages() {
		seen := map[string]string{}
		for _, path := range s.Paths() {
			if Machine(path) || s.Page(path).Lang != lang {
				continue
			}
			match := titles.FindStringSubmatch(text(t, s.Page(path)))
			if match == nil || strings.TrimSpace(match[1]) == "" || strings.Contains(match[1], ".title") {
				t.Errorf("%s has the title %q", path, match)
				continue
			}
			if other := seen[match[1]]; other != "" {
				t.Errorf("%s and %s share the title %q", path, other, match[1])
			}
			seen[match[1]] = path
		}
	}
}

func TestHolesThatNobodyFills(t *testing.T) {
	const path = "/fr" + origins
	few := build(t, Config{Settings: settings()}, testCourse(t)).Page(path)
	all := build(t, Config{Settings: settings(), Holes: []Hole{Account, Next}}, testCourse(t)).Page(path)
	if text(t, few) != text(t, all) {
		t.Error("holes change what everybody reads")
	}
	h := &Holes{Root: " data-a", Account: "<p>Léa</p>"}
	if got := string(few.Body(Identity, h)); !strings.Contains(got, " data-a") || strings.Contains(got, "Léa") {
		t.Error("a page has other holes than Root without being told")
	}
	if got := string(all.Body(Identity, h)); !strings.Contains(got, " data-a") || !strings.Contains(got, "Léa") {
		t.Error("a page lacks a hole")
	}
}

func TestBuildWithoutAddress(t *testing.T) {
	s := build(t, Config{Settings: config.Default()}, testCourse(t))
	if s.Page("/sitemap.xml") != nil {
		t.Error("a sitemap without addresses")
	}
	for _, path := range s.Paths() {
		if page := text(t, s.Page(path)); strings.Contains(page, `rel="canonical"`) || strings.Contains(page, `rel=canonical`) {
			t.Errorf("%s has a canonical address", path)
		}
	}
}

func TestMachinePages(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	for name, path := range map[string]string{
		"sitemap.xml": "/sitemap.xml", "robots.txt": "/robots.txt", "feed.fr.atom": "/fr/feed.atom", "feed.en.atom": "/en/feed.atom",
	} {
		golden(t, name, []byte(text(t, s.Page(path))))
	}
	icon := regexp.MustCompile(`icon\.[0-9a-f]+\.svg`) // its hash is the theme's affair
	golden(t, "manifest.webmanifest", icon.ReplaceAll([]byte(text(t, s.Page("/manifest.webmanifest"))), []byte("icon.HASH.svg")))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test -update accepts it): got\n%s", path, got)
	}
}

var structured = regexp.MustCompile(`(?s)<script type="?application/ld\+json"?>(.*?)</script>`)

func TestStructuredData(t *testing.T) {
	s := build(t, Config{Settings: settings()}, testCourse(t))
	kinds := map[string]bool{}
	for _, path := range s.Paths() {
		if Machine(path) {
			continue
		}
		match := structured.FindStringSubmatch(text(t, s.Page(path)))
		if match == nil {
			t.Errorf("%s has no structured data", path)
			continue
		}
		var data struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(match[1]), &data); err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if data.Context != "https://schema.org" {
			t.Errorf("%s: context %q", path, data.Context)
		}
		for _, node := range data.Graph {
			kind, _ := node["@type"].(string)
			kinds[kind] = true
			if address, ok := node["url"].(string); ok && !strings.HasPrefix(address, "https://cours.example.org/") {
				t.Errorf("%s: %s has the address %q", path, kind, address)
			}
		}
	}
	for _, kind := range []string{"Course", "LearningResource", "BreadcrumbList", "DefinedTerm", "Person", "WebSite"} {
		if !kinds[kind] {
			t.Errorf("no page holds a %s", kind)
		}
	}
}

func TestBuildRefusesTwins(t *testing.T) {
	made := look(t, settings())
	twins := []*course.Course{testCourse(t), testCourse(t)}
	if _, err := Build(context.Background(), twins, Config{Settings: settings(), Theme: made}); err == nil {
		t.Error("two modules of the same name were taken")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Build(ended, twins[:1], Config{Settings: settings(), Theme: made}); err == nil {
		t.Error("a build that was given up gives no error")
	}
}
