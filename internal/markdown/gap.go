package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

var kindGap = ast.NewNodeKind("Gap")

// gap is [= answer | variant =] in a line of prose: a hole to fill in a cloze. It binds tighter than emphasis and
// links. Bad is set on a [= that is no gap.
type gap struct {
	ast.BaseInline
	Answers string // between the marks, trimmed
	Bad     bool
}

func (*gap) Kind() ast.NodeKind { return kindGap }

func (g *gap) Dump(source []byte, level int) { ast.DumpHelper(g, source, level, nil, nil) }

type gapParser struct{}

func (gapParser) Trigger() []byte { return []byte{'['} }

func (gapParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 2 || line[1] != '=' {
		return nil
	}
	g := &gap{}
	g.SetPos(segment.Start)
	inner, end := gapInside(string(line))
	if end == 0 {
		g.Bad = true
		block.Advance(2)
		return g
	}
	g.Answers = inner
	block.Advance(end)
	return g
}

// gapInside gives what stands between "[= " and " =]" at the start of line, and where the gap ends; 0: no gap.
// Inside backquotes " =]" is text.
func gapInside(line string) (string, int) {
	if !strings.HasPrefix(line, "[= ") {
		return "", 0
	}
	code := false
	for i := len("[= ") - 1; i+3 <= len(line); i++ {
		switch {
		case line[i] == '`':
			code = !code
		case code:
		case line[i:i+3] == " =]":
			if inner := strings.TrimSpace(line[2:i]); i > 2 && inner != "" {
				return inner, i + 3
			}
			return "", 0
		case line[i:i+2] == "=]", line[i:i+2] == "[=": // the end of this one, without its space, or another
			return "", 0
		}
	}
	return "", 0
}
