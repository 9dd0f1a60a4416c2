package jobs_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sentier/internal/jobs"
)

// book is a book of leases in memory, as the store keeps it.
type book struct {
	mu     sync.Mutex
	holder map[string]string
	ends   map[string]time.Time
	down   bool
}

func newBook() *book { return &book{holder: map[string]string{}, ends: map[string]time.Time{}} }

func (b *book) Lease(_ context.Context, name, holder string, now, until time.Time) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.down {
		return false, errors.New("the store is down")
	}
	if b.holder[name] != holder && now.Before(b.ends[name]) {
		return false, nil
	}
	b.holder[name], b.ends[name] = holder, until
	return true, nil
}

func (b *book) EndLease(_ context.Context, name, holder string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.holder[name] == holder {
		delete(b.ends, name)
	}
	return nil
}

func (b *book) set(down bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.down = down
}

// Two nodes do a job in turns, never at the same time.
func TestOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		leases := newBook()
		var at, most, runs atomic.Int32
		job := jobs.Job{Name: "slow", Every: time.Second, Run: func(ctx context.Context) error {
			if n := at.Add(1); n > most.Load() {
				most.Store(n)
			}
			defer at.Add(-1)
			runs.Add(1)
			time.Sleep(3 * time.Minute) // longer than a lease
			return ctx.Err()
		}}
		var nodes sync.WaitGroup
		for _, holder := range []string{"one", "two"} {
			nodes.Go(func() { jobs.Run(ctx, jobs.Config{Leases: leases, Holder: holder}, []jobs.Job{job}) })
		}
		time.Sleep(20 * time.Minute)
		end()
		nodes.Wait()
		if most.Load() != 1 || runs.Load() < 5 {
			t.Errorf("%d at once, %d runs", most.Load(), runs.Load())
		}
	})
}

// A node that cannot renew its lease stops before another takes it.
func TestLostLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		defer end()
		leases := newBook()
		began := time.Now()
		stopped := make(chan time.Duration, 1)
		job := jobs.Job{Name: "long", Every: time.Hour, Run: func(ctx context.Context) error {
			leases.set(true)
			<-ctx.Done()
			stopped <- time.Since(began)
			return nil
		}}
		var node sync.WaitGroup
		node.Go(func() { jobs.Run(ctx, jobs.Config{Leases: leases, Holder: "one"}, []jobs.Job{job}) })
		if after := <-stopped; after >= time.Minute {
			t.Errorf("it went on for %v, and its lease was over", after)
		}
		end()
		node.Wait()
	})
}

func TestWhatGoesWrongComesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		var runs, asked atomic.Int32
		all := []jobs.Job{
			{Name: "fails", Every: time.Minute, Run: func(context.Context) error {
				if runs.Add(1)%2 == 0 {
					panic("hurt")
				}
				return errors.New("not today")
			}},
			{Name: "idle", Every: time.Minute, Due: func(context.Context) (bool, error) { asked.Add(1); return false, nil },
				Run: func(context.Context) error { t.Error("there was nothing to do"); return nil }},
		}
		var node sync.WaitGroup
		node.Go(func() { jobs.Run(ctx, jobs.Config{Leases: newBook(), Holder: "one"}, all) })
		time.Sleep(9*time.Minute + time.Second)
		end()
		node.Wait()
		if runs.Load() != 10 || asked.Load() != 10 {
			t.Errorf("%d runs, asked %d times, want 10 of each", runs.Load(), asked.Load())
		}
	})
}
