package markdown

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sentier/internal/fault"
)

// postElements are all that a post may hold, with their attributes.
var postElements = map[string][]string{
	"p": nil, "br": nil, "hr": nil, "strong": nil, "em": nil, "del": nil, "code": nil, "pre": nil, "blockquote": nil,
	"ul": nil, "ol": {"start"}, "li": nil, "a": {"href", "rel"},
}

var postAddress = regexp.MustCompile(`^(?:(?i:https?://|mailto:)|/$|/[^/\\])`)

// checkPost refuses whatever a browser would read in a post that is not on the closed list.
func checkPost(t *testing.T, source, markup string, images bool) {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatal(err)
	}
	var look func(n *html.Node, in []string)
	look = func(n *html.Node, in []string) {
		switch n.Type {
		case html.TextNode:
		case html.ElementNode:
			allowed, known := postElements[n.Data]
			if n.Data == "img" && images {
				allowed, known = []string{"src", "alt", "loading", "referrerpolicy"}, true
			}
			if !known || n.Namespace != "" || n.Data == "a" && slices.Contains(in, "a") {
				t.Errorf("<%s> in %q from %q", n.Data, markup, source)
			}
			for _, a := range n.Attr {
				switch {
				case !slices.Contains(allowed, a.Key) || a.Namespace != "":
					t.Errorf("%s=%q on <%s> from %q", a.Key, a.Val, n.Data, source)
				case a.Key == "href" && !postAddress.MatchString(a.Val), a.Key == "src" && !regexp.MustCompile(`^https?://`).MatchString(a.Val):
					t.Errorf("the address %q from %q", a.Val, source)
				case a.Key == "rel" && a.Val != "nofollow ugc":
					t.Errorf("rel=%q from %q", a.Val, source)
				}
			}
			if n.Data == "a" && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "rel" }) {
				t.Errorf("a link without rel from %q", source)
			}
			in = append(in, n.Data)
		default:
			t.Errorf("a node of kind %d from %q", n.Type, source)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c, in)
		}
	}
	for _, n := range nodes {
		look(n, nil)
	}
}

// bothWays renders a source with images and without, and checks what comes out.
func bothWays(t *testing.T, source string) {
	t.Helper()
	for _, images := range []bool{false, true} {
		o := PostOptions{Lang: "fr", Images: images}
		markup, err := Post(source, o)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || markup != "" {
				t.Errorf("%q: %v, %q", source, err, markup)
			}
			continue
		}
		if len(markup) > MaxPostHTML {
			t.Errorf("%d bytes from %q", len(markup), source)
		}
		checkPost(t, source, markup, images)
		if again, err := Post(source, o); err != nil || again != markup {
			t.Errorf("twice the same source, and not the same post: %q", source)
		}
	}
}

// TestPostsAreHarmless renders what attackers try first, alone and within links, images, code, titles and addresses.
func TestPostsAreHarmless(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "evasion.txt"))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		count++
		line = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\0`, "\x00", `\r`, "\r").Replace(line)
		for _, around := range []string{"%", "[a](%)", "[a](<%>)", "![%](https://example.org/a.png)", "![a](%)", "<%>", "[a][b]\n\n[b]: %", "[a](https://example.org \"%\")",
			"> %", "- %", "```%\n%\n```", "`%`", "# %", "*%*", "[%](https://example.org/%)", "https://example.org/%", "    %"} {
			bothWays(t, strings.ReplaceAll(around, "%", line))
		}
	}
	if count < 100 {
		t.Errorf("only %d attacks: the list is not whole", count)
	}
}

func TestPostsOfSpecifications(t *testing.T) {
	for _, file := range []string{"commonmark.txt", "gfm.txt"} {
		for _, ex := range examples(t, file) {
			bothWays(t, ex.markdown)
		}
	}
}

func TestPostBounds(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"as long as may be", strings.Repeat("a", MaxPost), ""},
		{"too long", strings.Repeat("a", MaxPost+1), PostTooLong},
		{"as deep as may be", strings.Repeat("> ", MaxDepth) + "a", ""},
		{"too deep", strings.Repeat("> ", MaxDepth+1) + "a", PostTooDeep},
		{"too deep by turns", strings.Repeat("> - ", MaxDepth) + "a", PostTooDeep},
		{"too many marks", strings.Repeat("*", 2000) + "a", PostTooDeep},
		{"an address again and again", "[a]: https://example.org/" + strings.Repeat("b", 1500) + "\n\n" + strings.Repeat("[a] "+strings.Repeat("c", 20)+"\n\n", 240), PostTooLarge},
	} {
		html, err := Post(test.source, PostOptions{})
		var f *fault.Error
		switch {
		case test.want == "" && (err != nil || html == ""):
			t.Errorf("%s: %v", test.name, err)
		case test.want != "" && (!errors.As(err, &f) || f.Message != test.want || f.Kind != fault.Invalid || html != ""):
			t.Errorf("%s: %v with %d bytes, want %s", test.name, err, len(html), test.want)
		}
	}
}

// TestNoPostTakesLong: no attack as long as a post may be takes over 50 ms of the processor, or gives over 256 KB.
func TestNoPostTakesLong(t *testing.T) {
	const most = 50 * time.Millisecond
	for name, source := range longPosts() {
		best, size := time.Hour, 0
		for range 5 { // the collector, or another program, may have had the processor
			var took time.Duration
			if took, size = postTook(source); took < best {
				best = took
			}
			if best < most {
				break
			}
		}
		if best >= most || size > MaxPostHTML {
			t.Errorf("%s: %v for %d bytes of HTML", name, best, size)
		}
	}
}

// longPosts are attacks as long as a post may be.
func longPosts() map[string]string {
	all := map[string]string{}
	for name, attack := range attacks {
		source := attack(MaxPost)
		all[name] = strings.ToValidUTF8(source[:min(len(source), MaxPost)], "")
	}
	for name, one := range map[string]string{
		"addresses": "https://example.org/a?b=c&d=e ", "www": "www.example.org/(((((( ", "mails": "a.b-c@example.org ", "schemes": "http://", "dots": "www.a.",
		"parentheses": "http://a.b/(", "colons": "http:a:", "at": "a@", "images": "![a](https://b) ", "deep links": "[a](/b) ",
	} {
		all["post: "+name] = strings.Repeat(one, MaxPost/len(one))
		all["post: "+name+", in paragraphs"] = strings.Repeat(strings.Repeat(one, 20)+"\n\n", MaxPost/(20*len(one)+2))
	}
	return all
}

func postTook(source string) (time.Duration, int) {
	start := used()
	html, _ := Post(source, PostOptions{Lang: "fr"})
	return used() - start, len(html)
}

func FuzzPost(f *testing.F) {
	for _, file := range []string{"commonmark.txt", "gfm.txt"} {
		for i, ex := range examples(f, file) {
			if i%4 == 0 {
				f.Add(ex.markdown)
			}
		}
	}
	for _, s := range []string{"[a](javascript:alert(1))", "[a](//b)", "[a](/\\b)", "http://a.b/<script>", "<http://a\"onclick=b>", "![\"><script>](https://b)", "[a](&#106;avascript:b)", "`` ` ``\x00"} {
		f.Add(s)
	}
	f.Fuzz(bothWays)
}

// BenchmarkPost renders a post of half a page, and the costliest that may be written.
func BenchmarkPost(b *testing.B) {
	usual := strings.Repeat("Bonjour, dans la leçon *Paquets*, le **TTL** baisse à chaque saut : voir https://example.org/rfc791 et `ttl`.\n\n- un\n- deux\n\n> cité\n\n", 12)
	worst, most := "", time.Duration(0)
	for _, source := range longPosts() {
		first, _ := postTook(source)
		second, _ := postTook(source)
		if took := min(first, second); took > most {
			worst, most = source, took
		}
	}
	for name, source := range map[string]string{"usual": usual, "worst": worst} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			for b.Loop() {
				_, _ = Post(source, PostOptions{Lang: "fr"})
			}
		})
	}
}
