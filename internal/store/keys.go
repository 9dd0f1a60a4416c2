package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

const keysOf = `
select id, secret, created, retired
from site_key
where purpose = $1
order by created desc, id desc`

// Keys are the keys of a purpose, retired ones too, the newest first.
func (s *Store) Keys(ctx context.Context, purpose string) ([]account.SiteKey, error) {
	rows, err := s.read().QueryContext(ctx, keysOf, purpose)
	if err != nil {
		return nil, asFault(fmt.Errorf("read keys: %w", err))
	}
	all, err := collect(rows, "read keys", func(row scanner) (account.SiteKey, error) {
		key := account.SiteKey{Purpose: purpose}
		var created, retired int64
		err := row.Scan(&key.ID, &key.Secret, &created, &retired)
		key.Created, key.Retired = moment(created), moment(retired)
		return key, err
	})
	return all, asFault(err)
}

const insertKey = `
insert into site_key (id, purpose, secret, created, retired)
select $1, $2, $3, $4, 0
where not exists (select 1 from site_key where purpose = $2 and retired = 0)
on conflict do nothing`

// AddKey adds the key that a purpose has not got. When there is one that is not retired, that one stays, and this is
// a fault.Conflict: read it with Keys. So nodes that start together agree.
func (s *Store) AddKey(ctx context.Context, key account.SiteKey) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		// Held until the transaction ends: two nodes cannot both find that there is no key.
		if _, err := raise(ctx, tx, keysGeneration); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, insertKey, key.ID, key.Purpose, key.Secret, millis(key.Created)))
		if err != nil {
			return fmt.Errorf("insert key: %w", err)
		}
		if n == 0 {
			return fault.New(fault.Conflict, "", errors.New("insert key: its purpose has one, read it"))
		}
		return nil
	})
}

const retireKeys = `
update site_key
set retired = $2
where purpose = $1 and retired = 0`

// RotateKey adds a key that takes the place of those of its purpose: they sign nothing new from a time on, which is
// late enough for every node to know the new one.
func (s *Store) RotateKey(ctx context.Context, key account.SiteKey, from time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := raise(ctx, tx, keysGeneration); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, retireKeys, key.Purpose, millis(from)); err != nil {
			return fmt.Errorf("retire keys: %w", err)
		}
		n, err := affected(tx.ExecContext(ctx, insertKey, key.ID, key.Purpose, key.Secret, millis(key.Created)))
		return missing(n, err, "insert key")
	})
}
