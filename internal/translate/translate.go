// Package translate is the work of those who translate courses: which texts wait, what changed in a source since it was
// translated, a translation begun with everything in its place, and one that is done held against its source. It reads
// the files of a folder, and asks git for their past; the rules of translations are compile's.
//
// It writes and prints nothing: the translate commands apply what it gives.
package translate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// Courses is a folder of courses with how far each text is translated.
type Courses struct {
	Folder  string // as it was named
	Sources []compile.Source
	Found   diag.List // of the files themselves

	files fs.FS
}

// Open reads a folder of courses.
func Open(ctx context.Context, folder string) (*Courses, error) {
	c := &Courses{Folder: folder, files: compile.Modules(os.DirFS(folder))}
	var err error
	if c.Sources, c.Found, err = compile.Sources(ctx, c.files); err != nil {
		return nil, err
	}
	return c, nil
}

// Path gives the path of a text as seen from where the program was called.
func (c *Courses) Path(text string) string { return filepath.Join(c.Folder, filepath.FromSlash(text)) }

// Root finds the folder of courses that files or folders belong to; "" where they are in none.
func Root(files ...string) string {
	for _, name := range files {
		if modules, err := filepath.Glob(filepath.Join(name, "*", "module.*.md")); err == nil && len(modules) > 0 {
			return filepath.Clean(name)
		}
		if folder := above(name); folder != "" {
			return folder
		}
	}
	return ""
}

// above gives the folder that holds the module of a file, which need not be there itself; "" where there is none.
func above(name string) string {
	for folder := filepath.Clean(name); ; {
		if texts, err := filepath.Glob(filepath.Join(folder, "module.*.md")); err == nil && len(texts) > 0 {
			return filepath.Join(folder, "..")
		}
		up := filepath.Join(folder, "..")
		if whole, err := filepath.Abs(folder); err != nil || filepath.Dir(whole) == whole {
			return ""
		}
		folder = up
	}
}

// Text is one text in one language.
type Text struct {
	compile.Source
	compile.Translation
}

// All are all texts in every language that they are translated into.
func (c *Courses) All() []Text {
	var all []Text
	for _, s := range c.Sources {
		all = append(all, every(s)...)
	}
	return all
}

// Pick finds what names mean: a file of any language, also one that is not there yet, a folder of files, or an id.
// A name that is a language of the courses asks for that language alone; none asks for all but the source's.
func (c *Courses) Pick(names []string) ([]Text, error) {
	spoken := c.languages()
	var asked []string
	var texts []Text
	var wrong []error
	for _, name := range names {
		if slices.Contains(spoken, name) {
			asked = append(asked, name)
			continue
		}
		some, err := c.named(name)
		if err != nil {
			wrong = append(wrong, err)
		}
		texts = append(texts, some...)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	if len(asked) > 0 {
		texts = slices.DeleteFunc(texts, func(t Text) bool { return !slices.Contains(asked, t.Translation.Lang) })
	}
	var once []Text
	for _, t := range texts {
		if !slices.ContainsFunc(once, func(o Text) bool { return o.Translation.Path == t.Translation.Path }) {
			once = append(once, t)
		}
	}
	return once, nil
}

// languages are those that something is translated into, or could be.
func (c *Courses) languages() []string {
	var all []string
	for _, s := range c.Sources {
		for _, t := range s.Translations {
			if !slices.Contains(all, t.Lang) {
				all = append(all, t.Lang)
			}
		}
	}
	return all
}

// Unknown is a name that means nothing here, or too much.
type Unknown struct {
	Name    string
	Nearest string   // "" where nothing is like it
	Several []string // what it could mean, where that is more than one text
}

func (u *Unknown) Error() string {
	return fmt.Sprintf("no text is called %q (nearest: %q; several: %q)", u.Name, u.Nearest, u.Several)
}

func (c *Courses) named(name string) ([]Text, error) {
	if texts, known := c.byPath(name); known {
		return texts, nil
	}
	var of []compile.Source
	var all []string
	for _, s := range c.Sources {
		all = append(all, s.Names...)
		if slices.Contains(s.Names, name) {
			of = append(of, s)
		}
	}
	switch {
	case len(of) == 1:
		return every(of[0]), nil
	case len(of) > 1:
		unclear := &Unknown{Name: name}
		for _, s := range of {
			unclear.Several = append(unclear.Several, s.Names[0])
		}
		return nil, unclear
	}
	return nil, &Unknown{Name: name, Nearest: diag.Nearest(name, all)}
}

// byPath finds texts by a path, from here or from the folder of courses; known tells whether it is one.
func (c *Courses) byPath(name string) (texts []Text, known bool) {
	if name == "" {
		return nil, false
	}
	for _, at := range []string{c.inside(name), path.Clean(filepath.ToSlash(name))} {
		for _, s := range c.Sources {
			if at == s.Path || at == strings.TrimSuffix(s.Path, "."+s.Lang+".md") || at == "." || strings.HasPrefix(s.Path, at+"/") {
				texts, known = append(texts, every(s)...), true
			}
			for _, t := range s.Translations {
				if at == t.Path {
					texts, known = append(texts, Text{s, t}), true
				}
			}
		}
		if known {
			break
		}
	}
	return texts, known
}

// inside gives a path from here as one from the folder of courses; "" where it leads out of it.
func (c *Courses) inside(name string) string {
	whole, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	folder, err := filepath.Abs(c.Folder)
	if err != nil {
		return ""
	}
	at, err := filepath.Rel(folder, whole)
	if err != nil || !filepath.IsLocal(at) {
		return ""
	}
	return filepath.ToSlash(at)
}

func every(s compile.Source) []Text {
	var all []Text
	for _, t := range s.Translations {
		all = append(all, Text{s, t})
	}
	return all
}
