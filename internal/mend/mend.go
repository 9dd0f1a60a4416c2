// Package mend mends a folder of courses by the fixes that findings carry: "sentier check --fix". It changes nothing that
// a reader reads, makes no fix that somebody has to ask for (diag.Fix.Asked), and leaves what it cannot mend as it was; a
// second run changes nothing.
//
// Find works in memory, over and over until no fix is left, since a file that can be read at last has findings of its own.
// What it gives is a set of changes, which cli applies to the folder, and lsp shows.
package mend

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"sentier/internal/changeset"
	"sentier/internal/compile"
	"sentier/internal/diag"
)

// most is how often a folder is read anew. Each time mends all that is found, so that a few are enough; this is for fixes
// that would undo each other.
const most = 12

// Mended is what a folder comes to.
type Mended struct {
	Changes changeset.Set // by path
	Fixed   diag.List     // what was found and is mended, where it stood when it was found
	Left    diag.List     // what is found now
}

// Find mends a folder in memory. It makes the fixes of these codes alone; none: of all.
//
// A mechanical change of a text makes no translation of it stale that was up to date: its "translates" is written anew.
// One that was behind before stays so, for a person to look at.
func Find(ctx context.Context, files fs.FS, cfg compile.Config, codes []string) (Mended, error) {
	var out Mended
	mended := map[string][]byte{}
	fresh := map[string]bool{} // translations that were up to date before the last changes
	review := cfg.Review
	for range most {
		var texts []compile.ReviewedText
		modules := make(chan []compile.ReviewedText)
		collected := make(chan struct{})
		go func() {
			for some := range modules {
				texts = append(texts, some...)
			}
			close(collected)
		}()
		cfg.Review = func(m compile.Reviewed) diag.List {
			modules <- m.Texts
			if review == nil {
				return nil
			}
			return review(m)
		}
		_, found, err := compile.Course(ctx, compile.Overlay(files, mended), cfg)
		close(modules)
		<-collected
		if err != nil {
			return Mended{}, err
		}
		out.Left = found
		byPath := map[string][]*diag.Fix{}
		for _, f := range found {
			if f.Fix != nil && !f.Fix.Asked && (len(codes) == 0 || slices.Contains(codes, f.Code)) {
				byPath[f.Path] = append(byPath[f.Path], f.Fix)
			}
		}
		for _, t := range texts {
			if fresh[t.Path] && !t.Fresh && t.Refresh != nil {
				byPath[t.Path] = append(byPath[t.Path], t.Refresh)
			}
		}
		clear(fresh)
		for _, t := range texts {
			fresh[t.Path] = t.Fresh
		}
		made, err := out.apply(files, mended, byPath, found)
		if err != nil {
			return Mended{}, err
		}
		if made == 0 {
			break
		}
	}
	return out, nil
}

// apply makes fixes, and says how many.
func (m *Mended) apply(files fs.FS, mended map[string][]byte, byPath map[string][]*diag.Fix, found diag.List) (int, error) {
	all := 0
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		data, changed := mended[path]
		if !changed {
			read, err := fs.ReadFile(files, path)
			if err != nil {
				return 0, fmt.Errorf("read %s: %w", path, err)
			}
			data = read
		}
		after, made := diag.Apply(data, path, byPath[path])
		if len(made) == 0 {
			continue
		}
		all += len(made)
		if i := slices.IndexFunc(m.Changes, func(c changeset.Change) bool { return c.Path == path }); i >= 0 {
			m.Changes[i].After = after
		} else {
			m.Changes = append(m.Changes, changeset.Change{Path: path, Before: data, After: after})
		}
		mended[path] = after
		for _, f := range found {
			if slices.Contains(made, f.Fix) {
				m.Fixed = append(m.Fixed, f)
			}
		}
	}
	return all, nil
}
