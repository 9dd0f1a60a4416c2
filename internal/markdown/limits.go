package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"sentier/internal/diag"
)

// The bounds of a source, checked before it is parsed where parsing itself would be slow or large.
const (
	MaxBlock   = 16 << 10 // bytes of lines that follow each other without a blank one
	maxLines   = 1024     // of such a block
	maxMarks   = 2048     // brackets, stars, underscores, tildes, backquotes and < in such a block
	maxCalls   = 2048     // of footnotes, definitions counted
	maxCopied  = 1 << 20  // bytes of addresses and titles that references repeat
	MaxColumns = 64       // of a table
	MaxDepth   = 8        // blocks inside blocks: lists, quotations
	maxInline  = 32       // emphasis and links inside each other
	maxMarkers = 64       // markers of lists and quotations on one line, even inside code
	maxMissing = 1024     // cells that the rows of one table may lack before it is not worth parsing
	maxAddress = 2048     // bytes of a link's address
)

var delimiterRow = regexp.MustCompile(`^[ >]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// withinLimits reads the lines once, in linear time, and refuses what would cost too much to parse.
func (d *Document) withinLimits(found *diag.List) bool {
	ok := true
	refuse := func(m *diag.Message, offset int, args ...any) {
		found.Add(m, d.pos(offset), args...)
		ok = false
	}
	var fence Fence
	start, columns, missing := 0, 0, 0 // of the block; its table's columns, 0 outside one; cells lacking in the file
	lines, marks, calls := 0, 0, 0     // of the block, of the file
	for i, from := range d.lines {
		to := len(d.body)
		if i+1 < len(d.lines) {
			to = d.lines[i+1]
		}
		line := string(bytes.TrimRight(d.body[from:to], "\n"))
		trimmed := strings.TrimLeft(line, " \t>")
		if trimmed == "" {
			start, columns, lines, marks = to, 0, 0, 0
			continue
		}
		before := marks
		lines, marks, calls = lines+1, marks+countMarks(line), calls+strings.Count(line, "[^")
		switch {
		case lines == maxLines+1:
			refuse(diag.LimitLines, start, maxLines)
		case before <= maxMarks && marks > maxMarks:
			refuse(diag.LimitMarks, start, maxMarks)
		case calls > maxCalls:
			refuse(diag.LimitCalls, from, maxCalls)
			calls = -1 << 40
		}
		if from-start <= MaxBlock && to-start > MaxBlock {
			refuse(diag.LimitBlock, start, MaxBlock>>10)
		}
		depth, _ := markers(line)
		if code := fence.Next(line); depth > maxMarkers || depth > MaxDepth && !code && !isRule(trimmed) {
			refuse(diag.LimitDepth, from, depth, MaxDepth)
		}
		switch {
		case columns > 0:
			if missing += max(0, columns-len(cells(trimmed))); missing > maxMissing {
				refuse(diag.TableCells, from, len(cells(trimmed)), columns)
				missing = -1 << 40
			}
		case strings.Contains(trimmed, "|") && delimiterRow.MatchString(line):
			if columns = len(cells(trimmed)); columns > MaxColumns {
				refuse(diag.LimitColumns, from, columns, MaxColumns)
			}
		}
	}
	return ok
}

func countMarks(line string) int {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case '[', ']', '*', '_', '~', '`', '<':
			n++
		}
	}
	return n
}

// markers counts the list and quotation marks that a line starts with, and gives what follows them.
func markers(line string) (n int, rest string) {
	for {
		line = strings.TrimLeft(line, " \t")
		digits := strings.TrimLeft(line, "0123456789")
		switch {
		case strings.HasPrefix(line, ">"):
			line = line[1:]
		case len(line) > 1 && strings.ContainsRune("-*+", rune(line[0])) && (line[1] == ' ' || line[1] == '\t'):
			line = line[2:]
		case len(digits) < len(line) && len(line)-len(digits) < 10 && len(digits) > 1 &&
			(digits[0] == '.' || digits[0] == ')') && (digits[1] == ' ' || digits[1] == '\t'):
			line = digits[2:]
		default:
			return n, line
		}
		n++
	}
}

// isRule tells whether a line is a thematic break, which may look like many list marks.
func isRule(line string) bool {
	marks := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, line)
	return len(marks) >= 3 && len(line) < 2*MaxBlock && (strings.Trim(marks, "*") == "" || strings.Trim(marks, "-") == "")
}

// fenceMark gives the run of backquotes or tildes that opens or closes a block of code, or "".
func fenceMark(line string) string {
	for _, c := range "`~" {
		rest := strings.TrimLeft(line, string(c))
		if n := len(line) - len(rest); n >= 3 && (c == '~' || !strings.Contains(rest, "`")) {
			return line[:n]
		}
	}
	return ""
}

// cells parts a row of a table at its bars, as GFM does: a backslash keeps a bar, code does not.
func cells(row string) []string {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	var all []string
	start := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			all = append(all, row[start:i])
			start = i + 1
		}
	}
	return append(all, row[start:])
}

// Fence follows the lines of a source through its blocks of code between fences. Its zero value is ready.
type Fence struct {
	mark   string // that opened the block; "": outside
	quoted int    // marks of quotation before it
}

// Next takes the next line and tells whether it belongs to a block of code, fences included.
func (f *Fence) Next(line string) bool {
	text := strings.TrimLeft(line, " \t>")
	quoted := strings.Count(line[:len(line)-len(text)], ">")
	if f.mark != "" && quoted < f.quoted { // the quotation ends, and the block with it
		f.mark = ""
	}
	if f.mark != "" {
		if rest := strings.TrimLeft(text, f.mark[:1]); strings.HasPrefix(text, f.mark) && strings.TrimSpace(rest) == "" {
			f.mark = ""
		}
		return true
	}
	_, text = markers(line)
	f.mark, f.quoted = fenceMark(text), quoted
	return f.mark != ""
}

// checkCost refuses, in the parsed tree, what would cost too much to go on with.
func (d *Document) checkCost(found *diag.List) bool {
	return d.checkDepth(d.root, 0, 0, found) && d.checkCopied(found)
}

// checkCopied refuses references that would multiply their address and title beyond measure.
func (d *Document) checkCopied(found *diag.List) bool {
	copied, ok := 0, true
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			if n.Reference != nil {
				copied += len(n.Destination) + len(n.Title)
			}
		case *ast.Image:
			if n.Reference != nil {
				copied += len(n.Destination) + len(n.Title)
			}
		}
		if copied > maxCopied {
			found.Add(diag.LimitCopied, d.pos(n.Pos()), maxCopied>>20)
			ok = false
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return ok
}

// checkDepth refuses blocks nested by indentation alone, which only the tree shows.
func (d *Document) checkDepth(n ast.Node, blocks, inlines int, found *diag.List) bool {
	switch n.(type) {
	case *ast.List, *ast.Blockquote:
		blocks++
	case *ast.Emphasis, *ast.Link:
		inlines++
	}
	switch {
	case blocks > MaxDepth:
		found.Add(diag.LimitDepth, d.pos(n.Pos()), blocks, MaxDepth)
		return false
	case inlines > maxInline:
		found.Add(diag.LimitDepth, d.pos(n.Pos()), inlines, maxInline)
		return false
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if !d.checkDepth(c, blocks, inlines, found) {
			return false
		}
	}
	return true
}
