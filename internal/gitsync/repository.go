package gitsync

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// The marks that a repository keeps beside the history.
const (
	tip  = "refs/sentier/tip"  // where the branch was when it was last looked at
	good = "refs/sentier/good" // the last commit that was published
)

// Repository is a branch, kept. It may be used by many goroutines at once.
type Repository struct {
	config Config

	fetching sync.Mutex // one fetch at a time
	reading  sync.Mutex // go-git's store is for one goroutine
	objects  *filesystem.ObjectStorage
}

// Open opens the repository of a branch. Where there is none yet, the first Fetch makes it.
func Open(cfg Config) *Repository {
	cfg.Limits = cfg.Limits.withDefaults()
	return &Repository{config: cfg, objects: openObjects(cfg.Dir)}
}

// layOut makes what git expects of a bare repository, so that its own tools can look into it.
func layOut(dir string) error {
	for _, folder := range []string{"objects/pack", "refs/heads", "refs/sentier"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
			return err
		}
	}
	for name, text := range map[string]string{
		"HEAD": "ref: refs/heads/main\n", "config": "[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
	} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := replace(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	return nil
}

// openObjects opens the objects of a repository on disk.
func openObjects(dir string) *filesystem.ObjectStorage {
	return filesystem.NewObjectStorageWithOptions(dotgit.New(osfs.New(dir, osfs.WithBoundOS())),
		cache.NewObjectLRU(8*cache.MiByte), filesystem.Options{KeepDescriptors: true})
}

// Close gives back what is open. Files of commits can no longer be read.
func (r *Repository) Close() error {
	r.reading.Lock()
	defer r.reading.Unlock()
	return r.objects.Close()
}

// Tip is the commit at which the branch was when it was last fetched, or "".
func (r *Repository) Tip() string { return r.mark(tip) }

// Good is the commit that was last kept as good, or "".
func (r *Repository) Good() string { return r.mark(good) }

// Keep remembers a commit as good, across restarts.
func (r *Repository) Keep(commit string) error { return r.setMark(good, commit) }

// mark reads a mark; one that is damaged, or leads nowhere, is none.
func (r *Repository) mark(name string) string {
	data, err := os.ReadFile(filepath.Join(r.config.Dir, name))
	text := strings.TrimSpace(string(data))
	if err != nil || !plumbing.IsHash(text) || !r.has(plumbing.NewHash(text)) {
		return ""
	}
	return text
}

func (r *Repository) setMark(name, commit string) error {
	if r.mark(name) == commit {
		return nil
	}
	if err := replace(filepath.Join(r.config.Dir, name), commit+"\n"); err != nil {
		return failure(Garbled, fmt.Errorf("keep %s: %w", name, err))
	}
	return nil
}

// replace writes a file aside and puts it in its place once it is on disk: a full disk leaves what was there.
func replace(name, text string) error {
	aside, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return err
	}
	_, err = aside.WriteString(text)
	if err = errors.Join(err, aside.Sync(), aside.Close()); err == nil {
		err = os.Rename(aside.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(aside.Name()))
	}
	return nil
}

func (r *Repository) has(h plumbing.Hash) bool {
	r.reading.Lock()
	defer r.reading.Unlock()
	return r.objects.HasEncodedObject(h) == nil
}

// Fetch asks where the branch is and brings what is new of it. It gives the commit that the branch is at, whether or not
// that descends from the one before. With an error, which is a *Failure, all is as it was.
func (r *Repository) Fetch(ctx context.Context) (string, error) {
	r.fetching.Lock()
	defer r.fetching.Unlock()
	ctx, cancel := context.WithTimeout(ctx, r.config.Limits.Time)
	defer cancel()
	at, err := r.fetch(ctx)
	if err != nil {
		if ctx.Err() != nil {
			err = failure(Slow, ctx.Err())
		}
		return "", failure(Garbled, err)
	}
	return at, nil
}

func (r *Repository) fetch(ctx context.Context) (string, error) {
	if err := layOut(r.config.Dir); err != nil {
		return "", fmt.Errorf("make the repository %s: %w", r.config.Dir, err)
	}
	from, err := r.config.remote()
	if err != nil {
		return "", err
	}
	defer from.close()
	at, err := from.head(ctx, r.config.Branch)
	if err != nil {
		return "", err
	}
	if !r.has(at) {
		pack, err := from.pack(ctx, at, r.known())
		if err != nil {
			return "", err
		}
		err = r.take(pack)
		if err = errors.Join(err, pack.Close()); err != nil {
			return "", err
		}
	}
	if err := r.whole(at); err != nil {
		return "", err
	}
	if err := r.setMark(tip, at.String()); err != nil {
		return "", err
	}
	return at.String(), r.compact(ctx)
}

// known are commits that a server need not send again: those marked, and those before them on the first line.
func (r *Repository) known() []plumbing.Hash {
	var known []plumbing.Hash
	for _, mark := range []string{r.Tip(), r.Good()} {
		for at := mark; at != "" && len(known) < mostHaves; {
			c, err := r.commit(at)
			if err != nil {
				break
			}
			known = append(known, plumbing.NewHash(at))
			if at = ""; len(c.parents) > 0 {
				at = c.parents[0]
			}
		}
	}
	return known
}

// whole makes sure that a commit is one, and that its tree has come with it.
func (r *Repository) whole(at plumbing.Hash) error {
	c, err := r.commit(at.String())
	if err != nil {
		return err
	}
	_, err = r.tree(c.tree)
	return err
}
