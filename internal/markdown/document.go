// Package markdown reads the Markdown of courses and writes their HTML. It is the only user of goldmark: other
// packages see sections, blocks and findings, never a syntax tree.
//
// Parse reads a file and finds every departure from the course format that can be seen in one file alone; a
// Renderer then writes blocks as typeset, safe HTML, and asks a Resolver where links and media lead. It never
// reads a file, and it never passes raw HTML on: what looks like HTML in a source comes out escaped.
//
// compile is its one caller for courses. Pathological input is refused before it is parsed (see limits.go).
package markdown

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sentier/internal/diag"
	"sentier/internal/lang"
)

// Document is one parsed file.
type Document struct {
	Sections []Section // in order; the first holds what stands before any heading
	Unread   bool      // a limit was met: what it holds is not known, and there is nothing to render

	path   string
	body   []byte // the Markdown, after the front matter
	before int    // lines of the file that precede body
	lines  []int  // offsets in body at which its lines start

	root       ast.Node
	directives map[ast.Node]*Directive
	anchors    map[ast.Node]string
	unlinked   map[ast.Node]bool // blocks without automatic glossary links
	decoration map[ast.Node]bool // blocks whose image needs no alternative text
	fences     map[int]bool      // offsets of the lines that open blocks of code
	footnotes  []*east.Footnote  // used ones, by number
	defined    []*east.Footnote  // all, as written
}

var dialect = newParser(
	parser.WithInlineParsers(util.Prioritized(gapParser{}, 90)),
	parser.WithASTTransformers(util.Prioritized(footnoteCollector{}, 500)),
)

func newParser(options ...parser.Option) parser.Parser {
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList,
			extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(options...),
	)
	return md.Parser()
}

// Parse reads body, the Markdown of the file at path whose first line comes after `before` others, and adds what
// departs from the format to found. The document is always there, if empty. One with findings may be rendered, to
// find more, but not be shown.
func Parse(path string, body []byte, before int, found *diag.List) *Document {
	d := &Document{
		path: path, body: body, before: before,
		directives: map[ast.Node]*Directive{}, anchors: map[ast.Node]string{},
		unlinked: map[ast.Node]bool{}, decoration: map[ast.Node]bool{},
	}
	d.lines = lineStarts(body)
	if d.Unread = !d.withinLimits(found); d.Unread {
		return d
	}
	pc := parser.NewContext()
	d.root = dialect.Parse(text.NewReader(body), parser.WithContext(pc))
	if d.Unread = !d.checkCost(found); d.Unread {
		return d
	}
	d.defined, _ = pc.Get(definedFootnotes).([]*east.Footnote)
	d.collectFootnotes()
	d.check(found)
	d.split(found)
	return d
}

// Unread is the document of a file that cannot be read at all.
func Unread(path string) *Document { return &Document{path: path, lines: []int{0}, Unread: true} }

func lineStarts(src []byte) []int {
	starts := []int{0}
	for i := 0; ; {
		n := bytes.IndexByte(src[i:], '\n')
		if n < 0 {
			return starts
		}
		i += n + 1
		starts = append(starts, i)
	}
}

// Pos is the place of an offset of the body.
func (d *Document) pos(offset int) diag.Pos {
	offset = min(max(offset, 0), len(d.body))
	line := sort.SearchInts(d.lines, offset+1) - 1
	return diag.Pos{
		Path: d.path,
		Line: d.before + line + 1,
		Col:  utf8.RuneCount(d.body[d.lines[line]:offset]) + 1,
	}
}

// line gives the source line that holds an offset, without its end, and where it starts.
func (d *Document) line(offset int) (string, int) {
	i := sort.SearchInts(d.lines, offset+1) - 1
	end := len(d.body)
	if i+1 < len(d.lines) {
		end = d.lines[i+1] - 1
	}
	return string(d.body[d.lines[i]:end]), d.lines[i]
}

// Words counts the words of prose in the document, code and answers included.
func (d *Document) Words() int { return len(bytes.Fields(d.body)) }

// Anchors are those of the headings, in order.
func (d *Document) Anchors() []string {
	var all []string
	for _, s := range d.Sections {
		if s.Heading != nil {
			all = append(all, s.Heading.Anchor)
		}
	}
	return all
}

// End is the place after the last character.
func (d *Document) End() diag.Pos { return d.pos(len(d.body)) }

// Start is the place of the first character.
func (d *Document) Start() diag.Pos { return d.pos(0) }

// split parts the top-level blocks at their headings, ties directives to what they stand under, and gives every
// heading its anchor.
func (d *Document) split(found *diag.List) {
	var anchors lang.Anchors
	section := Section{}
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if section.Heading != nil || len(section.Blocks) > 0 {
				d.Sections = append(d.Sections, section)
			}
			plain := strings.TrimSpace(d.plainText(n))
			h := &Heading{Level: n.Level, Anchor: anchors.Add(plain), Plain: plain, Pos: d.pos(d.lineStart(n.Pos())), node: n}
			d.anchors[n] = h.Anchor
			section = Section{Heading: h}
			if dir := d.directives[n.NextSibling()]; dir != nil && dir.opens() {
				section.Directive = dir
			}
		case *ast.HTMLBlock:
			d.place(n, section, found)
		case *east.FootnoteList, *ast.LinkReferenceDefinition:
		default:
			section.Blocks = append(section.Blocks, Block{d: d, node: n})
		}
	}
	if section.Heading != nil || len(section.Blocks) > 0 {
		d.Sections = append(d.Sections, section)
	}
}

// place ties the directive of a comment to the block that it is about, or says that it has none.
func (d *Document) place(n *ast.HTMLBlock, in Section, found *diag.List) {
	dir := d.directives[n]
	switch {
	case dir == nil || in.Directive == dir: // a note, or already tied to its heading
	case dir.opens():
		found.Add(diag.CommentMisplaced, dir.Pos, dir.Name)
	case n.NextSibling() == nil || n.NextSibling().Kind() == ast.KindHTMLBlock || n.NextSibling().Kind() == ast.KindHeading:
		found.Add(diag.CommentBeforeNothing, dir.Pos, dir.Name)
	case dir.Name == "glossary":
		d.unlinked[n.NextSibling()] = true
	case dir.Name == "image":
		d.decoration[n.NextSibling()] = true
	}
}

func (d *Document) lineStart(offset int) int {
	_, start := d.line(offset)
	return start
}

var definedFootnotes = parser.NewContextKey()

// footnoteCollector keeps the footnotes as written, before goldmark drops those that nothing refers to.
type footnoteCollector struct{}

func (footnoteCollector) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	var all []*east.Footnote
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if list, ok := n.(*east.FootnoteList); ok && entering {
			for f := list.FirstChild(); f != nil; f = f.NextSibling() {
				all = append(all, f.(*east.Footnote))
			}
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	pc.Set(definedFootnotes, all)
}

func (d *Document) collectFootnotes() {
	for _, f := range d.defined {
		if f.Index > 0 {
			d.footnotes = append(d.footnotes, f)
		}
	}
	slices.SortFunc(d.footnotes, func(a, b *east.Footnote) int { return a.Index - b.Index })
}
