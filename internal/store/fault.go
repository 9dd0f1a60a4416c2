package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"sentier/internal/fault"
)

// errClosed is why nothing is written after Close.
var errClosed = errors.New("the store is closed")

// asFault tells what the drivers complain of as a fault: once, here. What is a fault already stays as it is, and what
// it does not know stays an internal error.
func asFault(err error) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if kind := kindOf(err); kind != fault.Internal {
		return fault.New(kind, "", err)
	}
	return err
}

func kindOf(err error) fault.Kind {
	var lite *sqlite.Error
	var postgres *pgconn.PgError
	var connect *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fault.NotFound
	case errors.Is(err, errClosed), errors.Is(err, errBroken), errors.Is(err, errCutOff), errors.Is(err, errLost):
		return fault.Unavailable
	case errors.As(err, &lite):
		return kindOfSQLite(lite.Code())
	case errors.As(err, &postgres):
		return kindOfPostgres(postgres.Code)
	case errors.As(err, &connect), errors.As(err, &network), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone),
		pgconn.SafeToRetry(err), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fault.Unavailable
	// database/sql has no value for this one.
	case strings.Contains(err.Error(), "sql: database is closed"):
		return fault.Unavailable
	}
	return fault.Internal
}

// The result codes of SQLite that mean something to us: https://sqlite.org/rescode.html.
const (
	liteBusy       = 5
	liteLocked     = 6
	liteNoMemory   = 7
	liteReadOnly   = 8
	liteInterrupt  = 9
	liteIO         = 10
	liteCorrupt    = 11
	liteFull       = 13
	liteCannotOpen = 14
	liteConstraint = 19
	liteForeignKey = liteConstraint | 3<<8
	litePrimaryKey = liteConstraint | 6<<8
	liteUnique     = liteConstraint | 8<<8
	liteSync       = liteIO | 4<<8 // fsync failed
	liteFolderSync = liteIO | 5<<8
)

func kindOfSQLite(code int) fault.Kind {
	switch code {
	case liteUnique, litePrimaryKey:
		return fault.Conflict
	case liteForeignKey:
		return fault.NotFound
	}
	switch code & 0xff {
	case liteBusy, liteLocked, liteNoMemory, liteReadOnly, liteInterrupt, liteIO, liteFull, liteCannotOpen:
		return fault.Unavailable
	}
	return fault.Internal
}

// endsTransaction tells the errors at which SQLite may have rolled back the whole transaction by itself.
func endsTransaction(err error) bool {
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return false
	}
	switch lite.Code() & 0xff {
	case liteBusy, liteNoMemory, liteInterrupt, liteIO, liteCorrupt, liteFull:
		return true
	}
	return false
}

// lostSync tells that the disk did not keep what it was given. Trying again could succeed without keeping it either.
func lostSync(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == liteSync || lite.Code() == liteFolderSync)
}

// The codes of PostgreSQL that mean something to us: appendix A of its manual.
const (
	pgForeignKey    = "23503"
	pgUnique        = "23505"
	pgNotInEncoding = "22021"
	pgUnstorable    = "22P05"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
	pgNoLock        = "55P03"
	pgNoTable       = "42P01"
	pgReadOnly      = "25006"
)

func kindOfPostgres(code string) fault.Kind {
	switch code {
	case pgUnique:
		return fault.Conflict
	case pgForeignKey:
		return fault.NotFound
	case pgNotInEncoding, pgUnstorable:
		return fault.Invalid
	case pgNoLock, pgReadOnly:
		return fault.Unavailable
	}
	switch code[:min(2, len(code))] {
	// Connection, resources, operator, system, and what is to be tried again.
	case "08", "40", "53", "57", "58":
		return fault.Unavailable
	}
	return fault.Internal
}
