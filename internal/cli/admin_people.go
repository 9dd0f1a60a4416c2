package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"sentier/internal/config"
	"sentier/internal/store"
)

type adminPeopleCommand struct {
	settings
	Part string `arg:"" optional:"" help:"A part of the name (default: who was seen last)."`
}

// Run lists accounts by name, and says nothing of what they learn.
func (c *adminPeopleCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		all, err := kept.People(ctx, c.Part)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(p.Stdout, "nobody has such a name")
			return nil
		}
		table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "NAME\tSHOWN AS\tMADE\tSEEN\tE-MAIL")
		for _, a := range all {
			shown, mail := a.Display, "-"
			if shown == "" {
				shown = "-"
			}
			if !a.Confirmed.IsZero() {
				mail = "confirmed"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", a.Name, shown, a.Created.Format("2006-01-02"), a.Seen.Format("2006-01-02"), mail)
		}
		if err := table.Flush(); err != nil {
			return err
		}
		if len(all) == store.PeoplePage {
			fmt.Fprintf(p.Stdout, "and maybe more: %d are listed, write a part of the name\n", store.PeoplePage)
		}
		return nil
	})
}
