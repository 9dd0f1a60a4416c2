package structure

import (
	"flag"
	"fmt"
	"go/doc"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the package map of ARCHITECTURE.md")

const (
	page     = "../../ARCHITECTURE.md"
	mapBegin = "<!-- packages: made from the package comments by \"go test ./internal/structure -update\" -->\n"
	mapEnd   = "<!-- /packages -->\n"
)

func TestPackagesSayWhatTheyAre(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) == 0 {
			continue
		}
		if first := opening(p); !strings.HasPrefix(p.Doc, first) {
			t.Errorf("%s: its comment does not begin with %q", p.ImportPath, first)
		}
	}
}

// opening is how the comment of a package begins. A command has the name of its folder.
func opening(p listed) string {
	if p.Name == "main" {
		return "Command " + path.Base(p.ImportPath) + " "
	}
	return "Package " + p.Name + " "
}

func TestPackageMapIsFresh(t *testing.T) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	got, want := string(data), packageMap(packages(t))
	before, rest, begun := strings.Cut(got, mapBegin)
	old, after, ended := strings.Cut(rest, mapEnd)
	if !begun || !ended {
		t.Fatalf("%s has lost its markers %q and %q", page, mapBegin, mapEnd)
	}
	if *update {
		if err := os.WriteFile(page, []byte(before+mapBegin+want+mapEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old != want {
		t.Errorf("the package map is stale: run go test ./internal/structure -update\ngot\n%s\nwant\n%s", old, want)
	}
}

// packageMap is a table of what is there, the wiring first, the ground last.
func packageMap(all []listed) string {
	var b strings.Builder
	b.WriteString("\n| tier | package | what it is |\n|---|---|---|\n")
	slices.SortStableFunc(all, func(x, y listed) int {
		if d := tierOf(y) - tierOf(x); d != 0 {
			return d
		}
		return strings.Compare(x.ImportPath, y.ImportPath)
	})
	for _, p := range all {
		if len(p.GoFiles) == 0 {
			continue
		}
		local := strings.TrimPrefix(p.ImportPath, module+"/")
		says := strings.TrimSuffix(new(doc.Package).Synopsis(p.Doc), ".")
		says = strings.TrimPrefix(says, opening(p))
		fmt.Fprintf(&b, "| %d | `%s` | %s |\n", tierOf(p), local, strings.ReplaceAll(says, "|", `\|`))
	}
	b.WriteString("\n")
	return b.String()
}

// tierOf gives -1 for a package without a tier; TestImportsPointDown complains of it.
func tierOf(p listed) int {
	if r, ok := ruleOf(rules, p.ImportPath); ok {
		return r.tier
	}
	return -1
}

func TestPackageMap(t *testing.T) {
	got := packageMap([]listed{
		{ImportPath: "sentier/internal/quiz", Name: "quiz", GoFiles: []string{"q.go"}, Doc: "Package quiz grades a|b. And more."},
		{ImportPath: "sentier/internal/structure", Name: "structure"},
		{ImportPath: "sentier/cmd/sentier", Name: "main", GoFiles: []string{"main.go"}, Doc: "Command sentier serves."},
	})
	const want = "\n| tier | package | what it is |\n|---|---|---|\n" +
		"| 4 | `cmd/sentier` | serves |\n| 1 | `internal/quiz` | grades a\\|b |\n\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
