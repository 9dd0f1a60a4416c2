package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/jobs"
	"sentier/internal/publish"
	"sentier/internal/store"
)

type adminPurgeCommand struct {
	settings
	DryRun bool `help:"Say how many there are, and change nothing."`
}

// Run does now what a server does every few hours. It names nobody.
func (c *adminPurgeCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		if settings.UnusedYears == 0 {
			return errors.New("accounts stay for ever here: set unused_years to the years after which they go")
		}
		tally := &tally{Store: kept, dry: c.DryRun}
		unused := jobs.UnusedConfig{Accounts: tally, Years: settings.UnusedYears}
		if settings.Mail.On() {
			look, err := publish.LoadTheme(settings)
			if err != nil {
				return err
			}
			unused.Letter = func(u account.Unused, now time.Time) (account.Letter, error) {
				return unusedLetter(settings, look, u, now)
			}
		}
		if err := jobs.Unused(unused).Run(ctx); err != nil {
			return err
		}
		went, warned := "were erased", "a letter waits that tells them"
		if c.DryRun {
			went, warned = "would be erased", "a letter would tell them"
		}
		fmt.Fprintf(p.Stdout, "%s unused for %s %s\n", plural(tally.gone, "account"), plural(settings.UnusedYears, "year"), went)
		fmt.Fprintf(p.Stdout, "%s would go within a month: %s\n", plural(tally.warned, "account"), warned)
		return nil
	})
}

// tally counts what becomes of accounts; dry, nothing does.
type tally struct {
	*store.Store
	dry          bool
	warned, gone int
}

// WarnUnused is one of jobs.Unusing.
func (t *tally) WarnUnused(ctx context.Context, u account.Unused, letter account.Letter) error {
	t.warned++
	if t.dry {
		return nil
	}
	return t.Store.WarnUnused(ctx, u, letter)
}

// DeleteUnused is one of jobs.Unusing.
func (t *tally) DeleteUnused(ctx context.Context, u account.Unused) (gone bool, err error) {
	if gone = true; !t.dry {
		gone, err = t.Store.DeleteUnused(ctx, u)
	}
	if gone {
		t.gone++
	}
	return gone, err
}
