package lint_test

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/courses"
	"sentier/internal/compile"
	"sentier/internal/compile/compiletest"
	"sentier/internal/diag"
	"sentier/internal/lint"
)

// example is a block of code of the guide: what it is, and its text.
type example struct {
	words []string // after the marks that open it
	text  string
}

var codeHeading = regexp.MustCompile(`(?m)^## ([a-z-]+)$`)

// fenced are the blocks of code of a text.
func fenced(text string) []example {
	var all []example
	mark := ""
	for line := range strings.Lines(text) {
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case mark != "" && strings.TrimSpace(line) == mark:
			mark = ""
		case mark != "":
			all[len(all)-1].text += line
		case len(ticks) >= 3:
			mark = ticks
			all = append(all, example{words: strings.Fields(line[len(ticks):])})
		}
	}
	return all
}

const licence = "SPDX-FileCopyrightText: 2026 Amina Roy\nSPDX-License-Identifier: CC-BY-SA-4.0\n"

// files are the course of an example, and the paths that it is about.
func (e example) files(t *testing.T, lang string) (fsys fstest.MapFS, about []string) {
	t.Helper()
	other := map[string]string{"fr": "en", "en": "fr"}[lang]
	languages := []string{lang}
	if slices.Contains(e.words, "fr+en") || strings.Contains(e.text, "."+other+".md --") {
		languages = append(languages, other)
	}
	var archive txtar.Archive
	add := func(name, text string) {
		archive.Files = append(archive.Files, txtar.File{Name: "m/" + name, Data: []byte(text)})
		about = append(about, "m/"+name)
	}
	matter := "---\ntitle: T\nobjectives: [Dire c]\n---\n"
	switch kind := strings.Join(e.words, " "); kind {
	case "md":
		add("1-s/2-b."+lang+".md", matter+e.text)
	case "md quiz":
		add("1-s/quiz."+lang+".md", "---\ntitle: Quiz\n---\n"+e.text)
	case "md glossary":
		add("glossary."+lang+".md", e.text)
	case "yaml lesson":
		add("1-s/2-b."+lang+".md", "---\n"+e.text+"---\n")
	case "text", "text fr+en":
		for _, f := range txtar.Parse([]byte(e.text)).Files {
			add(f.Name, string(f.Data))
		}
	default:
		t.Fatalf("the test knows no example of %q", kind)
	}
	// the files that examples speak of
	for name, data := range map[string]string{"cable.png": "2x2", "sans-credit.png": "2x2", "lourd.png": "900x900 noise"} {
		if strings.Contains(e.text, "media/"+name) || name == "cable.png" && strings.Contains(e.text, "media/cables.png") {
			add("1-s/media/"+name, data)
			if name != "sans-credit.png" {
				add("1-s/media/"+name+".license", licence)
			}
		}
	}
	fsys = compiletest.Files(t, compiletest.Sound("", languages...), &archive)
	if strings.Contains(e.text, "media/film.webm") {
		fsys["m/1-s/media/film.webm"] = &fstest.MapFile{Data: []byte("\x1a\x45\xdf\xa3webm")}
		fsys["m/1-s/media/film.webm.license"] = &fstest.MapFile{Data: []byte(licence)}
		about = append(about, "m/1-s/media/film.webm")
	}
	return fsys, about
}

func (e example) found(t *testing.T, lang string) diag.List {
	t.Helper()
	fsys, about := e.files(t, lang)
	linter := lint.New(lint.Config{Avoid: []string{"quidam"}})
	_, found, err := compile.Course(context.Background(), fsys, compile.Config{Messages: messages(t), Review: linter.Review})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool { return !slices.Contains(about, f.Path) })
}

// TestGuide holds the guide to the codes: each has its section, in both languages, whose first example raises it; the
// second, where there is one, is the cure, and has no error at all.
func TestGuide(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for code := range diag.Codes {
			section, err := lint.Section(courses.Files(), code, lang)
			examples := fenced(section)
			if err != nil || len(examples) == 0 {
				t.Errorf("the guide has no section %q with an example in %s: write it in courses/guide (%v)", "## "+code, lang, err)
				continue
			}
			if code == "link-dead" { // raised by asking: see TestLinks
				continue
			}
			has := func(found diag.List) bool {
				return slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == code })
			}
			if found := examples[0].found(t, lang); !has(found) {
				t.Errorf("%s, %s: its example does not raise it, but %v", code, lang, found)
			}
			if len(examples) > 1 {
				if found := examples[1].found(t, lang); has(found) || found.Errors() > 0 {
					t.Errorf("%s, %s: its cure raises %v", code, lang, found)
				}
			}
			if len(examples) > 2 {
				t.Errorf("%s, %s: the test reads two examples, here are %d", code, lang, len(examples))
			}
		}
	}
}

// Both languages hold the same sections in the same order.
func TestGuideLanguages(t *testing.T) {
	err := fs.WalkDir(courses.Files(), "guide", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".fr.md") {
			return err
		}
		order := map[string][][]byte{}
		for _, lang := range []string{"fr", "en"} {
			file := strings.TrimSuffix(name, "fr.md") + lang + ".md"
			data, err := fs.ReadFile(courses.Files(), file)
			if err != nil {
				return err
			}
			order[lang] = codeHeading.FindAll(data, -1)
		}
		if !slices.EqualFunc(order["fr"], order["en"], bytes.Equal) {
			t.Errorf("%s has the sections %s, its translation %s", path.Base(name), order["fr"], order["en"])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
