package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

const spendChallenge = `
insert into challenge (hash, ends)
values ($1, $2)
on conflict do nothing`

// spend uses up a challenge; false: it was.
func spend(ctx context.Context, tx tx, c account.Challenge) (bool, error) {
	n, err := affected(tx.ExecContext(ctx, spendChallenge, c.Hash, millis(c.Ends)))
	if err != nil {
		return false, fmt.Errorf("spend challenge: %w", err)
	}
	return n > 0, nil
}

const samePasskey = `
select count(*)
from passkey
where account = $1 and passkey = $2 and public_key = $3`

const countPasskeys = `
select count(*)
from passkey
where account = $1`

const insertPasskey = `
insert into passkey (account, passkey, name, public_key, count, flags, transports, created, used)
values ($1, $2, $3, $4, $5, $6, $7, $8, 0)
on conflict do nothing`

// AddPasskey keeps a passkey that answered a challenge. The same one, sent again, is there already and no error. A
// challenge that another passkey answered, or an id that somebody has, is a fault.Conflict; one more than
// account.MostPasskeys a fault.Invalid; the passkey of nobody a fault.NotFound.
func (s *Store) AddPasskey(ctx context.Context, id account.ID, p account.Passkey, answered account.Challenge) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, touchAccount, id)) // holds the account: one is added at a time
		if err := missing(n, err, "add passkey"); err != nil {
			return err
		}
		var same, all int
		if err := tx.QueryRowContext(ctx, samePasskey, id, p.ID, p.Public).Scan(&same); err != nil || same > 0 {
			return err
		}
		if err := tx.QueryRowContext(ctx, countPasskeys, id).Scan(&all); err != nil {
			return fmt.Errorf("count passkeys: %w", err)
		}
		if all >= account.MostPasskeys {
			return fault.New(fault.Invalid, "account.passkeys_many", nil)
		}
		fresh, err := spend(ctx, tx, answered)
		if err != nil {
			return err
		}
		if fresh {
			n, err = affected(tx.ExecContext(ctx, insertPasskey, id, p.ID, storable(p.Name), p.Public, int64(p.Count), int64(p.Flags),
				storable(strings.Join(p.Transports, ",")), millis(p.Created)))
			if err != nil {
				return fmt.Errorf("insert passkey: %w", err)
			}
		}
		if !fresh || n == 0 {
			return fault.New(fault.Conflict, "", errors.New("add passkey: its challenge or its id was used before"))
		}
		return nil
	})
}

const passkeysOf = `
select passkey, name, public_key, count, flags, transports, created, used
from passkey
where account = $1
order by created, passkey`

// Passkeys are those of a learner, the oldest first.
func (s *Store) Passkeys(ctx context.Context, id account.ID) ([]account.Passkey, error) {
	all, err := list(ctx, s.read(), "read passkeys", passkeysOf, id, scanPasskey)
	return all, asFault(err)
}

func scanPasskey(row scanner) (account.Passkey, error) {
	var p account.Passkey
	var transports string
	var created, used int64
	err := row.Scan(&p.ID, &p.Name, &p.Public, &p.Count, &p.Flags, &transports, &created, &used)
	if transports != "" {
		p.Transports = strings.Split(transports, ",")
	}
	p.Created, p.Used = moment(created), moment(used)
	return p, err
}

const usePasskey = `
update passkey
set count = $3, flags = $4, used = $5
where account = $1 and passkey = $2 and (count < $3 or count = 0 and $3 = 0)`

const passkeyIsThere = `
select count(*)
from passkey
where account = $1 and passkey = $2`

// UsePasskey notes that a learner signed in with a passkey that answered a challenge: its ID, Count, Flags and Used are
// read. It is a fault.NotFound when the learner has no such passkey, and a fault.Conflict when the challenge was
// answered before, or when its count has not grown: there may be a copy of it.
func (s *Store) UsePasskey(ctx context.Context, id account.ID, p account.Passkey, answered account.Challenge) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, usePasskey, id, p.ID, int64(p.Count), int64(p.Flags), millis(p.Used)))
		if err != nil {
			return fmt.Errorf("use passkey: %w", err)
		}
		if n == 0 {
			var there int
			err := tx.QueryRowContext(ctx, passkeyIsThere, id, p.ID).Scan(&there)
			if err := missing(int64(there), err, "use passkey"); err != nil {
				return err
			}
			return fault.New(fault.Conflict, "", errors.New("use passkey: its count has not grown"))
		}
		if fresh, err := spend(ctx, tx, answered); err != nil {
			return err
		} else if !fresh {
			return fault.New(fault.Conflict, "", errors.New("use passkey: its challenge was answered before"))
		}
		return nil
	})
}

const deletePasskey = `
delete from passkey
where account = $1 and passkey = $2`

// RemovePasskey takes a passkey away: it opens nothing any more. One that is not the learner's, or was removed before,
// is a fault.NotFound.
func (s *Store) RemovePasskey(ctx context.Context, id account.ID, passkey []byte) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, deletePasskey, id, passkey))
		return missing(n, err, "remove passkey")
	})
}

const purgeChallenges = `delete from challenge where ends < $1`

// PurgeChallenges forgets the answered challenges that are over by themselves.
func (s *Store) PurgeChallenges(ctx context.Context, now time.Time) error {
	return s.exec(ctx, "purge challenges", purgeChallenges, millis(now))
}
