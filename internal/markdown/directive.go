package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"sentier/internal/diag"
)

// Directive is a comment that the compiler obeys: <!-- NAME: ID key=value flag key="two words" -->.
type Directive struct {
	Name  string // q, term, person, checkpoint, glossary, image
	ID    string // of q, term, person; "" where it lacks
	Args  []Arg
	Pos   diag.Pos // of the comment
	IDPos diag.Pos // of the id, or where it should stand
}

// Arg is key=value, or a flag, whose value is "" and Flag set.
type Arg struct {
	Key, Value string
	Flag       bool
	Pos        diag.Pos
}

// directives are the names that a comment may give, each with what must follow; "id" is an id and arguments.
var directives = map[string]string{
	"q": "id", "term": "id", "person": "id", "checkpoint": "", "glossary": "off", "image": "decoration",
}

var directiveNames = []string{"q", "term", "person", "checkpoint", "glossary", "image"}

// opens tells whether the directive belongs first under a heading.
func (dir *Directive) opens() bool { return dir.Name != "glossary" && dir.Name != "image" }

// comment reads an HTML block. What is no comment is refused as HTML, a comment that is not alone on its line
// where it stands; a note among contributors gives nil.
func (d *Document) comment(n *ast.HTMLBlock, found *diag.List) *Directive {
	at := d.pos(n.Pos())
	raw, start := d.line(n.Pos())
	raw = strings.TrimRight(raw, " \t")
	switch {
	case n.HTMLBlockType != ast.HTMLBlockType2:
		found.Add(diag.HTMLRefused, at, firstTag(raw[n.Pos()-start:]))
		return nil
	case !strings.HasPrefix(raw, "<!--") || n.Parent().Kind() != ast.KindDocument:
		found.Add(diag.CommentInside, at)
		return nil
	case !strings.HasSuffix(raw, "-->") || len(raw) < len("<!---->"):
		if strings.Contains(raw, "-->") {
			found.Add(diag.CommentInside, at)
		} else {
			found.Add(diag.CommentUnclosed, at)
		}
		return nil
	}
	inner := raw[len("<!--") : len(raw)-len("-->")]
	if strings.Contains(inner, "--") {
		found.Add(diag.CommentDashes, at)
		return nil
	}
	return d.directive(inner, n.Pos()+len("<!--"), at, found)
}

// directive reads the inside of a comment that starts at offset.
func (d *Document) directive(inner string, offset int, at diag.Pos, found *diag.List) *Directive {
	tokens := tokenise(inner)
	if len(tokens) == 0 {
		return nil
	}
	name, colon := strings.CutSuffix(tokens[0].text, ":")
	if !colon {
		if i := strings.IndexByte(name, ':'); i > 0 && isLower(name[:i]) {
			found.Add(diag.CommentUnknown, at, name[:i], nearestDirective(name[:i]))
			return nil
		}
		if name != "checkpoint" || len(tokens) > 1 {
			if near := diag.Nearest(name, []string{"checkpoint"}); near != "" && len(tokens) == 1 {
				found.Add(diag.CommentUnknown, at, name, near)
			}
			return nil
		}
	}
	takes, known := directives[name]
	switch {
	case !isLower(name):
		return nil
	case !known || colon && name == "checkpoint":
		found.Add(diag.CommentUnknown, at, name, nearestDirective(name))
		return nil
	}
	dir := &Directive{Name: name, Pos: at}
	rest := tokens[1:]
	if takes != "id" {
		if takes != "" && (len(rest) != 1 || rest[0].text != takes) {
			found.Add(diag.CommentValue, at, name, takes)
			return nil
		}
		return dir
	}
	dir.IDPos = d.pos(offset + len(strings.TrimRight(inner, " ")))
	if len(rest) > 0 && !strings.Contains(rest[0].text, "=") {
		dir.ID, dir.IDPos = rest[0].text, d.pos(offset+rest[0].at)
		rest = rest[1:]
	}
	for _, t := range rest {
		key, value, has := strings.Cut(t.text, "=")
		if strings.Count(value, `"`)%2 == 1 || strings.Contains(strings.Trim(value, `"`), `"`) {
			found.Add(diag.DirectiveQuotes, d.pos(offset+t.at), key)
		}
		dir.Args = append(dir.Args, Arg{Key: key, Value: strings.Trim(value, `"`), Flag: !has, Pos: d.pos(offset + t.at)})
	}
	return dir
}

func nearestDirective(name string) string {
	if near := diag.Nearest(name, directiveNames); near != "" {
		return near
	}
	return strings.Join(directiveNames, ", ")
}

func isLower(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

type token struct {
	text string
	at   int
}

// tokenise parts at spaces, save inside double quotes.
func tokenise(s string) []token {
	var all []token
	start, quoted := -1, false
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || !quoted && (s[i] == ' ' || s[i] == '\t'):
			if start >= 0 {
				all = append(all, token{s[start:i], start})
				start = -1
			}
		default:
			if start < 0 {
				start = i
			}
			if s[i] == '"' {
				quoted = !quoted
			}
		}
	}
	return all
}

// firstTag is the first tag of a line, for a message: <br>.
func firstTag(line string) string {
	line = strings.TrimSpace(line)
	if i := strings.IndexByte(line, '>'); i >= 0 {
		line = line[:i+1]
	}
	if r := []rune(line); len(r) > 40 {
		line = string(r[:39]) + "…"
	}
	return line
}
