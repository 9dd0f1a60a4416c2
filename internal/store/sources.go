package store

import "context"

// HintSources tells every node that there may be something new where courses come from: the generation "sources" grows.
func (s *Store) HintSources(ctx context.Context) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		_, err := raise(ctx, tx, sourcesGeneration)
		return err
	})
}
