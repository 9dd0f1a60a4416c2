package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"text/tabwriter"

	"sentier/internal/store"
)

type migrateCommand struct {
	Status migrateStatusCommand `cmd:"" default:"withargs" help:"List the steps of the schema, and which of them the database has."`
	Up     migrateUpCommand     `cmd:"" help:"Apply the steps that are missing, as the server does when it starts."`
}

type migrateStatusCommand struct{ settings }

type migrateUpCommand struct{ settings }

// Run lists the steps. It changes nothing, and may run beside a server.
func (c *migrateStatusCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	steps, err := store.Migrations(context.Background(), store.Config{Database: databaseOf(settings)})
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "STEP\tSTATE")
	missing, unknown := 0, 0
	for _, step := range steps {
		switch {
		case step.Name == "":
			unknown++
			fmt.Fprintf(table, "%04d\tapplied by a newer program\n", step.Version)
		case step.Applied:
			fmt.Fprintf(table, "%s\tapplied\n", step.Name)
		default:
			missing++
			fmt.Fprintf(table, "%s\tmissing\n", step.Name)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	switch {
	case unknown > 0:
		return fmt.Errorf("the database has %s that this program does not know: start the newer program, or restore a backup "+
			"made with this one", plural(unknown, "step"))
	case missing > 0:
		fmt.Fprintf(p.Stdout, "%s missing: back the database up, then apply with \"sentier migrate up\", or start the server\n",
			plural(missing, "step"))
	default:
		fmt.Fprintln(p.Stdout, "the database is up to date")
	}
	return nil
}

// Run applies what is missing, under the lock that a server takes, too: two of them never do so at once.
func (c *migrateUpCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	applied, err := store.Migrate(ctx, store.Config{Database: databaseOf(settings), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("bring the database up: %w", err)
	}
	for _, step := range applied {
		fmt.Fprintf(p.Stdout, "applied %s\n", step.Name)
	}
	if len(applied) == 0 {
		fmt.Fprintln(p.Stdout, "the database is up to date: there was nothing to apply")
	}
	return nil
}
