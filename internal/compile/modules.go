package compile

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Modules is a folder without the files and folders in it that are no module. It is for who was not told that a folder
// is one of courses, and only knows that a module is in it: beside may be anything.
func Modules(fsys fs.FS) fs.FS { return modulesAlone{fsys} }

type modulesAlone struct{ fs.FS }

// ReadDir lists the modules, and anything below them.
func (m modulesAlone) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(m.FS, name)
	if err != nil || name != "." {
		return entries, err
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !e.IsDir() || !m.isModule(e.Name()) }), nil
}

func (m modulesAlone) isModule(name string) bool {
	entries, _ := fs.ReadDir(m.FS, name) // one that cannot be read is none
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		matched, _ := path.Match("module.*.md", e.Name())
		return matched && !strings.HasPrefix(name, ".")
	})
}
