package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
	"time"

	"sentier/internal/account"
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
	Badge string `arg:"" help:"Its id, the address of its page or of its credential, or a file of it, which does also when its learner is gone."`
}

// Run revokes a badge. Its learner keeps their account and their progress, and sees that it was revoked.
func (c *adminBadgeRevokeCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		file, err := os.ReadFile(c.Badge)
		if err == nil {
			return revokeShown(ctx, p, kept, keeperOf(settings, kept), file)
		}
		name, _, _ := strings.Cut(c.Badge[strings.LastIndexByte(c.Badge, '/')+1:], "?") // of a page: ?lang=
		id := badge.ID(name)
		err = revokeKept(ctx, p, kept, id)
		if fault.KindOf(err) == fault.NotFound {
			return fmt.Errorf("no badge has the id %q: copy it from the address of its page, /badges/ID, or give a file of it", id)
		}
		return err
	})
}

// revokeKept revokes a badge that a learner has.
func revokeKept(ctx context.Context, p *Process, kept *store.Store, id badge.ID) error {
	owner, err := kept.BadgeOwner(ctx, id)
	if err == nil {
		err = kept.RevokeBadge(ctx, owner, id)
	}
	if err != nil {
		return fmt.Errorf("revoke the badge: %w", err)
	}
	fmt.Fprintf(p.Stdout, "the badge %s is revoked: its page says so now, and verifiers learn of it within a minute\n", id)
	return nil
}

// revokeShown revokes the badge of a file, which this site must have signed. Of one whose learner is gone, nothing is
// kept here that says whose it was; its bit is named in the file.
func revokeShown(ctx context.Context, p *Process, kept *store.Store, keys keeper, file []byte) error {
	token, err := badge.TokenOf(file)
	if err != nil {
		return fmt.Errorf("the file holds no badge (%w): give the picture or the .jwt that is shown", err)
	}
	stored, err := keys.Keys(ctx, account.BadgeKey)
	if err != nil {
		return err
	}
	known, err := badge.ParseKeys(stored)
	if err != nil {
		return err
	}
	credential, err := badge.Verify(token, known.Find, time.Now())
	if err != nil {
		return fmt.Errorf("the badge of the file is not of this site (%w): ask the site that its issuer names", err)
	}
	id := badge.ID(path.Base(credential.ID))
	if err := revokeKept(ctx, p, kept, id); fault.KindOf(err) != fault.NotFound {
		return err
	}
	at, found := credential.Position()
	if !found {
		return errors.New("the badge of the file names no list of revoked badges: it cannot be revoked")
	}
	if err := kept.RevokePosition(ctx, at); err != nil {
		return fmt.Errorf("revoke the badge: %w", err)
	}
	fmt.Fprintf(p.Stdout, "the badge %s is revoked: its learner is gone, and verifiers learn of it within a minute\n", id)
	return nil
}
