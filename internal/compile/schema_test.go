package compile

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"sentier/courses"
	"sentier/internal/diag"
)

const schemaFile = "../../docs/front-matter.schema.json"

// TestSchemaFresh: the schema in the documentation is that of the compiler, and every key of the format is in it.
func TestSchemaFresh(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(kept, Schema()) {
		t.Errorf("%s is stale (%v): run go test ./internal/compile -run TestSchemaFresh -update", schemaFile, err)
	}
	root := readSchema(t)
	for kind, keys := range matterKeys {
		name := schemaKinds[slices.IndexFunc(schemaKinds, func(k struct {
			kind               fileKind
			name               string
			always, sourceOnly []string
		}) bool {
			return k.kind == kind
		})].name
		for _, variant := range []string{"", "-translation"} {
			has := root["$defs"].(object)[name+variant].(object)["properties"].(object)
			for _, k := range keys {
				if wanted := variant == "" || k.translated; wanted != (has[k.name] != nil) {
					t.Errorf("%s%s: the key %s is there: %v, want %v", name, variant, k.name, !wanted, wanted)
				}
			}
		}
	}
}

// TestSchemaAccepts: all front matter that ships with the program is valid by the schema.
func TestSchemaAccepts(t *testing.T) {
	root, seen := readSchema(t), 0
	err := fs.WalkDir(courses.Files(), ".", func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(at, ".md") || skipped.MatchString(e.Name()) {
			return err
		}
		text, err := fs.ReadFile(courses.Files(), at)
		if err != nil {
			return err
		}
		matter, _, _, ok := splitFrontMatter(string(text))
		if !ok {
			return nil
		}
		seen++
		if problem := root.refuses(t, schemaNameOf(e.Name()), matter); problem != "" {
			t.Errorf("%s: %s", at, problem)
		}
		return nil
	})
	if err != nil || seen < 8 {
		t.Fatalf("%d files with front matter, %v", seen, err)
	}
}

// TestSchemaRefuses: what the compiler refuses in a key, the schema refuses, and the other way round.
func TestSchemaRefuses(t *testing.T) {
	root := readSchema(t)
	const module = "title: M\nsummary: S\nlanguages: [fr, en]\nlicence: CC0-1.0\nauthors: [A]\n"
	for _, c := range []struct {
		kind  string
		text  string
		right bool
	}{
		{"lesson", "title: 2024\n", true},
		{"lesson", "title: \"Non : oui\"\nminutes: 5\ndraft: on\nid: a-b\n", true},
		{"lesson", "title: T\npublished: 2026-01-31\naudio: { fr: media/x.mp3 }\naliases: [/fr/a/b/c]\n", true},
		{"lesson", "summary: S\n", false},
		{"lesson", "title: T\ntitel: T\n", false},
		{"lesson", "title: T\ndraft: true\n", false},
		{"lesson", "title: T\nminutes: 0\n", false},
		{"lesson", "title: T\nminutes: soon\n", false},
		{"lesson", "title: T\nid: Écorce\n", false},
		{"lesson", "title: T\naliases: [fr/a]\n", false},
		{"lesson", "title: T\nobjectives: one\n", false},
		{"lesson", "title: T\npublished: hier\n", false},
		{"lesson", "title: T\naudio: { fr: /x.mp3 }\n", false},
		{"lesson", "title: T\ntranslates: \"12345678\"\n", false},
		{"lesson-translation", "title: T\ntranslates: \"1234abcd\"\n", true},
		{"lesson-translation", "title: T\nminutes: 3\n", false},
		{"lesson-translation", "title: T\ntranslates: \"1234\"\n", false},
		{"module", module, true},
		{"module", module + "badge: { title: B, criteria: C, requires: passed }\nxp: { lesson: 0 }\n", true},
		{"module", "title: M\nsummary: S\n", false},
		{"module", module + "badge: { title: B }\n", false},
		{"module", module + "badge: { title: B, criteria: C, requires: all }\n", false},
		{"module", module + "xp: { lessons: 1 }\n", false},
		{"module", module + "pass: 101\n", false},
		{"module", module + "forge: { edit: \"https://f.example/\" }\n", false},
		{"module", module + "status: soon\n", false},
		{"module-translation", "title: M\nsummary: S\nbadge: { title: B, criteria: C }\n", true},
		{"module-translation", "title: M\nsummary: S\nbadge: { title: B, criteria: C, image: b.svg }\n", false},
		{"quiz", "title: Q\npass: 60\nfeedback: end\nshuffle: on\n", true},
		{"quiz", "title: Q\nfeedback: never\n", false},
		{"sequence", "title: S\nobjectives: [A, B]\nid: s\n", true},
		{"sequence", "title: S\nobjectives: []\n", false},
		{"glossary", "title: G\n", false},
		{"glossary-translation", "translates: \"1234abcd\"\n", true},
	} {
		if problem := root.refuses(t, c.kind, c.text); (problem == "") != c.right {
			t.Errorf("schema, %s %q: %s", c.kind, c.text, problem)
		}
		if right := compilerTakes(c.kind, c.text); right != c.right {
			t.Errorf("compiler, %s %q: %v, want %v", c.kind, c.text, right, c.right)
		}
	}
}

// compilerTakes tells whether the front matter of a kind is without a finding.
func compilerTakes(kind, text string) bool {
	name, translation := strings.CutSuffix(kind, "-translation")
	u := &unit{file: &file{path: "x.md", data: []byte("---\n" + text + "---\n")}}
	for _, k := range schemaKinds {
		if k.name == name {
			u.kind = k.kind
		}
	}
	if translation {
		u.source = &unit{kind: u.kind, file: &file{path: "s.md", data: []byte("---\ntitle: T\n---\n")}}
		u.source.parse()
	}
	u.parse()
	return !slices.ContainsFunc(u.found, func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "key-") || f.Code == "id-form" })
}

func schemaNameOf(name string) string {
	stem, language, _ := strings.Cut(strings.TrimSuffix(name, ".md"), ".")
	kind := "lesson"
	if slices.Contains([]string{"module", "sequence", "quiz", "glossary"}, stem) {
		kind = stem
	}
	if language != "fr" { // the language that the shipped courses are written in
		kind += "-translation"
	}
	return kind
}

type schema object

func readSchema(t *testing.T) schema {
	t.Helper()
	var s schema
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// refuses reads front matter as an editor does, and tells what the schema of a kind says against it.
func (s schema) refuses(t *testing.T, kind, matter string) string {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(matter), &value); err != nil {
		t.Fatalf("%q: %v", matter, err)
	}
	if value == nil {
		value = object{}
	}
	text, err := json.Marshal(value) // an editor compares what JSON has
	if err == nil {
		err = json.Unmarshal(text, &value)
	}
	if err != nil {
		t.Fatal(err)
	}
	return invalid(s["$defs"].(object)[kind].(object), value, kind)
}

// invalid is as much of JSON Schema 2020-12 as Schema writes; a keyword that it does not know is told.
func invalid(s object, value any, at string) string {
	for keyword, rule := range s {
		if problem := breaks(s, keyword, rule, value, at); problem != "" {
			return problem
		}
	}
	return ""
}

func breaks(s object, keyword string, rule, value any, at string) string {
	text, isText := value.(string)
	number, isNumber := value.(float64)
	list, isList := value.([]any)
	keys, isObject := value.(object)
	fails := false
	switch keyword {
	case "type":
		names, several := rule.([]any)
		if !several {
			names = []any{rule}
		}
		_, isBool := value.(bool)
		is := map[string]bool{"string": isText, "number": isNumber, "integer": isNumber && number == float64(int(number)),
			"array": isList, "object": isObject, "boolean": isBool}
		fails = !slices.ContainsFunc(names, func(n any) bool { return is[n.(string)] })
	case "enum":
		fails = !slices.Contains(rule.([]any), value)
	case "pattern":
		fails = isText && !regexp.MustCompile(rule.(string)).MatchString(text)
	case "minLength":
		fails = isText && float64(utf8.RuneCountInString(text)) < rule.(float64)
	case "minimum":
		fails = isNumber && number < rule.(float64)
	case "maximum":
		fails = isNumber && number > rule.(float64)
	case "minItems":
		fails = isList && float64(len(list)) < rule.(float64)
	case "uniqueItems":
		for i, v := range list {
			fails = fails || slices.Contains(list[:i], v)
		}
	case "items":
		for _, v := range list {
			if problem := invalid(rule.(object), v, at+"[]"); problem != "" {
				return problem
			}
		}
	case "required":
		for _, name := range rule.([]any) {
			if _, there := keys[name.(string)]; isObject && !there {
				return at + " lacks " + name.(string)
			}
		}
	case "properties":
		for name, v := range keys {
			if sub, known := rule.(object)[name]; known {
				if problem := invalid(sub.(object), v, at+"."+name); problem != "" {
					return problem
				}
			}
		}
	case "additionalProperties":
		known, _ := s["properties"].(object)
		for name, v := range keys {
			if _, is := known[name]; is {
				continue
			}
			sub, isSchema := rule.(object)
			if !isSchema {
				return at + " has " + name
			}
			if problem := invalid(sub, v, at+"."+name); problem != "" {
				return problem
			}
		}
	case "propertyNames":
		for name := range keys {
			if problem := invalid(rule.(object), name, at+" key"); problem != "" {
				return problem
			}
		}
	case "format", "description":
	default:
		return at + ": this test does not know " + keyword
	}
	if fails {
		return at + ": " + keyword
	}
	return ""
}
