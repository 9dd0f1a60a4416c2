package cli

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"sentier/internal/config"
)

// newLog makes the logger of a configuration. Its lines are in w once Close of lines has returned.
func newLog(w io.Writer, c config.Log) (log *slog.Logger, lines *lines) {
	var level slog.Level
	if level.UnmarshalText([]byte(c.Level)) != nil {
		level = slog.LevelInfo // the configuration knows no other
	}
	lines = newLines(w)
	options := &slog.HandlerOptions{Level: level}
	var form slog.Handler = slog.NewTextHandler(&lines.text, options)
	if c.Format == "json" {
		form = slog.NewJSONHandler(&lines.text, options)
	}
	return slog.New(later{lines, form}), lines
}

// later is a slog.Handler that leaves the writing to lines. To write a line takes more time, and more stack for as
// long as its connection is open, than to send a page.
type later struct {
	lines *lines
	form  slog.Handler // writes into lines.text
}

func (l later) Enabled(ctx context.Context, level slog.Level) bool { return l.form.Enabled(ctx, level) }

func (l later) Handle(_ context.Context, record slog.Record) error {
	if place := l.lines.take(); place != nil {
		place.form, place.record = l.form, record
		l.lines.taken()
	}
	return nil
}

func (l later) WithAttrs(attrs []slog.Attr) slog.Handler {
	return later{l.lines, l.form.WithAttrs(attrs)}
}

func (l later) WithGroup(name string) slog.Handler { return later{l.lines, l.form.WithGroup(name)} }

// The bounds of lines.
const (
	flushEvery = 250 * time.Millisecond
	flushAt    = 256       // lines
	dropAt     = 8192      // lines, about 2.5 MB
	writeAt    = 256 << 10 // bytes
)

// lines gathers log lines and writes many at once, from one goroutine: a reader never waits for the log, and a log
// that is stuck costs lines, not readers.
type lines struct {
	out  io.Writer
	text bytes.Buffer // of the goroutine alone

	mu      sync.Mutex
	waiting []line
	wake    chan struct{}
	done    chan struct{}
	ended   chan struct{}
}

// line is a record, and the handler that knows its form.
type line struct {
	form   slog.Handler
	record slog.Record
}

func newLines(out io.Writer) *lines {
	l := &lines{out: out, wake: make(chan struct{}, 1), done: make(chan struct{}), ended: make(chan struct{})}
	go l.run()
	return l
}

// take locks the lines and gives the place of one more, to be filled before taken is called; nil, and no lock, when
// too many wait.
func (l *lines) take() *line {
	l.mu.Lock()
	n := len(l.waiting)
	if n == dropAt {
		l.mu.Unlock()
		return nil
	}
	l.waiting = slices.Grow(l.waiting, 1)[:n+1]
	return &l.waiting[n]
}

// taken ends what take began.
func (l *lines) taken() {
	full := len(l.waiting) >= flushAt
	l.mu.Unlock()
	if full {
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

// run writes what was gathered until Close.
func (l *lines) run() {
	defer close(l.ended)
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	var spare []line
	for last := false; !last; {
		select {
		case <-tick.C:
		case <-l.wake:
		case <-l.done:
			last = true
		}
		l.mu.Lock()
		waiting := l.waiting
		l.waiting = spare[:0]
		l.mu.Unlock()
		for i := range waiting {
			_ = waiting[i].form.Handle(context.Background(), waiting[i].record) // into text, which cannot fail
			if l.text.Len() >= writeAt {
				l.write()
			}
		}
		l.write()
		clear(waiting) // their texts are not to stay in memory
		spare = waiting
	}
}

func (l *lines) write() {
	if l.text.Len() > 0 {
		_, _ = l.out.Write(l.text.Bytes()) // where a log cannot be written, there is nowhere to say so
		l.text.Reset()
	}
}

// Close writes what is left.
func (l *lines) Close() {
	close(l.done)
	<-l.ended
}
