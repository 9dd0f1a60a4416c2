package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/fault"
)

// scratch is a SQLite store of its own.
func scratch(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), Config{Database: filepath.Join(t.TempDir(), "sentier.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

const (
	insertLease = `insert into lease (name, holder, ends) values ($1, $2, $3)`
	countLeases = `select count(*) from lease where name like $1`
)

func addLease(name string) func(context.Context, tx) error {
	return func(ctx context.Context, tx tx) error {
		_, err := tx.ExecContext(ctx, insertLease, name, "holder", 1)
		return err
	}
}

func leases(t testing.TB, s *Store, like string) (n int) {
	t.Helper()
	if err := s.read().QueryRowContext(context.Background(), countLeases, like).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// hold keeps the writer busy until the function that it gives is called.
func hold(t testing.TB, s *Store) (release func()) {
	begun, free := make(chan struct{}), make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		if err := s.write(context.Background(), func(context.Context, tx) error { close(begun); <-free; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-begun
	return sync.OnceFunc(func() { close(free); done.Wait() })
}

// What goes wrong in one operation of a batch takes nothing else with it.
func TestBatchLosesOnlyWhatFailed(t *testing.T) {
	s := scratch(t)
	release := hold(t, s)
	failure := errors.New("no")
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			err := s.write(t.Context(), func(ctx context.Context, tx tx) error {
				if err := addLease(fmt.Sprintf("%d-first", i))(ctx, tx); err != nil {
					return err
				}
				switch i % 4 {
				case 1:
					return failure
				case 2: // a constraint
					return addLease(fmt.Sprintf("%d-first", i))(ctx, tx)
				}
				return addLease(fmt.Sprintf("%d-second", i))(ctx, tx)
			})
			switch i % 4 {
			case 1:
				if !errors.Is(err, failure) {
					t.Errorf("operation %d: %v, want %v", i, err, failure)
				}
			case 2:
				if fault.KindOf(err) != fault.Conflict {
					t.Errorf("operation %d: %v, want a conflict", i, err)
				}
			default:
				if err != nil {
					t.Errorf("operation %d: %v", i, err)
				}
			}
		})
	}
	waitFor(t, func() bool { return len(s.engine.(*lite).writer.queue) == 40 })
	release()
	wait.Wait()
	if got := leases(t, s, "%"); got != 40 {
		t.Errorf("%d rows, want the two of each of the 20 that succeeded", got)
	}
}

func waitFor(t testing.TB, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !condition(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it did not come to pass within 20 s")
		}
	}
}

// A panic goes on where it belongs, with the stack of where it was, and the writer with its work.
func TestPanicIsItsCallersAlone(t *testing.T) {
	s := scratch(t)
	func() {
		defer func() {
			if value := fmt.Sprint(recover()); !strings.Contains(value, "the sky") || !strings.Contains(value, "writer_test.go") {
				t.Errorf("the panic says %s", value)
			}
		}()
		err := s.write(t.Context(), func(ctx context.Context, tx tx) error {
			if err := addLease("before")(ctx, tx); err != nil {
				return err
			}
			panic("the sky")
		})
		t.Errorf("the panic was kept back: %v", err)
	}()
	if err := s.write(t.Context(), addLease("after")); err != nil {
		t.Error(err)
	}
	if got := leases(t, s, "%"); got != 1 {
		t.Errorf("%d rows, want what was written after the panic alone", got)
	}
}

// Whoever leaves before their turn leaves nothing behind; whoever leaves after it is still told the truth.
func TestLeaving(t *testing.T) {
	s := scratch(t)
	release := hold(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error)
	go func() { left <- s.write(ctx, addLease("left")) }()
	waitFor(t, func() bool { return len(s.engine.(*lite).writer.queue) == 1 })
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) || fault.KindOf(err) != fault.Unavailable {
		t.Errorf("leaving the queue: %v", err)
	}
	release()

	ctx, cancel = context.WithCancel(t.Context())
	err := s.write(ctx, func(ctx context.Context, tx tx) error {
		cancel()
		return addLease("stayed")(ctx, tx)
	})
	if err != nil {
		t.Errorf("leaving during one's turn: %v", err)
	}
	if err := s.write(ctx, addLease("late")); !errors.Is(err, context.Canceled) {
		t.Errorf("having left before: %v", err)
	}
	if got := leases(t, s, "%"); got != 1 || leases(t, s, "stayed") != 1 {
		t.Errorf("%d rows, want the one that stayed", got)
	}
}

// Close writes what waits, and answers everyone.
func TestClose(t *testing.T) {
	s, err := Open(t.Context(), Config{Database: filepath.Join(t.TempDir(), "sentier.db")})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	acknowledged := make(chan string, 2000)
	for i := range 20 {
		wait.Go(func() {
			for j := range 100 {
				name := fmt.Sprintf("%d-%d", i, j)
				switch err := s.write(t.Context(), addLease(name)); {
				case err == nil:
					acknowledged <- name
				case fault.KindOf(err) != fault.Unavailable:
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	waitFor(t, func() bool { return len(acknowledged) > 50 })
	path := s.engine.(*lite).lock.Name()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wait.Wait()
	close(acknowledged)
	if err := s.write(t.Context(), addLease("after")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("after Close: %v", err)
	}
	again, err := Open(t.Context(), Config{Database: strings.TrimSuffix(path, ".lock")})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got, want := leases(t, again, "%"), len(acknowledged); got != want {
		t.Errorf("%d rows, %d acknowledged", got, want)
	}
}

// Once the disk has failed to keep something, nothing is acknowledged any more, and what is there can be read.
func TestBrokenDisk(t *testing.T) {
	s := scratch(t)
	if err := s.write(t.Context(), addLease("before")); err != nil {
		t.Fatal(err)
	}
	s.engine.(*lite).writer.broken = fmt.Errorf("%w: as if by fsync", errBroken)
	for range 3 {
		err := s.write(t.Context(), addLease("after"))
		if fault.KindOf(err) != fault.Unavailable || !errors.Is(err, errBroken) || strings.Count(err.Error(), "restart") != 1 {
			t.Errorf("it says %v", err)
		}
	}
	if got := leases(t, s, "%"); got != 1 {
		t.Errorf("%d rows, want the one from before", got)
	}
}
