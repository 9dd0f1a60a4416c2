package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"sentier/internal/config"
)

// Every line is there once the log is closed, in order, in the form and from the level that were asked for.
func TestLogWritesAllLines(t *testing.T) {
	for _, test := range []struct {
		settings config.Log
		want     string // of line 7
	}{
		{config.Log{Level: "info", Format: "text"}, `level=INFO msg=counted part=a n=7`},
		{config.Log{Level: "info", Format: "json"}, `"level":"INFO","msg":"counted","part":"a","n":7`},
	} {
		var out bytes.Buffer
		log, lines := newLog(&out, test.settings)
		log = log.With("part", "a")
		const all = 3 * flushAt
		for n := range all {
			log.Info("counted", "n", n)
			log.Debug("not asked for")
		}
		lines.Close()
		got := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(got) != all || !strings.Contains(got[7], test.want) {
			t.Errorf("%s: %d lines, want %d; line 7 is %q, want %q in it", test.settings.Format, len(got), all, got[7], test.want)
		}
	}
}

// stuck is a log that takes its first write only once it is let.
type stuck struct {
	let chan struct{}
	bytes.Buffer
}

func (s *stuck) Write(text []byte) (int, error) {
	<-s.let
	return s.Buffer.Write(text)
}

// A log that is stuck takes no memory without end, and keeps nobody waiting.
func TestStuckLogCostsLines(t *testing.T) {
	out := &stuck{let: make(chan struct{})}
	log, lines := newLog(out, config.Log{Level: "info", Format: "text"})
	for n := range 4 * dropAt {
		log.Info(fmt.Sprint(n))
	}
	close(out.let)
	lines.Close()
	if got := strings.Count(out.String(), "\n"); got < dropAt || got > 3*dropAt {
		t.Errorf("%d lines of %d, want at least %d and not all", got, 4*dropAt, dropAt)
	}
}
