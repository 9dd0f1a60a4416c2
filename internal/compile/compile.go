// Package compile turns a folder of Markdown into a course.Course, or into the list of everything that is wrong
// with it. It is the format of courses made code: names, front matter, links, media, glossary, questions and
// translations are all checked here, over all files, before anything is rendered.
//
// It reads the folder once and never outside it, keeps nothing between calls, and gives the same course for the
// same bytes. It never talks to a network or a database. publish and the check command call it.
package compile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/i18n"
)

// Config is what a course is compiled for. Only Messages is required.
type Config struct {
	Messages   *i18n.Catalog // the words that the compiler itself puts into pages
	VideoHosts []string      // PeerTube hosts whose films are shown as facades; others are plain links
}

// Course compiles every module of a folder. With errors among the findings the course is nil. err is only for what
// is not the authors' doing: a folder that cannot be read, or a context that ended.
func Course(ctx context.Context, fsys fs.FS, cfg Config) (*course.Course, diag.List, error) {
	var found diag.List
	tree, err := readTree(fsys, &found)
	if err != nil {
		return nil, nil, err
	}
	w := newWorkers(runtime.GOMAXPROCS(0))
	compiled := make([]*module, len(tree.modules))
	var group sync.WaitGroup
	ahead := make(chan struct{}, 2*runtime.GOMAXPROCS(0)) // modules whose trees are in memory at once
	for i, folder := range tree.modules {
		ahead <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		group.Go(func() {
			defer func() { <-ahead }()
			compiled[i] = compileModule(ctx, folder, cfg, w)
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	c := &course.Course{Revision: tree.revision()}
	ids := map[course.ModuleID]diag.Pos{}
	for _, m := range compiled {
		found = append(found, m.found...)
		if m.out == nil {
			continue
		}
		if before, twice := ids[m.out.ID]; twice {
			found.Add(diag.IDTwice, m.idPos, string(m.out.ID), before.String())
		}
		ids[m.out.ID] = m.idPos
		c.Modules = append(c.Modules, m.out)
	}
	checkAliases(compiled, &found)
	found.Sort()
	if found.Errors() > 0 {
		return nil, found, nil
	}
	return c, found, nil
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
func (t *tree) revision() string {
	slices.SortFunc(t.files, func(a, b *file) int { return strings.Compare(a.path, b.path) })
	h := sha256.New()
	for _, f := range t.files {
		sum := sha256.Sum256(f.data)
		h.Write([]byte(f.path))
		h.Write([]byte{0})
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
