package store

import (
	"context"
	"database/sql"
	"errors"
)

// statements is the transaction of an SQLite writer: one connection, on which each text is prepared once. Only the
// writer's goroutine uses it.
type statements struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	lost     error // at which SQLite may have ended the transaction: what came after would be committed by itself
}

// run is for the frame: begin, savepoint, commit.
func (s *statements) run(query string) error {
	s.lost = nil
	_, err := s.ExecContext(context.Background(), query)
	return err
}

func (s *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if s.lost != nil {
		return nil, s.lost
	}
	statement, err := s.prepare(ctx, query)
	var result sql.Result
	if err == nil && statement != nil {
		result, err = statement.ExecContext(ctx, args...)
	} else if err == nil {
		result, err = s.conn.ExecContext(ctx, query, args...)
	}
	s.note(err)
	return result, err
}

// QueryContext prepares anew each time: while rows are read, the same text may be asked again.
func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s.lost != nil {
		return nil, s.lost
	}
	rows, err := s.conn.QueryContext(ctx, query, args...)
	s.note(err)
	return rows, err
}

func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	var row *sql.Row
	if statement, err := s.prepare(ctx, query); err == nil && statement != nil {
		row = statement.QueryRowContext(ctx, args...)
	} else {
		row = s.conn.QueryRowContext(ctx, query, args...)
	}
	s.note(row.Err())
	return row
}

// prepare gives no statement when enough are kept.
func (s *statements) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if statement := s.prepared[query]; statement != nil {
		return statement, nil
	}
	if len(s.prepared) >= maxPrepared {
		return nil, nil
	}
	statement, err := s.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s.prepared[query] = statement
	return statement, nil
}

func (s *statements) note(err error) {
	if err != nil && endsTransaction(err) {
		s.lost = err
	}
}

func (s *statements) close() error {
	var errs []error
	for _, statement := range s.prepared {
		errs = append(errs, statement.Close())
	}
	return errors.Join(append(errs, s.conn.Close())...)
}
