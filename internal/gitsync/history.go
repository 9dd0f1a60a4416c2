package gitsync

import (
	"context"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// mostCommits bounds how far back a history is read: a change each hour of working days for ten years.
const mostCommits = 20_000

// Dates are when a file came to a branch, and when it was last changed there.
type Dates struct{ Came, Changed time.Time }

// Dates are those of files of a commit, by path below a folder. The line of a branch is followed, so that what was merged
// has the day of its merge; a file that was moved without another change keeps its days. What is older than the bounds, or
// not in the commit, has none.
func (r *Repository) Dates(ctx context.Context, at, folder string, names []string) (map[string]Dates, error) {
	folder = strings.Trim(path.Clean("/"+folder), "/")
	found, as := map[string]Dates{}, map[string]string{} // where a file was at that time → its name now
	for _, name := range names {
		as[path.Join(folder, name)] = name
	}
	c, err := r.commit(at)
	if err != nil {
		return nil, err
	}
	for n := 0; len(as) > 0; n++ {
		if n == mostCommits {
			for _, name := range as {
				found[name] = Dates{Changed: found[name].Changed}
			}
			break
		}
		var before commit
		if len(c.parents) > 0 {
			if before, err = r.commit(c.parents[0]); err != nil {
				return nil, err
			}
		}
		d := &difference{of: r}
		if err := d.trees(ctx, before.tree, c.tree, "", 0); err != nil {
			return nil, err
		}
		for _, changed := range d.changed {
			name, followed := as[changed.path]
			if !followed {
				continue
			}
			dates := found[name]
			if dates.Came = c.at; dates.Changed.IsZero() {
				dates.Changed = c.at
			}
			if changed.before.IsZero() {
				delete(as, changed.path)
				if from, moved := d.gone[changed.now]; moved {
					dates = found[name] // that was no change of what it says
					as[from] = name
				}
			}
			if dates != (Dates{}) {
				found[name] = dates
			}
		}
		if len(c.parents) == 0 {
			break
		}
		c = before
	}
	for name, dates := range found {
		if dates.Changed.Before(dates.Came) { // a clock that was wrong
			found[name] = Dates{dates.Came, dates.Came}
		}
	}
	return found, nil
}

// change is a file that two trees hold otherwise; before is zero where only the later one has it.
type change struct {
	path        string
	before, now plumbing.Hash
}

// difference compares trees. Folders that are equal are not read.
type difference struct {
	of      *Repository
	changed []change
	gone    map[plumbing.Hash]string // files that only the earlier one has
}

func (d *difference) trees(ctx context.Context, before, now plumbing.Hash, at string, depth int) error {
	if before == now || ctx.Err() != nil {
		return ctx.Err()
	}
	if depth > mostDepth {
		return failed(Large, "there are folders within folders, more than %d times", mostDepth)
	}
	old, err := d.entries(before)
	if err != nil {
		return err
	}
	fresh, err := d.entries(now)
	if err != nil {
		return err
	}
	for name, e := range fresh {
		was, there := old[name]
		switch {
		case there && was == e:
		case e.mode == fs.ModeDir:
			from := plumbing.ZeroHash
			if was.mode == fs.ModeDir {
				from = was.hash
			}
			err = d.trees(ctx, from, e.hash, path.Join(at, name), depth+1)
		case e.mode.IsRegular():
			c := change{path: path.Join(at, name), now: e.hash}
			if there && was.mode.IsRegular() {
				c.before = was.hash
			}
			d.changed = append(d.changed, c)
		}
		if err != nil {
			return err
		}
	}
	for name, was := range old {
		switch _, there := fresh[name]; {
		case there:
		case was.mode == fs.ModeDir:
			err = d.trees(ctx, was.hash, plumbing.ZeroHash, path.Join(at, name), depth+1)
		case was.mode.IsRegular():
			if d.gone == nil {
				d.gone = map[plumbing.Hash]string{}
			}
			d.gone[was.hash] = path.Join(at, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// entries are those of a tree by name; of the zero one, none.
func (d *difference) entries(h plumbing.Hash) (map[string]entry, error) {
	if h.IsZero() {
		return nil, nil
	}
	list, err := d.of.tree(h)
	all := make(map[string]entry, len(list))
	for _, e := range list {
		all[e.name] = e
	}
	return all, err
}
