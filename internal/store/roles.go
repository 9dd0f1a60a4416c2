package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

const rolesOf = `
select role, module, given
from role
where account = $1
order by role, module`

// Roles are those of one person.
func (s *Store) Roles(ctx context.Context, id account.ID) (account.Grants, error) {
	rows, err := s.read().QueryContext(ctx, rolesOf, id)
	if err != nil {
		return nil, asFault(fmt.Errorf("read roles: %w", err))
	}
	all, err := collect(rows, "read roles", func(row scanner) (account.Grant, error) {
		var g account.Grant
		var given int64
		err := row.Scan(&g.Role, &g.Module, &given)
		g.Given = moment(given)
		return g, err
	})
	return all, asFault(err)
}

const team = `
select account.account, account.name, account.display, role.role, role.module, role.given
from role
join account on account.account = role.account
order by role.role, account.name, role.module`

// Team is everybody who has a role, once for each.
func (s *Store) Team(ctx context.Context) ([]account.Member, error) {
	rows, err := s.read().QueryContext(ctx, team)
	if err != nil {
		return nil, asFault(fmt.Errorf("read the team: %w", err))
	}
	all, err := collect(rows, "read the team", func(row scanner) (account.Member, error) {
		var m account.Member
		var given int64
		err := row.Scan(&m.Account.ID, &m.Account.Name, &m.Account.Display, &m.Role, &m.Module, &given)
		m.Given = moment(given)
		return m, err
	})
	return all, asFault(err)
}

const (
	insertRole = `
insert into role (account, role, module, given)
values ($1, $2, $3, $4)
on conflict do nothing`
	deleteRole = `delete from role where account = $1 and role = $2 and module = $3`
	countRole  = `select count(*) from role where role = $1 and module = ''`
)

// GiveRole gives somebody a role; the log says so. One that they have is no error, and no line in the log. A role of
// nobody is a fault.NotFound.
func (s *Store) GiveRole(ctx context.Context, id account.ID, g account.Grant, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		var there int
		err := tx.QueryRowContext(ctx, `select count(*) from account where account = $1`, id).Scan(&there)
		if err := missing(int64(there), err, "give role"); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, insertRole, id, g.Role, storable(g.Module), millis(g.Given)))
		if err != nil || n == 0 {
			return err
		}
		return logAction(ctx, tx, a)
	})
}

// TakeRole takes a role away; the log says so. Nobody may take the last administrator's: that is a fault.Conflict.
// What they have not got is no error, and no line in the log.
func (s *Store) TakeRole(ctx context.Context, id account.ID, role account.Role, module string, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		// Held until the transaction ends: two administrators cannot take each other's at once.
		if _, err := raise(ctx, tx, rolesGeneration); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, deleteRole, id, role, storable(module)))
		if err != nil || n == 0 {
			return err
		}
		if role == account.Administrator && module == "" {
			var left int
			if err := tx.QueryRowContext(ctx, countRole, role).Scan(&left); err != nil {
				return fmt.Errorf("count administrators: %w", err)
			}
			if left == 0 {
				return fault.New(fault.Conflict, "admin.last_administrator", errors.New("take role: nobody else is an administrator"))
			}
		}
		return logAction(ctx, tx, a)
	})
}

// Administrators is how many there are, with the generation that FirstAdministrator raises.
func (s *Store) Administrators(ctx context.Context) (count int, generation int64, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		if err := q.QueryRowContext(ctx, countRole, account.Administrator).Scan(&count); err != nil {
			return fmt.Errorf("count administrators: %w", err)
		}
		var err error
		generation, err = readGeneration(ctx, q, rolesGeneration)
		return err
	})
	return count, generation, err
}

// FirstAdministrator makes somebody the administrator of a site that has none; the log says so. Where there is one it
// is a fault.Conflict, unless it is them.
func (s *Store) FirstAdministrator(ctx context.Context, id account.ID, at time.Time, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		// Held until the transaction ends: of two who come at once, one is the first.
		if _, err := raise(ctx, tx, rolesGeneration); err != nil {
			return err
		}
		var there, own int
		if err := tx.QueryRowContext(ctx, countRole, account.Administrator).Scan(&there); err != nil {
			return fmt.Errorf("count administrators: %w", err)
		}
		if there > 0 {
			err := tx.QueryRowContext(ctx, countRole+` and account = $2`, account.Administrator, id).Scan(&own)
			if err == nil && own == 0 {
				err = fault.New(fault.Conflict, "", errors.New("make the first administrator: there is one"))
			}
			return err
		}
		err := tx.QueryRowContext(ctx, `select count(*) from account where account = $1`, id).Scan(&there)
		if err := missing(int64(there), err, "make the first administrator"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, insertRole, id, account.Administrator, "", millis(at)); err != nil {
			return fmt.Errorf("make the first administrator: %w", err)
		}
		return logAction(ctx, tx, a)
	})
}
