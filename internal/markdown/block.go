package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"sentier/internal/diag"
)

// Section is a heading with all blocks up to the next one. The first section of a document may have none.
type Section struct {
	Heading   *Heading
	Directive *Directive // what the comment right under the heading says; nil: none
	Blocks    []Block
}

// Heading is the title of a section.
type Heading struct {
	Level  int
	Anchor string
	Plain  string
	Pos    diag.Pos
	node   ast.Node
}

// Block is the heading as a block to render.
func (h *Heading) Block(d *Document) Block { return Block{d: d, node: h.node} }

// Block is one top-level block.
type Block struct {
	d    *Document
	node ast.Node
}

// Kind is what a block can be to a question.
type Kind int

// The kinds. Other is every block that can only be read.
const (
	Other Kind = iota
	Paragraph
	Answer // a paragraph "= …"
	Gaps   // a paragraph, list or table that holds [= … =]
	Tasks  // a list whose items have boxes to tick
	Ordered
	Table
	Quote
	Alert
)

// Kind of the block.
func (b Block) Kind() Kind {
	switch n := b.node.(type) {
	case *ast.Paragraph:
		switch {
		case b.d.isAnswer(n):
			return Answer
		case len(b.Gaps()) > 0:
			return Gaps
		}
		return Paragraph
	case *ast.List:
		switch {
		case hasTask(n):
			return Tasks
		case len(b.Gaps()) > 0:
			return Gaps
		case n.IsOrdered():
			return Ordered
		}
	case *east.Table:
		if len(b.Gaps()) > 0 {
			return Gaps
		}
		return Table
	case *ast.Blockquote:
		if b.AlertName() != "" {
			return Alert
		}
		return Quote
	}
	return Other
}

// Pos is where the block starts.
func (b Block) Pos() diag.Pos { return b.d.pos(b.node.Pos()) }

func hasTask(list *ast.List) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if taskBox(item) != nil {
			return true
		}
	}
	return false
}

func taskBox(item ast.Node) *east.TaskCheckBox {
	if item.FirstChild() == nil {
		return nil
	}
	box, _ := item.FirstChild().FirstChild().(*east.TaskCheckBox)
	return box
}

// HasTasks tells where, in a block that is no list of options itself, a box to tick hides; false: nowhere.
func (b Block) HasTasks() (diag.Pos, bool) {
	var at diag.Pos
	has := false
	_ = ast.Walk(b.node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == east.KindTaskCheckBox && entering {
			at, has = b.d.pos(n.Pos()), true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return at, has
}

// AlertName is NOTE, TIP, IMPORTANT, WARNING or CAUTION, or "" where the block is no alert.
func (b Block) AlertName() string { return alertName(b.d, b.node) }

func alertName(d *Document, n ast.Node) string {
	p := n.FirstChild()
	if n.Kind() != ast.KindBlockquote || p == nil || p.Kind() != ast.KindParagraph {
		return ""
	}
	line := strings.TrimRight(d.firstLine(p), " \t")
	if m := alertMark.FindStringSubmatch(line); m != nil && m[0] == line {
		for _, kind := range alertKinds {
			if kind == m[1] {
				return kind
			}
		}
	}
	return ""
}

// AnswerLine is what stands after "= " in an Answer block, and where. more tells that the paragraph has further
// lines.
func (b Block) AnswerLine() (answer string, at diag.Pos, more bool) {
	segment := b.node.Lines().At(0)
	line := strings.TrimRight(string(segment.Value(b.d.body)), " \t\n")
	answer = strings.TrimLeft(strings.TrimPrefix(line, "="), " ")
	return answer, b.d.pos(segment.Start + len(line) - len(answer)), b.node.Lines().Len() > 1
}

// Gap is one [= … =] of a block, or a [= that is none.
type Gap struct {
	Answers string
	Bad     bool
	Inside  bool // in a link, an image or a heading, where none may be
	Pos     diag.Pos
}

// Gaps are those of the block, in order.
func (b Block) Gaps() []Gap { return gaps(b.d, b.node) }

// Gaps are those of a heading, where none may be.
func (h *Heading) Gaps(d *Document) []Gap { return gaps(d, h.node) }

func gaps(d *Document, node ast.Node) []Gap {
	var all []Gap
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if g, ok := n.(*gap); ok && entering {
			all = append(all, Gap{Answers: g.Answers, Bad: g.Bad, Pos: d.pos(g.Pos()),
				Inside: inside(g, ast.KindLink) || inside(g, ast.KindImage) || inside(g, ast.KindHeading)})
		}
		return ast.WalkContinue, nil
	})
	return all
}

// Item is an option or an item to order: its label and what else stands in it.
type Item struct {
	Pos      diag.Pos
	Task     bool // has a box
	Ticked   bool
	Label    Inline
	Feedback []Block  // the block quotes after the label
	OneLine  bool     // the label
	Stray    diag.Pos // the first block that is neither label nor quote; Line 0: none
	Nested   diag.Pos // a box to tick inside the label; Line 0: none
}

// Inline is a stretch of text of one block.
type Inline struct {
	d    *Document
	node ast.Node
}

// Plain is the text without marks.
func (in Inline) Plain() string { return strings.TrimSpace(in.d.plainText(in.node)) }

// Source is the text as written, without a box to tick: two labels that differ there differ to a reader.
func (in Inline) Source() string {
	text := in.d.firstLine(in.node)
	if box, ok := in.node.FirstChild().(*east.TaskCheckBox); ok && box != nil && len(text) > 3 {
		text = text[3:]
	}
	return strings.TrimSpace(text)
}

// Link tells where a link stands in the text; false: there is none.
func (in Inline) Link() (diag.Pos, bool) {
	var at diag.Pos
	has := false
	if in.node == nil {
		return at, false
	}
	_ = ast.Walk(in.node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); entering && (k == ast.KindLink || k == ast.KindAutoLink) {
			at, has = in.d.pos(n.Pos()), true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return at, has
}

// Empty tells that nothing is there: neither text nor image.
func (in Inline) Empty() bool {
	if in.node == nil {
		return true
	}
	for c := in.node.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); c.Kind() != east.KindTaskCheckBox && (!ok || len(strings.TrimSpace(string(t.Segment.Value(in.d.body)))) > 0) {
			return false
		}
	}
	return true
}

// Pos is where the text starts.
func (in Inline) Pos() diag.Pos {
	offset := in.node.Pos()
	if in.node.Kind() == east.KindTableCell && !in.Empty() {
		for in.d.body[offset] == ' ' {
			offset++
		}
	}
	return in.d.pos(offset)
}

// Items are those of a list.
func (b Block) Items() []Item {
	var all []Item
	for n := b.node.FirstChild(); n != nil; n = n.NextSibling() {
		item := Item{Pos: b.d.pos(n.Pos())}
		if box := taskBox(n); box != nil {
			item.Task, item.Ticked = true, box.IsChecked
		}
		first := n.FirstChild()
		if first != nil && (first.Kind() == ast.KindTextBlock || first.Kind() == ast.KindParagraph) {
			item.Label = Inline{b.d, first}
			item.OneLine = first.Lines().Len() == 1
			raw := b.d.firstLine(first)
			if i := nestedBox(raw); i >= 0 {
				item.Nested = b.d.pos(first.Lines().At(0).Start + i)
			}
			first = first.NextSibling()
		}
		for ; first != nil; first = first.NextSibling() {
			if first.Kind() == ast.KindBlockquote {
				item.Feedback = append(item.Feedback, Block{b.d, first})
			} else if item.Stray.Line == 0 {
				item.Stray = b.d.pos(first.Pos())
			}
		}
		all = append(all, item)
	}
	return all
}

// nestedBox finds [x] or [ ] in a label, after its own box; -1: none. GitHub would tick it.
func nestedBox(raw string) int {
	for _, box := range []string{"[x]", "[X]", "[ ]"} {
		if len(raw) > 3 {
			if i := strings.Index(raw[3:], box); i >= 0 {
				return i + 3
			}
		}
	}
	return -1
}

// Rows are those of a table, header first.
func (b Block) Rows() [][]Inline {
	var all [][]Inline
	for row := b.node.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []Inline
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, Inline{b.d, cell})
		}
		all = append(all, cells)
	}
	return all
}

// Path is the file, as findings name it.
func (d *Document) Path() string { return d.path }
