package jobs

import (
	"context"
	"time"

	"sentier/internal/account"
)

// Unusing keeps accounts. *store.Store does.
type Unusing interface {
	UnusedAccounts(ctx context.Context, before time.Time, behind account.Unused, most int) ([]account.Unused, error)
	WarnUnused(ctx context.Context, u account.Unused, letter account.Letter) error
	DeleteUnused(ctx context.Context, u account.Unused) (gone bool, err error)
}

// UnusedConfig is what the job of unused accounts needs.
type UnusedConfig struct {
	Accounts Unusing
	Years    int                                                           // after which they go; never 0
	Letter   func(u account.Unused, now time.Time) (account.Letter, error) // nil: the site sends none
	Now      func() time.Time                                              // nil: time.Now
}

const (
	unusedEvery  = 6 * time.Hour
	unusedAtOnce = 200 // accounts that are read at once
)

// Unused is the job that erases accounts which nobody uses any more, and tells those whose address is known a month
// before. Whoever comes back in between stays.
func Unused(c UnusedConfig) Job {
	if c.Now == nil {
		c.Now = time.Now
	}
	return Job{Name: "unused", Every: unusedEvery, Run: c.goThrough}
}

func (c UnusedConfig) goThrough(ctx context.Context) error {
	var last account.Unused
	for now := c.Now(); ; {
		some, err := c.Accounts.UnusedAccounts(ctx, account.UnusedBefore(c.Years, now), last, unusedAtOnce)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, u := range some {
			if err := c.decide(ctx, u, now); err != nil {
				return err
			}
		}
		last = some[len(some)-1]
	}
}

func (c UnusedConfig) decide(ctx context.Context, u account.Unused, now time.Time) error {
	if c.Letter == nil { // nobody can be told
		u.Email = ""
	}
	switch u.Fate(c.Years, now) {
	case account.Warned:
		letter, err := c.Letter(u, now)
		if err != nil {
			return err
		}
		return c.Accounts.WarnUnused(ctx, u, letter)
	case account.Goes:
		_, err := c.Accounts.DeleteUnused(ctx, u)
		return err
	}
	return nil
}
