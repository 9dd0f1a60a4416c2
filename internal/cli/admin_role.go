package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/fault"
	"sentier/internal/store"
)

type adminRoleCommand struct {
	List adminRoleListCommand `cmd:"" help:"List who has a role."`
	Give adminRoleGiveCommand `cmd:"" help:"Give somebody a role: it holds at once."`
	Take adminRoleTakeCommand `cmd:"" help:"Take a role away: it ends at once."`
}

type adminRoleListCommand struct{ settings }

// Run lists the team.
func (c *adminRoleListCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		team, err := kept.Team(ctx)
		if err != nil {
			return err
		}
		if len(team) == 0 {
			fmt.Fprintln(p.Stdout, `nobody has a role: "sentier admin role give NAME administrator" gives one`)
			return nil
		}
		table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "NAME\tROLE\tMODULE\tSINCE")
		for _, m := range team {
			module := m.Module
			if module == "" {
				module = "-"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Account.Name, m.Role, module, stamp(m.Given))
		}
		return table.Flush()
	})
}

// roleOf is what a command about a role is told.
type roleOf struct {
	Name   string `arg:"" help:"Name with which the person signs in."`
	Role   string `arg:"" help:"administrator, editor or moderator."`
	Module string `placeholder:"ID" help:"For one module alone, by its id (default: the whole site)."`
	Reason string `placeholder:"TEXT" help:"Why, for the log of the team."`
}

type adminRoleGiveCommand struct {
	settings
	roleOf
}

// Run gives a role.
func (c *adminRoleGiveCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		a, action, err := c.read(ctx, kept, "role.give")
		if err != nil {
			return err
		}
		grant := account.Grant{Role: account.Role(c.Role), Module: c.Module, Given: action.At}
		if err := kept.GiveRole(ctx, a.ID, grant, action); err != nil {
			return fmt.Errorf("give the role: %w", err)
		}
		fmt.Fprintf(p.Stdout, "%s has the role %s%s now\n", a.Name, c.Role, c.where())
		return nil
	})
}

type adminRoleTakeCommand struct {
	settings
	roleOf
}

// Run takes a role away.
func (c *adminRoleTakeCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		a, action, err := c.read(ctx, kept, "role.take")
		if err != nil {
			return err
		}
		err = kept.TakeRole(ctx, a.ID, account.Role(c.Role), c.Module, action)
		if err != nil && fault.KindOf(err) == fault.Conflict {
			return fmt.Errorf("%s is the only administrator: give somebody else that role first", a.Name)
		}
		if err != nil {
			return fmt.Errorf("take the role: %w", err)
		}
		fmt.Fprintf(p.Stdout, "%s has not the role %s%s\n", a.Name, c.Role, c.where())
		return nil
	})
}

func (c roleOf) where() string {
	if c.Module == "" {
		return ""
	}
	return " in " + c.Module
}

// read finds whom a command is about, and writes the line that the log gets.
func (c roleOf) read(ctx context.Context, kept *store.Store, verb string) (account.Account, account.Action, error) {
	if !slices.Contains(account.Roles(), account.Role(c.Role)) {
		var all []string
		for _, r := range account.Roles() {
			all = append(all, string(r))
		}
		return account.Account{}, account.Action{}, fmt.Errorf("there is no role %q: write one of %s", c.Role, strings.Join(all, ", "))
	}
	if c.Role == string(account.Administrator) && c.Module != "" {
		return account.Account{}, account.Action{}, fmt.Errorf("an administrator is one of the whole site: leave --module out")
	}
	a, err := named(ctx, kept, c.Name)
	if err != nil {
		return a, account.Action{}, err
	}
	action, err := fromShell(verb, a, c.Reason)
	action.Module, action.Subject = c.Module, c.Role
	return a, action, err
}

// named finds the account of a name.
func named(ctx context.Context, kept *store.Store, name string) (account.Account, error) {
	a, err := kept.AccountByKey(ctx, account.NameKey(name))
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return a, fmt.Errorf(`nobody signs in as %q: "sentier admin people" looks for names`, name)
	}
	return a, err
}

// shell is who did it, in the log, when it was done here.
const shell = "sentier admin"

// fromShell is the line of the log for what is done here.
func fromShell(verb string, a account.Account, reason string) (account.Action, error) {
	id, err := uuid.NewV7()
	return account.Action{ID: id.String(), ByName: shell, Verb: verb, Person: a.ID, Name: a.Name, Reason: strings.TrimSpace(reason),
		At: time.Now().Truncate(time.Millisecond)}, err
}
