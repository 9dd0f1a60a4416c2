package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// A request in flight when the server ends is answered, a connection is told to go, and nobody new comes in.
func TestShutdownDropsNoRequest(t *testing.T) {
	reached, release := make(chan bool), make(chan bool)
	s := New(complete(t, Config{Limits: Limits{DrainNotice: 50 * time.Millisecond}, Health: func() any {
		reached <- true
		<-release
		return "done"
	}}))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(ln) }()

	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /-/health HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-reached
	ended := make(chan error, 1)
	go func() { ended <- s.Shutdown(context.Background()) }()
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
	select {
	case err := <-ended:
		t.Fatalf("the server ended while a request was in flight: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	if conn, err := net.Dial("tcp", ln.Addr().String()); err == nil {
		conn.Close()
		t.Error("somebody new came in")
	}
	close(release)
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("the request in flight: %v", err)
	}
	if text, err := io.ReadAll(answer.Body); err != nil || string(text) != `"done"` || !answer.Close {
		t.Errorf("the request in flight: %q, %v, close %v", text, err, answer.Close)
	}
	if err := <-ended; err != nil {
		t.Errorf("shutdown: %v", err)
	}
}

func TestShutdownWaitsNoLongerThanItsLimit(t *testing.T) {
	reached, release := make(chan bool), make(chan bool)
	s := New(complete(t, Config{Limits: Limits{DrainNotice: time.Millisecond, DrainTimeout: 100 * time.Millisecond}, Health: func() any {
		reached <- true
		<-release
		return "done"
	}}))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(ln) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /-/health HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := s.Shutdown(context.Background()); err == nil {
		t.Error("shutdown does not say that a request was left")
	}
	close(release)
	<-served
}
