package mend_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/tools/txtar"

	"sentier/internal/compile"
	"sentier/internal/compile/compiletest"
	"sentier/internal/mend"
)

func config(t testing.TB) compile.Config {
	t.Helper()
	return compile.Config{Messages: compiletest.Messages(t, os.DirFS("../compile/testdata/messages")), Bare: true}
}

func files(t testing.TB, archive *txtar.Archive) fstest.MapFS {
	t.Helper()
	return compiletest.Files(t, compiletest.Base, archive, "findings", "warnings", "model")
}

func found(t testing.TB, fsys fs.FS, codes ...string) mend.Mended {
	t.Helper()
	m, err := mend.Find(context.Background(), fsys, config(t), codes)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestFixes compares what each file of testdata/*.txtar comes to with the file of the same name and ".fixed"; a file
// without one stays as it is.
func TestFixes(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no archive: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, broken := map[string]string{}, &txtar.Archive{}
			for _, f := range archive.Files {
				if fixed, is := strings.CutSuffix(f.Name, ".crlf.fixed"); is {
					want[fixed] = strings.ReplaceAll(string(f.Data), "\n", "\r\n")
				} else if fixed, is := strings.CutSuffix(f.Name, ".fixed"); is {
					want[fixed] = string(f.Data)
				} else {
					broken.Files = append(broken.Files, f)
				}
			}
			m := found(t, files(t, broken))
			for path, text := range want {
				if got := after(m, path); got != text {
					t.Errorf("%s comes to\n%s\nwant\n%s", path, got, text)
				}
			}
			for _, c := range m.Changes {
				if _, expected := want[c.Path]; !expected {
					t.Errorf("%s changes to\n%s", c.Path, c.After)
				}
			}
		})
	}
}

// written is what a fix may add that nobody reads: ids and digests.
var written = regexp.MustCompile(`(?m)^\s*<!-- (?:q|term|person):.*-->$|^translates:.*$|<!-- (?:q|term|person):.*?-->|https?://|\((?:https?://)?www\.[^)]*\)`)

// said is the letters and figures of a text, which a reader reads.
func said(data []byte) string {
	text := written.ReplaceAllString(strings.ReplaceAll(string(data), "\r\n", "\n"), "")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// Over every course of the golden tests: a second run changes nothing, no word is touched, and no file has more errors
// than it had, unless it could not be read.
func TestEveryGoldenCourse(t *testing.T) {
	names, err := filepath.Glob("../compile/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../cli/testdata/broken/*.txtar")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d archives: %v", len(names), err)
	}
	changed := 0
	for _, name := range append(names, more...) {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys := files(t, archive)
		first := found(t, fsys)
		for _, f := range first.Changes {
			path := f.Path
			changed++
			fsys[path] = &fstest.MapFile{Data: f.After}
			before, after := said(f.Before), said(f.After)
			if strings.Contains(string(f.Before), "\xff") || strings.Contains(string(f.Before), "\xe9") {
				continue // its letters could not be read
			}
			if strings.Contains(string(f.Before), "draft:") || strings.Contains(string(f.Before), "published:") || strings.Contains(string(f.Before), "shuffle:") {
				continue // a switch and a date are written otherwise
			}
			if !strings.EqualFold(before, after) { // [!note] is a mark, and written in capitals
				t.Errorf("%s: the words of %s change\n%s\n%s", name, path, before, after)
			}
		}
		if second := found(t, fsys); len(second.Changes) > 0 {
			for _, f := range second.Changes {
				t.Errorf("%s: a second run changes %s\n%s\n%s", name, f.Path, f.Before, f.After)
			}
		}
		for _, f := range first.Fixed {
			if f.Fix == nil || f.Fix.Asked {
				t.Errorf("%s: %s was mended, and has no fix", name, f)
			}
		}
	}
	if changed < 10 {
		t.Errorf("only %d files change", changed)
	}
}

func TestOnly(t *testing.T) {
	archive := txtar.Parse([]byte("-- m/1-s/1-l.fr.md --\n---\ntitle: L\n---\n##Titre\n\nVoir https://a.example ici.\n"))
	m := found(t, files(t, archive), "link-form")
	if got := after(m, "m/1-s/1-l.fr.md"); !strings.HasSuffix(got, "##Titre\n\nVoir <https://a.example> ici.\n") || len(m.Fixed) != 1 {
		t.Errorf("%q, %v", got, m.Fixed)
	}
}

// after is what a file comes to; "": it stays.
func after(m mend.Mended, path string) string {
	for _, c := range m.Changes {
		if c.Path == path {
			return string(c.After)
		}
	}
	return ""
}

// FuzzMend writes anything into a lesson and a quiz: a second run changes nothing, whatever the first did.
func FuzzMend(f *testing.F) {
	for _, text := range []string{
		"##Titre\n", "-[ ]a\n- [x]b\n", "## Où ?\n\n- [x] a\n- [ ] b\n", "> [!note] a\n> [!TIP]\n", "Voir https://a.example/(b), www.a.example ou a@a.example.\n",
		"-\u00a0a\n\t- b\n", "\ufeffa\r\n", "Un \xe9t\xe9\n", "title: a : b\n", "## Un ?\n<!-- q: kind=cloze -->\n\n[=a=] [= b=]\n", "- [ ](a)\n",
	} {
		f.Add(text)
	}
	cfg := config(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2<<10 {
			return
		}
		fsys := compiletest.Files(t, compiletest.Base, &txtar.Archive{})
		fsys["m/1-s/2-b.fr.md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\n---\n" + text)}
		fsys["m/1-s/3-c.fr.md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\n" + text + "\n---\n")}
		fsys["m/1-s/quiz.fr.md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\n---\n" + text)}
		first, err := mend.Find(t.Context(), fsys, cfg, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range first.Changes {
			fsys[c.Path] = &fstest.MapFile{Data: c.After}
		}
		second, err := mend.Find(t.Context(), fsys, cfg, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range second.Changes {
			t.Errorf("a second run changes %q to %q", c.Before, c.After)
		}
	})
}
