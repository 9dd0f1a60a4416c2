package cli

import (
	"io"
	"log/slog"
	"sync"
	"time"

	"sentier/internal/config"
)

// newLog makes the logger of a configuration.
func newLog(w io.Writer, c config.Log) *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(c.Level)) != nil {
		level = slog.LevelInfo // the configuration knows no other
	}
	options := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// The bounds of buffered.
const (
	flushEvery = 250 * time.Millisecond
	flushAt    = 32 << 10 // bytes
	dropAt     = 1 << 20  // bytes
)

// buffered gathers log lines and writes many at once, from one goroutine: a reader never waits for the log, and
// a log that is stuck costs lines, not readers.
type buffered struct {
	out io.Writer

	mu    sync.Mutex
	lines []byte
	wake  chan struct{}
	done  chan struct{}
	ended chan struct{}
}

func newBuffered(out io.Writer) *buffered {
	b := &buffered{out: out, wake: make(chan struct{}, 1), done: make(chan struct{}), ended: make(chan struct{})}
	go b.run()
	return b
}

// Write takes a line, or drops it when too many wait.
func (b *buffered) Write(line []byte) (int, error) {
	b.mu.Lock()
	if len(b.lines)+len(line) <= dropAt {
		b.lines = append(b.lines, line...)
	}
	full := len(b.lines) >= flushAt
	b.mu.Unlock()
	if full {
		select {
		case b.wake <- struct{}{}:
		default:
		}
	}
	return len(line), nil
}

// run writes what was gathered until Close.
func (b *buffered) run() {
	defer close(b.ended)
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	var spare []byte
	for last := false; !last; {
		select {
		case <-tick.C:
		case <-b.wake:
		case <-b.done:
			last = true
		}
		b.mu.Lock()
		lines := b.lines
		b.lines = spare[:0]
		b.mu.Unlock()
		if len(lines) > 0 {
			_, _ = b.out.Write(lines) // where a log cannot be written, there is nowhere to say so
		}
		spare = lines
	}
}

// Close writes what is left.
func (b *buffered) Close() {
	close(b.done)
	<-b.ended
}
