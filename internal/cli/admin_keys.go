package cli

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/config"
	"sentier/internal/store"
)

type adminKeysCommand struct {
	List   adminKeysListCommand   `cmd:"" default:"withargs" help:"List the site's keys, without their secrets."`
	Rotate adminKeysRotateCommand `cmd:"" help:"Let a new key sign: what the old one signed stays good."`
}

type adminKeysListCommand struct{ settings }

type adminKeysRotateCommand struct {
	settings
	Purpose string `arg:"" enum:"session,badge" help:"What it signs: session or badge."`
}

// Run lists the keys, the newest first.
func (c *adminKeysListCommand) Run(p *Process) error {
	return c.withKeys(p, func(ctx context.Context, kept keeper) error {
		table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "PURPOSE\tKEY\tMADE\tSTATE")
		for _, purpose := range []string{account.SessionKey, account.BadgeKey, account.TokenKey} {
			keys, err := kept.Keys(ctx, purpose)
			if err != nil {
				return err
			}
			for _, k := range keys {
				state := "signs"
				if !k.Retired.IsZero() {
					state = "retired on " + k.Retired.UTC().Format(time.DateOnly)
				}
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", purpose, k.ID, k.Created.UTC().Format(time.DateOnly), state)
			}
		}
		return table.Flush()
	})
}

// Run puts a new key beside the old one, which signs until every node knows the new one.
func (c *adminKeysRotateCommand) Run(p *Process) error {
	return c.withKeys(p, func(ctx context.Context, kept keeper) error {
		now := time.Now()
		var key account.SiteKey
		var err error
		if c.Purpose == account.BadgeKey {
			if key, err = badge.NewKey(0, now); err == nil {
				err = kept.RotateKey(ctx, key, now)
			}
		} else {
			key, err = rotate(ctx, kept, c.Purpose, now)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(p.Stdout, "%s signs every %s from a minute on; what the keys before it signed stays good\n", key.ID, c.Purpose)
		return nil
	})
}

// withKeys opens what keeps the keys.
func (s *settings) withKeys(p *Process, do func(context.Context, keeper) error) error {
	return s.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		return do(ctx, keeperOf(settings, kept))
	})
}
