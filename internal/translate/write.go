package translate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"sentier/internal/changeset"
	"sentier/internal/compile"
	"sentier/internal/diag"
)

// Unreadable is a text whose front matter cannot be told from the rest.
type Unreadable struct{ Path string }

func (u *Unreadable) Error() string { return u.Path + ": its front matter cannot be read" }

// Start gives the files with which translations begin. Applying it refuses to write over what is there.
func (c *Courses) Start(texts []Text) (changeset.Set, error) {
	var set changeset.Set
	var wrong []error
	for _, t := range texts {
		source, err := c.read(t.Source.Path)
		if err != nil {
			return nil, err
		}
		begun := compile.Begin(t.Source.Path, source)
		if begun == nil {
			wrong = append(wrong, &Unreadable{t.Source.Path})
		}
		set = append(set, changeset.Change{Path: t.Translation.Path, After: begun})
	}
	return set, errors.Join(wrong...)
}

// Done gives translations with the digest of their source of today, and what is wrong with them when they are held
// against it; with errors among it there is nothing to apply. What a translation leaves out is a warning.
func (c *Courses) Done(ctx context.Context, texts []Text, cfg compile.Config) (changeset.Set, diag.List, error) {
	var set changeset.Set
	renewed := map[string][]byte{}
	for _, t := range texts {
		text, err := c.read(t.Translation.Path)
		if err != nil {
			return nil, nil, err
		}
		after := compile.WithTranslates(t.Translation.Path, text, t.Digest)
		if after == nil {
			return nil, nil, &Unreadable{t.Translation.Path}
		}
		renewed[t.Translation.Path] = after
		set = append(set, changeset.Change{Path: t.Translation.Path, Before: text, After: after})
	}
	cfg.Bare = true
	_, all, err := compile.Course(ctx, compile.Overlay(c.files, renewed), cfg)
	if err != nil {
		return nil, nil, fmt.Errorf("hold the translations against their sources: %w", err)
	}
	var found diag.List
	for _, f := range all {
		_, ours := renewed[f.Path]
		if ours && (f.Level == diag.Error || f.Code == "translation-missing" || f.Code == "translation-stale") {
			found = append(found, f)
		}
	}
	if found.Errors() > 0 {
		return nil, found, nil
	}
	return set, found, nil
}

// read gives the bytes of a text.
func (c *Courses) read(name string) ([]byte, error) { return fs.ReadFile(c.files, name) }
