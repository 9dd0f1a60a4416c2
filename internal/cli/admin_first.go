package cli

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"sentier/internal/config"
	"sentier/internal/store"
)

type adminFirstCommand struct{ settings }

// Run prints the link that makes the first administrator.
func (c *adminFirstCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		people, err := members(ctx, settings, kept, p.hashing(slog.New(slog.DiscardHandler)))
		if err != nil {
			return err
		}
		path, err := people.FirstLink(ctx, time.Now())
		if err != nil {
			return err
		}
		if path == "" {
			return fmt.Errorf(`this site has an administrator: "sentier admin role list" names them, "sentier admin role give" makes another`)
		}
		base := settings.BaseURL
		if base == "" {
			base = "http://" + settings.Listen
		}
		fmt.Fprintf(p.Stdout, "%s/%s%s\n", base, settings.Languages[0], path)
		fmt.Fprintln(p.Stderr, "whoever opens this link first administers the site: it is good for a day, and once")
		return nil
	})
}
