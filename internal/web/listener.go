package web

import (
	"errors"
	"net"
	"sync"
	"syscall"
	"time"
)

// patient is a listener that outlives a shortage. fasthttp ends the server at the first error of Accept; out of
// descriptors or memory, or when a client gave up while it waited, the right thing is to wait and try again.
type patient struct {
	net.Listener
	pause  time.Duration
	report func(error) // called when a shortage begins, not at each try; may be nil

	closing sync.Once
	closed  chan struct{}
}

// newPatient wraps a listener.
func newPatient(ln net.Listener, pause time.Duration, report func(error)) *patient {
	return &patient{Listener: ln, pause: pause, report: report, closed: make(chan struct{})}
}

// Accept waits for a connection, and through shortages.
func (p *patient) Accept() (net.Conn, error) {
	short := false
	for {
		conn, err := p.Listener.Accept()
		if err == nil || !passing(err) {
			return conn, err
		}
		if !short && p.report != nil && !errors.Is(err, syscall.ECONNABORTED) {
			p.report(err)
		}
		short = true
		select {
		case <-p.closed:
			return nil, net.ErrClosed
		case <-time.After(p.pause):
		}
	}
}

// Close ends a wait, too.
func (p *patient) Close() error {
	p.closing.Do(func() { close(p.closed) })
	return p.Listener.Close()
}

// passing tells whether an error of Accept goes away by itself.
func passing(err error) bool {
	for _, e := range []syscall.Errno{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.ENOBUFS, syscall.ECONNABORTED} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
