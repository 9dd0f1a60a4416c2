package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
)

const insertAction = `
insert into action (action, by, by_name, verb, module, subject, person, name, reason, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict do nothing`

// LogAction notes what was done with a role, once.
func (s *Store) LogAction(ctx context.Context, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error { return logAction(ctx, tx, a) })
}

// logAction is for the transaction of what was done: nothing is done without its line.
func logAction(ctx context.Context, tx tx, a account.Action) error {
	if _, err := tx.ExecContext(ctx, insertAction, actionValues(a)...); err != nil {
		return fmt.Errorf("log action %s: %w", a.Verb, err)
	}
	return nil
}

func actionValues(a account.Action) []any {
	return []any{a.ID, a.By, storable(a.ByName), a.Verb, storable(a.Module), storable(a.Subject), a.Person, storable(a.Name),
		storable(a.Reason), millis(a.At)}
}

// ActionsPage is how many actions Actions gives at most.
const ActionsPage = 50

const actionsBefore = `
select action, by, by_name, verb, module, subject, person, name, reason, at
from action
where (action < $1 or $1 = '') and (person = $2 or $2 = '') and (subject = $3 or $3 = '')
order by action desc
limit $4`

// Actions are lines of the log, the newest first: those before an action (empty: the newest), about a person (empty:
// anybody) and a subject (empty: anything).
func (s *Store) Actions(ctx context.Context, before string, person account.ID, subject string) ([]account.Action, error) {
	rows, err := s.read().QueryContext(ctx, actionsBefore, storable(before), storable(string(person)), storable(subject), ActionsPage)
	if err != nil {
		return nil, asFault(fmt.Errorf("read the log: %w", err))
	}
	all, err := collect(rows, "read the log", func(row scanner) (account.Action, error) {
		var a account.Action
		var at int64
		err := row.Scan(&a.ID, &a.By, &a.ByName, &a.Verb, &a.Module, &a.Subject, &a.Person, &a.Name, &a.Reason, &at)
		a.At = moment(at)
		return a, err
	})
	return all, asFault(err)
}

const (
	blankActionBy     = `update action set by = '', by_name = '' where by = $1`
	blankActionPerson = `update action set person = '', name = '' where person = $1`
)
