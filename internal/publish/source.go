package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"sentier/courses"
	"sentier/internal/config"
	"sentier/internal/theme"
)

// folder is a folder that is read and never left: a link that leads out of it is not followed.
type folder struct {
	name  string // for people
	files fs.FS
	root  *os.Root // nil: embedded
}

// Close ends the reading.
func (f folder) Close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// ownCourses is what people call the courses in the program.
const ownCourses = "the program's own courses"

// openCourses opens the courses folder, or the courses in the program where none is named.
func openCourses(name string) (folder, error) {
	if name == "" {
		return folder{name: ownCourses, files: courses.Files()}, nil
	}
	return openFolder(name, "the courses folder", "create it, or correct --courses")
}

// openFolder opens a folder on disk; what and action complete the sentence of an error.
func openFolder(name, what, action string) (folder, error) {
	root, err := os.OpenRoot(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return folder{}, fmt.Errorf("%s %s does not exist: %s", what, name, action)
	case err != nil:
		return folder{}, fmt.Errorf("%s %s cannot be read (%w): %s", what, name, err, action)
	}
	return folder{name: name, files: root.FS(), root: root}, nil
}

// LoadTheme loads the theme of a configuration: the site's own folder, over the chosen theme, over the default.
func LoadTheme(settings config.Config) (*theme.Theme, error) {
	var layers []theme.Layer
	var open []folder
	add := func(name, what, action string) error {
		f, err := openFolder(name, what, action)
		if err == nil {
			open = append(open, f)
			layers = append(layers, theme.Layer{Name: name, Files: f.files})
		}
		return err
	}
	if settings.Site != "" {
		if err := add(settings.Site, "the site folder", "create it, or correct --site"); err != nil {
			return nil, err
		}
	}
	switch name := settings.Theme; {
	case strings.ContainsRune(name, os.PathSeparator):
		if err := add(name, "the theme", "create it with \"sentier theme init\", or correct --theme"); err != nil {
			return nil, err
		}
	case name != "default" && name != "":
		return nil, fmt.Errorf("there is no theme %q in the program: write default, or a folder with a slash in it, such as ./%s",
			name, name)
	}
	look, err := theme.Load(theme.Config{Layers: layers, Site: settings})
	for _, f := range open {
		err = errors.Join(err, f.Close())
	}
	return look, err
}
