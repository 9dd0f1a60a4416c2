package cli

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/tools/txtar"

	"sentier/internal/compile/compiletest"
)

// check --links asks by HEAD, then by GET, keeps the answers, and asks nobody without the flag, nor in a private network
// that is not named.
func TestCheckLinks(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch {
		case r.URL.Path == "/gone", r.URL.Path == "/by-get" && r.Method == http.MethodHead:
			http.NotFound(w, r)
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/gone", http.StatusFound)
		}
	}))
	t.Cleanup(server.Close)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(t.TempDir(), "cache"))
	t.Setenv("HOME", t.TempDir())
	dir := filepath.Join(t.TempDir(), "courses")
	text := "---\ntitle: T\n---\n[Le programme](URL/gone), [l'annonce](URL/by-get) et [la carte](URL/moved).\n"
	archive := txtar.Parse([]byte("-- m/1-s/2-b.fr.md --\n" + strings.ReplaceAll(text, "URL", server.URL)))
	if err := os.CopyFS(dir, compiletest.Files(t, sound, archive)); err != nil {
		t.Fatal(err)
	}
	check := func(flags ...string) (string, string) {
		var out, told bytes.Buffer
		if status := Main(Process{Program: "sentier", Args: append([]string{"check", dir, "--lang", "en"}, flags...), Stdout: &out, Stderr: &told}); status != exitOK {
			t.Errorf("exit status %d: %s", status, &told)
		}
		return out.String(), told.String()
	}
	if out, _ := check(); strings.Contains(out, "link-dead") || asked.Load() > 0 {
		t.Errorf("somebody was asked without the flag: %s", out)
	}
	if out, _ := check("--links"); asked.Load() > 0 || strings.Count(out, "[link-dead]") != 3 {
		t.Errorf("a private network was asked %d times: %s", asked.Load(), out)
	}
	out, told := check("--links", "--elsewhere-private", "127.0.0.1")
	want := dir + "/m/1-s/2-b.fr.md:4:1: warning: nobody answers at " + server.URL + "/gone (status 404): look for where it went, or take the link out [link-dead]\n"
	if out != want || !strings.HasPrefix(told, "3 links asked\n") || asked.Load() != 5 { // /gone and /by-get twice, /moved once
		t.Errorf("asked %d times, %q, %q", asked.Load(), out, told)
	}
	if out, told = check("--links", "--elsewhere-private", "127.0.0.1"); out != want || !strings.HasPrefix(told, "no links asked\n") || asked.Load() != 5 {
		t.Errorf("asked again: %d times, %q, %q", asked.Load(), out, told)
	}
	cache, err := os.ReadFile(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "sentier", "links.json"))
	if err != nil || !bytes.Contains(cache, []byte("/moved")) {
		t.Errorf("%s, %v", cache, err)
	}
}
