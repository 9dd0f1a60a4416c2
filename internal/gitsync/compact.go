package gitsync

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// compact makes one pack of many, with what the marks reach and nothing else: each push brings a pack, and one that was
// forced leaves behind what nobody reads any more.
func (r *Repository) compact(ctx context.Context) error {
	folder := filepath.Join(r.config.Dir, "objects", "pack")
	old, err := filepath.Glob(filepath.Join(folder, "pack-*.pack"))
	if err != nil || len(old) <= mostPacks {
		return err
	}
	w := &walk{of: r, seen: map[plumbing.Hash]bool{}, most: r.config.Limits.Objects}
	for _, mark := range []string{r.Tip(), r.Good()} {
		if mark == "" {
			continue
		}
		if err := w.commits(ctx, plumbing.NewHash(mark)); err != nil {
			return err
		}
	}
	pack := w.pack()
	if err := errors.Join(r.take(pack), pack.Close()); err != nil {
		return err
	}
	all, err := filepath.Glob(filepath.Join(folder, "pack-*.pack"))
	if len(all) == len(old) { // the new one has the name of one that was there
		return err
	}
	for _, name := range old {
		err = errors.Join(err, os.Remove(strings.TrimSuffix(name, ".pack")+".idx"), os.Remove(name))
	}
	return errors.Join(err, r.reopen())
}

// pack encodes what a walk found.
func (w *walk) pack() io.ReadCloser {
	read, write := io.Pipe()
	go func() {
		w.of.reading.Lock()
		defer w.of.reading.Unlock()
		_, err := packfile.NewEncoder(write, source{w.of.objects}, false).Encode(slices.Clone(w.found), 10)
		write.CloseWithError(err)
	}()
	return read
}
