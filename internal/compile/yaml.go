package compile

import (
	"errors"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"sentier/internal/diag"
)

// maxMatterDepth bounds how deep front matter nests: the format needs three levels.
const maxMatterDepth = 5

// value is a part of front matter, read as it is written: what a scalar means is decided by the type of its key.
type value struct {
	pos   diag.Pos
	form  form
	text  string // of a scalar: unquoted, unescaped
	items []value
	keys  []entry
}

// form is what a value looks like.
type form int

const (
	absent form = iota
	scalar
	list
	mapping
)

// entry is a key of a mapping with its value, in the order of the file.
type entry struct {
	name string
	pos  diag.Pos
	value
}

// yamlReader reads the YAML of a front matter: the only place that knows the YAML library.
type yamlReader struct {
	path  string
	shift int      // lines of the file before the YAML
	lines []string // of the YAML
	found *diag.List
}

func (y *yamlReader) at(tk *token.Token) diag.Pos {
	return diag.Pos{Path: y.path, Line: tk.Position.Line + y.shift, Col: max(1, tk.Position.Column)}
}

// read gives the mapping that text holds; false where it cannot be read, which it has reported.
func (y *yamlReader) read(text string) (v value, ok bool) {
	defer func() {
		if recover() != nil { // a fault of the library must not take the program down: it is one bad file
			y.found.Add(diag.FrontYAML, diag.Pos{Path: y.path, Line: y.shift + 1, Col: 1}, "syntax")
			v, ok = value{}, false
		}
	}()
	y.lines = strings.Split(text, "\n")
	tokens := lexer.Tokenize(text)
	if !y.check(tokens) {
		return value{}, false
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		y.syntax(err)
		return value{}, false
	}
	root := value{form: mapping, pos: diag.Pos{Path: y.path, Line: 1, Col: 1}}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if v, ok = y.value(doc.Body, 1); !ok {
			return value{}, false
		}
		if v.form != mapping {
			y.found.Add(diag.FrontNoMapping, v.pos)
			return value{}, false
		}
		root.keys = append(root.keys, v.keys...)
	}
	return root, true
}

// syntax reports an error of the parser where it stands.
func (y *yamlReader) syntax(err error) {
	var placed interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &placed) && placed.GetToken() != nil && placed.GetToken().Position != nil {
		said, _, _ := strings.Cut(placed.GetMessage(), ". ")
		y.found.Add(diag.FrontYAML, y.at(placed.GetToken()), clip(said))
		return
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	y.found.Add(diag.FrontYAML, diag.Pos{Path: y.path, Line: y.shift + 1, Col: 1}, clip(first))
}

// check refuses what YAML allows and front matter does not, and what would cost too much to parse.
func (y *yamlReader) check(tokens token.Tokens) (ok bool) {
	ok = true
	refuse := func(m *diag.Message, tk *token.Token, args ...any) {
		y.found.Add(m, y.at(tk), args...)
		ok = false
	}
	line, colons, dashes, depth := 0, 0, 0, 0
	for _, tk := range tokens {
		if tk.Position.Line != line {
			line, colons, dashes = tk.Position.Line, 0, 0
		}
		switch tk.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType, token.MappingKeyType,
			token.DirectiveType:
			refuse(diag.FrontRefused, tk, clip(strings.TrimSpace(tk.Value)))
			return false // what follows is read askew
		case token.DocumentHeaderType, token.DocumentEndType:
			refuse(diag.FrontDocument, tk)
			return false
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType:
			dashes++
		case token.MappingValueType:
			if colons++; colons > 1 && depth == 0 {
				refuse(diag.FrontColon, tk)
				return false
			}
		case token.CommentType:
			if y.cutsText(tk) {
				refuse(diag.FrontHash, tk)
			}
		}
		if depth > maxMatterDepth || dashes > maxMatterDepth {
			refuse(diag.LimitFrontDepth, tk, maxMatterDepth)
			return false
		}
	}
	return ok
}

// cutsText tells whether a comment follows an unquoted text with less than two spaces between.
func (y *yamlReader) cutsText(comment *token.Token) bool {
	before := comment.Prev
	line, column := comment.Position.Line-1, comment.Position.Column-1
	if before == nil || line < 0 || line >= len(y.lines) {
		return false
	}
	written := []rune(y.lines[line])
	if column < 0 || column > len(written) {
		return false
	}
	text := string(written[:column])
	if strings.TrimSpace(text) == "" || strings.HasSuffix(text, "  ") {
		return false
	}
	switch before.Type {
	case token.StringType, token.IntegerType, token.FloatType, token.BoolType, token.NullType, token.InfinityType,
		token.NanType, token.BinaryIntegerType, token.OctetIntegerType, token.HexIntegerType:
		return true
	}
	return false
}

// value turns a node of the library into ours.
func (y *yamlReader) value(n ast.Node, depth int) (value, bool) {
	v := value{pos: y.at(n.GetToken())}
	if depth > maxMatterDepth {
		y.found.Add(diag.LimitFrontDepth, v.pos, maxMatterDepth)
		return v, false
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return y.mapping(v, n.Values, depth)
	case *ast.MappingValueNode:
		return y.mapping(v, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		v.form = list
		for _, item := range n.Values {
			i, ok := y.value(item, depth+1)
			if !ok {
				return v, false
			}
			v.items = append(v.items, i)
		}
		return v, true
	case *ast.LiteralNode:
		return y.scalar(v, n.Value.Value)
	case *ast.NullNode:
		if n.GetToken().Type == token.ImplicitNullType {
			return v, true
		}
	}
	if _, ok := n.(ast.ScalarNode); !ok {
		y.found.Add(diag.FrontRefused, v.pos, clip(n.GetToken().Value))
		return v, false
	}
	return y.scalar(v, n.GetToken().Value)
}

// scalar refuses what a file may not hold either, and an escape can bring in: control characters, and those that
// turn the direction of text.
func (y *yamlReader) scalar(v value, text string) (value, bool) {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 ||
			r == unicode.ReplacementChar {
			y.found.Add(diag.FrontCharacter, v.pos, r)
			return v, false
		}
	}
	v.form, v.text = scalar, text
	return v, true
}

func (y *yamlReader) mapping(v value, values []*ast.MappingValueNode, depth int) (value, bool) {
	v.form = mapping
	at := map[string]diag.Pos{}
	ok := true
	for _, kv := range values {
		key := kv.Key.GetToken()
		inner, read := y.value(kv.Value, depth+1)
		if !read {
			return v, false
		}
		e := entry{name: key.Value, pos: y.at(key), value: inner}
		if first, twice := at[e.name]; twice {
			y.found.Add(diag.FrontTwice, e.pos, clip(e.name), first)
			ok = false
			continue
		}
		at[e.name] = e.pos
		v.keys = append(v.keys, e)
	}
	if len(v.keys) > 0 {
		v.pos = v.keys[0].pos
	}
	return v, ok
}

// clip bounds what a finding quotes of a source.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
