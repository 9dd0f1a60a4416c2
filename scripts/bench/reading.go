package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"
)

// The client's shape. Both servers have one worker a core (GOMAXPROCS, worker_processes auto).
const (
	wrkThreads     = "2"
	wrkConnections = "64"
)

// comfortCookie holds what a reader without an account chose: their pages have a hole filled.
const comfortCookie = "Cookie: comfort=size:large.theme:dark"

// contestant is a server, asked in one way.
type contestant struct {
	name   string
	server *server
	header string // one more of the request; empty: none
	rounds []round
}

// round is what was seen in one short load.
type round struct {
	rate   float64       // answers a second
	p99    time.Duration // of the time to an answer
	cpu    time.Duration // of the server, for one answer
	memory int64         // of the server when it ended, in bytes
}

// reading loads a lesson page on our server and on nginx, in turns.
func reading(ctx context.Context, p plan) ([]section, error) {
	var servers []*server
	defer func() {
		for _, s := range servers {
			s.stop()
		}
	}()
	up := func(s *server, err error) (*server, error) {
		if err != nil {
			return nil, err
		}
		servers = append(servers, s)
		return s, s.await(lessonPath, 10*time.Millisecond)
	}
	ours, err := up(sentier(p, "Sentier"))
	if err != nil {
		return nil, err
	}
	body, err := zipped(ours)
	if err != nil {
		return nil, err
	}
	quiet, err1 := up(sentier(p, "Sentier without log", "--log-level", "warn"))
	static, err2 := up(nginx(p, "nginx", body, logged, ""))
	cached, err3 := up(nginx(p, "nginx with open_file_cache", body, logged, fileCache))
	staticQuiet, err4 := up(nginx(p, "nginx without log", body, unlogged, ""))
	cachedQuiet, err5 := up(nginx(p, "nginx without log", body, unlogged, fileCache))
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, err
	}
	if same, err := zipped(static); err != nil || !bytes.Equal(same, body) {
		return nil, fmt.Errorf("nginx sends other bytes than we do: %w", err)
	}
	plain, err := unzip(body)
	if err != nil {
		return nil, err
	}
	session, err := signUp(ours)
	if err != nil {
		return nil, err
	}
	base := &contestant{name: "nginx, `gzip_static`", server: static}
	baseQuiet := &contestant{name: "nginx, `gzip_static`, no access log", server: staticQuiet}
	all := []*contestant{
		base,
		{name: "nginx, `open_file_cache` too", server: cached},
		{name: "Sentier", server: ours},
		{name: "Sentier, with a comfort cookie: a hole filled", server: ours, header: comfortCookie},
		{name: "Sentier, signed in: all holes filled", server: ours, header: session},
		baseQuiet,
		{name: "nginx, `open_file_cache` too, no access log", server: cachedQuiet},
		{name: "Sentier, no access log", server: quiet},
	}
	if err := alternate(ctx, p, all); err != nil {
		return nil, err
	}
	s := section{
		title: "A lesson page",
		intro: fmt.Sprintf("%s, %.1f KB, %.1f KB in gzip: the same bytes from both. wrk with %s connections and %s threads on the "+
			"same cores, %d rounds of %v in turns, medians. Each server has a worker a core. Access logs go to the null device, "+
			"gathered into larger writes by both; Sentier logs each request unless told otherwise, so the first rows do. "+
			"Sentier also sends its security headers, which this nginx does not.",
			lessonPath, kilobytes(len(plain)), kilobytes(len(body)), wrkConnections, wrkThreads, p.rounds, p.load),
		head: []string{"server", "requests a second", "of nginx", "p99", "CPU a request", "memory"},
	}
	for _, c := range all {
		if c == baseQuiet {
			base = baseQuiet
		}
		rate := func(r round) float64 { return r.rate }
		s.row(c.name, fmt.Sprintf("%.0f", median(c.rounds, rate)),
			fmt.Sprintf("%.2f", median(c.rounds, rate)/median(base.rounds, rate)),
			fmt.Sprintf("%.1f ms", median(c.rounds, func(r round) float64 { return milliseconds(r.p99) })),
			fmt.Sprintf("%.1f µs", median(c.rounds, func(r round) float64 { return 1000 * milliseconds(r.cpu) })),
			megabytes(median(c.rounds, func(r round) float64 { return float64(r.memory) })))
	}
	s.note("Goal: at least nginx `gzip_static`; then nginx with `open_file_cache`; a page with holes filled at least 0.7 of one without.")
	return []section{s}, nil
}

// alternate gives every contestant its rounds, forwards and backwards, so that none always comes after another.
func alternate(ctx context.Context, p plan, all []*contestant) error {
	for r := range p.rounds {
		for i := range all {
			c := all[i]
			if r%2 == 1 {
				c = all[len(all)-1-i]
			}
			seen, err := c.load(ctx, p.load)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			c.rounds = append(c.rounds, seen)
		}
	}
	return nil
}

// What wrk says.
var (
	wrkRate   = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	wrkCount  = regexp.MustCompile(`(\d+) requests in`)
	wrkP99    = regexp.MustCompile(`99%\s+([\d.]+(?:us|ms|s))`)
	wrkFailed = regexp.MustCompile(`Socket errors:.*|Non-2xx.*`)
)

// load is one round.
func (c *contestant) load(ctx context.Context, d time.Duration) (round, error) {
	args := []string{"-t", wrkThreads, "-c", wrkConnections, "-d", d.String(), "--latency", "-H", "Accept-Encoding: gzip"}
	if c.header != "" {
		args = append(args, "-H", c.header)
	}
	before, err := c.server.cpu()
	if err != nil {
		return round{}, err
	}
	out, err := exec.CommandContext(ctx, "wrk", append(args, "http://"+c.server.address+lessonPath)...).Output()
	if err != nil {
		return round{}, fmt.Errorf("wrk: %w", err)
	}
	after, err := c.server.cpu()
	if err != nil {
		return round{}, err
	}
	if failed := wrkFailed.Find(out); failed != nil {
		return round{}, fmt.Errorf("wrk saw failures: %s", failed)
	}
	said := func(what *regexp.Regexp) string {
		if found := what.FindSubmatch(out); found != nil {
			return string(found[1])
		}
		return ""
	}
	r := round{}
	var err1, err2, err3, err4 error
	r.rate, err1 = strconv.ParseFloat(said(wrkRate), 64)
	r.p99, err2 = time.ParseDuration(said(wrkP99))
	count, err3 := strconv.Atoi(said(wrkCount))
	r.cpu = (after - before) / time.Duration(max(count, 1))
	r.memory, err4 = c.server.memory()
	return r, errors.Join(err1, err2, err3, err4)
}
