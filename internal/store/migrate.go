package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Every step is one text for both engines, in migrations. Where they need two, the file of the same name in sqlite or
// postgres is read with it: after it on the way up, before it on the way down.
//
//go:embed migrations
var migrations embed.FS

const (
	liteDialect     = goose.DialectSQLite3
	postgresDialect = goose.DialectPostgres
)

// Migration is a step of the schema.
type Migration struct {
	Version int64
	Name    string // of its file; empty: a newer program's, which this one does not know
	Applied bool
}

// Migrate brings a database up to this program's schema and tells which steps that took. Open does it by itself.
func Migrate(ctx context.Context, config Config) ([]Migration, error) {
	before, err := Migrations(ctx, config)
	if err != nil {
		return nil, err
	}
	store, err := Open(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := store.Close(); err != nil {
		return nil, err
	}
	var applied []Migration
	for _, m := range before {
		if !m.Applied {
			m.Applied = true
			applied = append(applied, m)
		}
	}
	return applied, nil
}

// Migrations tells every step that this program knows, and whether the database has it; then those that the database
// has and this program does not know. It changes nothing.
func Migrations(ctx context.Context, config Config) (_ []Migration, err error) {
	db, err := config.look()
	if err != nil {
		return nil, err
	}
	applied := map[int64]bool{}
	if db != nil {
		defer func() { err = errors.Join(err, db.Close()) }()
		if applied, err = versions(ctx, db); err != nil {
			return nil, fmt.Errorf("the schema of the database cannot be read (%w): check --database", err)
		}
	}
	all, err := steps()
	for i := range all {
		all[i].Applied = applied[all[i].Version]
		delete(applied, all[i].Version)
	}
	for _, version := range slices.Sorted(maps.Keys(applied)) {
		all = append(all, Migration{Version: version, Applied: true})
	}
	return all, err
}

// look opens a database to read its schema. It gives none where there is no file yet.
func (c Config) look() (*sql.DB, error) {
	if c.Database == "" {
		return nil, errNoDatabase
	}
	if c.postgres() {
		return connect(c.Database, lookTimeouts)
	}
	path, err := realPath(c.Database)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return sql.Open("sqlite", liteURL(path, setRead))
}

// steps are those that this program knows, the oldest first.
func steps() ([]Migration, error) {
	files, err := fs.ReadDir(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	var all []Migration
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		version, err := goose.NumericComponent(file.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, Migration{Version: version, Name: file.Name()})
	}
	return all, nil
}

const selectVersions = `select version_id from goose_db_version where version_id > 0`

// versions are those that a database has; none where it has never been brought up.
func versions(ctx context.Context, db *sql.DB) (map[int64]bool, error) {
	applied := map[int64]bool{}
	rows, err := db.QueryContext(ctx, selectVersions)
	if err != nil {
		if noTable(err) {
			return applied, nil
		}
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return nil, err
		}
		applied[version] = true
	}
	return applied, rows.Err()
}

// noTable tells that there is no table of versions yet. SQLite has no code for that.
func noTable(err error) bool {
	var postgres *pgconn.PgError
	return errors.As(err, &postgres) && postgres.Code == pgNoTable || strings.Contains(err.Error(), "no such table")
}

// bringUp applies what is missing, and refuses what is newer than this program. On PostgreSQL the nodes that start
// together wait for one another; an SQLite file is locked already.
func bringUp(ctx context.Context, db *sql.DB, dialect goose.Dialect, config Config) error {
	known, err := steps()
	if err != nil {
		return err
	}
	target := known[len(known)-1].Version
	current, err := newest(ctx, db)
	if err != nil {
		return err
	}
	switch {
	case current > target:
		return newer(current, target)
	case config.Beside && current < target:
		return fmt.Errorf("the database is at schema %d, and this program needs %d: run sentier migrate up, or start the server",
			current, target)
	case current == target:
		return nil
	}
	provider, err := newProvider(db, dialect)
	if err != nil {
		return err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return fmt.Errorf("the database cannot be brought from schema %d to %d (%w): nothing of the failed step was kept. "+
			"Mend the cause, then start again", current, target, err)
	}
	for _, result := range results {
		config.Log.Info("schema brought up", "step", result.Source.Path, "took", result.Duration)
	}
	// Another node, of a newer program, may have been first.
	if current, err = newest(ctx, db); err == nil && current > target {
		err = newer(current, target)
	}
	return err
}

func newer(current, target int64) error {
	return fmt.Errorf("the database is at schema %d, and this program knows %d: start the newer program, or restore a backup "+
		"made with this one", current, target)
}

func newest(ctx context.Context, db *sql.DB) (int64, error) {
	applied, err := versions(ctx, db)
	if err != nil {
		return 0, fmt.Errorf("the schema of the database cannot be read (%w): check --database", err)
	}
	highest := int64(0)
	for version := range applied {
		highest = max(highest, version)
	}
	return highest, nil
}

func newProvider(db *sql.DB, dialect goose.Dialect) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	own := "sqlite"
	if dialect == postgresDialect {
		own = "postgres"
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if dialect == postgresDialect {
		// Tried once a second, for two minutes.
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, db, texts{files, own}, options...)
}

// texts are the steps as one engine reads them.
type texts struct {
	fs.FS        // the steps of both
	own   string // the folder of the engine's own texts
}

// Open gives a step whole, whether it is of one text or of two.
func (t texts) Open(name string) (fs.File, error) {
	file, err := t.FS.Open(name)
	if err != nil {
		return nil, err
	}
	more, err := fs.ReadFile(t.FS, t.own+"/"+name)
	if err != nil { // it has no second one, or is a folder
		return file, nil
	}
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	return step{file, strings.NewReader(joined(string(text), string(more)))}, nil
}

type step struct {
	fs.File
	text io.Reader
}

func (s step) Read(into []byte) (int, error) { return s.text.Read(into) }

// joined is a step of two texts.
func joined(text, more string) string {
	const up, down = "-- +goose Up\n", "-- +goose Down\n"
	textUp, textDown, _ := strings.Cut(text, down)
	moreUp, moreDown, _ := strings.Cut(more, down)
	_, moreUp, _ = strings.Cut(moreUp, up)
	return textUp + moreUp + down + moreDown + textDown
}
