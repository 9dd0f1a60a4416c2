package cli

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/compile/compiletest"
	"sentier/internal/config"
	"sentier/internal/diag"
	"sentier/internal/exchange/findings"
	"sentier/internal/lint"
	"sentier/internal/publish"
)

var update = flag.Bool("update", false, "rewrite golden files")

// sound is a course that check has nothing to say about. Its module ignores the advice that most broken courses would
// meet, too; those that are about it have a module of their own.
var sound = compiletest.Sound(`objectives-missing: "essai", lesson-untested: "essai", explanation-missing: "essai", term-unused: "essai"`, "fr")

// TestBrokenCourses checks every course of testdata/broken, each broken in one way, and compares all that is found with the
// file "findings" of the archive: path, line, column, words. -update rewrites them.
func TestBrokenCourses(t *testing.T) {
	met := map[string]bool{"link-dead": true} // found by asking others alone: see internal/lint
	settings := config.Default()
	look, err := publish.LoadTheme(settings)
	if err != nil {
		t.Fatal(err)
	}
	review := lint.New(lint.Config{Avoid: []string{"quidam", "quidams: gens"}}).Review
	check := func(files fs.FS) diag.List {
		settings.Courses = filepath.Join(t.TempDir(), "courses")
		if err := os.CopyFS(settings.Courses, files); err != nil {
			t.Fatal(err)
		}
		_, found, err := publish.Check(t.Context(), settings, look, review)
		if refused := new(publish.Refused); err != nil && !errors.As(err, &refused) {
			t.Fatal(err)
		}
		return found
	}
	if found := check(compiletest.Files(t, sound, &txtar.Archive{})); len(found) > 0 {
		t.Errorf("the sound course has findings: %v", found)
	}
	for name, archive := range broken(t) {
		found := check(compiletest.Files(t, sound, archive, "findings"))
		var english, french bytes.Buffer
		if err := (findings.Report{Found: found, Lang: "en"}).Lines(&english); err != nil {
			t.Fatal(err)
		}
		if err := (findings.Report{Found: found, Lang: "fr"}).Lines(&french); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(english.String()+french.String(), "%!") {
			t.Errorf("%s: not the arguments that the words ask for\n%s%s", name, &english, &french)
		}
		if !slices.ContainsFunc(found, func(f diag.Finding) bool { return name == f.Code || strings.HasPrefix(name, f.Code+"-") }) {
			t.Errorf("%s: nothing of what its name says is found:\n%s", name, &english)
		}
		for _, f := range found {
			met[f.Code] = true
		}
		hold(t, filepath.Join("testdata", "broken", name+".txtar"), archive, english.String())
	}
	for code := range diag.Codes {
		if !met[code] {
			t.Errorf("no course of testdata/broken shows %s", code)
		}
	}
}

// broken are the archives of testdata/broken by their names.
func broken(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("testdata/broken/*.txtar")
	if err != nil || len(names) < 60 {
		t.Fatalf("%d broken courses: there are more", len(names))
	}
	all := map[string]*txtar.Archive{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".txtar")] = archive
	}
	return all
}

// TestCheckManyBroken runs the command over all of them at once, each a module called as its archive: everything is found
// in one run, and nothing that one breaks hides what another does.
func TestCheckManyBroken(t *testing.T) {
	dir := t.TempDir()
	own := regexp.MustCompile(`\bm/`)
	var want []string
	for name, archive := range broken(t) {
		if name == "id-twice-module" { // it is about the names of two modules
			continue
		}
		files := fstest.MapFS{}
		for path, f := range compiletest.Files(t, sound, archive, "findings") {
			files[strings.Replace(path, "m/", name+"/", 1)] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte("/fr/m/"), []byte("/fr/"+name+"/"))}
		}
		if err := os.CopyFS(dir, files); err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name == "findings" {
				for line := range strings.Lines(own.ReplaceAllString(string(f.Data), name+"/")) {
					want = append(want, strings.TrimSuffix(line, "\n"))
				}
			}
		}
	}
	var out, told bytes.Buffer
	status := Main(Process{Program: "sentier", Args: []string{"check", dir, "--lang", "en", "--check-avoid", "quidam,quidams: gens"}, Stdout: &out, Stderr: &told})
	got := strings.Split(strings.TrimSuffix(strings.ReplaceAll(out.String(), filepath.ToSlash(dir)+"/", ""), "\n"), "\n")
	slices.Sort(got)
	slices.Sort(want)
	if status != exitFailed || !slices.Equal(got, want) {
		t.Errorf("exit status %d, %s", status, &told)
		for _, line := range got {
			if !slices.Contains(want, line) {
				t.Errorf("found, and not of any: %s", line)
			}
		}
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("not found: %s", line)
			}
		}
	}
}

// hold compares what is printed with the file "findings" of an archive.
func hold(t *testing.T, name string, archive *txtar.Archive, got string) {
	t.Helper()
	for i, f := range archive.Files {
		if f.Name != "findings" {
			continue
		}
		if *update {
			archive.Files[i].Data = []byte(got)
			if err := os.WriteFile(name, txtar.Format(archive), fs.FileMode(0o644)); err != nil {
				t.Fatal(err)
			}
		} else if got != string(f.Data) {
			t.Errorf("%s: run with -update and read the difference\n%s\nwant\n%s", name, got, f.Data)
		}
		return
	}
	t.Errorf("%s has no findings to compare", name)
}
