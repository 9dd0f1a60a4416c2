package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sentier/assets"
	"sentier/themes"
)

// Layer is a folder that files are looked up in. Name stands before their paths in errors.
type Layer struct {
	Name  string
	Files fs.FS
}

// file is a file of the layer that wins.
type file struct {
	path string // for people: layer and path
	data []byte
}

// layers are looked through from the first to the last.
type layers []Layer

// withDefault puts what is embedded under the layers of a site.
func withDefault(above []Layer) layers {
	return append(slices.Clone(above), Layer{"themes/default", themes.Default()}, Layer{"", within{"assets", assets.Files()}})
}

// read gives a file of the first layer that has it.
func (l layers) read(name string) (file, error) {
	for _, layer := range l {
		data, err := fs.ReadFile(layer.Files, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return file{}, fmt.Errorf("read %s: %w", path.Join(layer.Name, name), err)
		}
		return file{path.Join(layer.Name, name), data}, nil
	}
	return file{}, fmt.Errorf("%s: %w in any layer of the theme: write it, or take away what names it", name,
		fs.ErrNotExist)
}

// all gives a file of every layer that has it, the one that wins last.
func (l layers) all(name string) ([]file, error) {
	var found []file
	for _, layer := range slices.Backward(l) {
		one, err := layers{layer}.read(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, nil
}

// list names the files of a folder in all layers, sorted, each once. Names that start with "." or "_" are left
// out, and so are folders.
func (l layers) list(folder string) ([]string, error) {
	var names []string
	for _, layer := range l {
		entries, err := fs.ReadDir(layer.Files, folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", path.Join(layer.Name, folder), err)
		}
		for _, e := range entries {
			if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(e.Name(), "_") {
				names = append(names, path.Join(folder, e.Name()))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// within puts a file system into a folder.
type within struct {
	folder string
	files  fs.FS
}

// Open opens a file by its path with the folder in front.
func (w within) Open(name string) (fs.File, error) {
	inner, found := strings.CutPrefix(name, w.folder+"/")
	if !found {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.files.Open(inner)
}
