package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// dialers is how many connections are opened at once, within the queue of any listening socket.
const dialers = 64

// rest is how long a server is left alone before its memory is read.
const rest = 3 * time.Second

// connections holds many connections open on our server and on nginx: idle after a request each, then with a
// request now and then on all of them.
func connections(ctx context.Context, p plan) ([]section, error) {
	if err := allowFiles(uint64(p.connections) + 500); err != nil {
		return nil, err
	}
	perSecond := float64(p.connections) / p.spread.Seconds()
	s := section{
		title: fmt.Sprintf("%d connections at once", p.connections),
		intro: fmt.Sprintf("Each connection asks for the lesson page once and stays open; memory after %v of rest. Then each "+
			"asks once more, spread evenly over %v: %.0f requests a second; p99 of the time to a whole answer, and the most "+
			"memory seen meanwhile. One run each, one server after the other.", rest, p.spread, perSecond),
		head: []string{"server", "memory before", "memory, all idle", "each connection", "p99 at a request now and then", "memory then"},
	}
	ours, err := sentier(p, "Sentier")
	if err != nil {
		return nil, err
	}
	row, body, err := crowd(ctx, p, ours)
	ours.stop()
	if err != nil {
		return nil, err
	}
	s.row(row...)
	theirs, err := nginx(p, "nginx, `gzip_static`", body, logged, "")
	if err != nil {
		return nil, err
	}
	row, _, err = crowd(ctx, p, theirs)
	theirs.stop()
	if err != nil {
		return nil, err
	}
	s.row(row...)
	s.note("Goal: under 100 MB at 6,500 connections.")
	return []section{s}, nil
}

// allowFiles raises this process's limit on open files, which its children inherit.
func allowFiles(n uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	if limit.Max < n {
		return fmt.Errorf("only %d files may be open at once, and %d must be: raise the limit with ulimit -Hn %d", limit.Max, n, n)
	}
	limit.Cur = limit.Max
	return syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
}

// crowd fills a server with connections and gives the cells of its row, and the page's gzip bytes.
func crowd(ctx context.Context, p plan, s *server) (row []string, body []byte, err error) {
	if err := s.await(lessonPath, 10*time.Millisecond); err != nil {
		return nil, nil, err
	}
	if body, err = zipped(s); err != nil {
		return nil, nil, err
	}
	http.DefaultClient.CloseIdleConnections()
	time.Sleep(rest)
	before, err := s.memory()
	if err != nil {
		return nil, nil, err
	}
	open, err := dialAll(ctx, s.address, p.connections)
	defer func() {
		for _, c := range open {
			_ = c.Close()
		}
	}()
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", s.name, err)
	}
	time.Sleep(rest)
	idle, err := s.memory()
	if err != nil {
		return nil, nil, err
	}
	times, most, err := askAll(ctx, s, open, p.spread)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", s.name, err)
	}
	return []string{
		s.name, megabytes(float64(before)), megabytes(float64(idle)),
		fmt.Sprintf("%.1f KB", float64(idle-before)/1000/float64(p.connections)),
		fmt.Sprintf("%.1f ms", quantile(times, 0.99)), megabytes(float64(most)),
	}, body, nil
}

// dialAll opens the connections, and asks once on each.
func dialAll(ctx context.Context, address string, n int) ([]net.Conn, error) {
	open := make([]net.Conn, n)
	failures := make([]error, n)
	places := make(chan struct{}, dialers)
	var all sync.WaitGroup
	for i := range open {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			var d net.Dialer
			conn, err := d.DialContext(ctx, "tcp", address)
			if err != nil {
				failures[i] = err
				return
			}
			open[i] = conn
			failures[i] = ask(conn)
		})
	}
	all.Wait()
	var there []net.Conn
	for _, c := range open {
		if c != nil {
			there = append(there, c)
		}
	}
	return there, errors.Join(failures...)
}

// askAll asks once on each connection, spread over the given time. It gives the times of the answers in
// milliseconds, and the most memory that the server held.
func askAll(ctx context.Context, s *server, open []net.Conn, spread time.Duration) ([]float64, int64, error) {
	times := make([]float64, len(open))
	failures := make([]error, len(open))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var most int64
	var watched error
	var watching sync.WaitGroup
	watching.Go(func() {
		for ctx.Err() == nil && watched == nil {
			var now int64
			now, watched = s.memory()
			most = max(most, now)
			time.Sleep(250 * time.Millisecond)
		}
	})
	start := time.Now()
	var all sync.WaitGroup
	for i, conn := range open {
		due := start.Add(spread * time.Duration(i) / time.Duration(len(open)))
		time.Sleep(time.Until(due))
		all.Go(func() {
			begun := time.Now()
			failures[i] = ask(conn)
			times[i] = milliseconds(time.Since(begun))
		})
	}
	all.Wait()
	cancel()
	watching.Wait()
	return times, most, errors.Join(append(failures, watched)...)
}

// readers are shared: only the connections themselves are to cost anything.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

const request = "GET " + lessonPath + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"

// ask sends one request and reads the whole answer.
func ask(conn net.Conn) error {
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return err
	}
	if _, err := conn.Write([]byte(request)); err != nil {
		return err
	}
	r := readers.Get().(*bufio.Reader)
	defer readers.Put(r)
	r.Reset(conn)
	answer, err := http.ReadResponse(r, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return errors.New("a connection was answered with " + answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
