package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"sentier/assets"
	"sentier/themes"
)

// Init starts a theme in a folder, which it makes: a copy of the theme in the program (templates, messages,
// stylesheets, icons), named after the folder. What is deleted from it comes from the parent again. It overwrites
// nothing: a folder that holds any of these is refused, with their names.
func Init(folder string) error {
	about := "# A file that is not in this folder is the default theme's.\nformat = 1\nname = " +
		strconv.Quote(filepath.Base(folder)) + "\nparent = \"default\"\n"
	files := map[string][]byte{"theme.toml": []byte(about)}
	parts := []struct {
		source fs.FS
		name   string
	}{
		{themes.Default(), "templates"}, {themes.Default(), "messages"},
		{within{"assets", assets.Files()}, "assets/css"}, {within{"assets", assets.Files()}, "assets/icons"},
	}
	for _, part := range parts {
		err := fs.WalkDir(part.source, part.name, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files[name], err = fs.ReadFile(part.source, name)
			return err
		})
		if err != nil {
			return fmt.Errorf("read the theme in the program: %w", err)
		}
	}
	var taken []error
	for _, name := range sortedKeys(files) {
		target := filepath.Join(folder, filepath.FromSlash(name))
		if _, err := os.Lstat(target); !errors.Is(err, fs.ErrNotExist) {
			taken = append(taken, fmt.Errorf("%s is already there: choose another folder, or move it away", target))
		}
	}
	if err := errors.Join(taken...); err != nil {
		return err
	}
	for _, name := range sortedKeys(files) {
		if err := os.MkdirAll(filepath.Join(folder, filepath.FromSlash(path.Dir(name))), 0o755); err != nil {
			return fmt.Errorf("start a theme: %w", err)
		}
		if err := create(filepath.Join(folder, filepath.FromSlash(name)), files[name]); err != nil {
			return fmt.Errorf("start a theme: %w", err)
		}
	}
	return nil
}

// create writes a file that must not be there yet.
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
