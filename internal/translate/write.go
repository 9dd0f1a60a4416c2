package translate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// ErrUnreadable is a file whose front matter cannot be told from its text.
var ErrUnreadable = errors.New("its front matter cannot be read")

// Start begins a translation; the file must not be there: its error is fs.ErrExist then.
func (c *Courses) Start(t Text) error {
	source, err := c.read(t.Source.Path)
	if err != nil {
		return err
	}
	text := compile.Begin(t.Source.Path, source)
	if text == nil {
		return ErrUnreadable
	}
	f, err := c.root.OpenFile(t.Translation.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// Done writes into translations that they are up to date. It gives what is wrong with them, held against the source of
// today; with errors among it, nothing is written. What a translation leaves out is a warning.
func (c *Courses) Done(ctx context.Context, texts []Text, cfg compile.Config) (diag.List, error) {
	renewed := map[string][]byte{}
	for _, t := range texts {
		text, err := c.read(t.Translation.Path)
		if err != nil {
			return nil, err
		}
		if renewed[t.Translation.Path] = compile.WithTranslates(t.Translation.Path, text, t.Digest); renewed[t.Translation.Path] == nil {
			return nil, fmt.Errorf("%s: %w", t.Translation.Path, ErrUnreadable)
		}
	}
	cfg.Bare = true
	_, all, err := compile.Course(ctx, compile.Overlay(c.root.FS(), renewed), cfg)
	if err != nil {
		return nil, err
	}
	var found diag.List
	for _, f := range all {
		if _, ours := renewed[f.Path]; ours && (f.Level == diag.Error || f.Code == "translation-missing" || f.Code == "translation-stale") {
			found = append(found, f)
		}
	}
	if found.Errors() > 0 {
		return found, nil
	}
	for _, t := range texts {
		if err := c.replace(t.Translation.Path, renewed[t.Translation.Path]); err != nil {
			return found, err
		}
	}
	return found, nil
}

// replace writes a file whole or not at all.
func (c *Courses) replace(name string, text []byte) error {
	before, err := c.root.Stat(name)
	if err != nil {
		return err
	}
	aside := path.Join(path.Dir(name), "."+path.Base(name)+".new") // a name that no course takes for its own
	f, err := c.root.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, before.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = c.root.Rename(aside, name)
	}
	if err != nil {
		return errors.Join(err, c.root.Remove(aside))
	}
	return nil
}
