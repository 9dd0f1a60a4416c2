package gitsync

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ways are the ways to one repository.
func ways(t *testing.T, o *origin) map[string]Config {
	t.Helper()
	forge := overTLS(t, filepath.Dir(o.bare), "secret-token")
	address, key, known := overShell(t)
	return map[string]Config{
		"a folder":    {URL: o.bare},
		"a work tree": {URL: o.work},
		"https":       {URL: forge.URL + "/origin.git", Token: "secret-token", Network: network(t, forge)},
		"ssh":         {URL: "ssh://git@" + address + o.bare, Key: key, KnownHosts: known},
	}
}

func TestFollow(t *testing.T) {
	o := newOrigin(t)
	first := o.push(map[string]string{"README.md": "x", "courses/a/module.fr.md": "one", "courses/a/1-b/1-c.fr.md": strings.Repeat("text\n", 1000)})
	for name, cfg := range ways(t, o) {
		t.Run(name, func(t *testing.T) {
			o.git("checkout", "-q", "-B", "main", first)
			o.git("push", "-q", "--force", "origin", "main")
			cfg.Branch = "main"
			r := open(t, cfg)
			follows(t, r, first)
			if got := text(t, r, first, "courses", "a/module.fr.md"); got != "one" {
				t.Errorf("the file holds %q", got)
			}
			second := o.push(map[string]string{"courses/a/module.fr.md": "two " + name})
			follows(t, r, second)
			follows(t, r, second)
			if got := text(t, r, second, "/courses/", "a/module.fr.md"); got != "two "+name {
				t.Errorf("after a push the file holds %q", got)
			}
			if err := r.Keep(second); err != nil {
				t.Fatal(err)
			}
			o.git("checkout", "-q", "--orphan", "other")
			forced := o.push(map[string]string{"courses/a/module.fr.md": "three " + name})
			o.git("branch", "-q", "-f", "main", "other")
			o.git("checkout", "-q", "main")
			o.git("push", "-q", "--force", "origin", "main")
			o.git("branch", "-q", "-D", "other")
			follows(t, r, forced)
			if got := text(t, r, r.Good(), "courses", "a/module.fr.md"); got != "two "+name {
				t.Errorf("after a forced push what was good is %q", got)
			}
		})
	}
}

// What was kept is there after a restart, also without a network.
func TestKept(t *testing.T) {
	o := newOrigin(t)
	first := o.push(map[string]string{"a.md": "one"})
	dir := filepath.Join(t.TempDir(), "kept.git")
	r := open(t, Config{Dir: dir, URL: o.bare})
	follows(t, r, first)
	if err := r.Keep(first); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(o.bare); err != nil {
		t.Fatal(err)
	}
	fails(t, r, Unreachable)
	again := open(t, Config{Dir: dir, URL: o.bare})
	if again.Good() != first || text(t, again, first, "", "a.md") != "one" {
		t.Errorf("good is %q", again.Good())
	}
}

func TestTroubles(t *testing.T) {
	o := newOrigin(t)
	first := o.push(map[string]string{"a.md": strings.Repeat("one", 1000)})
	forge := overTLS(t, filepath.Dir(o.bare), "secret-token")
	address, key, known := overShell(t)
	_, otherKey, otherKnown := overShell(t)
	away, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = away.Close()
	answer := func(code int, header ...string) string {
		s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	trusting := network(t, forge)
	for name, c := range map[string]struct {
		cfg  Config
		want Trouble
	}{
		"nobody there":        {Config{URL: "https://" + away.Addr().String() + "/x.git"}, Unreachable},
		"no certificate":      {Config{URL: forge.URL + "/origin.git"}, Unreachable},
		"plain":               {Config{URL: "http://93.184.216.34/x.git"}, Private},
		"a private network":   {Config{URL: "https://10.0.0.1/x.git"}, Private},
		"a wrong token":       {Config{URL: forge.URL + "/origin.git", Network: trusting, Token: "other"}, Refused},
		"no such repository":  {Config{URL: forge.URL + "/other.git", Network: trusting, Token: "secret-token"}, Refused},
		"no such branch":      {Config{URL: forge.URL + "/origin.git", Network: trusting, Token: "secret-token", Branch: "next"}, Gone},
		"no such branch here": {Config{URL: o.bare, Branch: "next"}, Gone},
		"a moved one":         {Config{URL: answer(http.StatusMovedPermanently, "Location", "https://elsewhere.example"), Network: trusting}, Moved},
		"a page":              {Config{URL: answer(http.StatusOK, "Content-Type", "text/html"), Network: trusting}, Garbled},
		"a fault":             {Config{URL: answer(http.StatusBadGateway), Network: trusting}, Unreachable},
		"another key":         {Config{URL: "ssh://" + address + o.bare, Key: otherKey, KnownHosts: known}, Refused},
		"an unknown host":     {Config{URL: "ssh://" + address + o.bare, Key: key, KnownHosts: otherKnown}, Stranger},
		"no key":              {Config{URL: "ssh://" + address + o.bare, Key: "/nowhere", KnownHosts: known}, Key},
		"no known hosts":      {Config{URL: "ssh://" + address + o.bare, Key: key, KnownHosts: "/nowhere"}, Key},
		"no repository there": {Config{URL: "ssh://" + address + "/nowhere", Key: key, KnownHosts: known}, Refused},
		"not a repository":    {Config{URL: t.TempDir()}, Unreachable},
		"a large pack":        {Config{URL: o.bare, Limits: Limits{Pack: 100}}, Large},
		"many objects":        {Config{URL: o.bare, Limits: Limits{Objects: 2}}, Large},
		"a large file":        {Config{URL: forge.URL + "/origin.git", Network: trusting, Token: "secret-token", Limits: Limits{Object: 1000}}, Large},
		"another scheme":      {Config{URL: "git://example.org/x.git"}, Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			r := open(t, c.cfg)
			fails(t, r, c.want)
			if r.Tip() != "" {
				t.Errorf("the tip is %q", r.Tip())
			}
			left, _ := filepath.Glob(filepath.Join(r.config.Dir, "objects", "pack", "*"))
			if len(left) > 0 {
				t.Errorf("it left %v", left)
			}
		})
	}
	if first == "" {
		t.Fatal("nothing was pushed")
	}
}

// A server that goes silent is not waited for longer than was said.
func TestSilence(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, key, known := overShell(t)
	for _, cfg := range []Config{{URL: "https://" + ln.Addr().String() + "/x.git"}, {URL: "ssh://" + ln.Addr().String() + "/x.git", Key: key, KnownHosts: known}} {
		cfg.Limits.Time = 100 * time.Millisecond
		r := open(t, cfg)
		began := time.Now()
		fails(t, r, Slow)
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("it took %s", took)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := open(t, Config{URL: "https://" + ln.Addr().String() + "/x.git"}).Fetch(ended); err == nil {
		t.Error("a fetch that is over gives a commit")
	}
}

// Pushes do not pile up: what is marked stays, in one pack.
func TestCompact(t *testing.T) {
	o := newOrigin(t)
	kept := o.push(map[string]string{"a.md": "kept"})
	r := open(t, Config{URL: o.bare})
	follows(t, r, kept)
	if err := r.Keep(kept); err != nil {
		t.Fatal(err)
	}
	var at string
	for n := range mostPacks {
		at = o.push(map[string]string{"a.md": fmt.Sprint(n)})
		follows(t, r, at)
	}
	packs, _ := filepath.Glob(filepath.Join(r.config.Dir, "objects", "pack", "*"))
	if len(packs) != 2 {
		t.Errorf("there are %d files", len(packs))
	}
	if text(t, r, kept, "", "a.md") != "kept" || text(t, r, at, "", "a.md") != fmt.Sprint(mostPacks-1) {
		t.Error("something is lost")
	}
	o.run(r.config.Dir, "fsck", "--strict")
}
