// Package store keeps what learners did: accounts, sessions, progress, attempts, badges, cards, in SQLite or in
// PostgreSQL.
//
// One exported method is one transaction, and what it acknowledged is on disk. The SQL is the same for both engines:
// $1 placeholders, text, bigint and bytea, times in Unix milliseconds with 0 for none, truth as 0 or 1. What the
// drivers complain of is told as a fault. The package knows no rule of teaching and no page: it never decides, it
// keeps. cli opens it; web and jobs get it as small interfaces of their own.
//
// On SQLite, writes wait in a queue and are committed together, each in a savepoint (writer.go); on PostgreSQL each
// is a transaction, begun again when the server asks for it (postgres.go). So the function that a method hands to
// write may run more than once and must have no effect outside its transaction, and it must give back the first
// error it meets: PostgreSQL executes nothing more after one.
package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"sentier/internal/account"
	"sentier/internal/forum"
)

// Config says where a store is. Only Database is needed.
type Config struct {
	Database string // the path of an SQLite file, made where it is missing, or a postgres:// URL
	// Beside opens a file that a running server holds, for a command that helps it: no lock is taken, and a schema
	// that is not exactly this program's is refused instead of brought up to date.
	Beside bool
	Log    *slog.Logger // nil: none
	Now    func() time.Time
}

// Store keeps what learners did. It may be used by many goroutines at once.
type Store struct {
	engine
	log     *slog.Logger
	now     func() time.Time
	closing sync.Once
	closed  error
}

// engine is what differs between SQLite and PostgreSQL.
type engine interface {
	// write runs do in one transaction and returns once that is on disk. Its context carries no deadline on SQLite:
	// what has begun there is finished.
	write(ctx context.Context, do func(ctx context.Context, tx tx) error) error
	// writeOwn is write for what changes rows of one learner alone: such writes may share a transaction.
	writeOwn(ctx context.Context, id account.ID, do func(ctx context.Context, tx tx) error) error
	// read is for a single query. Its errors still have to go through asFault.
	read() querier
	// snapshot runs do on one state of the database, whatever is written meanwhile.
	snapshot(ctx context.Context, do func(q querier) error) error
	// scrub takes what was erased out of the files too, as far as the engine lets us.
	scrub(ctx context.Context) error
	// insertWords puts a post into the index of words: the one place with two texts of SQL.
	insertWords(ctx context.Context, tx tx, p forum.Post, w wording) error
	// find gives words to look for (every one of them, or some) in the language of that index, and the query.
	find(terms []term, every bool) (words, query string)
	close() error
	// sizeQuery asks for the bytes that the database takes.
	sizeQuery() string
}

// querier asks, tx changes: the part of database/sql that methods need.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

type tx interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

var errNoDatabase = errors.New("no database is named: give the path of a file or a postgres:// URL with --database")

// Open opens the database, made and brought up to this program's schema where needed. It refuses a newer schema, and
// an SQLite file that another server holds.
func Open(ctx context.Context, config Config) (*Store, error) {
	config = config.complete()
	e, err := config.open(ctx)
	if err != nil {
		return nil, err
	}
	return &Store{engine: e, log: config.Log, now: config.Now}, nil
}

// Close waits for the writes that have been accepted, and refuses others. Closing twice is no error.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closed = s.close() })
	return s.closed
}

func (c Config) complete() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

func (c Config) open(ctx context.Context) (engine, error) {
	switch {
	case c.Database == "":
		return nil, errNoDatabase
	case c.postgres():
		return openPostgres(ctx, c)
	default:
		return openSQLite(ctx, c)
	}
}

func (c Config) postgres() bool {
	return strings.HasPrefix(c.Database, "postgres://") || strings.HasPrefix(c.Database, "postgresql://")
}
