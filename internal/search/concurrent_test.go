package search_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/search"
)

// TestSwap replaces an index under many readers, as a reload does: each search ends well or says that its index is
// closed, and no connection is left.
func TestSwap(t *testing.T) {
	all := docs(t)
	var current atomic.Pointer[search.Index]
	current.Store(build(t, all))
	stop := make(chan struct{})
	var found, closed atomic.Int64
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r, err := current.Load().Search(t.Context(), "fr", "réseaux sociaux", 10)
				switch {
				case errors.Is(err, search.ErrClosed):
					closed.Add(1)
				case err != nil:
					t.Error(err)
					return
				case len(r.Hits) == 0 || r.Hits[0].Doc.Title != "Réseau social":
					t.Errorf("wrong results: %+v", r.Hits)
					return
				default:
					found.Add(1)
				}
			}
		})
	}
	for range 5 {
		old := current.Swap(build(t, all))
		connections := old.Connections()
		if err := old.Close(); err != nil {
			t.Error(err)
		}
		if n := connections(); n != 0 {
			t.Errorf("%d connections left after Close", n)
		}
		time.Sleep(5 * time.Millisecond)
	}
	close(stop)
	wait.Wait()
	if found.Load() == 0 {
		t.Error("no search was made")
	}
	t.Logf("%d searches, %d of them late", found.Load(), closed.Load())
}

func TestClose(t *testing.T) {
	ix, err := search.Build(t.Context(), docs(t))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := ix.Search(t.Context(), "fr", "internet", 10); !errors.Is(err, search.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
}

// TestForgotten: an index that nobody holds closes itself.
func TestForgotten(t *testing.T) {
	connections := func() func() int {
		ix, err := search.Build(t.Context(), docs(t))
		if err != nil {
			t.Fatal(err)
		}
		find(t, ix, "fr", "internet")
		return ix.Connections()
	}()
	for range 100 {
		runtime.GC()
		if connections() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d connections are still open", connections())
}

// TestGivenUp: searches given up half-way cost the index nothing, not even its database.
func TestGivenUp(t *testing.T) {
	ix := build(t, docs(t))
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for range 50 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*100*time.Microsecond)
				if _, err := ix.Search(ctx, "fr", "a* internet réseau web", 10); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
				cancel()
			}
		})
	}
	wait.Wait()
	if r := find(t, ix, "fr", "internet"); len(r.Hits) == 0 {
		t.Error("the index is lost")
	}
}
