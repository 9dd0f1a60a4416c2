package cli

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/fault"
	"sentier/internal/store"
)

type adminInvitationsCommand struct {
	settings
	Revoke string `placeholder:"BATCH" help:"Let nobody else in by a batch. Accounts that were made by it stay."`
}

// Run lists the batches of invitations, the last one first, or revokes one. Who came by which is not known.
func (c *adminInvitationsCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		now := time.Now()
		if c.Revoke != "" {
			return c.revoke(ctx, p, kept, now)
		}
		batches, err := kept.InvitationBatches(ctx)
		if err != nil {
			return err
		}
		if len(batches) == 0 {
			fmt.Fprintln(p.Stdout, "no invitations: \"sentier admin invite\" makes some")
			return nil
		}
		table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "BATCH\tMADE\tMANY\tUSED\tLEFT\tSTATE\tNOTE")
		for _, b := range batches {
			fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%s\t%s\n", b.ID, b.Made.Format(time.DateOnly), b.Count, b.Used(), b.Left,
				batchState(b, now), b.Note)
		}
		return table.Flush()
	})
}

func (c *adminInvitationsCommand) revoke(ctx context.Context, p *Process, kept *store.Store, now time.Time) error {
	id := strings.ToLower(strings.TrimSpace(c.Revoke))
	err := kept.RevokeInvitations(ctx, id, now)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return fmt.Errorf("there is no batch %q: \"sentier admin invitations\" lists them", c.Revoke)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "batch %s lets nobody else in; accounts that were made by it stay\n", id)
	return nil
}

// batchState says until when a batch lets people in, or why it does no more.
func batchState(b account.Batch, now time.Time) string {
	switch {
	case !b.Revoked.IsZero():
		return "revoked on " + b.Revoked.Format(time.DateOnly)
	case b.Left == 0:
		return "used up"
	case b.Open(now):
		return "until " + b.LastDay().Format(time.DateOnly)
	}
	return "ended on " + b.LastDay().Format(time.DateOnly)
}
