package markdown

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/glossary"
	"sentier/internal/i18n"
	"sentier/internal/lang"
	"sentier/internal/quiz"
)

// Target is where a link leads.
type Target struct {
	Href  string        // address to write; may hold course.LangMark
	Term  string        // id of the glossary entry, for glossary: links
	Media *course.Media // the file of the course, for links to one
	Video *course.Video // a film on a host that the site lists; Facade is not filled yet
}

// Resolver says where addresses lead. What leads nowhere it adds to its own findings, and gives anything.
type Resolver interface {
	Link(address string, at diag.Pos) Target
	Image(address string, at diag.Pos) *course.Media // nil: none
}

// Config is what a Renderer needs to know. Its zero value renders plain CommonMark for tests of the parser.
type Config struct {
	Lang     string // of the text: its typography, and that of the words around it
	Messages *i18n.Catalog
	Resolver Resolver

	// Terms finds the first mentions of glossary entries in a stretch of text; nil links none.
	Terms    func(text string) []glossary.Match
	TermHref func(glossary.EntryID) string
	// Mention is told of every entry that the author links by hand; nil: nobody is.
	Mention func(id string)

	// InlineSVG gives the markup of an image that is to be drawn in the page, its ids prefixed; "" where it is to
	// be an <img>.
	InlineSVG func(m *course.Media, alt, prefix string) template.HTML
	// Sidecars finds the files that go with a player: captions and transcripts by language.
	Sidecars func(m *course.Media) Sidecars

	Plain bool // as the CommonMark and GFM specifications render, without anything of ours
}

// Sidecars are the files beside a sound or a film.
type Sidecars struct {
	Captions    map[string]*course.Media // by language
	Transcripts map[string]string        // plain text, by language
}

// Renderer writes the blocks of one document. It is used by one goroutine.
type Renderer struct {
	Config
	Videos []course.Video  // facades written so far
	Media  []*course.Media // images, sounds and films shown so far, each once

	d       *Document
	found   *diag.List
	out     strings.Builder
	pieces  []piece
	runs    []lang.Run
	figures int
	highlit int    // bytes of code
	fill    func() // writes a gap; nil outside a cloze
}

// Renderer makes one for the document; what it finds while resolving goes to found.
func (d *Document) Renderer(cfg Config, found *diag.List) *Renderer {
	return &Renderer{Config: cfg, d: d, found: found}
}

// Blocks renders blocks in order.
func (r *Renderer) Blocks(blocks []Block) template.HTML {
	return r.take(func() {
		for _, b := range blocks {
			r.block(b.node)
		}
	})
}

// Heading renders a heading with its anchor.
func (r *Renderer) Heading(h *Heading) template.HTML {
	return r.take(func() { r.block(h.node) })
}

// HeadingText renders the inline content of a heading.
func (r *Renderer) HeadingText(h *Heading) template.HTML {
	return r.take(func() { r.inline(h.node, false, nil) })
}

// Inline renders a label or a cell, without links to terms.
func (r *Renderer) Inline(in Inline) template.HTML {
	if in.node == nil {
		return ""
	}
	return template.HTML(strings.TrimSpace(string(r.take(func() { r.inline(in.node, false, nil) }))))
}

// Cloze renders blocks that hold gaps, in pieces: prose, gap, prose…
func (r *Renderer) Cloze(blocks []Block) []quiz.ClozePiece {
	var pieces []quiz.ClozePiece
	rank := 0
	terms := r.Terms
	r.Terms = nil
	r.fill = func() {
		rank++
		pieces = append(pieces, quiz.ClozePiece{HTML: template.HTML(r.out.String())}, quiz.ClozePiece{Gap: rank})
		r.out.Reset()
	}
	rest := r.Blocks(blocks)
	r.fill, r.Terms = nil, terms
	return append(pieces, quiz.ClozePiece{HTML: rest})
}

// Paragraph renders the inline content of a block that is one paragraph.
func (r *Renderer) Paragraph(b Block) template.HTML {
	return r.take(func() { r.inline(b.node, false, nil) })
}

// Footnotes renders the notes of the document; "" where there are none.
func (r *Renderer) Footnotes() template.HTML {
	if len(r.d.footnotes) == 0 {
		return ""
	}
	terms := r.Terms
	defer func() { r.Terms = terms }()
	r.Terms = nil // a first mention stands in the prose
	return r.take(r.footnotes)
}

func (r *Renderer) take(write func()) template.HTML {
	before := r.out.String()
	r.out.Reset()
	write()
	html := r.out.String()
	r.out.Reset()
	r.out.WriteString(before)
	return template.HTML(html)
}

func (r *Renderer) say(key string, args ...any) string {
	if r.Messages == nil {
		return key
	}
	return r.Messages.Say(r.Lang, key, args...)
}

func (r *Renderer) target(address string, at diag.Pos) Target {
	if r.Resolver == nil {
		return Target{Href: address}
	}
	return r.Resolver.Link(address, at)
}

func (r *Renderer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
}

func (r *Renderer) wrap(open string, n ast.Node, end string) {
	r.out.WriteString(open)
	r.children(n)
	r.out.WriteString(end)
}

func (r *Renderer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		r.paragraph(n)
	case *ast.TextBlock:
		r.text(n)
		if n.NextSibling() != nil {
			r.out.WriteByte('\n')
		}
	case *ast.Heading:
		r.heading(n)
	case *ast.Blockquote:
		r.quote(n)
	case *ast.List:
		r.list(n)
	case *ast.ThematicBreak:
		if r.Plain {
			r.out.WriteString("<hr />\n")
		} else {
			r.out.WriteString("<hr>\n")
		}
	case *ast.FencedCodeBlock:
		r.code(n)
	case *ast.CodeBlock:
		r.out.WriteString("<pre><code>" + escapeText(string(n.Lines().Value(r.d.body))) + "</code></pre>\n")
	case *east.Table:
		r.table(n)
	case *east.DefinitionList:
		r.wrap("<dl>\n", n, "</dl>\n")
	case *east.DefinitionTerm:
		r.out.WriteString("<dt>")
		r.text(n)
		r.out.WriteString("</dt>\n")
	case *east.DefinitionDescription:
		r.wrap("<dd>", n, "</dd>\n")
	}
}

// text writes the inline content of a leaf block, with links to terms unless its top-level block refuses them.
func (r *Renderer) text(n ast.Node) {
	var fill func(int)
	if r.fill != nil {
		fill = func(int) { r.fill() }
	}
	r.inline(n, !r.d.unlinked[top(n)], fill)
}

func top(n ast.Node) ast.Node {
	for n.Parent() != nil && n.Parent().Kind() != ast.KindDocument {
		n = n.Parent()
	}
	return n
}

func (r *Renderer) paragraph(n *ast.Paragraph) {
	if !r.Plain && r.standalone(n) {
		return
	}
	r.out.WriteString("<p>")
	r.text(n)
	r.out.WriteString("</p>\n")
}

func (r *Renderer) heading(n *ast.Heading) {
	tag := "h" + strconv.Itoa(n.Level)
	r.out.WriteString("<" + tag)
	if anchor := r.d.anchors[n]; anchor != "" && !r.Plain {
		r.out.WriteString(` id="` + escapeText(anchor) + `"`)
	}
	r.out.WriteString(">")
	r.inline(n, false, nil)
	r.out.WriteString("</" + tag + ">\n")
}

// alertStyles are the classes and messages of alerts.
var alertStyles = map[string]string{
	"IMPORTANT": "key", "WARNING": "warn", "CAUTION": "warn", "TIP": "more", "NOTE": "more",
}

func (r *Renderer) quote(n *ast.Blockquote) {
	name := alertName(r.d, n)
	if name == "" || r.Plain {
		r.wrap("<blockquote>\n", n, "</blockquote>\n")
		return
	}
	style := alertStyles[name]
	r.out.WriteString(`<div class="box ` + style + `"><p class="k"><svg class="i" aria-hidden="true"><use href="#i-` + style +
		`"></use></svg>` + escapeText(r.say("content."+style)) + "</p>\n")
	r.alertBody(n)
	r.out.WriteString("</div>\n")
}

// AlertBody renders what an alert says, without its mark and frame: hints and explanations of questions.
func (r *Renderer) AlertBody(b Block) template.HTML { return r.take(func() { r.alertBody(b.node) }) }

// QuoteBody renders the inside of a quotation.
func (r *Renderer) QuoteBody(b Block) template.HTML { return r.take(func() { r.children(b.node) }) }

// alertBody writes an alert without the line of its mark, which is the start of its first paragraph.
func (r *Renderer) alertBody(n ast.Node) {
	first := n.FirstChild()
	c := first.FirstChild()
	for c != nil {
		t, ok := c.(*ast.Text)
		c = c.NextSibling()
		if ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			break
		}
	}
	if c != nil {
		r.out.WriteString("<p>")
		r.inlineFrom(c, !r.d.unlinked[top(n)], nil)
		r.out.WriteString("</p>\n")
	}
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
}

func (r *Renderer) list(n *ast.List) {
	open, end := "<ul>\n", "</ul>\n"
	if n.IsOrdered() {
		open, end = "<ol>\n", "</ol>\n"
		if n.Start != 1 {
			open = `<ol start="` + strconv.Itoa(n.Start) + "\">\n"
		}
	}
	r.out.WriteString(open)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		r.out.WriteString("<li>")
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			r.out.WriteByte('\n')
		}
		r.children(item)
		r.out.WriteString("</li>\n")
	}
	r.out.WriteString(end)
}

func (r *Renderer) table(n *east.Table) {
	if !r.Plain {
		r.out.WriteString(`<div class="scroll" role="region" tabindex="0" aria-label="` +
			escapeText(r.say("content.table")) + `">`)
	}
	r.out.WriteString("<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		tag := "td"
		switch {
		case row.Kind() == east.KindTableHeader:
			r.out.WriteString("<thead>\n")
			tag = "th"
		case row.PreviousSibling().Kind() == east.KindTableHeader:
			r.out.WriteString("<tbody>\n")
		}
		r.out.WriteString("<tr>\n")
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			r.cell(cell.(*east.TableCell), tag)
		}
		r.out.WriteString("</tr>\n")
		switch {
		case tag == "th":
			r.out.WriteString("</thead>\n")
		case row.NextSibling() == nil:
			r.out.WriteString("</tbody>\n")
		}
	}
	r.out.WriteString("</table>")
	if !r.Plain {
		r.out.WriteString("</div>")
	}
	r.out.WriteByte('\n')
}

func (r *Renderer) cell(n *east.TableCell, tag string) {
	r.out.WriteString("<" + tag)
	if tag == "th" && !r.Plain {
		r.out.WriteString(` scope="col"`)
	}
	if n.Alignment != east.AlignNone {
		if r.Plain {
			r.out.WriteString(` align="` + n.Alignment.String() + `"`)
		} else {
			r.out.WriteString(` class="` + n.Alignment.String() + `"`)
		}
	}
	r.out.WriteString(">")
	if tag == "td" {
		r.text(n)
	} else {
		r.inline(n, false, nil)
	}
	r.out.WriteString("</" + tag + ">\n")
}

func (r *Renderer) footnotes() {
	r.out.WriteString(`<section class="fn" role="doc-endnotes"><h2>` +
		escapeText(r.say("content.notes")) + "</h2>\n<ol>\n")
	for _, f := range r.d.footnotes {
		r.footnote(f)
	}
	r.out.WriteString("</ol></section>\n")
}

func (r *Renderer) footnote(f *east.Footnote) {
	number := strconv.Itoa(f.Index)
	r.out.WriteString(`<li id="fn-` + number + `">`)
	back := r.backLinks(f)
	for c := f.FirstChild(); c != nil; c = c.NextSibling() {
		if p, ok := c.(*ast.Paragraph); ok && c.NextSibling() == nil {
			r.out.WriteString("<p>")
			r.inline(p, false, nil)
			r.out.WriteString(back + "</p>\n")
			back = ""
			continue
		}
		if c.Kind() != east.KindFootnoteBacklink {
			r.block(c)
		}
	}
	r.out.WriteString(back + "</li>\n")
}

// backLinks are the ways back from a note to each place that calls it.
func (r *Renderer) backLinks(f *east.Footnote) string {
	var b strings.Builder
	number := strconv.Itoa(f.Index)
	count := 1
	last := f.LastChild()
	if last != nil && last.Kind() == ast.KindParagraph {
		last = last.LastChild()
	}
	if link, ok := last.(*east.FootnoteBacklink); ok {
		count = link.RefCount
	}
	for i := range count {
		id := "fnref-" + number
		if i > 0 {
			id += "-" + strconv.Itoa(i+1)
		}
		b.WriteString(` <a class="back" href="#` + id + `" role="doc-backlink" aria-label="` +
			escapeText(r.say("content.back", "number", number)) + `">↩</a>`)
	}
	return b.String()
}
