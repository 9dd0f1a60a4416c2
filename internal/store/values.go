package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"sentier/internal/fault"
)

// millis is how a time is kept: Unix milliseconds, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment is the time that millis kept, in UTC.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// flag is how truth is kept: 1 or 0.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// storable makes a text that came from outside one that both engines keep: valid UTF-8 without NUL, which
// PostgreSQL refuses. An id with such bytes becomes one that nobody has.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

// affected is how many rows a statement changed.
func affected(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// missing is err, or a fault.NotFound where no row was found or changed.
func missing(rows int64, err error, doing string) error {
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", doing, err)
	case rows == 0:
		return fault.New(fault.NotFound, "", errors.New(doing+": there is no such row of this learner"))
	}
	return nil
}

// scanner is a row to be read: sql.Row, sql.Rows.
type scanner interface {
	Scan(into ...any) error
}

// selected reads all that a query finds.
func selected[T any](ctx context.Context, s *Store, doing string, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.read().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, asFault(fmt.Errorf("%s: %w", doing, err))
	}
	all, err := collect(rows, doing, scan)
	return all, asFault(err)
}

// collect scans all rows and closes them.
func collect[T any](rows *sql.Rows, doing string, scan func(scanner) (T, error)) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doing, err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return all, nil
}
