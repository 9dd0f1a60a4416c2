package gitsync

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// local is a repository in a folder of this machine, bare or with a work tree. It is read, never written to.
type local struct {
	config  Config
	objects *Repository
}

func (l *local) close() {
	if l.objects != nil {
		_ = l.objects.Close() // it was only read
	}
}

func (l *local) head(_ context.Context, branch string) (plumbing.Hash, error) {
	dir := l.config.URL
	if inside := filepath.Join(dir, ".git"); isFolder(inside) {
		dir = inside
	}
	if !isFolder(filepath.Join(dir, "objects")) {
		return plumbing.ZeroHash, failed(Unreachable, "%s holds no git repository", l.config.URL)
	}
	git := dotgit.New(osfs.New(dir, osfs.WithBoundOS()))
	l.objects = &Repository{config: Config{Dir: dir, Limits: l.config.Limits}, objects: openObjects(dir)}
	name := plumbing.HEAD
	if branch != "" {
		name = plumbing.NewBranchReferenceName(branch)
	}
	for range 5 { // HEAD names a branch; longer chains are no habit of anybody's
		ref, err := git.Ref(name)
		switch {
		case errors.Is(err, plumbing.ErrReferenceNotFound), errors.Is(err, fs.ErrNotExist):
			return plumbing.ZeroHash, failed(Gone, "there is no %s", strings.TrimPrefix(string(name), "refs/heads/"))
		case err != nil:
			return plumbing.ZeroHash, failure(Garbled, err)
		case ref.Type() == plumbing.HashReference:
			return ref.Hash(), nil
		}
		name = ref.Target()
	}
	return plumbing.ZeroHash, failed(Garbled, "%s leads nowhere", name)
}

// pack walks what a commit needs and packs it.
func (l *local) pack(ctx context.Context, commit plumbing.Hash, known []plumbing.Hash) (io.ReadCloser, error) {
	w := &walk{of: l.objects, seen: map[plumbing.Hash]bool{}, most: l.config.Limits.Objects}
	for _, h := range known {
		w.seen[h] = true
		if c, err := l.objects.commit(h.String()); err == nil { // what it holds is known, too
			if err := w.tree(ctx, c.tree, 0); err != nil {
				return nil, err
			}
		}
	}
	w.found = nil
	if err := w.commits(ctx, commit); err != nil {
		return nil, err
	}
	return w.pack(), nil
}

// source is objects that are only read from.
type source struct{ *filesystem.ObjectStorage }

func (source) AddAlternate(string) error { return errors.ErrUnsupported }

// walk collects the objects that commits need.
type walk struct {
	of    *Repository
	seen  map[plumbing.Hash]bool
	found []plumbing.Hash
	most  int
}

func (w *walk) add(h plumbing.Hash) (bool, error) {
	if w.seen[h] {
		return false, nil
	}
	if w.seen[h] = true; len(w.found) >= w.most {
		return false, failed(Large, "the repository has more than %d objects", w.most)
	}
	w.found = append(w.found, h)
	return true, nil
}

func (w *walk) commits(ctx context.Context, from plumbing.Hash) error {
	next := []plumbing.Hash{from}
	for len(next) > 0 {
		h := next[len(next)-1]
		next = next[:len(next)-1]
		fresh, err := w.add(h)
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		if !fresh {
			continue
		}
		c, err := w.of.commit(h.String())
		if err != nil {
			return err
		}
		if err := w.tree(ctx, c.tree, 0); err != nil {
			return err
		}
		for _, parent := range c.parents {
			next = append(next, plumbing.NewHash(parent))
		}
	}
	return nil
}

func (w *walk) tree(ctx context.Context, h plumbing.Hash, depth int) error {
	fresh, err := w.add(h)
	if err != nil || !fresh {
		return err
	}
	if depth > mostDepth {
		return failed(Large, "there are folders within folders, more than %d times", mostDepth)
	}
	entries, err := w.of.tree(h)
	if err != nil || ctx.Err() != nil {
		return errors.Join(err, ctx.Err())
	}
	for _, e := range entries {
		switch {
		case e.mode.IsDir():
			err = w.tree(ctx, e.hash, depth+1)
		case e.mode&fs.ModeIrregular == 0: // a submodule's commit is elsewhere
			_, err = w.add(e.hash)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func isFolder(name string) bool {
	about, err := os.Stat(name)
	return err == nil && about.IsDir()
}
