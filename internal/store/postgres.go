package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"sentier/internal/account"
)

// postgres is a database on a server, with a pool of connections.
type postgres struct {
	db *sql.DB
	// unlucky has one place, for those of this node that have been given up again and again: two of them would only
	// go on pushing each other out.
	unlucky chan struct{}
	groups  groups
}

// How often a write is begun again, and how long it may take once it has begun.
const (
	maxTries = 12
	maxMeet  = 3 // of them, side by side with others
	maxLost  = 3 // of them, after a lost connection
	maxWrite = 30 * time.Second
	maxPause = 200 * time.Millisecond
)

// timeouts are settings of a connection, in ms. What the URL says comes first.
type timeouts map[string]string

var (
	serveTimeouts   = timeouts{"statement_timeout": "15000", "lock_timeout": "5000", "idle_in_transaction_session_timeout": "30000"}
	lookTimeouts    = timeouts{"statement_timeout": "15000"}
	migrateTimeouts = timeouts{} // a step may take its time
)

var errLost = errors.New("the connection to the database was lost")

func openPostgres(ctx context.Context, config Config) (_ engine, err error) {
	if err := migratePostgres(ctx, config); err != nil {
		return nil, err
	}
	db, err := connect(config.Database, serveTimeouts)
	if err != nil {
		return nil, err
	}
	connections := max(16, 4*runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	db.SetConnMaxLifetime(time.Hour)
	return &postgres{
		db: db, unlucky: make(chan struct{}, 1), groups: groups{db: db, busy: map[account.ID]bool{}},
	}, nil
}

// migratePostgres has connections of its own, whose statements may take long.
func migratePostgres(ctx context.Context, config Config) (err error) {
	db, err := connect(config.Database, migrateTimeouts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("the database server cannot be reached (%w): start it, or check --database", err)
	}
	return bringUp(ctx, db, postgresDialect, config)
}

// connect opens a pool. The password of the URL is in no message: pgx leaves it out of its own.
func connect(url string, set timeouts) (*sql.DB, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the URL of the database cannot be read (%w): check --database", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	for name, value := range set {
		if _, ok := config.RuntimeParams[name]; !ok {
			config.RuntimeParams[name] = value
		}
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "sentier"
	}
	return stdlib.OpenDB(*config), nil
}

// write begins again what the server gave up for another transaction's sake, and what a lost connection took away
// before its commit. A connection lost during the commit leaves it unknown whether it took effect: that is told, not
// tried again.
func (p *postgres) write(ctx context.Context, do func(context.Context, tx) error) error {
	for try, lost := 1, 0; ; try++ {
		if try == maxMeet+1 {
			select {
			case p.unlucky <- struct{}{}:
				defer func() { <-p.unlucky }()
			case <-ctx.Done():
				return asFault(ctx.Err())
			}
		}
		again, err := p.attempt(ctx, do)
		if errors.Is(err, errLost) {
			lost++
		}
		if err == nil || !again || try == maxTries || lost == maxLost {
			return asFault(err)
		}
		// Those who met part at random, so as not to meet again.
		pause := min(maxPause, time.Millisecond<<try)
		select {
		case <-ctx.Done():
			return asFault(errors.Join(ctx.Err(), err))
		case <-time.After(rand.N(pause) + time.Millisecond):
		}
	}
}

// writeOwn writes together with others, and alone where that does not go well.
func (p *postgres) writeOwn(ctx context.Context, id account.ID, do func(context.Context, tx) error) error {
	err := p.groups.write(ctx, id, do)
	if errors.Is(err, errAlone) {
		return p.write(ctx, do)
	}
	return asFault(err)
}

// attempt tells also whether the failure is one to try again. Repeatable read: of two that change the same row, the
// second is begun again on what the first left.
func (p *postgres) attempt(ctx context.Context, do func(context.Context, tx) error) (again bool, err error) {
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return ctx.Err() == nil, fmt.Errorf("%w: %w", errLost, err)
	}
	defer conn.Close()
	// A commit that has been sent is waited for, whoever has left.
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), maxWrite)
	defer cancel()
	tx, err := conn.BeginTx(within, &sql.TxOptions{Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return ctx.Err() == nil, fmt.Errorf("begin: %w: %w", errLost, err)
	}
	defer tx.Rollback()
	if err := do(ctx, tx); err != nil {
		switch {
		case givenUp(err):
			return true, err
		case ctx.Err() == nil && closed(conn):
			return true, fmt.Errorf("%w: %w", errLost, err)
		}
		return false, err
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err := tx.Commit(); err != nil {
		if closed(conn) {
			err = fmt.Errorf("%w while it was committing: %w", errLost, err)
		}
		return givenUp(err), fmt.Errorf("commit: %w", err)
	}
	return false, nil
}

// givenUp tells that the server ended the transaction for another one's sake, and that nothing of it was kept.
func givenUp(err error) bool {
	var p *pgconn.PgError
	return errors.As(err, &p) && (p.Code == pgSerialization || p.Code == pgDeadlock || p.Code == pgNoLock)
}

// closed tells that the connection is no more.
func closed(conn *sql.Conn) bool {
	gone := false
	err := conn.Raw(func(driver any) error {
		gone = driver.(*stdlib.Conn).Conn().IsClosed()
		return nil
	})
	return gone || err != nil
}

func (p *postgres) read() querier { return p.db }

func (p *postgres) snapshot(ctx context.Context, do func(querier) error) error {
	return snapshot(ctx, p.db, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, do)
}

// scrub leaves it to the server's own vacuum.
func (p *postgres) scrub(context.Context) error { return nil }

func (p *postgres) close() error { return p.db.Close() }

func (p *postgres) sizeQuery() string { return `select pg_database_size(current_database())` }
