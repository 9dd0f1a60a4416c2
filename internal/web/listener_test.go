package web

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"
)

// short is a listener of a system that has no room for the first connections.
type short struct {
	net.Listener
	errs []error
}

func (s *short) Accept() (net.Conn, error) {
	if len(s.errs) > 0 {
		err := s.errs[0]
		s.errs = s.errs[1:]
		return nil, &net.OpError{Op: "accept", Net: "tcp", Err: os.NewSyscallError("accept4", err)}
	}
	return s.Listener.Accept()
}

func TestServerOutlivesAShortageOfDescriptors(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln := &short{inner, []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.ENOBUFS, syscall.ECONNABORTED}}
	address := serveOn(t, ln, Config{Limits: Limits{AcceptPause: time.Millisecond}})
	if got := exchange(t, address, "GET /-/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"); got.StatusCode != 200 {
		t.Errorf("after a shortage: %s", got.Status)
	}
}

func TestListenerReportsAShortageOnce(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var reported []error
	ln := newPatient(&short{inner, []error{syscall.EMFILE, syscall.EMFILE, syscall.EMFILE}}, time.Millisecond,
		func(err error) { reported = append(reported, err) })
	go func() {
		if conn, err := net.Dial("tcp", inner.Addr().String()); err == nil {
			defer conn.Close()
			_, _ = io.ReadAll(conn)
		}
	}()
	conn, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	if len(reported) != 1 || !errors.Is(reported[0], syscall.EMFILE) {
		t.Errorf("reported %v, want one EMFILE", reported)
	}
}

func TestListenerEndsAtOnceWhileItWaits(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln := newPatient(&short{inner, []error{syscall.EMFILE}}, time.Hour, nil)
	ended := make(chan error, 1)
	go func() {
		_, err := ln.Accept()
		ended <- err
	}()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if !errors.Is(err, net.ErrClosed) {
			t.Errorf("Accept: %v, want %v", err, net.ErrClosed)
		}
	case <-time.After(5 * time.Second):
		t.Error("Accept goes on after Close")
	}
}

func TestListenerPassesOtherErrorsOn(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	_, err = newPatient(&short{inner, []error{syscall.EINVAL}}, time.Millisecond, nil).Accept()
	if !errors.Is(err, syscall.EINVAL) {
		t.Errorf("Accept: %v, want EINVAL", err)
	}
}
