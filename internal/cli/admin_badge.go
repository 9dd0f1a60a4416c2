package cli

import (
	"context"
	"fmt"
	"strings"

	"sentier/internal/badge"
	"sentier/internal/config"
	"sentier/internal/fault"
	"sentier/internal/store"
)

type adminBadgeCommand struct {
	Revoke adminBadgeRevokeCommand `cmd:"" help:"Say for ever that a badge counts no more: verifiers learn of it within a minute."`
}

type adminBadgeRevokeCommand struct {
	settings
	Badge string `arg:"" help:"Its id, or the address of its page or of its credential."`
}

// Run revokes a badge. Its learner keeps their account and their progress, and sees that it was revoked.
func (c *adminBadgeRevokeCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		name, _, _ := strings.Cut(c.Badge[strings.LastIndexByte(c.Badge, '/')+1:], "?") // of a page: ?lang=
		id := badge.ID(name)
		owner, err := kept.BadgeOwner(ctx, id)
		if err != nil && fault.KindOf(err) == fault.NotFound {
			return fmt.Errorf("no badge has the id %q: copy it from the address of its page, /badges/ID", id)
		}
		if err == nil {
			err = kept.RevokeBadge(ctx, owner, id)
		}
		if err != nil {
			return fmt.Errorf("revoke the badge: %w", err)
		}
		fmt.Fprintf(p.Stdout, "the badge %s is revoked: its page says so now, and verifiers learn of it within a minute\n", id)
		return nil
	})
}
