package publish

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sentier/internal/site"
)

// A course is published again and again, from its files, while it is read at full speed: every page is whole and of one
// version, every search is answered, and what was published before leaves no memory behind. (A thousand swaps of snapshots
// that are built already are in web, with requests.)
func TestLoadsUnderLoad(t *testing.T) {
	const early, last = 5, 25
	dir := writeCourse(t)
	p := publisher(t, dir, nil)
	load(t, p)
	ctx, stop := context.WithCancel(context.Background())
	var readers sync.WaitGroup
	var read atomic.Int64
	var pause sync.RWMutex // held while the heap is measured
	for range 2 {
		readers.Go(func() {
			for ctx.Err() == nil && !t.Failed() {
				pause.RLock()
				s := p.Snapshot().Load()
				if !s.Acquire() { // it was released this moment: the next one is there
					pause.RUnlock()
					continue
				}
				body := string(s.Page("/fr/apprendre/debut/premiere").Body(site.Identity, nil))
				title := s.Courses()[0].Modules[0].Sequences[0].Lessons[0].Rendition("fr").Title
				if !strings.Contains(body, "<h1>"+title+"</h1>") && !strings.Contains(body, title+"</h1>") {
					t.Errorf("the page of %q is another's", title)
				}
				if _, err := s.Search(ctx, "fr", "texte"); err != nil && ctx.Err() == nil {
					t.Errorf("search: %v", err)
				}
				if err := s.Release(); err != nil {
					t.Errorf("release: %v", err)
				}
				read.Add(1)
				pause.RUnlock()
			}
		})
	}
	var before uint64
	for n := range last {
		put(t, dir, "apprendre/1-debut/1-premiere.fr.md", fmt.Sprintf("---\ntitle: La version %d\nsummary: Un pas.\n---\n\nUn texte.\n", n))
		if err := p.Load(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n == early {
			pause.Lock()
			p.brotli.done.Wait()
			before = heap()
			pause.Unlock()
		}
	}
	stop()
	readers.Wait()
	p.brotli.done.Wait()
	after := heap()
	t.Logf("%d pages were read; the heap holds %d KB after %d loads, %d KB after %d", read.Load(), before>>10, early, after>>10, last)
	if after > before+before/10 {
		t.Error("it grows")
	}
	if read.Load() < last {
		t.Error("nobody read meanwhile")
	}
}

// heap is what is still in use after a collection.
func heap() uint64 {
	var m runtime.MemStats
	for range 3 { // what has a finalizer takes more than one
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
