package search

import "context"

// Size gives the bytes of the index's database.
func (ix *Index) Size(ctx context.Context) (size int, err error) {
	const pages = `select page_count * page_size from pragma_page_count, pragma_page_size`
	err = ix.base.keep.QueryRowContext(ctx, pages).Scan(&size)
	return size, err
}

// Connections gives the open connections to the index's database.
func (ix *Index) Connections() func() int {
	db := ix.base.db
	return func() int { return db.Stats().OpenConnections }
}
