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

// File is what a history says of a file.
type File struct {
	Came, Changed time.Time // to the branch, and there
	By            []string  // who changed it, by name, the first one first
}

// History is that of files of a commit, by path below a folder. The line of a branch is followed, so that what was merged
// has the day of its merge; a file that was moved without another change keeps its days. Who changed a file are the authors
// of those commits and of those that were merged, with their Co-authored-by lines. What is older than the bounds, or not in
// the commit, has none.
func (r *Repository) History(ctx context.Context, at, folder string, names []string) (map[string]File, error) {
	folder = strings.Trim(path.Clean("/"+folder), "/")
	h := history{of: r, as: map[string]string{}, found: map[string]File{}, line: map[string]bool{}, side: map[string]bool{}, by: map[string]credits{}}
	for _, name := range names {
		h.as[path.Join(folder, name)] = name
	}
	if err := h.read(ctx, at); err != nil {
		return nil, err
	}
	people, err := r.mailmap(at)
	if err != nil {
		return nil, err
	}
	for name, file := range h.found {
		if file.Changed.Before(file.Came) { // a clock that was wrong
			file.Changed = file.Came
		}
		file.By = h.by[name].names(people)
		h.found[name] = file
	}
	return h.found, nil
}

// history is one reading of a branch, from now to its beginning.
type history struct {
	of         *Repository
	as         map[string]string // where a file was at that time → its name now
	found      map[string]File
	by         map[string]credits // by name of the file
	line, side map[string]bool    // commits of the branch itself, and those merged into it that were read
}

func (h *history) read(ctx context.Context, at string) error {
	for next, n := at, 0; n < mostCommits; n++ {
		h.line[next] = true
		c, err := h.of.commit(next)
		if err != nil {
			return err
		}
		if len(c.parents) == 0 {
			break
		}
		next = c.parents[0]
	}
	c, err := h.of.commit(at)
	if err != nil {
		return err
	}
	for n := 0; len(h.as) > 0; n++ {
		if n == mostCommits {
			for _, name := range h.as {
				h.found[name] = File{Changed: h.found[name].Changed}
			}
			return nil
		}
		before, d, err := h.difference(ctx, c)
		if err != nil {
			return err
		}
		if len(c.parents) > 1 {
			if err := h.merged(ctx, c.parents[1:]); err != nil {
				return err
			}
		}
		for _, changed := range d.changed {
			h.change(c, d, changed)
		}
		if len(c.parents) == 0 {
			return nil
		}
		c = before
	}
	return nil
}

// difference compares a commit with the one before it on its line.
func (h *history) difference(ctx context.Context, c commit) (before commit, d *difference, err error) {
	if len(c.parents) > 0 {
		if before, err = h.of.commit(c.parents[0]); err != nil {
			return before, nil, err
		}
	}
	d = &difference{of: h.of}
	return before, d, d.trees(ctx, before.tree, c.tree, "", 0)
}

// change notes what a commit of the branch did to a file.
func (h *history) change(c commit, d *difference, changed change) {
	name, followed := h.as[changed.path]
	if !followed {
		return
	}
	file, moved := h.found[name], false
	if changed.before.IsZero() {
		delete(h.as, changed.path)
		var from string
		if from, moved = d.gone[changed.now]; moved {
			h.as[from] = name
		}
	}
	if moved { // that was no change of what it says
		return
	}
	if file.Came = c.at; file.Changed.IsZero() {
		file.Changed = c.at
	}
	h.found[name] = file
	if len(c.parents) < 2 {
		h.credit(name, c)
	}
}

// merged credits the authors of what was merged, down to where it left the branch.
func (h *history) merged(ctx context.Context, heads []string) error {
	for len(heads) > 0 {
		next := heads[0]
		heads = heads[1:]
		if h.line[next] || h.side[next] || len(h.side) > mostCommits {
			continue
		}
		h.side[next] = true
		c, err := h.of.commit(next)
		if err != nil {
			return err
		}
		heads = append(heads, c.parents...)
		if len(c.parents) > 1 {
			continue
		}
		_, d, err := h.difference(ctx, c)
		if err != nil {
			return err
		}
		for _, changed := range d.changed {
			if _, moved := d.gone[changed.now]; changed.before.IsZero() && moved {
				continue
			}
			if name, followed := h.as[changed.path]; followed {
				h.credit(name, c)
			}
		}
	}
	return nil
}

func (h *history) credit(name string, c commit) {
	if h.by[name] == nil {
		h.by[name] = credits{}
	}
	for _, who := range c.people() {
		if first, known := h.by[name][who]; !known || c.at.Before(first) {
			h.by[name][who] = c.at
		}
	}
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
