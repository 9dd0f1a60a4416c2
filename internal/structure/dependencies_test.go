package structure

import (
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tools are run by "go tool", and imported by nobody.
var tools = []string{"honnef.co/go/tools"}

// requirement is a line of go.mod.
var requirement = regexp.MustCompile(`(?m)^(?:require )?\t?(\S+\.\S+/\S+|\S+\.\S+) v[0-9]\S*`)

// explained is a row of the tables of the page.
var explained = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| .+ \\| .+ \\|$")

func TestDependenciesAreExplained(t *testing.T) {
	goMod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, name := range goFiles(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			imports = append(imports, path)
		}
	}
	for _, complaint := range unexplained(string(goMod), string(text), imports) {
		t.Error(complaint)
	}
}

func unexplained(goMod, text string, imports []string) []string {
	var modules, complaints []string
	for _, m := range requirement.FindAllStringSubmatch(goMod, -1) {
		modules = append(modules, m[1])
	}
	used := slices.Clone(tools)
	for _, path := range imports {
		best := ""
		for _, m := range modules {
			if within(path, m) && len(m) > len(best) {
				best = m
			}
		}
		if best != "" && !slices.Contains(used, best) {
			used = append(used, best)
		}
	}
	var rows []string
	for _, row := range explained.FindAllStringSubmatch(text, -1) {
		rows = append(rows, row[1])
	}
	slices.Sort(used)
	for _, m := range used {
		if !slices.Contains(rows, m) {
			complaints = append(complaints, m+" is imported: say in docs/dependencies.md what for, and why this one")
		}
	}
	for _, m := range rows {
		if !slices.Contains(used, m) {
			complaints = append(complaints, m+" is imported no more: take its line out of docs/dependencies.md")
		}
	}
	return complaints
}

func TestUnexplainedSees(t *testing.T) {
	const goMod = "module sentier\n\nrequire (\n\texample.org/a v1.0.0\n\texample.org/a/b/v2 v2.1.0 // indirect\n)\n\nrequire example.org/c v0.1.0\n"
	const tool = "| `honnef.co/go/tools` | lint | good |\n"
	for _, test := range []struct {
		name, text string
		imports    []string
		complaint  string
	}{
		{"nothing", tool, nil, ""},
		{"explained", tool + "| `example.org/a` | this | that |\n", []string{"example.org/a/x", "fmt"}, ""},
		{"missing", tool, []string{"example.org/c"}, "example.org/c is imported:"},
		{"the longer module", tool + "| `example.org/a` | this | that |\n", []string{"example.org/a", "example.org/a/b/v2/x"}, "example.org/a/b/v2 is imported:"},
		{"no reason", tool + "| `example.org/c` |  |\n", []string{"example.org/c"}, "example.org/c is imported:"},
		{"no longer", tool + "| `example.org/c` | this | that |\n", nil, "example.org/c is imported no more"},
		{"tool", "", nil, "honnef.co/go/tools is imported:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(unexplained(goMod, test.text, test.imports), "\n")
			if (test.complaint == "") != (got == "") || !strings.Contains(got, test.complaint) {
				t.Errorf("got %q, want %q", got, test.complaint)
			}
		})
	}
}
