package markdown

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// anyTarget resolves every address as a course could, and refuses what is no address of ours.
type anyTarget struct{}

func (anyTarget) Link(address string, _ diag.Pos) Target {
	switch {
	case strings.HasPrefix(address, "https://tube.example/w/"):
		return Target{Href: address, Video: &course.Video{ID: "video-x", Host: "tube.example"}}
	case strings.HasPrefix(address, "https:"), strings.HasPrefix(address, "mailto:"), strings.HasPrefix(address, "#"):
		return Target{Href: address}
	case strings.HasPrefix(address, "glossary:"):
		return Target{Href: "/" + course.LangMark + "/m/glossary/x", Term: "x"}
	case strings.HasSuffix(address, ".mp3"):
		return Target{Href: "/media/0/x.mp3", Media: &course.Media{Name: "x.mp3", Type: "audio/mpeg"}}
	}
	return Target{}
}

func (anyTarget) Image(string, diag.Pos) *course.Media {
	return &course.Media{Name: "x.png", Hash: "0", Type: "image/png", Width: 600, Height: 300,
		Credit: &course.Credit{Authors: []string{"<A>"}, Licence: "CC0-1.0"}}
}

func FuzzRender(f *testing.F) {
	for _, file := range []string{"commonmark.txt", "gfm.txt"} {
		for i, ex := range examples(f, file) {
			if i%4 == 0 {
				f.Add(ex.markdown)
			}
		}
	}
	for _, attack := range attacks {
		if source := attack(600); len(source) < 2000 {
			f.Add(source)
		}
	}
	for _, s := range []string{
		"## A\n<!-- q: a kind=cloze also=\"b c\" -->\n[= a | `b` =] [=\n", "a[^1]\n\n[^1]: b\n    - c[^1]\n",
		"[![a](b \"c\")](https://tube.example/w/1)\n", "[a](x.mp3)\n", "![a](b 'c')\n", "a\n: b\n\n  c\n: d\n",
		"> [!TIP]\n> a\n> - b\n", "| a | b |\n|:-|-:|\n| [= `x\\|y` =] | ![a](b) |\n", "&#2;&#x202e;&#0;[a](&#2;)\n",
		"« a » : ! \" ' ... -- ---\n", "\\\n[a]\n\n[a]: https://b \"&#34;>\"\n", "```go\nfunc\n```\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 4<<10 || strings.ContainsAny(source, course.LangMark+"\x00") {
			return // what the compiler refuses before
		}
		var found diag.List
		d := Parse("x", []byte(source), 3, &found)
		for _, p := range found {
			if p.Line < 4 || p.Col < 1 || p.Line > 4+strings.Count(source, "\n") {
				t.Errorf("%s is not in the file", p)
			}
		}
		if d.Unread {
			return
		}
		inFile := func(at diag.Pos) {
			if at.Line < 4 || at.Col < 1 || at.Line > 4+strings.Count(source, "\n") {
				t.Errorf("%s is not in the file", at)
			}
		}
		for _, p := range d.Prose() {
			for i := range p.Text {
				inFile(p.Pos(i))
			}
		}
		for _, l := range d.Links() {
			inFile(l.Pos)
		}
		for _, lang := range []string{"fr", "en"} {
			r := d.Renderer(Config{Lang: lang, Resolver: anyTarget{}}, &found)
			var b strings.Builder
			for _, s := range d.Sections {
				if s.Heading != nil {
					b.WriteString(string(r.Heading(s.Heading)))
				}
				b.WriteString(string(r.Blocks(s.Blocks)))
				for _, block := range s.Blocks {
					look(block)
				}
			}
			b.WriteString(string(r.Footnotes()))
			checkHTML(t, b.String())
			if b.Len() > 200*len(source)+1000 {
				t.Errorf("%d bytes of HTML from %d", b.Len(), len(source))
			}
		}
	})
}

// look asks a block everything that a question may ask of it.
func look(b Block) {
	switch b.Kind() {
	case Answer:
		b.AnswerLine()
	case Tasks, Ordered:
		for _, item := range b.Items() {
			item.Label.Empty()
			if !item.Label.Empty() {
				item.Label.Plain()
				item.Label.Source()
				item.Label.Link()
				item.Label.Pos()
			}
		}
	case Table:
		for _, row := range b.Rows() {
			for _, cell := range row {
				cell.Source()
				cell.Pos()
			}
		}
	}
	b.Gaps()
	b.HasTasks()
	b.Footnotes()
}

// checkHTML refuses markup that a browser would have to mend, or that could do anything.
func checkHTML(t *testing.T, markup string) {
	t.Helper()
	void := []string{"br", "hr", "img", "input", "source", "track"}
	dead := []string{"script", "style", "iframe", "object", "embed", "base", "meta", "link", "form"}
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%q is not closed in\n%s", open, markup)
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("a comment or a doctype in\n%s", markup)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Errorf("</%s> closes %q in\n%s", token.Data, open, markup)
				return
			}
			open = open[:len(open)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			if slices.Contains(dead, token.Data) {
				t.Errorf("<%s> in\n%s", token.Data, markup)
			}
			if token.Data == "a" && slices.Contains(open, "a") {
				t.Errorf("a link in a link in\n%s", markup)
			}
			if kind == html.StartTagToken && !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
			checkAttributes(t, token, ids, markup)
		}
	}
}

func checkAttributes(t *testing.T, token html.Token, ids map[string]bool, markup string) {
	t.Helper()
	seen := map[string]bool{}
	for _, a := range token.Attr {
		address := strings.ToLower(strings.TrimSpace(a.Val))
		switch {
		case seen[a.Key]:
			t.Errorf("%s twice on <%s> in\n%s", a.Key, token.Data, markup)
		case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || strings.ContainsAny(a.Key, "<\"'`"):
			t.Errorf("the attribute %q on <%s> in\n%s", a.Key, token.Data, markup)
		case (a.Key == "href" || a.Key == "src" || a.Key == "poster") &&
			(strings.HasPrefix(address, "javascript:") || strings.HasPrefix(address, "data:") || strings.HasPrefix(address, "vbscript:")):
			t.Errorf("the address %q in\n%s", a.Val, markup)
		case a.Key == "id" && ids[a.Val] && !strings.HasPrefix(a.Val, "video-"):
			t.Errorf("the id %q twice in\n%s", a.Val, markup)
		case a.Key == "id":
			ids[a.Val] = true
		}
		seen[a.Key] = true
	}
}

func FuzzDirective(f *testing.F) {
	for _, s := range []string{"<!-- q: a kind=text exact -->", `<!-- term: a also="b, c" -->`, "<!--q:-->", "<!-- glossary: off -->",
		`<!-- q: é "a=b c" = == -->`, "<!-- checkpoint -->", "<!-- x -- y -->", "<!-->", "<!--->", "<!-- note: a -->"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		var found diag.List
		source := "## A\n" + comment + "\n\nb\n"
		d := Parse("x", []byte(source), 0, &found)
		for _, s := range d.Sections {
			dir := s.Directive
			if dir == nil {
				continue
			}
			if directives[dir.Name] == "" && dir.Name != "checkpoint" {
				t.Errorf("an unknown directive %q", dir.Name)
			}
			for _, a := range dir.Args {
				if a.Pos.Line != dir.Pos.Line || a.Pos.Col <= dir.Pos.Col {
					t.Errorf("%q stands at %s, its comment at %s", a.Key, a.Pos, dir.Pos)
				}
			}
		}
	})
}
