package store

import (
	"context"
	"fmt"
	"time"
)

const takeLease = `
insert into lease (name, holder, ends)
values ($1, $2, $3)
on conflict (name) do update set holder = excluded.holder, ends = excluded.ends
where lease.holder = excluded.holder or lease.ends <= $4`

// Lease takes a piece of work, or takes it for longer, until a time; false: another holds it. Who holds one has to be
// done, or to take it again, before it ends: the clocks of the nodes are trusted to be a few seconds apart at most.
func (s *Store) Lease(ctx context.Context, name, holder string, now, until time.Time) (held bool, err error) {
	err = s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, takeLease, name, holder, millis(until), millis(now)))
		if err != nil {
			return fmt.Errorf("take lease %q: %w", name, err)
		}
		held = n > 0
		return nil
	})
	return held && err == nil, err
}

const endLease = `delete from lease where name = $1 and holder = $2`

// EndLease gives a piece of work back. One that another holds is left to them.
func (s *Store) EndLease(ctx context.Context, name, holder string) error {
	return s.exec(ctx, "end lease", endLease, name, holder)
}
