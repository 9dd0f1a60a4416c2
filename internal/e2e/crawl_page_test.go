package e2e

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What holds for every page of the crawl.

func eachPage(t *testing.T, check func(f *findings, c *crawl, r *reply)) {
	t.Helper()
	f := &findings{where: map[string][]string{}}
	for _, c := range crawls(t) {
		for _, r := range c.pages() {
			f.at = c.server.name + r.path
			check(f, c, r)
		}
	}
	f.report(t)
}

// findings gathers what is wrong, so that what is wrong on every page is said once.
type findings struct {
	at    string // the page that is looked at
	where map[string][]string
}

func (f *findings) add(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if !slices.Contains(f.where[text], f.at) {
		f.where[text] = append(f.where[text], f.at)
	}
}

func (f *findings) report(t *testing.T) {
	t.Helper()
	const most = 40
	for i, text := range slices.Sorted(maps.Keys(f.where)) {
		if i == most {
			t.Errorf("and %d more like these", len(f.where)-most)
			break
		}
		pages := f.where[text]
		t.Errorf("%s: %s (pages: %d)", pages[0], text, len(pages))
	}
}

func TestTitles(t *testing.T) {
	type place struct{ site, lang, title string }
	taken := map[place]string{}
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		titles := elements(r.page, "title")
		titles = slices.DeleteFunc(titles, func(n *html.Node) bool { return n.Parent.Data != "head" })
		if len(titles) != 1 || words(titles[0]) == "" {
			f.add("it has %d titles, not one with words", len(titles))
			return
		}
		if r.status != http.StatusOK || strings.Contains(r.path, "?q=") {
			return // the same page in another state
		}
		at := place{c.server.name, r.lang(), words(titles[0])}
		if other := taken[at]; other != "" && other != r.bare() {
			f.add("it has the title of %s: %q", other, at.title)
		}
		taken[at] = r.bare()
	})
}

func TestHeadings(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		last, ones := 0, 0
		for _, h := range elements(r.page, "h1", "h2", "h3", "h4", "h5", "h6") {
			if inHidden(h) {
				continue
			}
			level := int(h.Data[1] - '0')
			if level == 1 {
				ones++
			}
			if level > last+1 && last > 0 || last == 0 && level > 2 {
				f.add("<%s> %q comes after <h%d>", h.Data, words(h), last)
			}
			if words(h) == "" {
				f.add("<%s> is empty", h.Data)
			}
			last = level
		}
		if ones != 1 {
			f.add("it has %d h1, not one", ones)
		}
	})
}

// inHidden tells whether an element is shown to nobody.
func inHidden(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if _, hidden := attr(n, "hidden"); hidden {
			return true
		}
	}
	return false
}

func TestAlternativeTexts(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		for _, n := range elements(r.page, "img", "svg", "iframe", "audio", "video", "input", "select", "textarea") {
			switch name, said := attr(n, "alt"); {
			case n.Data == "img" && !said:
				f.add("an image has no alt: %s", value(n, "src"))
			case n.Data == "img" && name == "" && !decorative(n):
				f.add("an image has an empty alt: %s", value(n, "src"))
			}
			if n.Data == "svg" && value(n, "aria-hidden") != "true" &&
				(value(n, "role") != "img" || value(n, "aria-label") == "") {
				f.add("a drawing has neither a name nor aria-hidden: class %q", value(n, "class"))
			}
			if n.Data == "iframe" && value(n, "title") == "" {
				f.add("an iframe has no title")
			}
		}
	})
}

// decorative are the backgrounds of films, whose words stand over them, and a badge beside its title.
func decorative(n *html.Node) bool { return hasClass(n, "bgd") || hasClass(n.Parent, "badge") }

// loads are the attributes by which an element loads something by itself.
var loads = map[string][]string{
	"img": {"src", "srcset"}, "source": {"src", "srcset"}, "script": {"src"}, "iframe": {"src"}, "video": {"src", "poster"},
	"audio": {"src"}, "track": {"src"}, "embed": {"src"}, "object": {"data"}, "input": {"src"}, "form": {"action"},
	"link": {"href"}, "use": {"href", "xlink:href"}, "image": {"href", "xlink:href"}, "base": {"href"}, "button": {"formaction"},
}

// named are the relations of a link that nothing is loaded for.
var named = []string{"canonical", "alternate", "license", "author"}

func TestNothingThirdPartyIsLoaded(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		for _, n := range elements(r.page) {
			if n.Data == "link" && slices.Contains(named, value(n, "rel")) {
				continue
			}
			for _, name := range loads[n.Data] {
				if strings.HasPrefix(value(n, name), "data:") {
					continue
				}
				for _, address := range strings.Split(value(n, name), ",") {
					if elsewhere(strings.TrimSpace(address)) && !(n.Data == "iframe" && strings.Contains(r.path, "?video=")) {
						f.add("<%s %s> loads %s", n.Data, name, address)
					}
				}
			}
			if n.Data == "a" && (value(n, "ping") != "" || strings.HasPrefix(strings.TrimSpace(value(n, "href")), "javascript:")) {
				f.add("a link runs something: %s", value(n, "href"))
			}
		}
	})
	for _, c := range crawls(t) {
		for path, r := range c.replies {
			switch {
			case r.is("text/css"):
				for _, address := range cssAddresses(string(r.body)) {
					if elsewhere(address) {
						t.Errorf("%s%s loads %s", c.server.name, path, address)
					}
				}
			case r.is("text/javascript"), r.is("image/svg+xml"):
				for _, address := range webAddress.FindAllString(string(r.body), -1) {
					if !strings.HasPrefix(address, "http://www.w3.org/") {
						t.Errorf("%s%s holds %s", c.server.name, path, address)
					}
				}
			}
		}
	}
}

var webAddress = regexp.MustCompile(`https?://[^\s"'<>)]+`)

// elsewhere tells whether an address has a host.
func elsewhere(address string) bool {
	return strings.HasPrefix(address, "//") || webAddress.MatchString(address)
}

func TestNoInlineStyleOrScript(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		for _, n := range elements(r.page) {
			if n.Data == "style" {
				f.add("it has a <style>")
			}
			if _, src := attr(n, "src"); n.Data == "script" && !src && value(n, "type") != "application/ld+json" {
				f.add("it has an inline script")
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					f.add("<%s> has the attribute %s", n.Data, a.Key)
				}
			}
		}
	})
}

// mostElements of a lesson: with more, slow telephones stutter (design-system.md, budgets).
const mostElements = 800

func TestLessonsAreLight(t *testing.T) {
	eachPage(t, func(f *findings, c *crawl, r *reply) {
		isLesson := slices.ContainsFunc(elements(r.page, "main"), func(n *html.Node) bool { return value(n, "data-lesson") != "" })
		if n := inDocument(r.page); isLesson && n > mostElements && r.path == r.bare() {
			f.add("it has %d elements, more than %d", n, mostElements)
		}
	})
}

// inDocument counts the elements that a browser lays out: what is in a template waits outside of the document.
func inDocument(page *html.Node) int {
	n := len(elements(page))
	for _, t := range elements(page, "template") {
		n -= len(elements(t))
	}
	return n
}

func TestProtectingHeaders(t *testing.T) {
	for _, c := range crawls(t) {
		for _, r := range c.all() {
			for name, want := range map[string]string{
				"X-Content-Type-Options":     "nosniff",
				"X-Frame-Options":            "DENY",
				"Referrer-Policy":            "same-origin",
				"Cross-Origin-Opener-Policy": "same-origin",
			} {
				if got := r.header.Get(name); got != want {
					t.Errorf("%s%s: %s is %q, not %q", c.server.name, r.path, name, got, want)
				}
			}
			if r.header.Get("Permissions-Policy") == "" {
				t.Errorf("%s%s has no Permissions-Policy", c.server.name, r.path)
			}
			if https := c.server == world.atelier; https != (r.header.Get("Strict-Transport-Security") != "") {
				t.Errorf("%s%s: Strict-Transport-Security is %q", c.server.name, r.path, r.header.Get("Strict-Transport-Security"))
			}
			for name := range r.header {
				if name == "Server" || name == "X-Powered-By" {
					t.Errorf("%s%s says what it runs on: %s: %s", c.server.name, r.path, name, r.header.Get(name))
				}
			}
			checkPolicy(t, c, r)
		}
	}
}

func checkPolicy(t *testing.T, c *crawl, r *reply) {
	policy := r.header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
		strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("%s%s: its policy is %q", c.server.name, r.path, policy)
	}
	framed := strings.Contains(r.path, "?video=") && r.page != nil && len(elements(r.page, "iframe")) > 0
	if got := strings.Contains(policy, "frame-src https://"+filmHost); got != framed {
		t.Errorf("%s%s: a frame is %v, and its policy says %q", c.server.name, r.path, framed, policy)
	}
	if strings.Count(policy, "https://") > 0 && !framed {
		t.Errorf("%s%s: its policy lets strangers in: %q", c.server.name, r.path, policy)
	}
}

func TestSomePageHasAFrame(t *testing.T) {
	eachWith := 0
	eachPage(t, func(_ *findings, _ *crawl, r *reply) { eachWith += len(elements(r.page, "iframe")) })
	if eachWith == 0 {
		t.Error("no page of the crawl has an iframe: what is said of frames is said of nothing")
	}
}
