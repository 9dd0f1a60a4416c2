package store

import "context"

// OneAtATime makes an SQLite store commit each write by itself, to compare with. It is called before the first write.
func (s *Store) OneAtATime() { s.engine.(*lite).writer.most = 1 }

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
