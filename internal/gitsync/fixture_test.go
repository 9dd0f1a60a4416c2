package gitsync

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"sentier/internal/fetch"
)

// origin is a bare repository, and a clone of it that pushes.
type origin struct {
	t    testing.TB
	bare string
	work string
}

func newOrigin(t testing.TB) *origin {
	t.Helper()
	dir := t.TempDir()
	o := &origin{t: t, bare: filepath.Join(dir, "origin.git"), work: filepath.Join(dir, "work")}
	o.run(dir, "init", "-q", "--bare", "-b", "main", o.bare)
	o.run(dir, "init", "-q", "-b", "main", o.work)
	o.git("remote", "add", "origin", o.bare)
	return o
}

// run runs git as its own author, whatever the machine is set to.
func (o *origin) run(dir string, args ...string) string {
	o.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.org",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.org")
	out, err := c.CombinedOutput()
	if err != nil {
		o.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (o *origin) git(args ...string) string { o.t.Helper(); return o.run(o.work, args...) }

// push writes files, commits and pushes them; it gives the commit.
func (o *origin) push(files map[string]string) string {
	o.t.Helper()
	for name, text := range files {
		path := filepath.Join(o.work, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			o.t.Fatal(err)
		}
	}
	o.git("add", "-A")
	o.git("commit", "-q", "--allow-empty", "-m", "a change")
	o.git("push", "-q", "--force", "origin", "HEAD")
	return o.git("rev-parse", "HEAD")
}

// network may ask this machine, and trusts a server of the test.
func network(t testing.TB, s *httptest.Server) *fetch.Client {
	t.Helper()
	roots := x509.NewCertPool()
	if s != nil && s.Certificate() != nil {
		roots.AddCert(s.Certificate())
	}
	c, err := fetch.New(fetch.Config{Private: []string{"127.0.0.1"}, Patience: 5 * time.Second, Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open opens a repository that follows an address, and closes it with the test.
func open(t testing.TB, cfg Config) *Repository {
	t.Helper()
	if cfg.Dir == "" {
		cfg.Dir = filepath.Join(t.TempDir(), "kept.git")
	}
	if cfg.Network == nil {
		cfg.Network = network(t, nil)
	}
	r := Open(cfg)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return r
}

// text is a file of a commit.
func text(t testing.TB, r *Repository, commit, folder, name string) string {
	t.Helper()
	files, err := r.Files(commit, folder)
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// follows fetches, and wants a commit.
func follows(t testing.TB, r *Repository, want string) {
	t.Helper()
	got, err := r.Fetch(context.Background())
	if err != nil || got != want || r.Tip() != want {
		t.Fatalf("fetch: %s, tip %s, %v; want %s", got, r.Tip(), err, want)
	}
}

// fails fetches, and wants a trouble.
func fails(t testing.TB, r *Repository, want Trouble) {
	t.Helper()
	_, err := r.Fetch(context.Background())
	var failed *Failure
	if !errors.As(err, &failed) || failed.Trouble != want {
		t.Fatalf("fetch: %v, want %s", err, want)
	}
}

// overTLS serves a folder of repositories as a forge does, to who knows the token if there is one.
func overTLS(t testing.TB, folder, token string) *httptest.Server {
	t.Helper()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatalf("the tests of git need the git program: %v; run scripts/deps", err)
	}
	backend := &cgi.Handler{Path: git, Args: []string{"http-backend"}, Env: []string{
		"GIT_PROJECT_ROOT=" + folder, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
	}}
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, password, _ := r.BasicAuth(); token != "" && password != token {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		backend.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// overShell serves repositories by ssh to who has the key, and gives its address with the files that a client needs.
func overShell(t testing.TB) (address, key, known string) {
	t.Helper()
	dir := t.TempDir()
	hostKey, clientKey := newKey(t), newKey(t)
	block, err := ssh.MarshalPrivateKey(clientKey, "")
	if err != nil {
		t.Fatal(err)
	}
	client, err := ssh.NewSignerFromKey(clientKey)
	if err != nil {
		t.Fatal(err)
	}
	host, err := ssh.NewSignerFromKey(hostKey)
	if err != nil {
		t.Fatal(err)
	}
	cfg := &ssh.ServerConfig{PublicKeyCallback: func(_ ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) {
		if string(k.Marshal()) != string(client.PublicKey().Marshal()) {
			return nil, errors.New("another key")
		}
		return nil, nil
	}}
	cfg.AddHostKey(host)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go shell(c, cfg)
		}
	}()
	key, known = filepath.Join(dir, "key"), filepath.Join(dir, "known_hosts")
	line := knownhosts.Line([]string{knownhosts.Normalize(ln.Addr().String())}, host.PublicKey()) + "\n"
	if err := errors.Join(os.WriteFile(key, pem.EncodeToMemory(block), 0o600), os.WriteFile(known, []byte(line), 0o600)); err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String(), key, known
}

func newKey(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// shell runs the one command that a client of git asks for.
func shell(c net.Conn, cfg *ssh.ServerConfig) {
	defer c.Close()
	connection, channels, requests, err := ssh.NewServerConn(c, cfg)
	if err != nil {
		return
	}
	defer connection.Close()
	go ssh.DiscardRequests(requests)
	for asked := range channels {
		channel, requests, err := asked.Accept()
		if err != nil {
			return
		}
		for q := range requests {
			var command struct{ Line string }
			if q.Type != "exec" || ssh.Unmarshal(q.Payload, &command) != nil {
				_ = q.Reply(false, nil)
				continue
			}
			_ = q.Reply(true, nil)
			run := exec.Command("sh", "-c", command.Line)
			in, err := run.StdinPipe() // git may end before it has heard all that the client says
			if err != nil {
				return
			}
			run.Stdout = channel
			go func() { _, _ = io.Copy(in, channel) }()
			_ = run.Run()
			_ = channel.Close()
		}
	}
}
