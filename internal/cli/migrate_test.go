package cli

import (
	"bytes"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sentier/internal/store/storetest"
)

// noteNewer notes a step that this program does not know, as a newer one would.
func noteNewer(driver, database string) (err error) {
	db, err := sql.Open(driver, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	// goose's is_applied is a number in one engine, a boolean in the other.
	_, err = db.Exec(`insert into goose_db_version (version_id, is_applied)
		select 9999, is_applied from goose_db_version where version_id = 1`)
	return err
}

// newer is noteNewer for scripts: newer FILE
func newer(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(noteNewer("sqlite", ts.MkAbs(args[0])))
}

// TestMigrate goes through the same steps on both engines.
func TestMigrate(t *testing.T) {
	var server storetest.Postgres
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	for _, engine := range []struct{ name, driver, database string }{
		{"SQLite", "sqlite", filepath.Join(t.TempDir(), "sentier.db")},
		{"PostgreSQL", "pgx", server.URL(t)},
	} {
		t.Run(engine.name, func(t *testing.T) {
			sentier := func(args ...string) (status int, said string) {
				var out bytes.Buffer
				status = Main(Process{Args: append(args, "--database", engine.database), Stdout: &out, Stderr: &out})
				return status, out.String()
			}
			step := func(want int, words string, args ...string) {
				t.Helper()
				if status, said := sentier(args...); status != want || !strings.Contains(said, words) {
					t.Errorf("sentier %s: %d, want %d and %q:\n%s", strings.Join(args, " "), status, want, words, said)
				}
			}
			step(exitOK, "0001_accounts.sql     missing", "migrate", "status")
			step(exitOK, "applied 0006_invitations.sql", "migrate", "up")
			step(exitOK, "nothing to apply", "migrate", "up")
			step(exitOK, "the database is up to date", "migrate", "status")
			step(exitOK, "no invitations", "admin", "invitations")
			if err := noteNewer(engine.driver, engine.database); err != nil {
				t.Fatal(err)
			}
			step(exitFailed, "start the newer program, or restore a backup", "migrate", "status")
			step(exitFailed, "start the newer program, or restore a backup", "migrate", "up")
			step(exitFailed, "start the newer program, or restore a backup", "admin", "invitations")
		})
	}
}
