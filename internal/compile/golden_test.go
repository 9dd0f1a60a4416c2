package compile

import (
	"bytes"
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/compile/compiletest"
	"sentier/internal/course"
	"sentier/internal/diag"
)

var update = flag.Bool("update", false, "rewrite golden files")

// goldens are the files of an archive that hold what is expected, not what is compiled.
var goldens = map[string]func(*course.Course, diag.List) string{
	"findings": func(_ *course.Course, found diag.List) string { return printed(found) },
	"warnings": func(_ *course.Course, found diag.List) string { return lines(found, diag.Warning) },
	"model":    func(c *course.Course, _ diag.List) string { return dump(c) },
}

// TestGolden compiles the course of every testdata/*.txtar. Its file "findings" holds the errors, "warnings" the
// warnings, "model" what a course comes to; with none of them nothing would be tested. -update rewrites all.
//
// The archives are written as compiletest reads them.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archive in testdata: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("the archive does not say what it shows")
			}
			c, found, err := Course(context.Background(), files(t, archive), config(t))
			if err != nil {
				t.Fatal(err)
			}
			checkGoldens(t, name, archive, c, found)
		})
	}
}

func checkGoldens(t *testing.T, name string, archive *txtar.Archive, c *course.Course, found diag.List) {
	t.Helper()
	held := 0
	for i, f := range archive.Files {
		golden := goldens[f.Name]
		if golden == nil {
			continue
		}
		held++
		got := golden(c, found)
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if want := string(f.Data); got != want {
			t.Errorf("%s of %s: run with -update and read the difference\n%s", f.Name, name, difference(want, got))
		}
	}
	if held == 0 {
		t.Error("the archive has no findings, warnings or model to compare")
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// difference shows the lines that only one of two texts has.
func difference(want, got string) string {
	var b strings.Builder
	only := func(mark, a, other string) {
		has := map[string]bool{}
		for line := range strings.SplitSeq(other, "\n") {
			has[line] = true
		}
		for line := range strings.SplitSeq(a, "\n") {
			if !has[line] {
				b.WriteString(mark + line + "\n")
			}
		}
	}
	only("- ", want, got)
	only("+ ", got, want)
	return b.String()
}

// printed is the errors: most courses of tests are not translated, and explain nothing.
func printed(found diag.List) string { return lines(found, diag.Error) }

// errorsOf leaves the warnings out.
func errorsOf(found diag.List) diag.List {
	return slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Level != diag.Error })
}

func lines(found diag.List, level diag.Level) string {
	var b strings.Builder
	for _, f := range found {
		if f.Level == level {
			b.WriteString(f.String() + "\n")
		}
	}
	return b.String()
}

func config(t testing.TB) Config {
	t.Helper()
	return Config{Messages: compiletest.Messages(t, os.DirFS("testdata/messages")), VideoHosts: []string{"tube.example"}}
}

// files lays an archive over the least course.
func files(t testing.TB, archive *txtar.Archive) fstest.MapFS {
	t.Helper()
	return compiletest.Files(t, compiletest.Base, archive, slices.Collect(maps.Keys(goldens))...)
}
