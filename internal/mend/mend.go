// Package mend mends a folder of courses by the fixes that findings carry: "sentier check --fix". It changes nothing that
// a reader reads, makes no fix that somebody has to ask for (diag.Fix.Asked), and leaves what it cannot mend as it was; a
// second run changes nothing.
//
// Find works in memory, over and over until no fix is left, since a file that can be read at last has findings of its own.
// Write puts the result into the folder, each file at once, with its mode. cli calls both.
package mend

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"sentier/internal/compile"
	"sentier/internal/diag"
)

// most is how often a folder is read anew. Each time mends all that is found, so that a few are enough; this is for fixes
// that would undo each other.
const most = 12

// Mended is what a folder comes to.
type Mended struct {
	Files map[string]File // by path: those that change
	Fixed diag.List       // what was found and is mended, where it stood when it was found
	Left  diag.List       // what is found now
}

// File is a file before and after.
type File struct{ Before, After []byte }

// Find mends a folder in memory. It makes the fixes of these codes alone; none: of all.
//
// A mechanical change of a text makes no translation of it stale that was up to date: its "translates" is written anew.
// One that was behind before stays so, for a person to look at.
func Find(ctx context.Context, files fs.FS, cfg compile.Config, codes []string) (Mended, error) {
	out := Mended{Files: map[string]File{}}
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
		if !changed {
			m.Files[path] = File{Before: data}
		}
		mended[path], m.Files[path] = after, File{Before: m.Files[path].Before, After: after}
		for _, f := range found {
			if slices.Contains(made, f.Fix) {
				m.Fixed = append(m.Fixed, f)
			}
		}
	}
	return all, nil
}
