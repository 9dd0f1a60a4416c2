// Package translate is the work of those who translate courses: which texts wait, what changed in a source since it was
// translated, a translation begun with everything in its place, and one that is done held against its source. It reads
// and writes the files of a folder, and asks git for their past; the rules of translations are compile's.
//
// It prints nothing: the translate commands call it.
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

	root *os.Root
}

// Open reads a folder of courses. The caller closes it.
func Open(ctx context.Context, folder string) (*Courses, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	c := &Courses{Folder: folder, root: root}
	if c.Sources, c.Found, err = compile.Sources(ctx, root.FS()); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return c, nil
}

// Close ends the reading.
func (c *Courses) Close() error { return c.root.Close() }

// Path gives the path of a text as seen from where the program was called.
func (c *Courses) Path(text string) string { return filepath.Join(c.Folder, filepath.FromSlash(text)) }

// Root finds the folder of courses that somebody works in: above the module that one of the files belongs to, above
// the module that the current folder is in, the current folder, or its folder "courses". It gives "" where there is none.
func Root(files []string) string {
	for _, name := range append(slices.Clone(files), ".") {
		if folder := above(name); folder != "" {
			return folder
		}
	}
	for _, folder := range []string{".", "courses"} {
		if modules, err := filepath.Glob(filepath.Join(folder, "*", "module.*.md")); err == nil && len(modules) > 0 {
			return folder
		}
	}
	return ""
}

// above gives the folder that holds the module of a file, which need not be there itself; "" where it is in none.
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
	if texts := c.byPath(name); len(texts) > 0 {
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

// byPath finds texts by a path, from here or from the folder of courses.
func (c *Courses) byPath(name string) []Text {
	candidates := []string{path.Clean(filepath.ToSlash(name))}
	if whole, err := filepath.Abs(name); err == nil {
		if folder, err := filepath.Abs(c.Folder); err == nil {
			if inside, err := filepath.Rel(folder, whole); err == nil {
				candidates = append(candidates, filepath.ToSlash(inside))
			}
		}
	}
	var texts []Text
	for _, at := range candidates {
		for _, s := range c.Sources {
			if at == s.Path || at == strings.TrimSuffix(s.Path, "."+s.Lang+".md") || at == "." || strings.HasPrefix(s.Path, at+"/") {
				texts = append(texts, every(s)...)
			}
			for _, t := range s.Translations {
				if at == t.Path {
					texts = append(texts, Text{s, t})
				}
			}
		}
		if len(texts) > 0 {
			break
		}
	}
	return texts
}

func every(s compile.Source) []Text {
	var all []Text
	for _, t := range s.Translations {
		all = append(all, Text{s, t})
	}
	return all
}

// read gives the bytes of a text.
func (c *Courses) read(name string) ([]byte, error) { return fs.ReadFile(c.root.FS(), name) }
