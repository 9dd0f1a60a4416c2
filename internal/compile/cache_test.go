package compile

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// both compiles a folder with the cache and without, and tells how they differ.
func both(t *testing.T, cfg Config, fsys fstest.MapFS, cache *Cache) string {
	t.Helper()
	fresh, found, err := Course(context.Background(), fsys, cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Cache = cache
	kept, again, err := Course(context.Background(), fsys, cfg)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case !slices.EqualFunc(found, again, func(a, b diag.Finding) bool { return a.String() == b.String() }):
		return fmt.Sprintf("it finds\n%v\nwithout the cache\n%v", again, found)
	case !reflect.DeepEqual(fresh, kept):
		return "the course is another"
	}
	return ""
}

// TestCacheChangesNothing: whatever is changed from one compilation to the next, the cache gives what would come
// without it, and never touches what it gave before.
func TestCacheChangesNothing(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archive in testdata: ", err)
	}
	cfg := config(t)
	cfg.Drafts = true
	for n, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys, cache := files(t, archive), &Cache{}
		random := rand.New(rand.NewPCG(1, uint64(n)))
		for range 12 {
			if problem := both(t, cfg, fsys, cache); problem != "" {
				t.Fatalf("%s: %s", name, problem)
			}
			fsys = edited(fsys, random)
		}
	}
	fsys, cache := generated(2, 6, false), &Cache{}
	random := rand.New(rand.NewPCG(2, 3))
	var before *course.Course
	var text string
	for range 60 {
		if problem := both(t, cfg, fsys, cache); problem != "" {
			t.Fatal(problem)
		}
		if before != nil && fmt.Sprintf("%+v", before.Modules[0].Lessons()[0].Renditions["en"]) != text {
			t.Fatal("a course that was given changed")
		}
		with := cfg
		with.Cache = cache
		if before, _, err = Course(context.Background(), fsys, with); err != nil {
			t.Fatal(err)
		}
		if before != nil {
			text = fmt.Sprintf("%+v", before.Modules[0].Lessons()[0].Renditions["en"])
		}
		if fsys = edited(fsys, random); random.IntN(8) == 0 {
			fsys = generated(2, 6, false)
		}
	}
}

// edited is a folder with a small change somewhere: a line that goes, comes, is doubled or goes to another file; a
// file that goes, comes back under another name, or takes the place of another.
func edited(from fstest.MapFS, random *rand.Rand) fstest.MapFS {
	to := maps.Clone(from)
	names := slices.Sorted(maps.Keys(to))
	if len(names) == 0 {
		return to
	}
	name := names[random.IntN(len(names))]
	other := names[random.IntN(len(names))]
	lines := strings.SplitAfter(string(to[name].Data), "\n")
	at := random.IntN(len(lines))
	switch random.IntN(8) {
	case 0:
		lines = slices.Delete(lines, at, at+1)
	case 1:
		lines = slices.Insert(lines, at, lines[at])
	case 2:
		lines = slices.Insert(lines, at, "## Où ça\n\n")
	case 3:
		lines = slices.Insert(lines, len(lines), "\n[mot](glossary:mot-3) et [là](1-l-0.fr.md#où-ça)\n")
	case 4:
		lines = slices.Insert(lines, min(1, len(lines)), "draft: on\n")
	case 5:
		delete(to, name)
		return to
	case 6:
		lines[at] = strings.ReplaceAll(lines[at], "o", "a")
	default:
		to[name] = to[other]
		return to
	}
	to[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
	return to
}

// TestCacheReads: on a disk, a file is read again when it has changed, also to as many bytes, and when it was changed
// just before it was read; else it is not.
func TestCacheReads(t *testing.T) {
	fsys := generated(1, 3, false)
	delete(fsys, "module-0/1-s/1-l-0.en.md")
	dir := write(t, fsys)
	lesson := filepath.Join(dir, "module-0/1-s/1-l-0.fr.md")
	now := time.Now()
	cfg, cache := config(t), &Cache{now: func() time.Time { return now }}
	cfg.Cache = cache
	compiled := func() string {
		t.Helper()
		c, found, err := Course(context.Background(), os.DirFS(dir), cfg)
		if err != nil || c == nil {
			t.Fatal(err, found)
		}
		return c.Revision + string(c.Modules[0].Lessons()[0].Renditions["fr"].Blocks[0].HTML)
	}
	put := func(text string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(lesson, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(lesson, at, at); err != nil {
			t.Fatal(err)
		}
	}
	first := compiled()
	put("---\ntitle: L\n---\nUn.\n", now) // the clock of files may stand still
	if second := compiled(); second == first || !strings.Contains(second, "Un.") {
		t.Errorf("after a change: %s", second)
	}
	put("---\ntitle: L\n---\nDe.\n", now)
	if third := compiled(); !strings.Contains(third, "De.") {
		t.Errorf("after a change within a tick of the clock, to as many bytes: %s", third)
	}
	now = now.Add(time.Hour)
	compiled()
	if kept := cache.files["module-0/1-s/1-l-0.fr.md"]; kept == nil || !kept.settled {
		t.Error("a file that was left alone is not kept")
	}
	if err := os.Remove(filepath.Join(dir, "module-0/1-s/2-l-1.fr.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "module-0/1-s/2-l-1.en.md")); err != nil {
		t.Fatal(err)
	}
	compiled()
	if cache.files["module-0/1-s/2-l-1.fr.md"] != nil || cache.units["module-0/1-s/2-l-1.en.md"] != nil {
		t.Error("a file that is gone is kept")
	}
}

// BenchmarkCourse compiles 1,000 lessons of 1,000 words after one of them was changed: all anew, and with the cache.
func BenchmarkCourse(b *testing.B) {
	dir := b.TempDir()
	fsys := generated(10, 100, false)
	prose := strings.Repeat("Le réseau relie des machines ; c'est là *toute* la différence, dit-elle. Pourquoi ?\n\n", 80)
	for name, f := range fsys {
		if strings.Contains(name, "-l-") {
			f.Data = append(slices.Clone(f.Data), "\n## Suite\n\n"+prose...)
		}
		if strings.Contains(name, ".en.") {
			delete(fsys, name)
		}
	}
	if err := os.CopyFS(dir, fsys); err != nil {
		b.Fatal(err)
	}
	lesson := filepath.Join(dir, "module-0/1-s/1-l-0.fr.md")
	text := fsys["module-0/1-s/1-l-0.fr.md"].Data
	for _, name := range []string{"anew", "with the cache"} {
		b.Run(name, func(b *testing.B) {
			cfg := config(b)
			if name != "anew" {
				later := time.Now().Add(time.Hour)
				cfg.Cache = &Cache{now: func() time.Time { return later }}
			}
			var found diag.List
			for i := range b.N + 1 {
				if i == 1 {
					b.ResetTimer()
				}
				if err := os.WriteFile(lesson, fmt.Appendf(slices.Clone(text), "\n\nEncore %d.\n", i), 0o644); err != nil {
					b.Fatal(err)
				}
				c, f, err := Course(context.Background(), os.DirFS(dir), cfg)
				if err != nil || c == nil {
					b.Fatal(err, f)
				}
				found = f
			}
			_ = found
		})
	}
}
