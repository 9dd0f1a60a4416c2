package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"sentier/internal/diag"
)

// check finds what the format refuses in the parsed tree, and reads the directives on its way.
func (d *Document) check(found *diag.List) {
	d.fences = map[int]bool{}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindFencedCodeBlock && entering {
			d.fences[d.lineStart(n.Pos())] = true
		}
		return ast.WalkContinue, nil
	})
	d.checkFootnotes(found)
	d.checkReferences(found)
	level := 1
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			level = d.checkHeading(n, level, found)
		case *ast.CodeBlock:
			found.Add(diag.BlockIndented, d.pos(n.Pos()))
		case *ast.FencedCodeBlock:
			d.checkFence(n, found)
		case *ast.HTMLBlock:
			if dir := d.comment(n, found); dir != nil {
				d.directives[n] = dir
			}
		case *ast.Blockquote:
			d.checkQuote(n, found)
		case *east.DefinitionTerm:
			if n.NextSibling() != nil && n.NextSibling().Kind() == east.KindDefinitionTerm {
				found.Add(diag.BlockWrappedTerm, d.pos(n.Pos()))
			}
		case *east.TableHeader, *east.TableRow:
			d.checkRow(n, found)
		}
		if n.Type() != ast.TypeInline && isLeaf(n) && !d.isAnswer(n) {
			d.checkLines(n, found)
			d.checkInline(n, found)
		}
		return ast.WalkContinue, nil
	})
}

// isLeaf tells whether n is a block that holds text: a paragraph, a heading, a cell…
func isLeaf(n ast.Node) bool {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell, *east.DefinitionTerm:
		return true
	}
	return false
}

// isAnswer tells whether a paragraph is a typed answer, "= …", whose text is nobody's Markdown.
func (d *Document) isAnswer(n ast.Node) bool {
	return n.Kind() == ast.KindParagraph && n.Parent().Kind() == ast.KindDocument && strings.HasPrefix(d.firstLine(n), "= ")
}

func (d *Document) firstLine(n ast.Node) string {
	if n.Lines().Len() == 0 {
		return ""
	}
	segment := n.Lines().At(0)
	return strings.TrimRight(string(segment.Value(d.body)), "\n")
}

var (
	attributes = regexp.MustCompile(`\{#[^}]*\}\s*$`)
	hashes     = regexp.MustCompile(`^ {0,3}#{1,6}([ \t]|$)`)
)

// checkHeading gives the level that the next heading may not be deeper than by more than one.
func (d *Document) checkHeading(n *ast.Heading, level int, found *diag.List) int {
	line, start := d.line(n.Pos())
	at := d.pos(n.Pos())
	switch {
	case n.Parent().Kind() != ast.KindDocument:
		found.Add(diag.HeadingInside, at)
	case !hashes.MatchString(line[n.Pos()-start:]):
		found.Add(diag.HeadingUnderlined, at)
	case n.Level == 1:
		found.Add(diag.HeadingTitle, d.pos(start))
	case n.ChildCount() == 0:
		found.Add(diag.HeadingEmpty, d.pos(start))
	case attributes.MatchString(line):
		found.Add(diag.HeadingID, d.pos(start+attributes.FindStringIndex(line)[0]))
	case n.Level > 4:
		found.Add(diag.HeadingDeep, d.pos(start))
	case n.Level > level+1:
		found.Add(diag.HeadingSkips, d.pos(start), strings.Repeat("#", level+1), strings.Repeat("#", n.Level))
	}
	return n.Level
}

// checkFence refuses a block of code that ends with its container or the file, not with its own mark.
func (d *Document) checkFence(n *ast.FencedCodeBlock, found *diag.List) {
	opening, start := d.line(n.Pos())
	mark := fenceMark(strings.TrimLeft(opening[n.Pos()-start:], " \t"))
	next := start + len(opening) + 1
	if l := n.Lines().Len(); l > 0 {
		next = n.Lines().At(l - 1).Stop
	}
	if next < len(d.body) && !d.fences[next] {
		closing, _ := d.line(next)
		if rest := strings.TrimLeft(closing, " \t>"); strings.HasPrefix(rest, mark) && strings.Trim(rest, mark[:1]+" \t") == "" {
			return
		}
	}
	found.Add(diag.BlockUnclosed, d.pos(n.Pos()), mark)
}

var (
	alertMark  = regexp.MustCompile(`^\[!([A-Za-z]+)\]`)
	alertKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
)

// checkQuote refuses what looks like an alert and is none on the forges.
func (d *Document) checkQuote(n *ast.Blockquote, found *diag.List) {
	p := n.FirstChild()
	for first := true; p != nil; p, first = p.NextSibling(), false {
		if p.Kind() != ast.KindParagraph {
			continue
		}
		for i := range p.Lines().Len() {
			segment := p.Lines().At(i)
			line := strings.TrimRight(string(segment.Value(d.body)), " \t\n")
			m := alertMark.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			at := d.pos(segment.Start)
			kind := strings.ToUpper(m[1])
			switch near := diag.Nearest(kind, alertKinds); {
			case !first || i > 0:
				found.Add(diag.AlertMerged, at, m[0])
			case n.Parent().Kind() != ast.KindDocument:
				found.Add(diag.AlertNested, at, m[0])
			case near != m[1]:
				if near == "" {
					near = strings.Join(alertKinds, ", ")
				}
				found.Add(diag.AlertUnknown, at, m[0], near)
			case line != m[0]:
				found.Add(diag.AlertNotAlone, at, m[0])
			case p.Lines().Len() == 1 && p.NextSibling() == nil:
				found.Add(diag.AlertEmpty, at, m[0])
			}
		}
	}
}

// checkRow refuses a row that has not as many cells as its header: the forges drop or invent some.
func (d *Document) checkRow(n ast.Node, found *diag.List) {
	table := n.Parent().(*east.Table)
	line, start := d.line(n.Pos())
	if got, want := len(cells(line[min(n.Pos()-start, len(line)):])), len(table.Alignments); got != want {
		found.Add(diag.TableCells, d.pos(n.Pos()), got, want)
	}
}

var (
	taskGlued = regexp.MustCompile(`^[-*+][ \t]*\[[ xX]?\][^\s(]|^[-*+]\[[ xX]?\]|^[-*+][ \t]+\[\][ \t]`)
	headGlued = regexp.MustCompile(`^#{2,6}[^\s#]`)
	noBreak   = regexp.MustCompile(`^(?:#{1,6}|[-*+]|[0-9]{1,9}[.)])[\x{a0}\x{202f}]`)
	taskLink  = regexp.MustCompile(`^[-*+][ \t]+\[[ xX]\]\(`)
)

func digitOrHash(text string) bool {
	return text != "" && (text[0] == '#' || '0' <= text[0] && text[0] <= '9')
}

// checkLines refuses lines that were meant as a table, a heading, an item or options to tick, and are not.
func (d *Document) checkLines(n ast.Node, found *diag.List) {
	if k := n.Kind(); k != ast.KindParagraph && k != ast.KindTextBlock {
		return
	}
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line, start := d.line(segment.Start)
		text := line[segment.Start-start:]
		mark := strings.TrimLeft(line, " \t>")
		at := func() diag.Pos { return d.pos(start + len(line) - len(mark)) }
		switch listed := mark != "" && strings.IndexByte("-*+", mark[0]) >= 0; {
		case (listed || digitOrHash(text)) && noBreak.MatchString(text):
			found.Add(diag.BlockNoBreak, d.pos(segment.Start))
		case i == 0 && strings.HasPrefix(text, "##") && headGlued.MatchString(text):
			found.Add(diag.HeadingGlued, d.pos(segment.Start))
		case listed && taskLink.MatchString(mark):
			found.Add(diag.TaskLink, at())
		case listed && taskGlued.MatchString(mark) && (i == 0 || !strings.HasPrefix(text, "[")):
			found.Add(diag.TaskGlued, at())
		case i > 0 && strings.Contains(text, "|") && delimiterRow.MatchString(text):
			header := n.Lines().At(i - 1)
			found.Add(diag.TableHeader, d.pos(segment.Start),
				len(cells(string(header.Value(d.body)))), len(cells(text)))
		}
	}
}
