package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
)

const insertCode = `
insert into code (account, hash, used)
values ($1, $2, 0)
on conflict do nothing`

func insertCodes(ctx context.Context, tx tx, id account.ID, hashes [][]byte) error {
	for _, hash := range hashes {
		if _, err := tx.ExecContext(ctx, insertCode, id, hash); err != nil {
			return fmt.Errorf("insert recovery code: %w", err)
		}
	}
	return nil
}

const useCode = `
update code
set used = $3
where account = $1 and hash = $2 and used = 0`

// UseCode uses up a recovery code of a learner. One that is not theirs, or was used, is a fault.NotFound.
func (s *Store) UseCode(ctx context.Context, id account.ID, hash []byte, now time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, useCode, id, hash, millis(now)))
		return missing(n, err, "use recovery code")
	})
}

const touchAccount = `
update account
set seen = seen
where account = $1`

// RenewCodes puts new recovery codes in the place of all that a learner had. Two at once do not mix: the last one's
// stand.
func (s *Store) RenewCodes(ctx context.Context, id account.ID, hashes [][]byte) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, touchAccount, id)) // holds the account: one renewal at a time
		if err := missing(n, err, "renew recovery codes"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, deleteCodes, id); err != nil {
			return fmt.Errorf("delete recovery codes: %w", err)
		}
		return insertCodes(ctx, tx, id, hashes)
	})
}

const codesLeft = `
select count(*)
from code
where account = $1 and used = 0`

// CodesLeft is how many recovery codes of a learner were not used.
func (s *Store) CodesLeft(ctx context.Context, id account.ID) (int, error) {
	var n int
	if err := s.read().QueryRowContext(ctx, codesLeft, id).Scan(&n); err != nil {
		return 0, asFault(fmt.Errorf("count recovery codes: %w", err))
	}
	return n, nil
}
