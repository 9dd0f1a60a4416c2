package publish

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// breath is how long passes at least between two fetches of a source, however many webhooks come.
const breath = 2 * time.Second

// Follow keeps the sources that are git repositories up to date, until ctx ends: it looks at each as often as the
// configuration says, and when somebody hints that there is something new. Load comes first.
func (p *Publisher) Follow(ctx context.Context) {
	var following sync.WaitGroup
	defer following.Wait()
	for _, o := range p.origins {
		if o.Remote() {
			following.Go(func() { p.follow(ctx, o) })
		}
	}
}

// follow looks at one source. The time between two looks varies by a tenth, so that many sites do not come at once.
func (p *Publisher) follow(ctx context.Context, o *origin) {
	p.update(ctx, o) // what came while the site was down
	for {
		pause := o.Poll - o.Poll/10 + rand.N(o.Poll/5+1)
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		case <-o.hints:
			timer.Stop()
		}
		p.update(ctx, o)
		select {
		case <-ctx.Done():
			return
		case <-time.After(breath):
		}
	}
}

// Hint says that there may be something new in a source; "" is all of them. It waits for nothing.
func (p *Publisher) Hint(name string) {
	for _, o := range p.origins {
		if o.hints == nil || name != "" && o.Name != name {
			continue
		}
		select {
		case o.hints <- struct{}{}:
		default: // one is waiting already
		}
	}
}

// update fetches a source and publishes what is new in it.
func (p *Publisher) update(ctx context.Context, o *origin) {
	before := o.seen()
	at, err := p.fetch(ctx, o)
	if err != nil || ctx.Err() != nil {
		return // it is in the log, and on the page of the administration
	}
	if at == before && !o.asks() {
		return
	}
	if at == before && o.is(at) {
		o.fine() // it was away, and is as it was
		p.notice()
		return
	}
	_ = p.load(ctx, o) // and this, too
	if at != before && ctx.Err() == nil {
		p.report(ctx, o, at)
	}
}

// fetch brings what is new, and notes it where that fails.
func (p *Publisher) fetch(ctx context.Context, o *origin) (string, error) {
	at, err := o.repository.Fetch(ctx)
	if err != nil && ctx.Err() == nil {
		o.lock.Lock()
		known := o.failed != nil && o.failed.Error() == err.Error()
		o.failed = err
		o.lock.Unlock()
		p.refuse(o, err)
		p.notice()
		if !known { // once, not at each poll
			p.config.Log.Error("a source cannot be followed, and what was published of it stays", "source", o.Name, "cause", err)
		}
	}
	if err == nil {
		o.lock.Lock()
		o.failed = nil
		o.lock.Unlock()
	}
	return at, err
}

// is tells whether a commit is the one that is served.
func (o *origin) is(commit string) bool {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.state.Commit == commit
}

// seen is the commit that was read last.
func (o *origin) seen() string {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.tried
}

// asks tells whether something was wrong that may be over. Errors in courses are not: only a push mends them.
func (o *origin) asks() bool {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.state.Trouble != "" && o.state.Trouble != Faulty && o.state.Trouble != Doubled
}
