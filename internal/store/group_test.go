package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// TestOwnWritesAtOnce lets some of many writes fail in every way, and finds what was acknowledged and nothing else.
func TestOwnWritesAtOnce(t *testing.T) {
	errOurs := errors.New("ours")
	kinds := []struct {
		name string
		then func(context.Context, store.Tx) error // after its row was written
		kept bool
	}{
		{"goes well", func(context.Context, store.Tx) error { return nil }, true},
		{"goes well again", func(context.Context, store.Tx) error { return nil }, true},
		{"fails", func(context.Context, store.Tx) error { return errOurs }, false},
		{"panics", func(context.Context, store.Tx) error { panic("ours") }, false},
		{"reads", func(ctx context.Context, tx store.Tx) error {
			var n int
			return tx.QueryRowContext(ctx, `select count(*) from place`).Scan(&n)
		}, true},
		{"reads rows", func(ctx context.Context, tx store.Tx) error {
			rows, err := tx.QueryContext(ctx, `select module from place`)
			if err == nil {
				err = rows.Close()
			}
			return err
		}, true},
		{"is refused by the engine", func(ctx context.Context, tx store.Tx) error {
			_, err := tx.ExecContext(ctx, `insert into place (account, module, lesson, heading, at) values ('nobody', 'm', 'l', '', 1)`)
			return err
		}, false},
	}
	onBoth(t, func(t *testing.T, s *store.Store) {
		const rounds = 20
		ids := make([]account.ID, 4*len(kinds))
		for i := range ids {
			var err error
			if ids[i], err = createSomebody(s); err != nil {
				t.Fatal(err)
			}
		}
		var everyone sync.WaitGroup
		for i, id := range ids {
			kind := kinds[i%len(kinds)]
			everyone.Go(func() {
				for n := range rounds {
					err := guarded(func() error {
						return store.WriteOwn(t.Context(), s, id, func(ctx context.Context, tx store.Tx) error {
							_, err := tx.ExecContext(ctx, `insert into place (account, module, lesson, heading, at)
								values ($1, $2, 'l', '', 1)`, id, fmt.Sprint("m", n))
							if err != nil {
								return err
							}
							return kind.then(ctx, tx)
						})
					})
					if (err == nil) != kind.kept {
						t.Errorf("%s: %v", kind.name, err)
					}
				}
			})
		}
		everyone.Wait()
		for i, id := range ids {
			kind := kinds[i%len(kinds)]
			var n int
			if err := s.Read().QueryRowContext(t.Context(), `select count(*) from place where account = $1`, id).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if want := map[bool]int{true: rounds}[kind.kept]; n != want {
				t.Errorf("%s: %d rows, want %d", kind.name, n, want)
			}
		}
	})
}

// guarded turns a panic into an error.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do()
}

// TestOwnWritesOfOne come one after the other: none overwrites what another counted.
func TestOwnWritesOfOne(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		id, err := createSomebody(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(t.Context(), set("sum", 0)); err != nil {
			t.Fatal(err)
		}
		const people, times = 12, 8
		var everyone sync.WaitGroup
		for range people {
			everyone.Go(func() {
				for range times {
					err := store.WriteOwn(t.Context(), s, id, func(ctx context.Context, tx store.Tx) error {
						_, err := tx.ExecContext(ctx, `update generation set value = value + 1 where name = 'sum'`)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		everyone.Wait()
		if got := get(t, s, "sum"); got != people*times {
			t.Errorf("%d after %d additions of 1", got, people*times)
		}
	})
}

// TestOwnWriteOfOneWhoLeft keeps nothing of who left before their turn.
func TestOwnWriteOfOneWhoLeft(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		id, err := createSomebody(s)
		if err != nil {
			t.Fatal(err)
		}
		ended, end := context.WithCancel(t.Context())
		begun, goOn := make(chan struct{}), make(chan struct{})
		first := make(chan error, 1)
		var once sync.Once
		go func() {
			first <- store.WriteOwn(t.Context(), s, id, func(ctx context.Context, tx store.Tx) error {
				once.Do(func() { close(begun) })
				<-goOn
				return set("first", 1)(ctx, tx)
			})
		}()
		<-begun
		second := make(chan error, 1)
		go func() { second <- store.WriteOwn(ended, s, id, set("second", 1)) }()
		end()
		if err := <-second; !errors.Is(err, context.Canceled) && fault.KindOf(err) != fault.Unavailable {
			t.Errorf("the one who left: %v", err)
		}
		close(goOn)
		if err := <-first; err != nil {
			t.Errorf("the one before: %v", err)
		}
		var n int
		if err := s.Read().QueryRowContext(t.Context(), `select count(*) from generation where name = 'second'`).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows of who left, %v", n, err)
		}
	})
}
