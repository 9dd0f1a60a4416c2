package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
)

const setEmail = `
update account
set email = $2, confirmed = 0
where account = $1`

// SetEmail sets the address of a learner, not confirmed yet, or takes it away where it is empty. Letters that wait
// for the old one are dropped; others take their place. With the address, the mailings go that came to it.
func (s *Store) SetEmail(ctx context.Context, id account.ID, email string, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, setEmail, id, storable(email)))
		if err := missing(n, err, "set e-mail address"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, deleteLetters, id); err != nil {
			return fmt.Errorf("drop letters: %w", err)
		}
		if email == "" { // whoever takes their address away wants no letters
			if _, err := tx.ExecContext(ctx, deleteSubscriptions, id); err != nil {
				return fmt.Errorf("drop subscriptions: %w", err)
			}
		}
		return enqueue(ctx, tx, id, letters...)
	})
}

const confirmEmail = `
update account
set confirmed = $3
where account = $1 and email = $2 and email <> '' and confirmed = 0`

// ConfirmEmail notes that an address is the learner's. It is a fault.NotFound when it was confirmed before, or is
// theirs no more.
func (s *Store) ConfirmEmail(ctx context.Context, id account.ID, email string, now time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, confirmEmail, id, storable(email), millis(now)))
		return missing(n, err, "confirm e-mail address")
	})
}

const replacePassword = `
update account
set password = $3
where account = $1 and password = $2`

// Recover puts a new password in the place of a lost one, and ends every session and passkey: all of it, or nothing.
// A code that is not theirs or was used, and a password that is no longer what it was, are a fault.NotFound.
func (s *Store) Recover(ctx context.Context, id account.ID, r account.Recovery, now time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		query, values := replacePassword, []any{id, r.Was, r.Hash}
		if r.Code != nil {
			n, err := affected(tx.ExecContext(ctx, useCode, id, r.Code, millis(now)))
			if err := missing(n, err, "use recovery code"); err != nil {
				return err
			}
			query, values = changePassword, []any{id, r.Hash}
		}
		n, err := affected(tx.ExecContext(ctx, query, values...))
		if err := missing(n, err, "replace password"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, deletePasskeys, id); err != nil {
			return fmt.Errorf("delete passkeys: %w", err)
		}
		if err := endSessions(ctx, tx, deleteSessionsBut, id, ""); err != nil {
			return err
		}
		if r.Letter == nil {
			return nil
		}
		return enqueue(ctx, tx, id, *r.Letter)
	})
}
