package e2e

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// crawl is every address of the two sites that a link leads to, with its answer; and the pages that no link leads
// to: errors, searches, answers to each question, pages with a reader's own comfort.
type crawl struct {
	server  *server
	replies map[string]*reply // by path with query, as asked without a cookie
	asked   []*reply          // answers to checkpoints
	special []*reply          // errors, searches, pages with a cookie
	links   []link            // all that were met
}

// link is a way from one page to another.
type link struct{ from, to string }

// all gives every answer.
func (c *crawl) all() []*reply {
	var all []*reply
	for _, path := range slices.Sorted(maps.Keys(c.replies)) {
		all = append(all, c.replies[path])
	}
	return append(append(all, c.asked...), c.special...)
}

// pages gives every answer that is a page.
func (c *crawl) pages() []*reply {
	return slices.DeleteFunc(c.all(), func(r *reply) bool { return r.page == nil })
}

var crawled struct {
	once sync.Once
	all  []*crawl
	err  error
}

// crawls are those of both sites. They are made once.
func crawls(t *testing.T) []*crawl {
	t.Helper()
	crawled.once.Do(func() {
		for _, s := range []*server{world.shipped, world.atelier} {
			c := &crawl{server: s, replies: map[string]*reply{}}
			if crawled.err = c.walk(); crawled.err != nil {
				return
			}
			crawled.all = append(crawled.all, c)
		}
	})
	if crawled.err != nil {
		t.Fatal(crawled.err)
	}
	return crawled.all
}

// walk follows every link of the site, from the two homes and the site map.
func (c *crawl) walk() error {
	queue := []string{"/fr", "/en", "/robots.txt", "/-/health"}
	if c.server == world.atelier {
		queue = append(queue, "/sitemap.xml") // its addresses are absolute: a site that has none has no map
	}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if c.replies[path] != nil {
			continue
		}
		r, err := c.server.get(path)
		if err != nil {
			return err
		}
		c.replies[path] = r
		for _, to := range c.outgoing(r) {
			c.links = append(c.links, link{path, to})
			if address, _, _ := strings.Cut(to, "#"); c.replies[address] == nil {
				queue = append(queue, address)
			}
		}
	}
	var err error
	if c.special, err = c.unlinked(); err != nil {
		return err
	}
	c.asked, err = c.answers()
	return err
}

// unlinked are the pages that no link leads to.
func (c *crawl) unlinked() ([]*reply, error) {
	var all []*reply
	for _, lang := range []string{"fr", "en"} {
		for _, path := range []string{"/nowhere", "/search?q=internet", "/search?q=chêne", "/search?q=zzzzzz", "/search?q=%22%3Cb%3E"} {
			r, err := c.server.get("/" + lang + path)
			if err != nil {
				return nil, err
			}
			all = append(all, r)
		}
		r, err := c.server.send(http.MethodPut, "/"+lang)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
		r, err = c.server.get("/"+lang+"/help", "Cookie", c.server.comfort("size:larger.theme:dark.contrast:high.spacing:wide.font:system"))
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	r, err := c.server.get("/")
	return append(all, r), err
}

// comfort is the cookie of a choice, as a browser sends it.
func (s *server) comfort(choice string) string {
	if slices.Contains(s.args, "--base-url") {
		return "__Host-comfort=" + choice
	}
	return "comfort=" + choice
}

// outgoing are the links of an answer into this site: paths with query and fragment.
func (c *crawl) outgoing(r *reply) []string {
	var raw []string
	switch {
	case r.page != nil:
		raw = addresses(r.page)
	case r.is("text/css"):
		raw = cssAddresses(string(r.body))
	case r.is("application/xml"), r.is("application/atom+xml"), r.is("text/xml"):
		raw = xmlAddresses(string(r.body))
	}
	if to := r.header.Get("Location"); to != "" {
		raw = append(raw, to)
	}
	var all []string
	for _, address := range raw {
		if to := c.inside(r.path, address); to != "" {
			all = append(all, to)
		}
	}
	return all
}

// inside gives the path of an address of this site, as a page refers to it, or "".
func (c *crawl) inside(from, address string) string {
	base, err := url.Parse(c.server.origin + from)
	if err != nil {
		return ""
	}
	to, err := base.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	if origin := to.Scheme + "://" + to.Host; origin != c.server.origin && origin != atelierBase {
		return ""
	}
	to.Scheme, to.Host = "", ""
	if to.Path == "" {
		to.Path = "/"
	}
	return to.String()
}

// addresses are all that an HTML page refers to, to go there or to load it.
func addresses(page *html.Node) []string {
	var all []string
	for _, n := range elements(page) {
		for _, a := range n.Attr {
			switch {
			case a.Key == "href", a.Key == "src", a.Key == "poster", a.Key == "data":
				all = append(all, a.Val)
			case a.Key == "action" && value(n, "method") == "":
				all = append(all, a.Val)
			case a.Key == "srcset":
				for _, part := range strings.Split(a.Val, ",") {
					if fields := strings.Fields(part); len(fields) > 0 {
						all = append(all, fields[0])
					}
				}
			}
		}
	}
	return all
}

var (
	cssURL = regexp.MustCompile(`(?:url\(\s*|@import\s+)["']?([^"')\s;]+)`)
	xmlURL = regexp.MustCompile(`(?:<loc>|<id>|href=")([^<"]+)`)
)

func cssAddresses(text string) []string { return matches(cssURL, text) }
func xmlAddresses(text string) []string { return matches(xmlURL, text) }

func matches(re *regexp.Regexp, text string) []string {
	var all []string
	for _, m := range re.FindAllStringSubmatch(text, -1) {
		all = append(all, html.UnescapeString(m[1]))
	}
	return all
}

func TestCrawlFindsTheWholeSite(t *testing.T) {
	for _, c := range crawls(t) {
		model := compiled(t, c.server)
		for _, lang := range []string{"fr", "en"} {
			want := []string{"", "/glossary", "/search", "/comfort", "/help", "/about", "/contact", "/contribute", "/terms",
				"/accessibility", "/legal", "/privacy", "/feed.atom"}
			for _, m := range model.Modules {
				if m.Announced {
					continue
				}
				want = append(want, "/"+m.Slug, "/"+m.Slug+"/glossary", "/"+m.Slug+"/credits")
				for _, s := range m.Sequences {
					want = append(want, "/"+m.Slug+"/"+s.Slug)
					for _, l := range s.Lessons {
						want = append(want, "/"+m.Slug+"/"+s.Slug+"/"+l.Slug)
					}
					if s.Quiz != nil {
						want = append(want, "/"+m.Slug+"/"+s.Slug+"/quiz")
					}
				}
				for _, e := range m.Glossary.Entries {
					want = append(want, fmt.Sprintf("/%s/glossary/%s", m.Slug, e.ID))
				}
			}
			for _, path := range want {
				if c.replies["/"+lang+path] == nil {
					t.Errorf("%s: no link leads to /%s%s", c.server.name, lang, path)
				}
			}
		}
	}
}

// A page that is not linked to may still be asked for by a machine.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, c := range crawls(t) {
		for _, l := range c.links {
			address, fragment, _ := strings.Cut(l.to, "#")
			to := c.replies[address]
			for hops := 0; to.status/100 == 3 && hops < 3; hops++ {
				to = c.replies[c.inside(address, to.header.Get("Location"))]
			}
			if to.status != http.StatusOK {
				t.Errorf("%s: %s leads to %s, which answers %d", c.server.name, l.from, l.to, to.status)
				continue
			}
			if fragment == "" || to.page == nil {
				continue
			}
			if name, err := url.PathUnescape(fragment); err != nil || !hasID(to.page, name) {
				t.Errorf("%s: %s leads to %s, where nothing has that id", c.server.name, l.from, l.to)
			}
		}
		for _, r := range append(slices.Clone(c.asked), c.special...) {
			c.checkLinks(t, r)
		}
	}
}

// checkLinks follows the links of a page that no link leads to.
func (c *crawl) checkLinks(t *testing.T, r *reply) {
	for _, to := range c.outgoing(r) {
		address, fragment, _ := strings.Cut(to, "#")
		there := c.replies[address]
		if address == r.path {
			there = r
		}
		if there == nil {
			var err error
			if there, err = c.server.get(address); err != nil {
				t.Fatal(err)
			}
			c.replies[address] = there
		}
		for hops := 0; there.status/100 == 3 && hops < 3; hops++ { // to sign in, for one
			next, err := c.server.get(c.inside(address, there.header.Get("Location")))
			if err != nil {
				t.Fatal(err)
			}
			there = next
		}
		switch {
		case there == r:
		case there.status != http.StatusOK:
			t.Errorf("%s: %s leads to %s, which answers %d", c.server.name, r.path, to, there.status)
			continue
		}
		name, err := url.PathUnescape(fragment)
		if fragment != "" && there.page != nil && (err != nil || !hasID(there.page, name)) {
			t.Errorf("%s: %s leads to %s, where nothing has that id", c.server.name, r.path, to)
		}
	}
}

func hasID(page *html.Node, id string) bool {
	return slices.ContainsFunc(elements(page), func(n *html.Node) bool { return value(n, "id") == id })
}

func TestStatusAndType(t *testing.T) {
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
		".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json",
		".webm": "video/webm", ".mp3": "audio/mpeg", ".vtt": "text/vtt; charset=utf-8", ".txt": "text/plain; charset=utf-8",
		".atom": "application/atom+xml; charset=utf-8", ".json": "application/feed+json; charset=utf-8", ".xml": "application/xml; charset=utf-8"}
	for _, c := range crawls(t) {
		for path, r := range c.replies {
			want := "text/html; charset=utf-8"
			if dot := strings.LastIndex(r.bare(), "."); dot >= 0 {
				want = types[r.bare()[dot:]]
			} else if r.bare() == "/-/health" {
				want = "application/json"
			}
			if r.status == http.StatusOK && !strings.HasPrefix(r.header.Get("Content-Type"), want) || want == "" {
				t.Errorf("%s%s is %q, not %q", c.server.name, path, r.header.Get("Content-Type"), want)
			}
			if to := r.header.Get("Location"); r.status == http.StatusSeeOther &&
				(strings.HasPrefix(r.bare(), "/"+r.lang()+"/me") || strings.HasSuffix(r.bare(), "/forum/new")) &&
				strings.HasPrefix(to, "/"+r.lang()+"/sign-in?") {
				continue // the crawl is nobody's: a member's pages ask it to sign in
			}
			if r.status != http.StatusOK && r.status != http.StatusMovedPermanently && path != "/" {
				t.Errorf("%s%s answers %d", c.server.name, path, r.status)
			}
		}
		for _, r := range c.special {
			want := http.StatusOK
			switch {
			case strings.HasSuffix(r.path, "/nowhere"):
				want = http.StatusNotFound
			case r.path == "/":
				want = http.StatusFound
			case r.path == "/fr" || r.path == "/en":
				want = http.StatusMethodNotAllowed
				if allow := r.header.Get("Allow"); !strings.Contains(allow, "GET") {
					t.Errorf("%s: 405 allows %q", c.server.name, allow)
				}
			}
			if r.status != want {
				t.Errorf("%s%s answers %d, not %d", c.server.name, r.path, r.status, want)
			}
		}
	}
}
