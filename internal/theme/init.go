package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"sentier/themes"
)

// starter is the theme.toml of a theme that begins.
const starter = `# A theme of your own, on top of the one in the program. Keep the files that you change and delete the others:
# what is not here comes from the parent. Check it with "sentier check --theme FOLDER".
format = 1
name = "Our theme"
parent = "default"
`

// ownStyle is where the colours of a theme that begins go: the last of the stylesheets.
const ownStyle = `/* Joined after the stylesheets of the parent: what is here wins. The names are in its 1-tokens.css.

:root {
  --primary: #135a43;
}
*/
`

// Init starts a theme in a folder, which it makes: theme.toml, the templates, the messages, and a stylesheet to
// write in. It overwrites nothing: a folder that holds any of these is refused, with their names.
func Init(folder string) error {
	files := map[string][]byte{"theme.toml": []byte(starter), "assets/css/9-ours.css": []byte(ownStyle)}
	for _, part := range []string{"templates", "messages"} {
		err := fs.WalkDir(themes.Default(), part, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files[name], err = fs.ReadFile(themes.Default(), name)
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
