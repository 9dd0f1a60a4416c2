package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// messages reads every Message of this package out of its own source, so that none can be forgotten.
func messages(t *testing.T) map[string]Message {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Message{}
	for _, name := range names {
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, v := range spec.Values {
				if m, ok := message(t, spec.Names[i].Name, v); ok {
					found[spec.Names[i].Name] = m
				}
			}
			return true
		})
	}
	return found
}

// message reads the literal &Message{…}.
func message(t *testing.T, name string, e ast.Expr) (m Message, ok bool) {
	address, ok := e.(*ast.UnaryExpr)
	if !ok {
		return m, false
	}
	literal, ok := address.X.(*ast.CompositeLit)
	if !ok {
		return m, false
	}
	if typ, ok := literal.Type.(*ast.Ident); !ok || typ.Name != "Message" {
		return m, false
	}
	for _, element := range literal.Elts {
		field := element.(*ast.KeyValueExpr)
		switch key := field.Key.(*ast.Ident).Name; key {
		case "Code":
			m.Code = constant(t, name, field.Value)
		case "EN":
			m.EN = constant(t, name, field.Value)
		case "FR":
			m.FR = constant(t, name, field.Value)
		case "Level":
			m.Level = map[string]Level{"Error": Error, "Warning": Warning}[field.Value.(*ast.Ident).Name]
		}
	}
	return m, true
}

// constant is the text of a literal, or of several added up.
func constant(t *testing.T, name string, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return s
	case *ast.BinaryExpr:
		return constant(t, name, e.X) + constant(t, name, e.Y)
	}
	t.Fatalf("%s: a text is no literal", name)
	return ""
}

// verb is a verb of fmt: its index, where it is given, and its letter.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`)

// verbs gives the letter of each argument that a format takes, in their order.
func verbs(format string) map[int]string {
	letters := map[int]string{}
	next := 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		letters[next] += m[2]
		next++
	}
	return letters
}

func TestMessages(t *testing.T) {
	all := messages(t)
	if len(all) < 40 {
		t.Fatalf("%d messages found in the source: there are more", len(all))
	}
	for name, m := range all {
		level, known := Codes[m.Code]
		if !known {
			t.Errorf("%s: the course format has no code %q", name, m.Code)
		} else if m.Level < level { // milder is right for some: what differs in a stale translation is a warning
			t.Errorf("%s refuses a course, which %s does not", name, m.Code)
		}
		for lang, text := range map[string]string{"en": m.EN, "fr": m.FR} {
			separator := map[string]string{"en": ": ", "fr": " : "}[lang]
			what, how, both := strings.Cut(strings.ReplaceAll(text, "\u00a0", " "), separator)
			if !both || strings.TrimSpace(what) == "" || len(strings.TrimSpace(how)) < 4 {
				t.Errorf("%s, %s: %q is not \"what is wrong: how to fix it\"", name, lang, text)
			}
			if strings.TrimSpace(text) != text || strings.HasSuffix(text, ".") || strings.Contains(text, "\n") {
				t.Errorf("%s, %s: %q is to be one line without a full stop", name, lang, text)
			}
		}
		if en, fr := verbs(m.EN), verbs(m.FR); !sameArgs(en, fr) {
			t.Errorf("%s: English takes %v, French %v", name, en, fr)
		}
	}
}

// sameArgs compares what two formats take of each argument; one may write an argument twice.
func sameArgs(a, b map[int]string) bool {
	first := func(m map[int]string) map[int]byte {
		letters := map[int]byte{}
		for i, l := range m {
			letters[i] = l[0]
		}
		return letters
	}
	return maps.Equal(first(a), first(b))
}

func TestVerbs(t *testing.T) {
	for format, want := range map[string]map[int]string{
		"none, 100 %%":           {},
		"%d of %q":               {1: "d", 2: "q"},
		"%[2]s then %[1]d":       {1: "d", 2: "s"},
		"%q: write %[1]s, %[2]s": {1: "qs", 2: "s"},
		"%U, %5.2f":              {1: "U", 2: "f"},
	} {
		if got := verbs(format); !maps.Equal(got, want) {
			t.Errorf("verbs(%q) = %v, want %v", format, got, want)
		}
	}
}

func TestListSortsAndDropsDoubles(t *testing.T) {
	m := &Message{Code: "html", EN: "a %d: b", FR: "a %d : b"}
	at := func(path string, line, col int) Pos { return Pos{path, line, col} }
	var l List
	l.Add(m, at("b", 1, 1), 1)
	l.Add(m, at("a", 2, 1), 1)
	l.Add(m, at("a", 1, 9), 1)
	l.Add(m, at("a", 2, 1), 1)
	l.Add(m, at("a", 10, 1), 1)
	l.Add(m, at("a", 2, 1), 2)
	l.Sort()
	var got []string
	for _, f := range l {
		got = append(got, f.Pos.String()+" "+f.Text("en"))
	}
	want := []string{"a:1:9 a 1: b", "a:2:1 a 1: b", "a:2:1 a 2: b", "a:10:1 a 1: b", "b:1:1 a 1: b"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if l[0].Format("fr") != "a:1:9: erreur: a 1 : b [html]" || l.Errors() != 5 {
		t.Errorf("%s, %d errors", l[0].Format("fr"), l.Errors())
	}
}

func TestNearest(t *testing.T) {
	names := []string{"title", "summary", "minutes", "id"}
	for in, want := range map[string]string{
		"titel": "title", "tilte": "title", "minute": "minutes", "sumary": "summary", "di": "id", "x": "", "": "",
		"something": "", "ids": "id",
	} {
		if got := Nearest(in, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}
