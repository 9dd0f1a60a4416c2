package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"sentier/internal/account"
)

// lite is an SQLite file: readers of their own, one writer.
type lite struct {
	path    string
	lock    *os.File // nil beside a server
	readers *sql.DB
	single  *sql.DB // the writer's connection
	writer  *writer
}

// How each connection is set. FULL makes a commit durable before it returns; secure_delete overwrites what was
// erased; a large WAL is cut down when it is written anew. It is carried over every 8,000 pages and not every 1,000: that
// is a seventh of the writer's time saved.
const (
	setBoth = "_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=trusted_schema(0)&_pragma=temp_store(memory)"
	setRead = setBoth + "&_pragma=query_only(1)"
	setOnly = setBoth + "&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=secure_delete(1)" +
		"&_pragma=journal_size_limit(67108864)&_pragma=wal_autocheckpoint(8000)&_pragma=cache_size(-16000)"
)

func openSQLite(ctx context.Context, config Config) (_ engine, err error) {
	l := &lite{}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.close())
		}
	}()
	path, err := realPath(config.Database)
	if err != nil {
		return nil, err
	}
	l.path = path
	if config.Beside {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("there is no database at %s (%w): start the server first, or name another with --database", path, err)
		}
	} else if l.lock, err = lockBeside(path); err != nil {
		return nil, err
	}
	// Only this user may read what learners did; SQLite gives the files beside it the same mode.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the database %s cannot be opened (%w): allow it, or name another with --database", path, err)
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	if l.single, err = sql.Open("sqlite", liteURL(path, setOnly)); err != nil {
		return nil, err
	}
	l.single.SetMaxOpenConns(1)
	if err := l.single.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("the database %s cannot be read (%w): is it a database of Sentier? Name another with --database, "+
			"or restore a backup", path, err)
	}
	if err := bringUp(ctx, l.single, liteDialect, config); err != nil {
		return nil, err
	}
	if l.readers, err = sql.Open("sqlite", liteURL(path, setRead)); err != nil {
		return nil, err
	}
	readers := max(4, 2*runtime.GOMAXPROCS(0))
	l.readers.SetMaxOpenConns(readers)
	l.readers.SetMaxIdleConns(readers)
	conn, err := l.single.Conn(ctx)
	if err != nil {
		return nil, err
	}
	l.writer = startWriter(conn)
	return l, nil
}

func liteURL(path, query string) string {
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query}).String()
}

// realPath is one name for a file, whatever links lead to it.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, os.ErrNotExist) {
		folder, name := filepath.Split(path)
		if folder, err = filepath.EvalSymlinks(folder); err != nil {
			return "", fmt.Errorf("the folder of the database %s cannot be found (%w): make it, or name another with --database", path, err)
		}
		return filepath.Join(folder, name), nil
	}
	if err != nil {
		return "", fmt.Errorf("the database %s cannot be reached (%w): name another with --database", path, err)
	}
	return real, nil
}

// lockBeside keeps a second server from the same file. SQLite would let both write, and neither would know what the
// other knows. The lock ends with the process, however that ends.
func lockBeside(path string) (*os.File, error) {
	file, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the lock of the database %s cannot be made (%w): allow it, or name another with --database", path, err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = fmt.Errorf("another sentier holds the database %s: stop it, or name another with --database", path)
	} else if err != nil {
		err = fmt.Errorf("the database %s cannot be locked (%w): put it on a local disk, or name another with --database", path, err)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func (l *lite) write(ctx context.Context, do func(context.Context, tx) error) error {
	return asFault(l.writer.write(ctx, do))
}

// writeOwn is write: every write shares its commit with what waits beside it.
func (l *lite) writeOwn(ctx context.Context, _ account.ID, do func(context.Context, tx) error) error {
	return l.write(ctx, do)
}

func (l *lite) read() querier { return l.readers }

func (l *lite) snapshot(ctx context.Context, do func(querier) error) error {
	return snapshot(ctx, l.readers, &sql.TxOptions{ReadOnly: true}, do)
}

// errReaders is why the log of writes could not be emptied.
var errReaders = errors.New("somebody was reading for too long")

// scrub empties the log of writes into the file, in which secure_delete has put zeros in the place of what was erased.
func (l *lite) scrub(ctx context.Context) (err error) {
	db, err := sql.Open("sqlite", liteURL(l.path, setOnly))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	// While it waits for readers, nobody can write.
	if _, err := db.ExecContext(ctx, `pragma busy_timeout = 500`); err != nil {
		return err
	}
	var busy, pages, moved int
	if err := db.QueryRowContext(ctx, `pragma wal_checkpoint(truncate)`).Scan(&busy, &pages, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errReaders
	}
	return nil
}

func snapshot(ctx context.Context, db *sql.DB, options *sql.TxOptions, do func(querier) error) error {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return asFault(fmt.Errorf("begin to read: %w", err))
	}
	defer tx.Rollback()
	return asFault(do(tx))
}

func (l *lite) close() error {
	var errs []error
	if l.writer != nil {
		errs = append(errs, l.writer.stop())
	}
	for _, db := range []*sql.DB{l.readers, l.single} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if l.lock != nil {
		errs = append(errs, l.lock.Close())
	}
	return errors.Join(errs...)
}

func (l *lite) sizeQuery() string {
	return `select page_count * page_size from pragma_page_count(), pragma_page_size()`
}
