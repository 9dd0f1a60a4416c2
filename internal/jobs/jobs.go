// Package jobs does what no request waits for: it sends the letters that are due, and takes what is over out of the
// store. Of all nodes of a site one does a job at a time, under a lease in the store.
//
// A job that fails is logged and comes again; nothing that it leaves undone is lost, for all of it is in the store. No
// request waits for a job, and a job that goes on when the program ends is bounded: see Run. cli starts them.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Job is a piece of work that comes again and again.
type Job struct {
	Name  string        // of its lease
	Every time.Duration // between the end of one run and the next
	// Due tells whether there is anything to do, before a lease is taken for it; nil: there always is.
	Due func(context.Context) (bool, error)
	// Run does what there is. Its context ends when the program does, or when another node may have taken the lease.
	Run func(context.Context) error
}

// Leases keeps who does what. *store.Store does.
type Leases interface {
	Lease(ctx context.Context, name, holder string, now, until time.Time) (held bool, err error)
	EndLease(ctx context.Context, name, holder string) error
}

// Config is what jobs run on.
type Config struct {
	Leases Leases
	Holder string           // names this process among all nodes
	Log    *slog.Logger     // nil: none
	Now    func() time.Time // nil: time.Now
}

// A lease is taken for a minute and renewed long before that ends, so that a node that is gone is followed soon, and
// one that is slow is not.
const (
	leaseLife  = time.Minute
	leaseRenew = 15 * time.Second
	giveBack   = 2 * time.Second // how long giving a lease back may take
)

// Run does the jobs, each in its own goroutine, until ctx ends, and returns when all of them have. A letter that is
// being handed over then is finished: that takes mail.LongestTry at most.
func Run(ctx context.Context, c Config, all []Job) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	var running sync.WaitGroup
	for _, job := range all {
		running.Go(func() { c.repeat(ctx, job) })
	}
	running.Wait()
}

// repeat does a job over and over. What is wrong for long is told once.
func (c Config) repeat(ctx context.Context, job Job) {
	tick := time.NewTicker(job.Every)
	defer tick.Stop()
	told := ""
	for {
		err := c.once(ctx, job)
		switch {
		case err == nil:
			told = ""
		case ctx.Err() == nil && err.Error() != told:
			told = err.Error()
			c.Log.Error("a job is not done: it is tried again", "job", job.Name, "cause", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// once does a job if there is something to do and no other node does it.
func (c Config) once(ctx context.Context, job Job) (err error) {
	if job.Due != nil {
		if due, err := job.Due(ctx); err != nil || !due {
			return err
		}
	}
	held, err := c.lease(ctx, job.Name)
	if err != nil || !held {
		return err
	}
	within, cancel := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() { c.renew(within, cancel, job.Name) })
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("job %s panicked: %v", job.Name, value)
		}
		cancel()
		renewing.Wait()
		// Even when the program ends: another node need not wait.
		ending, done := context.WithTimeout(context.WithoutCancel(ctx), giveBack)
		defer done()
		if ended := c.Leases.EndLease(ending, job.Name, c.Holder); err == nil {
			err = ended
		}
	}()
	return job.Run(within)
}

func (c Config) lease(ctx context.Context, name string) (bool, error) {
	now := c.Now()
	return c.Leases.Lease(ctx, name, c.Holder, now, now.Add(leaseLife))
}

// renew keeps a lease until ctx ends, and ends the work when it could not.
func (c Config) renew(ctx context.Context, lost func(), name string) {
	tick := time.NewTicker(leaseRenew)
	defer tick.Stop()
	sure := c.Now().Add(leaseLife)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		asked := c.Now()
		held, err := c.lease(ctx, name)
		switch {
		case err == nil && held:
			sure = asked.Add(leaseLife)
		case err == nil || c.Now().Add(2*leaseRenew).After(sure): // another has it, or may have it soon
			lost()
			return
		}
	}
}
