package compile

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// Overlay is a folder as it would be with some files written: texts that an editor has not saved, or a change that is
// tried before it is made. What is not given comes from below; folders that are not there come with their files.
func Overlay(below fs.FS, files map[string][]byte) fs.FS {
	return overlay{below, files}
}

type overlay struct {
	below fs.FS
	files map[string][]byte
}

// Open opens a file; a folder, as it is below.
func (o overlay) Open(name string) (fs.File, error) {
	if data, given := o.files[name]; given {
		return &heldFile{Reader: bytes.NewReader(data), info: heldInfo{path.Base(name), int64(len(data)), 0}}, nil
	}
	return o.below.Open(name)
}

// ReadDir lists a folder with what is laid over it.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	over := map[string]fs.DirEntry{}
	for file, data := range o.files {
		rest, inside := file, true
		if name != "." {
			rest, inside = strings.CutPrefix(file, name+"/")
		}
		if !inside {
			continue
		}
		first, _, deeper := strings.Cut(rest, "/")
		if deeper {
			over[first] = fs.FileInfoToDirEntry(heldInfo{first, 0, fs.ModeDir})
		} else {
			over[first] = fs.FileInfoToDirEntry(heldInfo{first, int64(len(data)), 0})
		}
	}
	entries, err := fs.ReadDir(o.below, name)
	if err != nil && len(over) == 0 {
		return nil, err
	}
	for _, e := range entries {
		if held, given := over[e.Name()]; !given || held.IsDir() {
			over[e.Name()] = e
		}
	}
	var all []fs.DirEntry
	for _, name := range slices.Sorted(maps.Keys(over)) {
		all = append(all, over[name])
	}
	return all, nil
}

// heldFile is a file of an overlay.
type heldFile struct {
	*bytes.Reader
	info heldInfo
}

func (f *heldFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *heldFile) Close() error               { return nil }

type heldInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i heldInfo) Name() string       { return i.name }
func (i heldInfo) Size() int64        { return i.size }
func (i heldInfo) Mode() fs.FileMode  { return i.mode | 0o444 }
func (i heldInfo) ModTime() time.Time { return time.Time{} }
func (i heldInfo) IsDir() bool        { return i.mode.IsDir() }
func (i heldInfo) Sys() any           { return nil }
