package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"sentier/internal/diag"
)

// loose is what, met in plain text, was meant as something else, or would be something else on a forge.
var loose = []struct {
	sign    string // a text without it is not searched
	pattern *regexp.Regexp
	message *diag.Message
}{
	{"://", regexp.MustCompile(`(?i)\b(?:https?|ftp)://[^\s<>]+`), diag.LinkBare},
	{"www.", regexp.MustCompile(`\bwww\.[^\s<>]+\.[^\s<>]+`), diag.LinkBare},
	{"@", regexp.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]+`), diag.LinkBareMail},
	{"](", regexp.MustCompile(`\]\([^)\n]*\)?`), diag.LinkMalformed},
	{"][", regexp.MustCompile(`\]\[[^\]\n]*\]`), diag.LinkUndefined},
	{"[^", regexp.MustCompile(`\[\^[^\]\s]+\]`), diag.FootnoteUndefined},
	{"&#", regexp.MustCompile(`&#[0-9A-Fa-fxX]+;`), diag.EncodingReference},
}

// checkInline refuses, in one block of text, raw HTML, bare addresses, and links and footnotes that came to
// nothing.
func (d *Document) checkInline(block ast.Node, found *diag.List) {
	var run []*ast.Text // texts that follow each other in the source
	flush := func() {
		if len(run) > 0 {
			d.checkLoose(run, found)
			run = run[:0]
		}
	}
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				run = append(run, n)
			}
			return ast.WalkContinue, nil
		case *ast.CodeSpan, *ast.AutoLink:
			flush()
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML:
			flush()
			if entering {
				segment := n.Segments.At(0)
				raw := string(segment.Value(d.body))
				if strings.HasPrefix(raw, "<!--") {
					found.Add(diag.CommentInside, d.pos(n.Pos()))
				} else {
					found.Add(diag.HTMLRefused, d.pos(n.Pos()), firstTag(raw))
				}
			}
		case *ast.Link, *ast.Image:
			flush()
			if entering {
				d.checkAddress(n, found)
			}
		default:
			if n != block {
				flush()
			}
		}
		return ast.WalkContinue, nil
	})
	flush()
}

func (d *Document) checkAddress(n ast.Node, found *diag.List) {
	dest := ""
	switch n := n.(type) {
	case *ast.Link:
		dest = string(n.Destination)
	case *ast.Image:
		dest = string(n.Destination)
	}
	if strings.TrimSpace(dest) == "" {
		found.Add(diag.LinkEmpty, d.pos(n.Pos()))
	}
	if len(dest) > maxAddress {
		found.Add(diag.LimitAddress, d.pos(n.Pos()), maxAddress)
	}
}

func (d *Document) checkLoose(run []*ast.Text, found *diag.List) {
	var b strings.Builder
	offsets := make([]int, 0, len(run))
	starts := make([]int, 0, len(run))
	for _, t := range run {
		starts = append(starts, b.Len())
		offsets = append(offsets, t.Segment.Start)
		b.Write(t.Segment.Value(d.body))
		if t.SoftLineBreak() || t.HardLineBreak() {
			b.WriteByte('\n')
		}
	}
	text := b.String()
	inLink := inside(run[0], ast.KindLink)
	for _, l := range loose {
		if !strings.Contains(text, l.sign) || inLink && (l.message == diag.LinkBare || l.message == diag.LinkBareMail) {
			continue
		}
		for _, m := range l.pattern.FindAllStringIndex(text, -1) {
			if escaped(text, m[0]) {
				continue
			}
			i := len(starts) - 1
			for starts[i] > m[0] {
				i--
			}
			if l.message == diag.EncodingReference {
				if _, is := reference(text[m[0]:m[1]]); is == "\ufffd" {
					found.Add(l.message, d.pos(offsets[i]+m[0]-starts[i]), text[m[0]:m[1]])
				}
				continue
			}
			what, at := strings.TrimRight(text[m[0]:m[1]], ".,;:!?"), offsets[i]+m[0]-starts[i]
			switch {
			case l.message == diag.LinkUndefined: // without the bracket that ends the words
				what, at = what[1:], at+1
			case strings.HasPrefix(what, "www."):
				what = "https://" + what
			}
			found.Add(l.message, d.pos(at), what)
		}
	}
}

func inside(n ast.Node, kind ast.NodeKind) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == kind {
			return true
		}
	}
	return false
}

// escaped tells whether an odd number of backslashes stands before offset i.
func escaped(s string, i int) bool {
	n := 0
	for i-n > 0 && s[i-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// checkFootnotes refuses notes defined twice or never called.
func (d *Document) checkFootnotes(found *diag.List) {
	first := map[string]diag.Pos{}
	for _, f := range d.defined {
		at := d.pos(f.Pos())
		before, twice := first[string(f.Ref)]
		switch {
		case twice:
			found.Add(diag.FootnoteTwice, at, string(f.Ref), before.String())
		case f.Index < 0:
			found.Add(diag.FootnoteUnused, at, string(f.Ref))
		}
		if !twice {
			first[string(f.Ref)] = at
		}
	}
}

// checkReferences refuses reference definitions that are defined twice or never used.
func (d *Document) checkReferences(found *diag.List) {
	used := map[string]bool{}
	var defined []*ast.LinkReferenceDefinition
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		var ref *ast.ReferenceLink
		switch n := n.(type) {
		case *ast.LinkReferenceDefinition:
			defined = append(defined, n)
		case *ast.Link:
			ref = n.Reference
		case *ast.Image:
			ref = n.Reference
		}
		if ref != nil {
			used[label(ref.Value)] = true
		}
		return ast.WalkContinue, nil
	})
	first := map[string]diag.Pos{}
	for _, def := range defined {
		name, at := label(def.Label), d.pos(def.Pos())
		if before, twice := first[name]; twice {
			found.Add(diag.ReferenceTwice, at, string(def.Label), before.String())
			continue
		}
		first[name] = at
		if !used[name] {
			found.Add(diag.ReferenceUnused, at, string(def.Label))
		}
	}
}

// label normalises the name of a reference: links match whatever their case and spaces.
func label(s []byte) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.Trim(string(s), "[]")), " "))
}

// Footnotes tells where the first call of a footnote stands in the block, or false.
func (b Block) Footnotes() (diag.Pos, bool) { return footnotes(b.d, b.node) }

// Footnotes tells the same of the heading.
func (h *Heading) Footnotes(d *Document) (diag.Pos, bool) { return footnotes(d, h.node) }

func footnotes(d *Document, node ast.Node) (diag.Pos, bool) {
	var at diag.Pos
	has := false
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == east.KindFootnoteLink && entering {
			at, has = d.pos(n.Pos()), true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return at, has
}
