package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sentier/internal/fault"
	"sentier/internal/store"
	"sentier/internal/store/storetest"
)

// one reads one value.
func one[T any](t *testing.T, s *store.Store, query string, args ...any) (value T) {
	t.Helper()
	if err := s.Read().QueryRowContext(t.Context(), query, args...).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}

// oneOfWriter reads one value on the connection that writes.
func oneOfWriter[T any](t *testing.T, s *store.Store, query string) (value T) {
	t.Helper()
	err := s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
		return tx.QueryRowContext(ctx, query).Scan(&value)
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}

// What makes an acknowledged write durable, and an erased one gone, is set where it has to be.
func TestSettingsOfSQLite(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "sentier.db"))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
		"secure_delete": "1", "query_only": "0"} {
		if got := oneOfWriter[string](t, s, "pragma "+pragma); got != want {
			t.Errorf("%s of the writer is %s, want %s", pragma, got, want)
		}
	}
	if got := one[string](t, s, "pragma query_only"); got != "1" {
		t.Errorf("query_only of a reader is %s", got)
	}
}

func TestSettingsOfPostgreSQL(t *testing.T) {
	s := open(t, server.URL(t))
	for name, want := range map[string]string{"statement_timeout": "15s", "lock_timeout": "5s", "application_name": "sentier",
		"idle_in_transaction_session_timeout": "30s", "synchronous_commit": "on", "transaction_isolation": "repeatable read"} {
		if got := oneOfWriter[string](t, s, "show "+name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// A disk that is full refuses writes and nothing else, and once there is room all is well again by itself.
func TestFullDisk(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "sentier.db"))
	if err := s.Write(t.Context(), set("before", 1)); err != nil {
		t.Fatal(err)
	}
	pages := oneOfWriter[int](t, s, "pragma page_count")
	oneOfWriter[int](t, s, fmt.Sprintf("pragma max_page_count = %d", pages+4))
	long := make([]byte, 2000)
	insert := func(i int) error {
		return s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
			// An operation that does not listen writes nothing after the error either.
			_, first := tx.ExecContext(ctx, `insert into site_key (id, purpose, secret, created, retired) values ($1, '', $2, 0, 0)`,
				fmt.Sprint(i), long)
			_, second := tx.ExecContext(ctx, insertCounter, fmt.Sprint(i), i)
			if first != nil && second == nil {
				t.Error("it goes on after its transaction has ended")
			}
			if i%2 == 0 {
				return nil
			}
			return errors.Join(first, second)
		})
	}
	var mu sync.Mutex
	acknowledged := map[int]bool{}
	var wait sync.WaitGroup
	for i := range 100 {
		wait.Go(func() {
			err := insert(i)
			if err != nil && fault.KindOf(err) != fault.Unavailable {
				t.Errorf("%d: %v", i, err)
			}
			mu.Lock()
			defer mu.Unlock()
			acknowledged[i] = err == nil
		})
	}
	wait.Wait()
	for i := range 100 {
		keys := one[int](t, s, `select count(*) from site_key where id = $1`, fmt.Sprint(i))
		values := one[int](t, s, `select count(*) from generation where name = $1`, fmt.Sprint(i))
		if keys != values || acknowledged[i] != (keys == 1) {
			t.Errorf("%d: %d and %d rows, acknowledged: %v", i, keys, values, acknowledged[i])
		}
	}
	if got := get(t, s, "before"); got != 1 {
		t.Errorf("what was there before is %d", got)
	}
	if one[int](t, s, `select count(*) from site_key`) == 100 {
		t.Error("the disk was never full")
	}
	oneOfWriter[int](t, s, fmt.Sprintf("pragma max_page_count = %d", pages+1000))
	if err := insert(1001); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// Another process that writes for a moment makes nobody fail.
func TestBusyFile(t *testing.T) {
	database := filepath.Join(t.TempDir(), "sentier.db")
	s := open(t, database)
	other, err := sql.Open("sqlite", "file:"+database)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "begin immediate"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- s.Write(t.Context(), set("patient", 1)) }()
	select {
	case err := <-done:
		t.Fatalf("it does not wait: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	if _, err := conn.ExecContext(t.Context(), "commit"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// kill ends the backend of the transaction that it is called in.
func kill(t *testing.T, ctx context.Context, tx store.Tx) {
	t.Helper()
	var pid int
	if err := tx.QueryRowContext(ctx, `select pg_backend_pid()`).Scan(&pid); err != nil {
		t.Error(err)
	} else if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	time.Sleep(20 * time.Millisecond)
}

// A connection that is lost before the commit is replaced, and the write begun again.
func TestLostConnection(t *testing.T) {
	s := open(t, server.URL(t))
	for losses, want := range map[int]bool{1: true, 2: true, 3: false} {
		name, times := fmt.Sprint("after ", losses), 0
		err := s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
			if times++; times <= losses {
				kill(t, ctx, tx)
			}
			return set(name, times)(ctx, tx)
		})
		if (err == nil) != want || err != nil && fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%d connections lost: %v", losses, err)
		}
		if want && get(t, s, name) != losses+1 {
			t.Errorf("%d connections lost: it was written at time %d", losses, get(t, s, name))
		}
	}
}

// A deadlock is nobody's error.
func TestDeadlock(t *testing.T) {
	s := open(t, server.URL(t))
	for _, name := range []string{"a", "b"} {
		if err := s.Write(t.Context(), set(name, 0)); err != nil {
			t.Fatal(err)
		}
	}
	var meet sync.WaitGroup
	meet.Add(2)
	tries := make(chan int, 2)
	for _, names := range [][]string{{"a", "b"}, {"b", "a"}} {
		go func() {
			try := 0
			err := s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
				try++
				if err := add(names[0], 1)(ctx, tx); err != nil {
					return err
				}
				if try == 1 {
					meet.Done()
					meet.Wait()
				}
				return add(names[1], 1)(ctx, tx)
			})
			if err != nil {
				t.Error(err)
			}
			tries <- try
		}()
	}
	if n := <-tries + <-tries; n < 3 {
		t.Errorf("%d tries: they did not meet", n)
	}
	if a, b := get(t, s, "a"), get(t, s, "b"); a != 2 || b != 2 {
		t.Errorf("%d and %d, want 2 and 2", a, b)
	}
}

// A server that crashes under load keeps what was acknowledged, and is written to again once it is back. It is one of its
// own: recovery walks every database of a server, and those of the other tests would make it a matter of minutes.
func TestServerCrash(t *testing.T) {
	var fragile storetest.Postgres
	t.Cleanup(func() {
		if err := fragile.Stop(); err != nil {
			t.Error(err)
		}
	})
	s := open(t, fragile.URL(t))
	var mu sync.Mutex
	var acknowledged []string
	ctx, end := context.WithTimeout(t.Context(), 3*time.Minute)
	defer end()
	var ended atomic.Bool
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for j := 0; !ended.Load(); j++ {
				name := fmt.Sprintf("%d-%d", i, j)
				switch err := s.Write(ctx, set(name, j)); fault.KindOf(err) {
				case fault.Unavailable:
					time.Sleep(5 * time.Millisecond)
				default:
					if err != nil {
						t.Errorf("%s: %v", name, err)
						return
					}
					mu.Lock()
					acknowledged = append(acknowledged, name)
					mu.Unlock()
				}
			}
		})
	}
	// The postmaster answers the violent death of one backend with a restart of all, from the log.
	written := func() int {
		mu.Lock()
		defer mu.Unlock()
		return len(acknowledged)
	}
	for written() < 100 && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if err := syscall.Kill(one[int](t, s, `select pg_backend_pid()`), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for before := written(); written() < before+100 && ctx.Err() == nil; {
		time.Sleep(time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Error("nothing is written any more")
	}
	ended.Store(true)
	wait.Wait()
	for _, name := range acknowledged {
		get(t, s, name)
	}
}
