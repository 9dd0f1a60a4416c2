package compile

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite golden files")

// base is the least course: every archive of testdata is laid over it, so that it holds only what it is about.
const base = `
-- m/module.fr.md --
---
title: Module
summary: Résumé.
languages: [fr, en]
licence: CC-BY-SA-4.0
authors: [Amina Roy]
---
-- m/1-s/sequence.fr.md --
---
title: Séquence
---
-- m/1-s/1-l.fr.md --
---
title: Leçon
---
`

// goldens are the files of an archive that hold what is expected, not what is compiled.
var goldens = map[string]func(*course.Course, diag.List) string{
	"findings": func(_ *course.Course, found diag.List) string { return printed(found) },
	"warnings": func(_ *course.Course, found diag.List) string { return lines(found, diag.Warning) },
	"model":    func(c *course.Course, _ diag.List) string { return dump(c) },
}

// TestGolden compiles the course of every testdata/*.txtar. Its file "findings" holds the errors, "warnings" the
// warnings, "model" what a course comes to; with none of them nothing would be tested. -update rewrites all.
//
// A file "without" names files of the base to leave out, one a line. NAME.crlf is written with CRLF, the lines of
// NAME.quoted are Go strings, and an image is given by its size, 640x360.
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
	words := map[string][]byte{}
	for _, name := range []string{"fr.toml", "en.toml"} {
		data, err := os.ReadFile(filepath.Join("testdata", "messages", name))
		if err != nil {
			t.Fatal(err)
		}
		words[name] = data
	}
	catalog, err := i18n.Load(words)
	if err != nil {
		t.Fatal(err)
	}
	return Config{Messages: catalog, VideoHosts: []string{"tube.example"}}
}

// files lays an archive over the base.
func files(t testing.TB, archive *txtar.Archive) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(base)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for _, f := range archive.Files {
		if f.Name == "without" {
			for name := range strings.FieldsSeq(string(f.Data)) {
				delete(fsys, name)
			}
		}
	}
	for _, f := range archive.Files {
		if f.Name == "without" || goldens[f.Name] != nil {
			continue
		}
		name, data := content(t, f)
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

func content(t testing.TB, f txtar.File) (name string, data []byte) {
	t.Helper()
	switch ext := path.Ext(f.Name); ext {
	case ".crlf":
		return strings.TrimSuffix(f.Name, ext), bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))
	case ".quoted":
		var b bytes.Buffer
		for line := range strings.SplitSeq(strings.TrimSuffix(string(f.Data), "\n"), "\n") {
			s, err := strconv.Unquote(line)
			if err != nil {
				t.Fatalf("%s: %q: %v", f.Name, line, err)
			}
			b.WriteString(s)
		}
		return strings.TrimSuffix(f.Name, ext), b.Bytes()
	case ".png", ".jpg":
		width, height, ok := strings.Cut(strings.TrimSpace(string(f.Data)), "x")
		if !ok {
			return f.Name, f.Data
		}
		return f.Name, drawn(t, ext, width, height)
	}
	return f.Name, f.Data
}

// drawn encodes an image of a size.
func drawn(t testing.TB, ext, width, height string) []byte {
	t.Helper()
	w, err := strconv.Atoi(width)
	if err != nil {
		t.Fatal(err)
	}
	h, err := strconv.Atoi(height)
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	if ext == ".png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
