package web

import (
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// What everybody reads stands in a page as if it had always been there: caches keep it, and who has it is told so.
func TestWhatEverybodyReadsIsCached(t *testing.T) {
	settings := config.Default()
	look, err := theme.Load(theme.Config{Site: settings})
	if err != nil {
		t.Fatal(err)
	}
	built, err := site.Build(t.Context(), []*course.Course{smallCourse()},
		site.Config{Theme: look, Settings: settings, Holes: []site.Hole{site.Banner}})
	if err != nil {
		t.Fatal(err)
	}
	current := new(atomic.Pointer[site.Snapshot])
	current.Store(built)
	s := New(complete(t, Config{Settings: settings, Snapshot: current}))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := readerOf(t, runOn(t, ln, s))
	before := r.send("GET", lessonPath, nil)
	said := &site.Holes{}
	said[site.Banner] = "<p>Le site s’arrête lundi.</p>"
	s.shared.made.Store(&commons{langs: map[string]*site.Holes{"fr": said}})
	for range 2 {
		got := r.send("GET", lessonPath, nil, "Accept-Encoding", "br")
		tag := got.Header.Get("ETag")
		if got.Header.Get("Content-Encoding") != "br" || got.Header.Get("Cache-Control") != cacheAsk || tag == before.Header.Get("ETag") {
			t.Errorf("with what everybody reads: %v", got.Header)
		}
		if again := r.send("GET", lessonPath, nil, "Accept-Encoding", "br", "If-None-Match", tag); again.StatusCode != 304 {
			t.Errorf("who has it gets %s", again.Status)
		}
	}
	for _, cookie := range []string{"", "comfort=size:large"} {
		got := r.send("GET", lessonPath, nil, "Cookie", cookie)
		if strings.Count(text(t, got), said[site.Banner]) != 1 {
			t.Errorf("with the cookie %q the page does not say it once", cookie)
		}
	}
	if got := r.send("GET", "/en/about", nil); strings.Contains(text(t, got), said[site.Banner]) {
		t.Error("it is said in a language in which it was not")
	}
}
