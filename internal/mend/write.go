package mend

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// Write puts the files of what was mended into the folder that they come from. Each is written beside itself, then takes
// its own place at once, with the mode it had: who reads meanwhile gets the one or the other, never half of each. A file
// that somebody has changed since is left alone, and is an error.
func (m Mended) Write(folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("open the courses folder: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		if err := write(root, name, m.Files[name]); err != nil {
			return errors.Join(err, root.Close())
		}
	}
	return root.Close()
}

func write(root *os.Root, name string, f File) error {
	now, err := root.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if !bytes.Equal(now, f.Before) {
		return fmt.Errorf("%s has changed while it was mended: run it again", name)
	}
	about, err := root.Stat(name)
	if err != nil {
		return fmt.Errorf("look at %s: %w", name, err)
	}
	beside := path.Join(path.Dir(name), "."+path.Base(name)+".sentier") // a name that no course takes notice of
	if err := fill(root, beside, f.After, about.Mode()); err != nil {
		_ = root.Remove(beside)
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := root.Rename(beside, name); err != nil {
		_ = root.Remove(beside)
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func fill(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode.Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(mode.Perm()), f.Sync(), f.Close())
}
