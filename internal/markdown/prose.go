package markdown

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"sentier/internal/diag"
)

// Prose is what one paragraph, item or definition says to a reader, without marks, and where each word of it stands.
type Prose struct {
	Text  string
	d     *Document
	spots []spot
}

// spot is where a run of a Prose starts, there and in the source, and where it ends in the source.
type spot struct{ at, from, to int }

// Pos is the place of a byte of the text.
func (p Prose) Pos(offset int) diag.Pos {
	i := sort.Search(len(p.spots), func(i int) bool { return p.spots[i].at > offset }) - 1
	if i < 0 {
		return p.d.Start()
	}
	s := p.spots[i]
	return p.d.pos(min(s.from+offset-s.at, s.to)) // a character written as a reference shifts the rest of its run
}

// Prose gives the paragraphs, items and definitions of the document, in order. Headings, tables, code, typed answers
// and the text of footnotes are left out: nobody reads those as sentences.
func (d *Document) Prose() []Prose {
	var all []Prose
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			all = d.prose(all, b.node)
		}
	}
	return all
}

func (d *Document) prose(all []Prose, n ast.Node) []Prose {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *east.DefinitionTerm:
		if !d.isAnswer(n) {
			p := Prose{d: d}
			var b strings.Builder
			p.say(&b, n)
			p.Text = b.String()
			if name := alertName(d, n.Parent()); name != "" && n.PreviousSibling() == nil {
				p.Text, p.spots = trimmed(p, len("[!"+name+"]"))
			}
			if strings.TrimSpace(p.Text) != "" {
				all = append(all, p)
			}
		}
		return all
	case *east.Table, *ast.Heading, *ast.FencedCodeBlock:
		return all
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			all = d.prose(all, c)
		}
	}
	return all
}

// trimmed leaves out the first bytes of a text.
func trimmed(p Prose, n int) (string, []spot) {
	n = min(n, len(p.Text))
	var spots []spot
	for _, s := range p.spots {
		if s.at < n {
			s.from, s.at = s.from+n-s.at, n
		}
		s.at -= n
		spots = append(spots, s)
	}
	return p.Text[n:], spots
}

// say appends what a node says. A picture in a line says nothing there.
func (p *Prose) say(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			p.spots = append(p.spots, spot{b.Len(), c.Segment.Start, c.Segment.Stop})
			text := string(c.Segment.Value(p.d.body))
			if !inside(c, ast.KindCodeSpan) {
				text = decoded(text)
			}
			b.WriteString(text)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			p.spots = append(p.spots, spot{b.Len(), c.Pos() + 1, c.Pos() + 1})
			b.Write(c.Label(p.d.body))
		case *gap:
			p.spots = append(p.spots, spot{b.Len(), c.Pos(), c.Pos()})
			first, _, _ := strings.Cut(c.Answers, "|")
			b.WriteString(strings.TrimSpace(first))
		case *ast.Image, *east.FootnoteLink, *east.TaskCheckBox:
		default:
			p.say(b, c)
		}
	}
}

// Link is a link as it is written.
type Link struct {
	Text    string // its words, or what its image shows
	Address string
	Auto    bool // <https://…>: the address is the words
	Pos     diag.Pos
	Section int // rank in Sections; -1: in a footnote
}

// Links gives those of the document, in order, those of its footnotes last.
func (d *Document) Links() []Link {
	var all []Link
	collect := func(root ast.Node, section int) {
		_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *ast.Link:
				all = append(all, Link{Text: strings.TrimSpace(d.plainText(n)), Address: string(n.Destination), Pos: d.pos(n.Pos()), Section: section})
			case *ast.AutoLink:
				all = append(all, Link{Text: string(n.Label(d.body)), Address: string(n.URL(d.body)), Auto: true, Pos: d.pos(n.Pos()), Section: section})
			}
			return ast.WalkContinue, nil
		})
	}
	for i, s := range d.Sections {
		if s.Heading != nil {
			collect(s.Heading.node, i)
		}
		for _, b := range s.Blocks {
			collect(b.node, i)
		}
	}
	for _, f := range d.footnotes {
		collect(f, -1)
	}
	return all
}
