package store

import "context"

// What the tests of both engines need of the inside.
type (
	Tx      = tx
	Querier = querier
)

func (s *Store) Write(ctx context.Context, do func(context.Context, Tx) error) error {
	return s.write(ctx, do)
}

func (s *Store) Read() Querier { return s.read() }

func (s *Store) Snapshot(ctx context.Context, do func(Querier) error) error {
	return s.snapshot(ctx, do)
}
