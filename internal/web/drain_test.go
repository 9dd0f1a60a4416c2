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

// flight is a request that is being answered until it is released.
type flight struct {
	conn    net.Conn
	release chan bool
	served  chan error // what Serve gave
}

// inFlight starts a server and asks it for something that takes its time.
func inFlight(t *testing.T, limits Limits) (*Server, flight) {
	t.Helper()
	reached, in := make(chan bool), flight{release: make(chan bool), served: make(chan error, 1)}
	s := New(complete(t, Config{Limits: limits, Health: func() any {
		reached <- true
		<-in.release
		return "done"
	}}))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { in.served <- s.Serve(ln) }()
	if in.conn, err = net.Dial("tcp", ln.Addr().String()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.conn.Close() })
	if _, err := io.WriteString(in.conn, "GET /-/health HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-reached
	return s, in
}

// A request in flight when the server ends is answered, a connection is told to go, and nobody new comes in.
func TestShutdownDropsNoRequest(t *testing.T) {
	s, in := inFlight(t, Limits{DrainNotice: 50 * time.Millisecond})
	ended := make(chan error, 1)
	go func() { ended <- s.Shutdown(context.Background()) }()
	if err := <-in.served; err != nil {
		t.Errorf("serve: %v", err)
	}
	select {
	case err := <-ended:
		t.Fatalf("the server ended while a request was in flight: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	if conn, err := net.Dial("tcp", in.conn.RemoteAddr().String()); err == nil {
		conn.Close()
		t.Error("somebody new came in")
	}
	close(in.release)
	answer, err := http.ReadResponse(bufio.NewReader(in.conn), nil)
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
	s, in := inFlight(t, Limits{DrainNotice: time.Millisecond, DrainTimeout: 100 * time.Millisecond})
	if err := s.Shutdown(context.Background()); err == nil {
		t.Error("shutdown does not say that a request was left")
	}
	close(in.release)
	<-in.served
}
