package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/lang"
)

// piece is a part of a block's inline content: text that typography and the glossary read, or finished markup.
type piece struct {
	text   string
	kept   bool // text that stays as typed
	markup string
	opaque bool // markup that counts as a letter to its neighbours
	gap    int  // rank of a gap, from 1; 0: none
	closed bool // text where no term may be linked
}

// flow collects the pieces of one block.
type flow struct {
	*Renderer
	pieces []piece
	links  int // depth of links around
	gaps   int
}

// inline writes the inline content of a block, typeset, with the first mentions of glossary terms linked where
// terms is set. Gaps are written by fill.
func (r *Renderer) inline(n ast.Node, terms bool, fill func(rank int)) {
	r.inlineFrom(n.FirstChild(), terms, fill)
}

// inlineFrom writes a node and those beside it.
func (r *Renderer) inlineFrom(first ast.Node, terms bool, fill func(rank int)) {
	f := &flow{Renderer: r, pieces: r.pieces[:0]}
	for c := first; c != nil; c = c.NextSibling() {
		f.node(c)
	}
	r.pieces = f.pieces[:0]
	r.typeset(f.pieces)
	for i := 0; i < len(f.pieces); i++ {
		p := f.pieces[i]
		switch {
		case p.gap > 0:
			if fill != nil {
				fill(p.gap)
			}
		case p.text == "":
			r.out.WriteString(p.markup)
		default:
			j := i + 1
			for j < len(f.pieces) && f.pieces[j].text != "" && f.pieces[j].closed == p.closed {
				p.text += f.pieces[j].text
				j++
			}
			i = j - 1
			if terms && !p.closed && r.Terms != nil {
				r.linkTerms(p.text)
			} else {
				r.escape(p.text)
			}
		}
	}
}

func (r *Renderer) typeset(pieces []piece) {
	if r.Lang == "" {
		return
	}
	runs := r.runs[:0]
	for _, p := range pieces {
		if p.text != "" || p.opaque {
			runs = append(runs, lang.Run{Text: p.text, Opaque: p.opaque, Kept: p.kept})
		}
	}
	lang.Typography(r.Lang, runs)
	i := 0
	for k := range pieces {
		if p := &pieces[k]; p.text != "" || p.opaque {
			if p.text != "" {
				p.text = runs[i].Text
			}
			i++
		}
	}
	r.runs = runs[:0]
}

func (r *Renderer) linkTerms(text string) {
	at := 0
	for _, m := range r.Terms(text) {
		r.escape(text[at:m.Start])
		r.out.WriteString(`<a class="term" href="` + escapeText(r.TermHref(m.ID)) + `" data-term="` + string(m.ID) + `">`)
		r.escape(text[m.Start:m.End])
		r.out.WriteString("</a>")
		at = m.End
	}
	r.escape(text[at:])
}

func (f *flow) markup(s string) { f.pieces = append(f.pieces, piece{markup: s}) }

func (f *flow) opaque(s string) { f.pieces = append(f.pieces, piece{markup: s, opaque: true}) }

func (f *flow) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f.node(c)
	}
}

func (f *flow) wrap(n ast.Node, open, end string) {
	f.markup(open)
	f.children(n)
	f.markup(end)
}

func (f *flow) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		f.text(n)
	case *ast.String:
		f.pieces = append(f.pieces, piece{text: string(n.Value), closed: f.links > 0})
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		f.wrap(n, "<"+tag+">", "</"+tag+">")
	case *east.Strikethrough:
		f.wrap(n, "<del>", "</del>")
	case *ast.CodeSpan:
		f.opaque("<code>" + escapeText(codeText(n, f.d.body)) + "</code>")
	case *ast.RawHTML:
		f.opaque(escapeText(string(n.Segments.Value(f.d.body))))
	case *ast.AutoLink:
		f.autoLink(n)
	case *ast.Link:
		f.link(n)
	case *ast.Image:
		f.opaque(f.image(n))
	case *east.FootnoteLink:
		f.markup(f.footnoteCall(n))
	case *gap:
		f.gaps++
		f.pieces = append(f.pieces, piece{opaque: true, gap: f.gaps})
	case *east.TaskCheckBox:
		if f.Plain {
			checked := ""
			if n.IsChecked {
				checked = `checked="" `
			}
			f.markup(`<input ` + checked + `disabled="" type="checkbox"> `)
		}
	default:
		f.children(n)
	}
}

func (f *flow) text(n *ast.Text) {
	source := string(n.Segment.Value(f.d.body))
	decode(source, func(text string, kept bool) {
		f.pieces = append(f.pieces, piece{text: text, kept: kept, closed: f.links > 0})
	})
	switch {
	case n.HardLineBreak():
		f.markup(f.lineBreak())
		f.pieces = append(f.pieces, piece{text: "\n", kept: true, closed: true})
	case n.SoftLineBreak():
		f.pieces = append(f.pieces, piece{text: "\n", closed: f.links > 0})
	}
}

func (r *Renderer) lineBreak() string {
	if r.Plain {
		return "<br />"
	}
	return "<br>"
}

// codeText is the inside of a code span, whose line ends count as spaces.
func codeText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			value := string(t.Segment.Value(source))
			b.WriteString(strings.ReplaceAll(value, "\n", " "))
		}
	}
	return b.String()
}

func (f *flow) autoLink(n *ast.AutoLink) {
	url, label := string(n.URL(f.d.body)), string(n.Label(f.d.body))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	t := f.target(url, f.d.pos(n.Pos()))
	f.opaque(`<a href="` + href(t.Href) + `">` + escapeText(label) + "</a>")
}

func (f *flow) link(n *ast.Link) {
	t := f.target(decoded(string(n.Destination)), f.d.pos(n.Pos()))
	if t.Media != nil && isPlayable(t.Media) {
		f.found.Add(diag.MediaPlayerInline, f.d.pos(n.Pos()))
	}
	open := `<a href="` + href(t.Href) + `"`
	if t.Term != "" {
		open = `<a class="term" href="` + href(t.Href) + `" data-term="` + escapeText(t.Term) + `"`
		if f.Mention != nil {
			f.Mention(t.Term)
		}
	}
	if len(n.Title) > 0 {
		open += ` title="` + escapeText(Typeset(f.Lang, decoded(string(n.Title)))) + `"`
	}
	f.links++
	f.wrap(n, open+">", "</a>")
	f.links--
}

// href writes an address as an attribute: percent-encoded where the source is not, then escaped. The room for the
// page's language stays as it is.
func href(address string) string {
	parts := strings.Split(address, course.LangMark)
	for i, part := range parts {
		parts[i] = escapeText(string(util.URLEscape([]byte(part), false)))
	}
	return strings.Join(parts, course.LangMark)
}

func (r *Renderer) footnoteCall(n *east.FootnoteLink) string {
	number := strconv.Itoa(n.Index)
	id := "fnref-" + number
	if n.RefIndex > 0 {
		id += "-" + strconv.Itoa(n.RefIndex+1)
	}
	return `<sup class="fnref"><a id="` + id + `" href="#fn-` + number + `" role="doc-noteref" aria-label="` +
		escapeText(r.say("content.note", "number", number)) + `">` + number + `</a></sup>`
}

func (r *Renderer) escape(s string) { r.out.WriteString(escapeText(s)) }

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escapeText escapes text between tags. Apostrophes stay: pages are full of them.
func escapeText(s string) string { return textEscaper.Replace(s) }
