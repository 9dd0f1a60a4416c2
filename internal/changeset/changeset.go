// Package changeset makes several changes to the files of a folder, all of them or none.
//
// A Set is made from what the files hold now, checked against the folder, shown as a diff, and applied: what is new is
// written beside its place first, then everything is put into place by renaming, and put back when one step fails.
// Nothing is ever written over that the set did not read. It knows nothing of courses. skeleton and relocate make
// sets; cli applies them.
package changeset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Change is what becomes of one file.
type Change struct {
	Path       string // under the folder, with slashes
	Before     []byte // what it holds now; nil: it is not there
	After      []byte // what it will hold; nil: it goes
	Executable bool   // of a new file: it may be run
}

// Set is changes to different files.
type Set []Change

// Taken is the error of files that are there where the set would make new ones.
type Taken []string

func (t Taken) Error() string {
	return strings.Join(t, ", ") + ": there already, and nothing is written over: choose another name, or move it away"
}

// Check tells why the set cannot be applied to a folder: a new file is there already (Taken), or one that is to
// change holds something else by now.
func (s Set) Check(folder string) error {
	var taken Taken
	for _, c := range s {
		name := c.in(folder)
		_, err := os.Lstat(name)
		switch there := !errors.Is(err, fs.ErrNotExist); {
		case c.Before == nil && there:
			taken = append(taken, c.Path)
		case c.Before == nil:
			if parent := file(filepath.Dir(name)); parent != "" {
				return fmt.Errorf("%s is a file, and %s needs a folder there: choose another name", parent, c.Path)
			}
		default:
			now, err := os.ReadFile(name)
			if err != nil {
				return fmt.Errorf("read %s: %w", c.Path, err)
			}
			if !bytes.Equal(now, c.Before) {
				return fmt.Errorf("%s was changed meanwhile: try again", c.Path)
			}
		}
	}
	if len(taken) > 0 {
		return taken
	}
	return nil
}

// file gives the first of a name and the folders above it that is there and is no folder, or "".
func file(name string) string {
	for {
		info, err := os.Stat(name)
		if err == nil && info.IsDir() || filepath.Dir(name) == name {
			return ""
		}
		if err == nil {
			return name
		}
		name = filepath.Dir(name)
	}
}

func (c Change) in(folder string) string { return filepath.Join(folder, filepath.FromSlash(c.Path)) }

// Apply checks the set and makes its changes. With an error, the folder is as it was.
func (s Set) Apply(folder string) (err error) {
	if err := s.Check(folder); err != nil {
		return err
	}
	var undo []func() error
	defer func() {
		if err == nil {
			return
		}
		for _, back := range slices.Backward(undo) {
			err = errors.Join(err, back())
		}
	}()
	staged := make([]string, len(s))
	for i, c := range s {
		if c.After == nil {
			continue
		}
		made, failed := folders(filepath.Dir(c.in(folder)))
		undo = append(undo, func() error { return remove(made...) })
		if failed != nil {
			return fmt.Errorf("make the folder of %s: %w", c.Path, failed)
		}
		if staged[i], failed = stage(c, folder); failed != nil {
			return fmt.Errorf("write %s: %w", c.Path, failed)
		}
		undo = append(undo, func() error { return remove(staged[i]) })
	}
	for i, c := range s {
		name := c.in(folder)
		if c.After == nil {
			err = os.Remove(name)
		} else {
			err = os.Rename(staged[i], name)
		}
		if err != nil {
			return fmt.Errorf("change %s: %w", c.Path, err)
		}
		undo = append(undo, func() error {
			if c.Before == nil {
				return os.Remove(name)
			}
			return os.WriteFile(name, c.Before, 0o644)
		})
	}
	return nil
}

// folders makes a folder and those above it, and gives those that were not there, the innermost first.
func folders(name string) (made []string, err error) {
	for at := name; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || filepath.Dir(at) == at {
			break
		}
		made = append(made, at)
	}
	return made, os.MkdirAll(name, 0o755)
}

// stage writes what a file will hold beside its place, under a name that courses skip.
func stage(c Change, folder string) (name string, err error) {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(c.in(folder)); err == nil {
		mode = info.Mode().Perm()
	} else if c.Executable {
		mode = 0o755
	}
	f, err := os.CreateTemp(filepath.Dir(c.in(folder)), ".sentier-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(c.After)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// remove removes what is there of several names.
func remove(names ...string) error {
	var wrong []error
	for _, name := range names {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

// Diff writes the set as a patch. A file that goes while another comes with nearly the same text is shown as one that
// moves.
func (s Set) Diff(w io.Writer) error {
	shown := make([]bool, len(s))
	for i, c := range s {
		if shown[i] {
			continue
		}
		from, to := c.Path, c.Path
		before, after := c.Before, c.After
		if c.Before == nil || c.After == nil {
			if j := s.other(i); j >= 0 && !shown[j] {
				shown[j] = true
				gone, come := c, s[j]
				if c.Before == nil {
					gone, come = come, gone
				}
				from, to, before, after = gone.Path, come.Path, gone.Before, come.After
			}
		}
		if from != to {
			if _, err := fmt.Fprintf(w, "rename from %s\nrename to %s\n", from, to); err != nil {
				return err
			}
		}
		if _, err := w.Write(diff.Diff(name("a", from, before), before, name("b", to, after), after)); err != nil {
			return err
		}
	}
	return nil
}

func name(side, at string, data []byte) string {
	if data == nil {
		return "/dev/null"
	}
	return path.Join(side, at)
}

// other finds the change that is the other half of a move: a file of the same language that comes or goes; -1: none.
func (s Set) other(i int) int {
	language := func(c Change) string {
		return path.Ext(strings.TrimSuffix(c.Path, path.Ext(c.Path))) + path.Ext(c.Path)
	}
	for j, c := range s {
		if j != i && language(c) == language(s[i]) &&
			(s[i].Before == nil && c.After == nil || s[i].After == nil && c.Before == nil) {
			return j
		}
	}
	return -1
}
