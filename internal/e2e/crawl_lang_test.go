package e2e

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sentier/internal/course"
)

func TestPagesSayTheirLanguage(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		if got := value(elements(r.page, "html")[0], "lang"); got != r.lang() {
			f.add("it has lang %q", got)
		}
		if got := r.header.Get("Content-Language"); got != r.lang() {
			f.add("it has Content-Language %q", got)
		}
		for _, n := range elements(r.page, "a") {
			to := c.inside(r.path, value(n, "href"))
			if want := value(n, "hreflang"); want != "" && to != "" && !strings.HasPrefix(to+"/", "/"+want+"/") {
				f.add("the link to %s says hreflang %q", to, want)
			}
		}
	})
}

// The switch leads to the same page in the other language, and names it in itself.
func TestLanguageSwitch(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		if r.status != http.StatusOK {
			return
		}
		other := map[string]string{"fr": "en", "en": "fr"}[r.lang()]
		want := "/" + other + strings.TrimPrefix(r.bare(), "/"+r.lang())
		name := map[string]string{"fr": "Français", "en": "English"}[other]
		n := 0
		for _, a := range elements(r.page, "a") {
			if value(a, "hreflang") != other || words(a) != name {
				continue
			}
			n++
			if to, _, _ := strings.Cut(c.inside(r.path, value(a, "href")), "?"); to != want || value(a, "lang") != other {
				f.add("the switch leads to %q in %q", value(a, "href"), value(a, "lang"))
			}
		}
		if n == 0 {
			f.add("it has no link to the same page in %s", name)
		}
	})
}

// For machines: each page names itself and its translation by absolute addresses, and only where the site has one.
func TestCanonicalAndAlternates(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		if r.status != http.StatusOK || noIndex(r) {
			return
		}
		var canonical, alternates []string
		for _, n := range elements(r.page, "link") {
			switch {
			case value(n, "rel") == "canonical":
				canonical = append(canonical, value(n, "href"))
			case value(n, "rel") == "alternate" && value(n, "hreflang") != "":
				alternates = append(alternates, value(n, "hreflang")+" "+value(n, "href"))
			}
		}
		rest := strings.TrimPrefix(r.bare(), "/"+r.lang())
		switch {
		case c.server == world.shipped && len(canonical)+len(alternates) > 0:
			f.add("without base_url there is no absolute address to give: %q %q", canonical, alternates)
		case c.server == world.shipped:
		case len(canonical) != 1 || canonical[0] != atelierBase+r.bare():
			f.add("canonical is %q", canonical)
		default:
			for _, lang := range []string{"fr", "en"} {
				if !slices.Contains(alternates, lang+" "+atelierBase+"/"+lang+rest) {
					f.add("no alternate in %s: %q", lang, alternates)
				}
			}
		}
	})
}

// noIndex tells whether a page asks search engines to leave it out.
func noIndex(r *reply) bool {
	return slices.ContainsFunc(elements(r.page, "meta"), func(n *html.Node) bool {
		return value(n, "name") == "robots" && strings.Contains(value(n, "content"), "noindex")
	})
}

// A title that has no translation keeps its language wherever it stands.
func TestFallbackTitlesSayTheirLanguage(t *testing.T) {
	for _, c := range crawls(t) {
		french := untranslated(compiled(t, c.server))
		if len(french) == 0 {
			t.Fatalf("%s: everything is translated, so that nothing is tried here", c.server.name)
		}
		seen := 0
		for _, r := range c.pages() {
			if r.lang() != "en" {
				continue
			}
			for n := range r.page.Descendants() {
				if n.Type != html.TextNode || !slices.Contains(french, plainSpaces(n.Data)) || inScript(n) {
					continue
				}
				seen++
				if got := langOf(n); got != "fr" {
					t.Errorf("%s%s: %q is said to be %q, in <%s class=%q>", c.server.name, r.path, plainSpaces(n.Data), got,
						n.Parent.Data, value(n.Parent, "class"))
				}
			}
		}
		if seen == 0 {
			t.Errorf("%s: no French title stands on any English page", c.server.name)
		}
	}
}

// untranslated are the titles of what is in French alone.
func untranslated(model *course.Course) []string {
	var all []string
	for _, m := range model.Modules {
		for _, s := range m.Sequences {
			if s.Texts["en"] == nil {
				all = append(all, plainSpaces(s.Texts["fr"].Title))
			}
			for _, l := range s.Lessons {
				if l.Renditions["en"] == nil {
					all = append(all, plainSpaces(l.Renditions["fr"].Title))
				}
			}
		}
		for _, e := range m.Glossary.Entries {
			if e.Texts["en"] == nil && !e.Person && e.Texts["fr"].Title != string(e.ID) {
				all = append(all, plainSpaces(e.Texts["fr"].Title))
			}
		}
	}
	return all
}

func inScript(n *html.Node) bool {
	return n.Parent.Data == "script" || n.Parent.Data == "title" && n.Parent.Parent.Data == "head"
}

// little are words that a sentence of the one language has and one of the other has not.
var little = map[string]*regexp.Regexp{
	"fr": regexp.MustCompile(`(?i)(?:^|[\s’'(])(le|la|les|des|du|est|une|dans|pour|qui|avec|vous|sur)[\s,.]`),
	"en": regexp.MustCompile(`(?i)(?:^|[\s’'(])(the|of|and|is|are|with|you|this|that|for|from)[\s,.]`),
}

// A sentence is in the language that its page says it is in. Titles of works, in quotation marks, in emphasis or
// as links, may be in any.
func TestTextIsInTheLanguageItSays(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		if strings.Contains(r.path, "?") {
			return // the same text once more
		}
		for _, n := range elements(r.page, "p", "li", "h1", "h2", "h3", "dd", "td", "figcaption", "summary", "label") {
			lang, text := langOf(n), ownWords(n)
			other := map[string]string{"fr": "en", "en": "fr"}[lang]
			if other == "" {
				continue
			}
			if mine, theirs := len(little[lang].FindAllString(text, -1)), len(little[other].FindAllString(text, -1)); theirs >= 2 && theirs > mine+1 {
				f.add("said to be in %q: %s", lang, short(text))
			}
		}
	})
}

var (
	anyLanguage = []string{"pre", "code", "em", "cite", "a"}
	quotation   = regexp.MustCompile(`«[^»]*»|“[^”]*”`)
)

// ownWords are the words of a node that are in its own language.
func ownWords(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if _, foreign := attr(child, "lang"); foreign || slices.Contains(anyLanguage, child.Data) {
				continue
			}
			if child.Type == html.TextNode {
				b.WriteString(child.Data)
			}
			walk(child)
		}
	}
	walk(n)
	return quotation.ReplaceAllString(plainSpaces(b.String()), "")
}
