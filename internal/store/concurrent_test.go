package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"sentier/internal/fault"
	"sentier/internal/store"
)

const (
	insertCounter = `insert into generation (name, value) values ($1, $2)`
	readCounter   = `select value from generation where name = $1`
	writeCounter  = `update generation set value = $2 where name = $1`
)

func set(name string, value int) func(context.Context, store.Tx) error {
	return func(ctx context.Context, tx store.Tx) error {
		_, err := tx.ExecContext(ctx, insertCounter, name, value)
		return err
	}
}

func get(t testing.TB, s *store.Store, name string) (value int) {
	t.Helper()
	if err := s.Read().QueryRowContext(context.Background(), readCounter, name).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// add reads, thinks and writes: what is lost when two do so at once.
func add(name string, amount int) func(context.Context, store.Tx) error {
	return func(ctx context.Context, tx store.Tx) error {
		var value int
		if err := tx.QueryRowContext(ctx, readCounter, name).Scan(&value); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, writeCounter, name, value+amount)
		return err
	}
}

// Nobody's addition is lost, and nobody hears that others added at the same time.
func TestNoUpdateIsLost(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		if err := s.Write(t.Context(), set("sum", 0)); err != nil {
			t.Fatal(err)
		}
		const people, times = 16, 12
		var wait sync.WaitGroup
		for range people {
			wait.Go(func() {
				for range times {
					if err := s.Write(t.Context(), add("sum", 1)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		if got := get(t, s, "sum"); got != people*times {
			t.Errorf("%d after %d additions of 1", got, people*times)
		}
	})
}

// What moves from one row to another is always in one of them.
func TestSnapshotIsOneState(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		for _, name := range []string{"here", "there"} {
			if err := s.Write(t.Context(), set(name, 1000)); err != nil {
				t.Fatal(err)
			}
		}
		var wait sync.WaitGroup
		var ended atomic.Bool
		for range 2 {
			wait.Go(func() {
				for i := 0; !ended.Load(); i++ {
					err := s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
						return errors.Join(add("here", -i)(ctx, tx), add("there", i)(ctx, tx))
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		for range 200 {
			err := s.Snapshot(t.Context(), func(q store.Querier) error {
				var here, there int
				err := errors.Join(q.QueryRowContext(t.Context(), readCounter, "here").Scan(&here),
					q.QueryRowContext(t.Context(), readCounter, "there").Scan(&there))
				if here+there != 2000 {
					t.Errorf("%d and %d are not 2000", here, there)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
		ended.Store(true)
		wait.Wait()
	})
}

// Once a write is acknowledged, everyone reads it.
func TestAcknowledgedIsRead(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				for j := range 20 {
					name := fmt.Sprintf("%d-%d", i, j)
					if err := s.Write(t.Context(), set(name, j)); err != nil {
						t.Error(err)
					} else if got := get(t, s, name); got != j {
						t.Errorf("%s is %d, want %d", name, got, j)
					}
				}
			})
		}
		wait.Wait()
	})
}

func TestFaults(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		if err := s.Write(t.Context(), set("taken", 1)); err != nil {
			t.Fatal(err)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		own := fault.New(fault.Forbidden, "mine", nil)
		nothing := func(context.Context, store.Tx) error { return nil }
		for _, test := range []struct {
			name string
			want fault.Kind
			err  error
		}{
			{"a key that is taken", fault.Conflict, s.Write(t.Context(), set("taken", 2))},
			{"no row", fault.NotFound, s.Write(t.Context(), add("nowhere", 1))},
			{"no such account", fault.NotFound, s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
				_, err := tx.ExecContext(ctx, `insert into code (account, hash, used) values ($1, $2, $3)`, "nobody", []byte{1}, 0)
				return err
			})},
			{"a fault of the rule", fault.Forbidden, s.Write(t.Context(), func(context.Context, store.Tx) error { return own })},
			{"a caller who left", fault.Unavailable, s.Write(ended, nothing)},
			{"wrong SQL", fault.Internal, s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
				_, err := tx.ExecContext(ctx, `insert into nowhere values ($1)`, 1)
				return err
			})},
			{"no row in a snapshot", fault.NotFound, s.Snapshot(t.Context(), func(q store.Querier) error {
				var value int
				return q.QueryRowContext(t.Context(), readCounter, "nowhere").Scan(&value)
			})},
		} {
			if got := fault.KindOf(test.err); test.err == nil || got != test.want {
				t.Errorf("%s: kind %d of %v, want %d", test.name, got, test.err, test.want)
			}
		}
		if got := get(t, s, "taken"); got != 1 {
			t.Errorf("the key that was taken has %d now", got)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for name, err := range map[string]error{
			"write":    s.Write(t.Context(), nothing),
			"snapshot": s.Snapshot(t.Context(), func(store.Querier) error { return nil }),
		} {
			if fault.KindOf(err) != fault.Unavailable {
				t.Errorf("%s on a closed store: %v", name, err)
			}
		}
	})
}

// A panic undoes what its function wrote, and goes on to its caller.
func TestPanicUndoes(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was kept back")
				}
			}()
			_ = s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
				if err := set("before", 1)(ctx, tx); err != nil {
					return err
				}
				panic("the sky")
			})
		}()
		if err := s.Write(t.Context(), set("after", 1)); err != nil {
			t.Error(err)
		}
		var value int
		if err := s.Read().QueryRowContext(t.Context(), readCounter, "before").Scan(&value); !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("what was written before the panic is there: %v", err)
		}
	})
}
