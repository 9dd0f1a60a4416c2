package structure

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mostLines: past it, a file is two ideas.
const mostLines = 500

// drawers are names of packages that say nothing of what is in them.
var drawers = []string{"util", "utils", "common", "helper", "helpers", "misc", "models", "manager", "managers",
	"shared", "base", "core", "lib", "types"}

// skips are the ways in which a test passes without testing.
var skips = []string{"Skip", "Skipf", "SkipNow"}

func TestFiles(t *testing.T) {
	for _, name := range goFiles(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, complaint := range checkFile(name, data) {
			t.Errorf("%s: %s", name, complaint)
		}
	}
}

// checkFile gives a sentence for each rule of the house that a Go file breaks.
func checkFile(name string, data []byte) []string {
	var complaints []string
	if lines := bytes.Count(data, []byte("\n")); lines > mostLines {
		complaints = append(complaints, "it is over 500 lines: make two files of its two ideas")
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, data, parser.SkipObjectResolution)
	if err != nil {
		return append(complaints, err.Error())
	}
	if slices.Contains(drawers, strings.TrimSuffix(file.Name.Name, "_test")) {
		complaints = append(complaints, "package "+file.Name.Name+" is a drawer: name it after what it is")
	}
	if !strings.HasSuffix(name, "_test.go") {
		return complaints
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if method, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(skips, method.Sel.Name) {
				complaints = append(complaints, set.Position(call.Pos()).String()+
					": no test skips itself: install what it needs in scripts/deps, or fail saying how")
			}
		}
		return true
	})
	return complaints
}

func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "node_modules"
		switch {
		case d.IsDir() && (hidden || d.Name() == "testdata"):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(path, ".go"):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("there is no Go file")
	}
	return files
}

func TestCheckFileSees(t *testing.T) {
	for _, test := range []struct{ name, file, text, complaint string }{
		{"a good file", "a.go", "package quiz\n", ""},
		{"500 lines", "a.go", "package quiz\n" + strings.Repeat("\n", 499), ""},
		{"501 lines", "a.go", "package quiz\n" + strings.Repeat("\n", 500), "over 500 lines"},
		{"a drawer", "a.go", "package helpers\n", "drawer"},
		{"a drawer's test", "a_test.go", "package util_test\n", "drawer"},
		{"a skip", "a_test.go", "package quiz\nfunc TestX(t *testing.T) { t.SkipNow() }\n", "no test skips"},
		{"a skip of a benchmark", "a_test.go", "package quiz\nfunc BenchmarkX(b *testing.B) { b.Skip(\"x\") }\n", "no test skips"},
		{"a method of that name in the product", "a.go", "package quiz\nfunc f(q Quiz) { q.Skip() }\n", ""},
		{"no Go", "a.go", "not Go\n", "expected 'package'"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(checkFile(test.file, []byte(test.text)), "\n")
			if (test.complaint == "") != (got == "") || !strings.Contains(got, test.complaint) {
				t.Errorf("got %q, want %q", got, test.complaint)
			}
		})
	}
}
