package publish

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sentier/internal/config"
	"sentier/internal/site"
)

// illustrated is a course with what links can lead to: a photograph, words, a question, two languages.
func illustrated(t testing.TB) string {
	t.Helper()
	dir := writeCourse(t)
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 1200, 600)), nil); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "apprendre/module.fr.md", strings.Replace(moduleText, "[fr]", "[fr, en]", 1))
	put(t, dir, "apprendre/1-debut/media/mer.jpg", photo.String())
	put(t, dir, "apprendre/1-debut/media/mer.jpg.license", "SPDX-FileCopyrightText: 2020 Bo\nSPDX-License-Identifier: CC-BY-4.0\n")
	put(t, dir, "apprendre/glossary.fr.md", "---\n---\n\n## Réseau\n<!-- term: reseau -->\n\nDes machines reliées.\n")
	put(t, dir, "apprendre/1-debut/2-seconde.fr.md", `---
title: La seconde
summary: Un autre pas.
aliases: [/fr/ancienne/adresse]
---

## Un titre accentué

Un réseau, et [la première leçon](1-premiere.fr.md).

![La mer](media/mer.jpg "La mer")

## Halte
<!-- checkpoint -->

### Combien ?
<!-- q: combien kind=number -->

= 986753

> [!NOTE]
> CANARI explication
`)
	put(t, dir, "apprendre/1-debut/quiz.fr.md", `---
title: Le quiz
---

## Vrai ?
<!-- q: vrai -->

- [x] Oui
  > CANARI retour
- [ ] Non

> [!NOTE]
> CANARI explication
`)
	return dir
}

// still builds the snapshot of a folder of files.
func still(t testing.TB, settings config.Config) *site.Snapshot {
	t.Helper()
	look, err := LoadTheme(settings)
	if err != nil {
		t.Fatal(err)
	}
	compiled, found, err := Compile(context.Background(), settings, look)
	if err != nil {
		t.Fatalf("%v: %v", err, found)
	}
	s, err := site.Build(context.Background(), compiled, site.Config{Theme: look, Settings: settings, Static: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func illustratedSettings(t testing.TB) config.Config {
	settings := config.Default()
	settings.Courses = illustrated(t)
	return settings
}

// TestStaticLinksOpen opens every link of every page as a browser does from a disk.
func TestStaticLinksOpen(t *testing.T) {
	for name, settings := range map[string]config.Config{"a small course": illustratedSettings(t), "the program's courses": config.Default()} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			if err := Static(context.Background(), still(t, settings), dir); err != nil {
				t.Fatal(err)
			}
			pages, links := 0, 0
			for name, data := range read(t, dir) {
				if path.Ext(name) == ".html" {
					pages++
					links += openLinks(t, dir, name, data)
				}
			}
			if pages < 20 || links < 5*pages {
				t.Errorf("%d links on %d pages: the test sees too few", links, pages)
			}
		})
	}
}

// openLinks follows the links of a page, and counts them.
func openLinks(t *testing.T, dir, name, page string) int {
	n := 0
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		for _, a := range token.Attr {
			var addresses []string
			switch a.Key {
			case "href", "src", "poster", "action":
				addresses = []string{a.Val}
			case "srcset":
				for candidate := range strings.SplitSeq(a.Val, ",") {
					addresses = append(addresses, strings.Fields(candidate)[0])
				}
			}
			for _, address := range addresses {
				u, err := url.Parse(address)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				if u.IsAbs() || u.Path == "" {
					continue
				}
				n++
				if name == "404.html" { // a server shows it: a folder means its index
					target := filepath.Join(dir, filepath.FromSlash(u.Path))
					if _, err := os.Stat(target); err != nil || !strings.HasPrefix(u.Path, "/") {
						t.Errorf("%s: <%s %s=%q> opens nothing", name, token.Data, a.Key, address)
					}
					continue
				}
				if strings.HasPrefix(u.Path, "/") || u.RawQuery != "" {
					t.Errorf("%s: <%s %s=%q> needs a server", name, token.Data, a.Key, address)
					continue
				}
				target := filepath.Join(dir, filepath.FromSlash(path.Join(path.Dir(name), u.Path)))
				if info, err := os.Stat(target); err != nil || info.IsDir() {
					t.Errorf("%s: <%s %s=%q> opens no file", name, token.Data, a.Key, address)
				}
			}
		}
	}
	return n
}

// An old address leads on without a server, too.
func TestStaticOldAddresses(t *testing.T) {
	settings := illustratedSettings(t)
	settings.BaseURL = "https://cours.example"
	dir := filepath.Join(t.TempDir(), "site")
	if err := Static(context.Background(), still(t, settings), dir); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	page := files["fr/ancienne/adresse/index.html"]
	for _, want := range []string{`<html lang="fr">`, `<title>La seconde</title>`,
		`content="0; url=../../apprendre/debut/seconde/index.html"`, `<a href="../../apprendre/debut/seconde/index.html">La seconde</a>`,
		`<link rel="canonical" href="https://cours.example/fr/apprendre/debut/seconde">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page at the old address lacks %s:\n%s", want, page)
		}
	}
	if !strings.Contains(files[marker], "fr/ancienne/adresse/index.html\n") {
		t.Error("the folder does not know its own file, and would be refused the next time")
	}
}

func TestStaticHoldsEverything(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := Static(context.Background(), still(t, illustratedSettings(t)), dir); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	widths, keys := 0, []string{}
	for name, data := range files {
		if strings.HasSuffix(name, "/480/mer.jpg") || strings.HasSuffix(name, "/960/mer.jpg") {
			widths++
		}
		if strings.Contains(data, "CANARI") {
			keys = append(keys, name)
		}
	}
	if widths != 2 {
		t.Errorf("%d widths of the photograph, want 2", widths)
	}
	for _, name := range []string{"index.html", "404.html", "robots.txt", "fr/feed.atom", "fr/search-index.js", "fr/apprendre/debut/seconde/index.html"} {
		if files[name] == "" {
			t.Errorf("no %s", name)
		}
	}
	for _, name := range keys { // of checkpoints only, on the pages of their lessons
		if !strings.HasSuffix(name, "apprendre/debut/seconde/index.html") {
			t.Errorf("%s holds a key", name)
		}
	}
	if len(keys) != 2 {
		t.Errorf("%d pages hold the answer of the checkpoint, want one a language", len(keys))
	}
	if strings.Contains(files["fr/search-index.js"], `"u":"/`) {
		t.Error("the search index leads to the root of a server")
	}
}

func TestStaticWithAnAddress(t *testing.T) {
	settings := illustratedSettings(t)
	settings.BaseURL = "https://cours.example.org"
	dir := filepath.Join(t.TempDir(), "site")
	if err := Static(context.Background(), still(t, settings), dir); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	if page := files["404.html"]; !strings.Contains(page, `href="https://cours.example.org/fr/search"`) || strings.Contains(page, `href="/`) {
		t.Error("404.html has links that lead astray below the root")
	}
	if files["sitemap.xml"] == "" || !strings.Contains(files["fr/index.html"], `rel="canonical" href="https://cours.example.org/fr"`) {
		t.Error("no sitemap, or no canonical address")
	}
	if strings.Contains(files["fr/index.html"], `href="/`) {
		t.Error("a page leads to the root of a server")
	}
}

func TestStaticIsTheSameTwice(t *testing.T) {
	settings := illustratedSettings(t)
	first, second := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	for _, dir := range []string{first, second} {
		if err := Static(context.Background(), still(t, settings), dir); err != nil {
			t.Fatal(err)
		}
	}
	if !maps.Equal(read(t, first), read(t, second)) {
		t.Error("two builds differ")
	}
}

func TestStaticReplacesItsOwnFolderOnly(t *testing.T) {
	settings := illustratedSettings(t)
	s := still(t, settings)
	parent := t.TempDir()
	dir := filepath.Join(parent, "site")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 { // empty, then its own
		if err := Static(context.Background(), s, dir); err != nil {
			t.Fatal(err)
		}
	}
	put(t, settings.Courses, "apprendre/1-debut/2-seconde.fr.md", "---\ntitle: Autre\n---\n\nUn texte.\n")
	if err := Static(context.Background(), still(t, settings), dir); err != nil {
		t.Fatal(err)
	}
	before := read(t, dir)
	for name := range before {
		if strings.Contains(name, "mer.jpg") && strings.Contains(name, "/480/") && !strings.Contains(before[marker], name) {
			t.Errorf("%s is left of the build before", name)
		}
	}
	put(t, dir, "notes.txt", "mine")
	if err := Static(context.Background(), s, dir); err == nil || !strings.Contains(err.Error(), "notes.txt") {
		t.Errorf("a folder with somebody's notes: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "notes.txt")); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Static(ended, s, dir); err == nil {
		t.Error("a build that was given up gives no error")
	}
	if !maps.Equal(read(t, dir), before) {
		t.Error("a build that failed changed the folder")
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) != 1 {
		t.Errorf("beside the folder: %v, %v", left, err)
	}
	if err := Static(context.Background(), s, filepath.Join(dir, "index.html")); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// read gives all files of a folder.
func read(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
