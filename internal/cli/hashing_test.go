package cli

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sentier/internal/account"
)

func newHashing(t *testing.T, log io.Writer, rests time.Duration) *hashing {
	t.Helper()
	h := &hashing{program: "sentier", env: os.Environ(), log: slog.New(slog.NewTextHandler(log, nil)), rests: rests}
	t.Cleanup(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.stop()
	})
	return h
}

// hash asks for a hash and fails unless it is the right one.
func hash(t *testing.T, h *hashing) {
	t.Helper()
	d := account.Derivation{Password: "le chat dort", Salt: []byte("sixteen of salt."), Cost: account.Cost{Memory: 64, Passes: 1, Threads: 1}, Length: 32}
	if got := h.derive(d); !bytes.Equal(got, d.Key()) {
		t.Errorf("%x, want %x", got, d.Key())
	}
}

// children gives the processes that this one started.
func children(t *testing.T) (ids []int) {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue // a thread that ended
		}
		for id := range strings.FieldsSeq(string(text)) {
			n, err := strconv.Atoi(id)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, n)
		}
	}
	return ids
}

func TestPasswordsAreHashedBesideReaders(t *testing.T) {
	var log bytes.Buffer
	h := newHashing(t, &log, time.Hour)
	var together sync.WaitGroup
	for range 50 {
		together.Go(func() { hash(t, h) })
	}
	together.Wait()
	others := children(t)
	if len(others) != 1 {
		t.Fatalf("%d processes hash, want 1", len(others))
	}
	if kernel, err := syscall.Getpriority(syscall.PRIO_PROCESS, others[0]); err != nil || 20-kernel != 10 {
		t.Errorf("its niceness is %d, %v; want 10", 20-kernel, err)
	}
	if log.Len() > 0 {
		t.Errorf("the log says %s", &log)
	}
}

func TestALostHashIsMadeAllTheSame(t *testing.T) {
	var log bytes.Buffer
	h := newHashing(t, &log, time.Hour)
	for range 3 {
		hash(t, h)
		if err := syscall.Kill(children(t)[0], syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		hash(t, h)
	}
	if got := strings.Count(log.String(), "hashed in the server's own process"); got != 3 {
		t.Errorf("the log tells of %d losses, want 3:\n%s", got, &log)
	}
}

func TestHashingRests(t *testing.T) {
	h := newHashing(t, t.Output(), time.Millisecond)
	for range 20 {
		hash(t, h)
		time.Sleep(time.Millisecond) // so that some come while the process is being ended
	}
	for len(children(t)) > 0 {
		time.Sleep(time.Millisecond)
	}
	hash(t, h)
}
