package web

import (
	"bytes"
	"context"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/valyala/fasthttp"

	"sentier/internal/config"
	"sentier/internal/site"
)

// Snapshots change under readers, a thousand times: every answer is whole, and its ETag is that of its bytes.
func TestSwapsUnderLoad(t *testing.T) {
	settings := config.Default()
	other := settings
	other.Identity.Name = "Une autre école"
	snapshots := []*site.Snapshot{build(t, settings), build(t, other)}
	right := map[string][]byte{}
	for _, s := range snapshots {
		page := s.Page(lessonPath)
		right[page.ETag(site.Gzip, nil)] = page.Body(site.Gzip, nil)
	}
	if len(right) != 2 {
		t.Fatal("the snapshots are the same")
	}
	pointer := new(atomic.Pointer[site.Snapshot])
	pointer.Store(snapshots[0])
	s := New(complete(t, Config{Settings: settings, Snapshot: pointer}))

	ctx, cancel := context.WithCancel(context.Background())
	var readers sync.WaitGroup
	var asked atomic.Int64
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				got := s.request(lessonPath, "Accept-Encoding", "gzip")
				if want := right[string(got.Header.Peek("ETag"))]; want == nil || !bytes.Equal(got.Body(), want) {
					t.Errorf("status %d, ETag %s: not a page that was built", got.StatusCode(), got.Header.Peek("ETag"))
					return
				}
				if got := s.request("/fr/search?q=reseau"); got.StatusCode() != 200 {
					t.Errorf("search: status %d", got.StatusCode())
					return
				}
				asked.Add(2)
			}
		})
	}
	var before uint64
	for n := range 1000 {
		if n == 100 {
			before = inUse()
		}
		pointer.Store(snapshots[n%2])
		for asked.Load() < int64(n) && ctx.Err() == nil && !t.Failed() {
			s.request("/fr")
		}
	}
	cancel()
	readers.Wait()
	if after := inUse(); after > before+before/10 {
		t.Errorf("after 100 swaps the heap holds %d KB, after 1,000 %d KB", before>>10, after>>10)
	}
	for _, s := range snapshots {
		if err := s.Release(); err != nil {
			t.Error(err)
		}
	}
}

// inUse is what the heap holds after a collection.
func inUse() uint64 {
	var m runtime.MemStats
	for range 3 { // what has a finalizer takes more than one
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// request hands a request to the server without a socket. Headers come as name, value, name, value…
func (s *Server) request(path string, headers ...string) *fasthttp.Response {
	var ctx fasthttp.RequestCtx
	var request fasthttp.Request
	request.SetRequestURI(path)
	request.Header.SetHost("a")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	ctx.Init(&request, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, nil)
	s.front(&ctx)
	return &ctx.Response
}
