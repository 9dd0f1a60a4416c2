package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sentier/internal/site"
)

// marker is the file that tells a folder of ours from any other: the names of all files that Static wrote there.
const marker = ".sentier-files"

// Static writes a snapshot, built with Config.Static, as a folder of files that needs no server: every page as
// PATH/index.html, the home page of the default language as index.html, 404.html, a way on at each old address,
// and all files with every width of the images. Links are relative.
//
// The folder is made aside and put in the place of dir once it is whole: whatever fails leaves dir as it was. A
// folder that holds anything Static did not write is refused.
func Static(ctx context.Context, s *site.Snapshot, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find %s: %w", dir, err)
	}
	there, err := ours(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make the folder above %s: %w", dir, err)
	}
	making, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-")
	if err != nil {
		return fmt.Errorf("make a folder beside %s: %w", dir, err)
	}
	w := &writer{snapshot: s, folder: making, places: placesOf(s)}
	if err = w.all(ctx); err == nil {
		err = swap(making, dir, there)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the site to %s: %w", dir, err), os.RemoveAll(making))
	}
	return nil
}

// ours tells whether a folder is there, and refuses one with files that Static did not write.
func ours(dir string) (there bool, err error) {
	list, err := os.ReadFile(filepath.Join(dir, marker))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("look into %s: %w", dir, err)
	}
	known := map[string]bool{marker: true}
	for name := range strings.Lines(string(list)) {
		known[strings.TrimSuffix(name, "\n")] = true
	}
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		there = true
		inside, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if name == dir && !entry.IsDir() {
			return fmt.Errorf("%s is a file: name a folder that is empty or does not exist", dir)
		}
		if !entry.IsDir() && !known[filepath.ToSlash(inside)] {
			return fmt.Errorf("%s holds %s, which build did not write: name a folder that is empty or does not exist", dir, inside)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return there, err
}

// swap puts the folder that was made in the place of dir.
func swap(making, dir string, there bool) error {
	if err := os.Chmod(making, 0o755); err != nil {
		return err
	}
	if !there {
		return os.Rename(making, dir)
	}
	old := making + "-old"
	if err := os.Rename(dir, old); err != nil {
		return fmt.Errorf("%w: if %s is a mounted volume, name a folder inside it", err, dir)
	}
	if err := os.Rename(making, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return os.RemoveAll(old)
}

// placesOf tells where each address of a snapshot is written.
func placesOf(s *site.Snapshot) *places {
	at := &places{files: map[string]string{"/": "index.html"}, base: s.BaseURL()}
	for _, address := range s.Paths() {
		at.files[address] = fileOf(address)
	}
	for _, address := range s.Files() {
		at.files[address] = address[1:]
	}
	return at
}

// fileOf names the file of a page: that of "/fr/glossary?show=people" is beside that of "/fr/glossary".
func fileOf(address string) string {
	if site.Machine(address) {
		return address[1:]
	}
	address, query, _ := strings.Cut(address[1:], "?")
	return path.Join(address, cmp.Or(strings.ReplaceAll(query, "=", "-"), "index")+".html")
}

// writer writes one folder.
type writer struct {
	snapshot *site.Snapshot
	folder   string
	places   *places
}

// all writes every file, on all cores, then the marker.
func (w *writer) all(ctx context.Context) error {
	s := w.snapshot
	names := []string{"index.html", "404.html"}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	write := func(name string, find func() (*site.Page, error)) {
		group.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			page, err := find()
			if err != nil {
				return err
			}
			return w.page(name, page)
		})
	}
	for _, address := range s.Paths() {
		names = append(names, fileOf(address))
		write(fileOf(address), func() (*site.Page, error) { return s.Page(address), nil })
	}
	for _, address := range s.Files() {
		names = append(names, address[1:])
		write(address[1:], func() (*site.Page, error) { return s.File(ctx, address) })
	}
	for old, now := range s.Redirects() {
		name := fileOf(old)
		data, err := movedPage(s, now, name, w.places)
		if err != nil {
			return errors.Join(err, group.Wait())
		}
		if data == nil {
			continue
		}
		names = append(names, name)
		group.Go(func() error { return w.file(name, data) })
	}
	home := s.Languages()[0]
	write("index.html", func() (*site.Page, error) { return s.Page("/" + home), nil })
	write("404.html", func() (*site.Page, error) { return s.Error(home, 404), nil })
	if err := group.Wait(); err != nil {
		return err
	}
	slices.Sort(names)
	return w.file(marker, []byte(strings.Join(names, "\n")+"\n"))
}

// page writes one page, its links made relative to where it stands.
func (w *writer) page(name string, page *site.Page) error {
	data := page.Body(site.Identity, nil)
	kind, _, _ := strings.Cut(page.Type, ";")
	var err error
	switch {
	case name == "404.html":
		// A web server shows it at any depth, where relative links would lead astray.
		data, err = relativePage(data, name, &places{base: w.places.base})
	case kind == "text/html":
		data, err = relativePage(data, name, w.places)
	case kind == "text/css":
		data = relativeText(data, cssAddress, name, w.places)
	case kind == "application/atom+xml":
		data = relativeText(data, quotedAddress, name, w.places)
	case path.Base(name) == "search-index.js":
		// Its addresses are those of links on the search page.
		data = relativeText(data, quotedAddress, path.Join(path.Dir(name), "search", "index.html"), w.places)
	}
	if err != nil {
		return err
	}
	return w.file(name, data)
}

func (w *writer) file(name string, data []byte) error {
	to := filepath.Join(w.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}
