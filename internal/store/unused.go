package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
)

const unusedAccounts = `
select account, name, display, lang, email, confirmed, seen, warned
from account
where seen < $1 and (seen, account) > ($2, $3)
order by seen, account
limit $4`

// UnusedAccounts are at most so many that were last seen before a day, the longest ago first, behind the one that was
// given last (its zero value: from the beginning).
func (s *Store) UnusedAccounts(ctx context.Context, before time.Time, behind account.Unused, most int) ([]account.Unused, error) {
	rows, err := s.read().QueryContext(ctx, unusedAccounts, millis(before), millis(behind.Seen), behind.ID, most)
	if err != nil {
		return nil, asFault(fmt.Errorf("read unused accounts: %w", err))
	}
	all, err := collect(rows, "read unused accounts", func(row scanner) (account.Unused, error) {
		var u account.Unused
		var confirmed, seen, warned int64
		err := row.Scan(&u.ID, &u.Name, &u.Display, &u.Lang, &u.Email, &confirmed, &seen, &warned)
		u.Confirmed, u.Seen, u.Warned = moment(confirmed), moment(seen), moment(warned)
		return u, err
	})
	return all, asFault(err)
}

const warnUnused = `
update account
set warned = $3
where account = $1 and seen = $2 and warned <= seen`

// WarnUnused lets a letter wait that tells somebody that their account will go, and notes when it was written. Who came
// back meanwhile, or was told since they last came, gets none.
func (s *Store) WarnUnused(ctx context.Context, u account.Unused, letter account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, warnUnused, u.ID, millis(u.Seen), millis(letter.Created)))
		if err != nil {
			return fmt.Errorf("note that an account will go: %w", err)
		}
		if n == 0 {
			return nil
		}
		return enqueue(ctx, tx, u.ID, letter)
	})
}

const stillUnused = `
select count(*)
from account
where account = $1 and seen = $2`

// DeleteUnused erases a learner as DeleteAccount does, unless they came back meanwhile.
func (s *Store) DeleteUnused(ctx context.Context, u account.Unused) (gone bool, err error) {
	return s.erase(ctx, u.ID, func(ctx context.Context, tx tx) (bool, error) {
		var n int
		err := tx.QueryRowContext(ctx, stillUnused, u.ID, millis(u.Seen)).Scan(&n)
		if err != nil {
			return false, fmt.Errorf("read unused account: %w", err)
		}
		return n > 0, nil
	})
}
