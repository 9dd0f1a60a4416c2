package theme_test

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sentier/internal/config"
	"sentier/internal/theme"
)

// TestEveryPage writes all pages, full and empty, in both languages, with and without a configuration, and looks
// at each as a browser parses it. THEME_PAGES=folder keeps them to be looked at.
func TestEveryPage(t *testing.T) {
	for name, c := range map[string]theme.Config{"host": {Site: host()}, "nobody": {Site: config.Default()}} {
		made := load(t, c)
		for _, lang := range []string{"fr", "en"} {
			full, empty := pages(made, lang)
			for i, page := range slices.Concat(full, empty) {
				where := fmt.Sprintf("%s-%s-%02d-%s", name, lang, i, page.Template())
				t.Run(where, func(t *testing.T) {
					var b bytes.Buffer
					if err := made.Render(&b, page); err != nil {
						t.Fatal(err)
					}
					examine(t, made, lang, b.String())
					keep(t, made, where, b.String())
				})
			}
		}
	}
}

var (
	holes = regexp.MustCompile("\x01[a-z]+\x01")
	key   = regexp.MustCompile(`\b[a-z]+\.[a-z]+[a-z0-9_.]*\b`)
)

// examine finds what no page may hold.
func examine(t *testing.T, made *theme.Theme, lang, page string) {
	t.Helper()
	for _, hole := range holes.FindAllString(page, -1) {
		if !slices.Contains(theme.Holes(), strings.Trim(hole, "\x01")) {
			t.Errorf("a hole %q that nobody fills", hole)
		}
	}
	page = holes.ReplaceAllString(page, "")
	for _, wrong := range []string{"ZgotmplZ", "<no value>", "%!", "{{", "}}", "\x01", " style=", "javascript:"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page holds %q", wrong)
		}
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	headings, ids := 0, map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			if found := key.FindString(n.Data); made.Messages().Has(lang, found) {
				t.Errorf("a message shows as its key: %s", found)
			}
			if !inside(n, "pre") && n.Parent.Data != "script" && strings.Contains(n.Data, "{") {
				t.Errorf("a placeholder shows: %q", n.Data)
			}
		}
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "h1" {
			headings++
		}
		examineElement(t, n, ids)
	}
	if headings != 1 {
		t.Errorf("%d h1, want 1", headings)
	}
	for n := range root.Descendants() {
		for _, name := range []string{"aria-labelledby", "for"} {
			if id := attribute(n, name); id != "" && !ids[id] {
				t.Errorf("%s=%q names nothing", name, id)
			}
		}
		target, found := strings.CutPrefix(attribute(n, "href"), "#")
		if decoded, err := url.PathUnescape(target); err == nil {
			target = decoded
		}
		if found && !ids[target] && !strings.HasPrefix(target, "fn") && target != "ici" {
			t.Errorf("href=#%s leads nowhere", target)
		}
	}
}

func examineElement(t *testing.T, n *html.Node, ids map[string]bool) {
	t.Helper()
	if id := attribute(n, "id"); id != "" {
		if ids[id] {
			t.Errorf("two elements with the id %q", id)
		}
		ids[id] = true
	}
	for _, a := range n.Attr {
		if (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.TrimSpace(a.Val) == "" {
			t.Errorf("<%s> with an empty %s", n.Data, a.Key)
		}
		if strings.HasPrefix(a.Key, "on") {
			t.Errorf("<%s> with %s: the policy forbids scripts inside pages", n.Data, a.Key)
		}
	}
	switch n.Data {
	case "script":
		if attribute(n, "src") == "" && attribute(n, "type") != "application/ld+json" {
			t.Error("a script inside the page")
		}
		fallthrough
	case "link", "img", "source", "iframe", "audio", "video":
		for _, name := range []string{"src", "href"} {
			if v := attribute(n, name); strings.Contains(v, "//") && !strings.HasPrefix(v, "data:") && !slices.Contains([]string{"canonical", "alternate"}, attribute(n, "rel")) {
				t.Errorf("<%s> fetches %s", n.Data, v)
			}
		}
	case "style":
		t.Error("a style inside the page")
	case "a":
		if n.FirstChild == nil {
			t.Errorf("a link without words to %s", attribute(n, "href"))
		}
	}
	if n.Data == "img" && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
		t.Error("an image without alt")
	}
}

// In a question that is in another language than the page, the words of the site are in the page's.
func TestQuestionsSayTheirLanguages(t *testing.T) {
	made := load(t, theme.Config{})
	full, _ := pages(made, "en")
	i := slices.IndexFunc(full, func(p theme.Page) bool { return p.Template() == "lesson" })
	var b bytes.Buffer
	if err := made.Render(&b, full[i]); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, key := range made.Messages().Keys("en") {
		if strings.HasPrefix(key, "question.") || strings.HasPrefix(key, "answer.") {
			said[made.Messages().Say("en", key, "number", 1, "total", 8)] = true
		}
	}
	seen := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" || !inside(n, "section") || !inside(n, "main") {
			continue
		}
		text, lang := strings.TrimSpace(n.Data), "en"
		for a := range n.Ancestors() {
			if found := attribute(a, "lang"); found != "" {
				lang = found
				break
			}
		}
		if said[text] {
			seen[text] = true
			if lang != "en" {
				t.Errorf("%q is said to be in %q", text, lang)
			}
		} else if strings.Contains(text, "Tim Berners-Lee") && lang != "fr" {
			t.Errorf("%q is said to be in %q", text, lang)
		}
	}
	if len(seen) < 15 {
		t.Errorf("only %d messages were met: %v", len(seen), seen)
	}
}

func inside(n *html.Node, element string) bool {
	for a := range n.Ancestors() {
		if a.Data == element {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// keep writes a page and what it fetches into the folder THEME_PAGES, for the eye.
func keep(t *testing.T, made *theme.Theme, name, page string) {
	folder := os.Getenv("THEME_PAGES")
	if folder == "" {
		return
	}
	for _, a := range made.Assets() {
		write(t, filepath.Join(folder, a.URL), string(a.Data))
	}
	write(t, filepath.Join(folder, name+".html"), strings.ReplaceAll(holes.ReplaceAllString(page, ""), "\x02", "fr"))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkRender(b *testing.B) {
	made := load(b, theme.Config{Site: host()})
	full, _ := pages(made, "fr")
	for _, page := range full {
		if lesson, isLesson := page.(*theme.LessonPage); isLesson {
			lesson.Blocks = lesson.Blocks[:1]
		} else if page.Template() != "help" {
			continue
		}
		b.Run(page.Template(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := made.Render(io.Discard, page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkShare(b *testing.B) {
	made := load(b, theme.Config{Site: host()})
	for b.Loop() {
		if _, err := made.Share("fr", theme.ShareOf{Title: "Titre", URL: "https://cours.example/fr/reprendre-le-controle/internet/lecon"}); err != nil {
			b.Fatal(err)
		}
	}
}
