package gitsync

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// Files are those of a commit below a folder; "" or "." is all of them. What is fetched meanwhile changes nothing in them.
func (r *Repository) Files(at, folder string) (fs.FS, error) {
	c, err := r.commit(at)
	if err != nil {
		return nil, err
	}
	t := &tree{of: r, folders: map[string][]entry{}, changed: c.at}
	root := c.tree
	if folder = strings.Trim(path.Clean("/"+folder), "/"); folder != "" {
		for name := range strings.SplitSeq(folder, "/") {
			entries, err := r.tree(root)
			if err != nil {
				return nil, err
			}
			e, found := find(entries, name)
			if !found || !e.mode.IsDir() || e.mode&fs.ModeIrregular != 0 {
				return nil, fmt.Errorf("the folder %s: %w", folder, fs.ErrNotExist)
			}
			root = e.hash
		}
	}
	if t.folders["."], err = r.tree(root); err != nil {
		return nil, err
	}
	return t, nil
}

func find(entries []entry, name string) (entry, bool) {
	for _, e := range entries {
		if e.name == name {
			return e, true
		}
	}
	return entry{}, false
}

// tree is the files of one commit. It implements fs.FS and fs.ReadDirFS.
type tree struct {
	of      *Repository
	changed time.Time

	lock    sync.Mutex
	folders map[string][]entry // those that were read, by path
}

// folder reads the entries of a folder, with those on the way to it.
func (t *tree) folder(name string) ([]entry, error) {
	t.lock.Lock()
	entries, read := t.folders[name]
	t.lock.Unlock()
	if read {
		return entries, nil
	}
	if strings.Count(name, "/") > mostDepth {
		return nil, failed(Large, "there are folders within folders, more than %d times", mostDepth)
	}
	e, err := t.entry(name)
	if err != nil {
		return nil, err
	}
	if !e.mode.IsDir() || e.mode&fs.ModeIrregular != 0 {
		return nil, fs.ErrInvalid
	}
	if entries, err = t.of.tree(e.hash); err != nil {
		return nil, err
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	t.folders[name] = entries
	return entries, nil
}

func (t *tree) entry(name string) (entry, error) {
	entries, err := t.folder(path.Dir(name))
	if err != nil {
		return entry{}, err
	}
	e, found := find(entries, path.Base(name))
	if !found {
		return entry{}, fs.ErrNotExist
	}
	return e, nil
}

// Open opens a file or a folder. A link is never followed.
func (t *tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := t.open(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

func (t *tree) open(name string) (fs.File, error) {
	about := info{name: path.Base(name), mode: fs.ModeDir, changed: t.changed}
	var e entry
	if name != "." {
		var err error
		if e, err = t.entry(name); err != nil {
			return nil, err
		}
		about.mode = e.mode
	}
	switch {
	case about.mode == fs.ModeDir:
		entries, err := t.ReadDir(name)
		return &folder{info: about, entries: entries}, err
	case !about.mode.IsRegular():
		return nil, fs.ErrPermission
	}
	data, err := t.of.read(plumbing.BlobObject, e.hash)
	if err != nil {
		return nil, err
	}
	about.size = int64(len(data))
	return &file{info: about, Reader: bytes.NewReader(data)}, nil
}

// ReadDir lists a folder by name, as fs.ReadDirFS asks.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	entries, err := t.folder(name)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	all := make([]fs.DirEntry, len(entries))
	for i, e := range entries {
		about := info{name: e.name, mode: e.mode, changed: t.changed}
		if e.mode.IsRegular() {
			about.size = t.of.size(e.hash)
		}
		all[i] = fs.FileInfoToDirEntry(about)
	}
	sortEntries(all)
	return all, nil
}

// size is how large an object is; 0 where that cannot be read.
func (r *Repository) size(h plumbing.Hash) int64 {
	r.reading.Lock()
	defer r.reading.Unlock()
	n, err := r.objects.EncodedObjectSize(h)
	if err != nil {
		return 0
	}
	return n
}

// info says of an entry what fs.FileInfo asks. All files have the date of the commit.
type info struct {
	name    string
	mode    fs.FileMode
	size    int64
	changed time.Time
}

func (i info) Name() string       { return i.name }
func (i info) Mode() fs.FileMode  { return i.mode | 0o444 }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return i.changed }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

// file is an open file.
type file struct {
	info info
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// folder is an open folder.
type folder struct {
	info    info
	entries []fs.DirEntry
	read    int
}

func (d *folder) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *folder) Close() error               { return nil }

func (d *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	left := d.entries[d.read:]
	if n > 0 && len(left) > n {
		left = left[:n]
	}
	if n > 0 && len(left) == 0 {
		return nil, io.EOF
	}
	d.read += len(left)
	return left, nil
}

func sortEntries(all []fs.DirEntry) {
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
}
