package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

const failuresOf = `
select count, until
from failure
where bucket = $1`

// Failures are how many sign-ins failed in a bucket, and until when the next one has to wait. Buckets are keyed
// hashes: which account or address one stands for cannot be read from it.
func (s *Store) Failures(ctx context.Context, bucket []byte) (count int, until time.Time, err error) {
	var ms int64
	err = s.read().QueryRowContext(ctx, failuresOf, bucket).Scan(&count, &ms)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, nil
	}
	if err != nil {
		return 0, time.Time{}, asFault(fmt.Errorf("read failures: %w", err))
	}
	return count, moment(ms), nil
}

const addFailure = `
insert into failure (bucket, count, until)
values ($1, 1, $2)
on conflict (bucket) do update set
    count = failure.count + 1,
    until = case when excluded.until > failure.until then excluded.until else failure.until end`

// Fail counts one more failure in a bucket and says until when the next try has to wait; a later end stays.
func (s *Store) Fail(ctx context.Context, bucket []byte, until time.Time) error {
	return s.exec(ctx, "count failure", addFailure, bucket, millis(until))
}

const forgive = `delete from failure where bucket = $1`

// Forgive forgets the failures of a bucket: its owner has signed in.
func (s *Store) Forgive(ctx context.Context, bucket []byte) error {
	return s.exec(ctx, "forgive failures", forgive, bucket)
}

const purgeFailures = `delete from failure where until < $1`

// PurgeFailures forgets the buckets that have been at rest since before a time.
func (s *Store) PurgeFailures(ctx context.Context, before time.Time) error {
	return s.exec(ctx, "purge failures", purgeFailures, millis(before))
}

func (s *Store) exec(ctx context.Context, doing, query string, values ...any) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := tx.ExecContext(ctx, query, values...); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		return nil
	})
}
