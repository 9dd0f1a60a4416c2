package relocate_test

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/changeset"
	"sentier/internal/compile"
	"sentier/internal/compile/compiletest"
	"sentier/internal/diag"
	"sentier/internal/relocate"
	"sentier/internal/skeleton"
	"sentier/themes"
)

var update = flag.Bool("update", false, "rewrite golden files")

func config(t testing.TB) relocate.Config {
	t.Helper()
	files, err := fs.Sub(themes.Default(), "messages")
	if err != nil {
		t.Fatal(err)
	}
	return relocate.Config{Compile: compile.Config{Messages: compiletest.Messages(t, files)}, Languages: []string{"fr", "en"}}
}

// run does what the first line of an archive says.
func run(t testing.TB, cfg relocate.Config, files fs.FS, order string) (relocate.Moved, error) {
	t.Helper()
	words := strings.Fields(order)
	courses, err := skeleton.Look(files)
	if err != nil {
		t.Fatal(err)
	}
	if words[0] == "term" {
		return relocate.Term(context.Background(), files, cfg, courses.Modules[0], words[1], words[2])
	}
	lessons, in := courses.Called(words[1])
	if len(lessons) != 1 {
		t.Fatalf("%q calls %d lessons", words[1], len(lessons))
	}
	return relocate.Lesson(context.Background(), files, cfg, in[0], lessons[0], words[2])
}

// before is the folder of an archive. Its translation is up to date.
func before(t testing.TB, cfg relocate.Config, archive *txtar.Archive) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		if name, is := strings.CutPrefix(f.Name, "before/"); is {
			data := f.Data
			if strings.HasSuffix(name, ".mp3") {
				data = []byte("ID3\x03\x00\x00\x00\x00\x00\x00")
			}
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	for name, f := range files {
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "XXXXXXXX", "00000000"))
		files[name] = f
	}
	for _, f := range found(t, cfg, files) {
		if f.Message == diag.TranslationBehind {
			files[f.Path].Data = []byte(strings.ReplaceAll(string(files[f.Path].Data), "00000000", f.Args[1].(string)))
		}
	}
	return files
}

func found(t testing.TB, cfg relocate.Config, files fs.FS) diag.List {
	t.Helper()
	_, found, err := compile.Course(context.Background(), files, cfg.Compile)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// made is a folder with the changes made.
func made(files fstest.MapFS, set changeset.Set) fstest.MapFS {
	after := maps.Clone(files)
	for _, c := range set {
		if c.After == nil {
			delete(after, c.Path)
		} else {
			after[c.Path] = &fstest.MapFile{Data: c.After}
		}
	}
	return after
}

// TestGolden: what is in testdata before becomes what is there after, with the same findings, in other places.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archive in testdata: ", err)
	}
	cfg := config(t)
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := before(t, cfg, archive)
			moved, err := run(t, cfg, files, string(archive.Comment))
			if err != nil {
				t.Fatal(err)
			}
			after := made(files, moved.Changes)
			was, now := found(t, cfg, files), found(t, cfg, after)
			if was.Errors() > 0 {
				t.Fatalf("before: %v", was)
			}
			codes := func(list diag.List) (all []string) {
				for _, f := range list {
					all = append(all, f.Code)
				}
				slices.Sort(all)
				return all
			}
			if !slices.Equal(codes(was), codes(now)) {
				t.Errorf("before %v\nafter %v", was, now)
			}
			var got []txtar.File
			for _, c := range moved.Changes {
				data := c.After
				if data == nil {
					data = []byte("gone\n")
				}
				got = append(got, txtar.File{Name: "after/" + c.Path, Data: data})
			}
			kept := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return strings.HasPrefix(f.Name, "after/") })
			want := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: append(kept, got...)})
			if *update {
				if err := os.WriteFile(name, want, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if string(want) != string(txtar.Format(archive)) {
				t.Errorf("got\n%s", txtar.Format(&txtar.Archive{Files: got}))
			}
		})
	}
}

// TestBackAgain: a lesson that moves away and back is where it was, and a text with CRLF keeps its ends of lines.
func TestBackAgain(t *testing.T) {
	cfg := config(t)
	archive, err := txtar.ParseFile("testdata/both.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := before(t, cfg, archive)
	crlf := strings.ReplaceAll(string(files["m/1-s/sequence.fr.md"].Data), "\n", "\r\n")
	files["m/1-s/sequence.fr.md"].Data = []byte(crlf)
	there, err := run(t, cfg, files, "lesson a m/2-t/7-autre")
	if err != nil {
		t.Fatal(err)
	}
	away := made(files, there.Changes)
	if text := string(away["m/1-s/sequence.fr.md"].Data); strings.Count(text, "\r\n") != strings.Count(text, "\n") || text == crlf {
		t.Errorf("%q", text)
	}
	back, err := run(t, cfg, away, "lesson m/a m/s/1-a")
	if err != nil {
		t.Fatal(err)
	}
	home := made(away, back.Changes)
	for name, f := range files {
		if now := home[name]; name != "m/1-s/1-a.fr.md" && (now == nil || string(now.Data) != string(f.Data)) {
			t.Errorf("%s: %q", name, now)
		}
	}
	if text := string(home["m/1-s/1-a.fr.md"].Data); strings.Contains(text, "/fr/m/s/a") || !strings.Contains(text, "  - /fr/m/t/autre\n") || !strings.Contains(text, "\nid: a\n") {
		t.Error(text)
	}
}

// TestRefused: what cannot be is told, and nothing is given to change.
func TestRefused(t *testing.T) {
	cfg := config(t)
	archive, err := txtar.ParseFile("testdata/both.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := before(t, cfg, archive)
	for order, want := range map[string]string{
		"lesson a 1-a":         "it is there already",
		"lesson a 2-b":         "m/1-s/2-b is there already: choose another number or name, such as 3-b",
		"lesson a 2-z":         "such as 3-z",
		"lesson a m/t/1-z":     "m/2-t/1-c is there already",
		"lesson a other/t/1-z": "a lesson stays in its own",
		"lesson a m/nowhere":   "there is no sequence m/nowhere",
		"lesson a 3-Été":       "cannot be the name of a lesson",
		"lesson a 3-quiz":      "cannot be the name of a lesson",
		"lesson m/t/c m/s":     "this sequence has no lesson",
		"term gafam moi":       "glossary:moi is there already",
		"term gafam GAFAM":     "cannot be an id",
		"term gafam gafam":     "it is there already",
	} {
		moved, err := run(t, cfg, files, order)
		if err == nil || !strings.Contains(err.Error(), want) || len(moved.Changes) > 0 {
			t.Errorf("%s: %v, %d changes", order, err, len(moved.Changes))
		}
	}
	var worse relocate.Worse
	if _, err := run(t, cfg, files, "lesson m/t/c m/s"); !errors.As(err, &worse) || worse.Found.Errors() != 1 {
		t.Errorf("%v", err)
	}
}
