package cli

import (
	"bytes"
	"fmt"
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

func newHashing(t *testing.T, log io.Writer, rests, takes time.Duration) *hashing {
	t.Helper()
	h := &hashing{program: "sentier", env: os.Environ(), log: slog.New(slog.NewTextHandler(log, nil)), rests: rests, takes: takes}
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
	h := newHashing(t, &log, time.Hour, time.Hour)
	var together sync.WaitGroup
	for range 50 {
		together.Go(func() { hash(t, h) })
	}
	together.Wait()
	others := children(t)
	if len(others) != 1 {
		t.Fatalf("%d processes hash, want 1", len(others))
	}
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", others[0]))
	if err != nil || len(threads) == 0 {
		t.Fatalf("it has %d threads, %v", len(threads), err)
	}
	for _, thread := range threads {
		stat, err := os.ReadFile(thread)
		if err != nil {
			continue // it ended
		}
		// proc_pid_stat(5): the policy is field 41, and the name of the program, field 2, ends in the last ")".
		if got := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))[41-3]; got != "5" {
			t.Errorf("a thread has scheduling policy %s, want 5 (SCHED_IDLE)", got)
		}
	}
	if log.Len() > 0 {
		t.Errorf("the log says %s", &log)
	}
}

func TestALostHashIsMadeAllTheSame(t *testing.T) {
	var log bytes.Buffer
	h := newHashing(t, &log, time.Hour, time.Hour)
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

func TestAHashThatGetsNoTurnIsMadeHere(t *testing.T) {
	var log bytes.Buffer
	h := newHashing(t, &log, time.Hour, time.Hour)
	hash(t, h)
	h.takes = time.Second
	if err := syscall.Kill(children(t)[0], syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		hash(t, h)
	}
	if got := strings.Count(log.String(), "no hash after"); got != 1 {
		t.Errorf("the log tells of %d hashes waited for in vain, want 1:\n%s", got, &log)
	}
	if others := children(t); len(others) > 0 {
		t.Errorf("%d processes are there still", len(others))
	}
}

func TestHashingRests(t *testing.T) {
	h := newHashing(t, t.Output(), time.Millisecond, time.Hour)
	for range 20 {
		hash(t, h)
		time.Sleep(time.Millisecond) // so that some come while the process is being ended
	}
	for len(children(t)) > 0 {
		time.Sleep(time.Millisecond)
	}
	hash(t, h)
}
