package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"sentier/internal/connection"
)

const insertConnection = `
insert into connection (connection, at, sealed)
values ($1, $2, $3)
on conflict do nothing`

// addConnection keeps from where something is written, in the same transaction; nil: it is not kept.
func addConnection(ctx context.Context, tx tx, sealed []byte, at int64) error {
	if sealed == nil {
		return nil
	}
	sum := sha256.Sum256(sealed)
	if _, err := tx.ExecContext(ctx, insertConnection, hex.EncodeToString(sum[:]), at, sealed); err != nil {
		return fmt.Errorf("keep connection: %w", err)
	}
	return nil
}

const connectionsBetween = `
select at, sealed
from connection
where at >= $1 and at < $2
order by at, connection`

// Connections are those from one moment to before another, in their order.
func (s *Store) Connections(ctx context.Context, from, to time.Time) ([]connection.Sealed, error) {
	rows, err := s.read().QueryContext(ctx, connectionsBetween, millis(from), millis(to))
	if err != nil {
		return nil, asFault(fmt.Errorf("read connections: %w", err))
	}
	all, err := collect(rows, "read connections", func(row scanner) (c connection.Sealed, err error) {
		var at int64
		err = row.Scan(&at, &c.Text)
		c.At = moment(at)
		return c, err
	})
	return all, asFault(err)
}

const purgeConnections = `delete from connection where at <= $1`

// PurgeConnections forgets those up to a time.
func (s *Store) PurgeConnections(ctx context.Context, until time.Time) error {
	return s.exec(ctx, "purge connections", purgeConnections, millis(until))
}
