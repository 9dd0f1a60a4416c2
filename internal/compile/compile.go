// Package compile turns a folder of Markdown into a course.Course, or into the list of everything that is wrong
// with it. It is the format of courses made code: names, front matter, links, media, glossary, questions and
// translations are all checked here, over all files, before anything is rendered.
//
// It reads the folder once and never outside it, keeps nothing between calls, and gives the same course for the
// same bytes. It never talks to a network or a database. publish and the check command call it.
package compile

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/i18n"
)

// Config is what a course is compiled for. Only Messages is required.
type Config struct {
	Messages   *i18n.Catalog // the words that the compiler itself puts into pages
	VideoHosts []string      // PeerTube hosts whose films are shown as facades; others are plain links
	Cache      *Cache        // what is kept from one compilation to the next; nil: nothing
	Drafts     bool          // lessons that are drafts are in the course, marked as such
	Bare       bool          // the findings are wanted, not the texts: the course has its modules and lessons by name alone

	// Review advises on each module, once it is read: its warnings stand beside those of the compiler, and obey the
	// module's "ignore" as they do. It is called by several goroutines at once; nil: nobody advises.
	Review func(Reviewed) diag.List
}

// Course compiles every module of a folder. With errors among the findings the course is nil. err is only for what
// is not the authors' doing: a folder that cannot be read, or a context that ended.
func Course(ctx context.Context, fsys fs.FS, cfg Config) (*course.Course, diag.List, error) {
	var found diag.List
	t := &tree{fsys: fsys, cache: cfg.Cache}
	if cfg.Cache != nil {
		cfg.Cache.begin(cfg)
		defer cfg.Cache.end()
	}
	folders, err := t.moduleFolders(&found)
	if err != nil {
		return nil, nil, err
	}
	w := newWorkers(runtime.GOMAXPROCS(0))
	compiled := make([]*module, len(folders))
	errs := make([]error, len(folders))
	var group sync.WaitGroup
	ahead := make(chan struct{}, 2*runtime.GOMAXPROCS(0)) // modules whose files and trees are in memory at once
	for i, folder := range folders {
		ahead <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		group.Go(func() {
			defer func() { <-ahead }()
			compiled[i], errs[i] = t.compile(ctx, folder, cfg, w)
		})
	}
	group.Wait()
	if err := cmp.Or(ctx.Err(), errors.Join(errs...)); err != nil {
		return nil, nil, err
	}
	if t.counted.Load() > MaxFiles { // what was not read would have findings of its own, each time others
		found = nil
		found.Add(diag.LimitFiles, diag.Pos{Path: "."}, MaxFiles)
		return nil, found, nil
	}
	c := &course.Course{Revision: revision(compiled)}
	ids := map[string]diag.Pos{}
	for _, m := range compiled {
		found = append(found, m.found...)
		if before, twice := ids[m.id]; twice && m.id != "" {
			found.Add(diag.IDTwice, m.idPos, m.id, before.String())
		}
		ids[m.id] = m.idPos
		if m.out != nil {
			c.Modules = append(c.Modules, m.out)
		}
	}
	slices.SortStableFunc(c.Modules, func(a, b *course.Module) int { return place(a) - place(b) })
	checkAliases(compiled, &found)
	found.Sort()
	if found.Errors() > 0 {
		return nil, found, nil
	}
	return c, found, nil
}

// place orders the modules, which come by the names of their folders: the guide for those who contribute stands after what
// learners came for.
func place(m *course.Module) int {
	if m.Slug == "guide" {
		return 1
	}
	return 0
}

// compile reads one module and compiles it. What it gives no longer holds the files.
func (t *tree) compile(ctx context.Context, folder string, cfg Config, w workers) (*module, error) {
	var found diag.List
	mine := &tree{fsys: t.fsys, count: &t.counted, cache: t.cache}
	read, err := mine.module(folder, &found)
	if err != nil {
		return nil, fmt.Errorf("read the module %s: %w", folder, err)
	}
	m := compileModule(ctx, read, found, cfg, w)
	if cfg.Bare && m.out != nil {
		m.out = bare(m.out)
	}
	return &module{out: m.out, id: m.id, idPos: m.idPos, aliases: m.aliases, languages: m.languages,
		found: m.found, sums: mine.sums}, nil
}

// bare is a module without its texts, which are nearly all that a course holds in memory.
func bare(m *course.Module) *course.Module {
	out := &course.Module{ID: m.ID, Slug: m.Slug, Languages: m.Languages, Announced: m.Announced}
	for _, s := range m.Sequences {
		sequence := &course.Sequence{ID: s.ID, Slug: s.Slug, Number: s.Number, Module: out}
		for _, l := range s.Lessons {
			sequence.Lessons = append(sequence.Lessons, &course.Lesson{ID: l.ID, Slug: l.Slug, Number: l.Number, Sequence: sequence})
		}
		out.Sequences = append(out.Sequences, sequence)
	}
	return out
}

// workers bounds how many files are worked on at once.
type workers chan struct{}

func newWorkers(n int) workers { return make(workers, n) }

// each calls work for 0…n-1, in parallel, and returns when all are done. Calls must not nest.
func (w workers) each(n int, work func(i int)) {
	var group sync.WaitGroup
	for i := range n {
		w <- struct{}{}
		group.Go(func() {
			defer func() { <-w }()
			work(i)
		})
	}
	group.Wait()
}

// revision is 12 hexadecimal digits over all paths and bytes, sorted.
func revision(modules []*module) string {
	all := map[string][sha256.Size]byte{}
	for _, m := range modules {
		maps.Copy(all, m.sums)
	}
	h := sha256.New()
	for _, path := range slices.Sorted(maps.Keys(all)) {
		sum := all[path]
		h.Write(append([]byte(path), 0))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
