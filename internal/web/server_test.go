package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/config"
	"sentier/internal/site"
)

// serve starts a server on a free port and ends it with the test.
func serve(t testing.TB, cfg Config) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return serveOn(t, ln, cfg)
}

// serveOn starts a server on a listener and ends it with the test.
func serveOn(t testing.TB, ln net.Listener, cfg Config) string {
	t.Helper()
	return runOn(t, ln, New(complete(t, cfg)))
}

// runOn lets a server serve until the test ends.
func runOn(t testing.TB, ln net.Listener, s *Server) string {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return ln.Addr().String()
}

// complete fills in what a test does not care about.
func complete(t testing.TB, cfg Config) Config {
	t.Helper()
	if len(cfg.Settings.Languages) == 0 {
		cfg.Settings = config.Default()
	}
	if cfg.Snapshot == nil {
		cfg.Snapshot = new(atomic.Pointer[site.Snapshot])
		cfg.Snapshot.Store(snapshot(t, cfg.Settings))
	}
	if cfg.Limits.DrainNotice == 0 {
		cfg.Limits.DrainNotice = time.Millisecond // clients of tests keep idle connections
	}
	if cfg.Health == nil {
		cfg.Health = func() any { return map[string]string{"status": "ok"} }
	}
	return cfg
}

// exchange writes bytes to a server and reads one answer.
func exchange(t testing.TB, address, request string) *http.Response {
	t.Helper()
	return responses(t, speak(t, address, request), 1)[0]
}

// speak writes bytes to a server and reads all that it says until it hangs up, or for five seconds.
func speak(t testing.TB, address, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(conn)
	if err != nil && len(said) == 0 {
		t.Fatalf("no answer: %v", err)
	}
	return string(said)
}

// responses parses exactly n answers.
func responses(t testing.TB, said string, n int) []*http.Response {
	t.Helper()
	r := bufio.NewReader(strings.NewReader(said))
	var all []*http.Response
	for {
		if _, err := r.Peek(1); err != nil {
			break
		}
		answer, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatalf("not an answer: %v in %q", err, said)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatalf("body: %v in %q", err, said)
		}
		answer.Body = io.NopCloser(strings.NewReader(string(body)))
		all = append(all, answer)
	}
	if len(all) != n {
		t.Fatalf("%d answers, want %d: %q", len(all), n, said)
	}
	return all
}

// body reads what is left of an answer.
func body(t testing.TB, answer *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// hold opens a connection, waits for the first answer on it and keeps it open until the test ends.
func hold(t testing.TB, address, request string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	if _, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil {
		t.Fatal(err)
	}
}
