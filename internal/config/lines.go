package config

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lineKey names a place of the file: the path and, inside a list of tables, which of them. There is one level of
// lists in this format; deeper ones are refused before their lines are asked for.
func lineKey(path []string, index int) string {
	return strconv.Itoa(index) + "\x00" + strings.Join(path, "\x00")
}

// lineNumbers gives the line of every key and table of a document that is known to be good TOML. The parser's
// package is called unstable because its syntax tree may change with a version; go.mod pins one, and the tests
// here hold what is used of it.
func lineNumbers(data []byte) map[string]int {
	n := numbering{lines: map[string]int{}, counts: map[string]int{}}
	n.parser.Reset(data)
	var table []string
	for n.parser.NextExpression() {
		switch node := n.parser.Expression(); node.Kind {
		case unstable.Table:
			table = n.names(nil, node)
			n.put(table, node)
		case unstable.ArrayTable:
			table = n.names(nil, node)
			n.counts[strings.Join(table, "\x00")]++
			n.put(table, node)
		case unstable.KeyValue:
			n.keyValue(table, node)
		}
	}
	return n.lines
}

type numbering struct {
	parser unstable.Parser
	lines  map[string]int
	counts map[string]int // how many tables of each list there were so far
}

func (n *numbering) keyValue(table []string, node *unstable.Node) {
	path := n.names(table, node)
	n.put(path, node)
	n.inside(path, node.Value())
}

// inside goes on into inline tables and lists of them, no further than the walk over the values.
func (n *numbering) inside(path []string, value *unstable.Node) {
	if len(path) >= mostDepth {
		return
	}
	switch value.Kind {
	case unstable.InlineTable:
		for children := value.Children(); children.Next(); {
			n.keyValue(path, children.Node())
		}
	case unstable.Array:
		for children := value.Children(); children.Next(); {
			if element := children.Node(); element.Kind == unstable.InlineTable {
				n.counts[strings.Join(path, "\x00")]++
				n.set(path, n.parser.Shape(element.Raw).Start.Line)
				n.inside(path, element)
			}
		}
	}
}

func (n *numbering) names(table []string, node *unstable.Node) []string {
	path := append([]string{}, table...)
	for keys := node.Key(); keys.Next(); {
		path = append(path, string(keys.Node().Data))
	}
	return path
}

// put records the line of the last part of the key. The first place holds: a table may be named again by its
// children.
func (n *numbering) put(path []string, node *unstable.Node) {
	line := 0
	first := len(path)
	for keys := node.Key(); keys.Next(); {
		first--
		line = n.parser.Shape(keys.Node().Raw).Start.Line
	}
	// A dotted key makes its tables on the way.
	for end := first + 1; end <= min(len(path), mostDepth); end++ {
		n.set(path[:end], line)
	}
}

func (n *numbering) set(path []string, line int) {
	key := lineKey(path, n.index(path))
	if _, known := n.lines[key]; !known {
		n.lines[key] = line
	}
}

// index is which table of its list a path is in; 0 outside lists.
func (n *numbering) index(path []string) int {
	for end := len(path); end > 0; end-- {
		if count := n.counts[strings.Join(path[:end], "\x00")]; count > 0 {
			return count - 1
		}
	}
	return 0
}
