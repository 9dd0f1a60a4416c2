package store_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/store"
)

// newest is the step of the schema that this program ends with.
func newest(t *testing.T) (steps int, last int64) {
	t.Helper()
	all, err := store.Migrations(t.Context(), store.Config{Database: filepath.Join(t.TempDir(), "none.db")})
	if err != nil || len(all) == 0 {
		t.Fatalf("the steps are %v, %v", all, err)
	}
	return len(all), all[len(all)-1].Version
}

func TestMigrations(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			steps, _ := newest(t)
			config := store.Config{Database: engine.database(t)}
			before, err := store.Migrations(t.Context(), config)
			if err != nil || slices.ContainsFunc(before, func(m store.Migration) bool { return m.Applied }) {
				t.Fatalf("an empty database: %v, %v", before, err)
			}
			if _, err := os.Stat(config.Database); engine.name == "SQLite" && !os.IsNotExist(err) {
				t.Errorf("to look made a file: %v", err)
			}
			for i, want := range []int{steps, 0} {
				applied, err := store.Migrate(t.Context(), config)
				if err != nil || len(applied) != want {
					t.Fatalf("time %d: %v, %v, want %d steps", i+1, applied, err, want)
				}
			}
			after, err := store.Migrations(t.Context(), config)
			if err != nil || slices.ContainsFunc(after, func(m store.Migration) bool { return !m.Applied }) {
				t.Errorf("brought up: %v, %v", after, err)
			}
		})
	}
}

// Whoever went back to an older program, and comes forward again, has kept what that program knew.
func TestStepDownAndUp(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			config := store.Config{Database: engine.database(t)}
			s := open(t, config.Database)
			id, err := createSomebody(s)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.SetReview(t.Context(), id, time.Now()); err != nil {
				t.Fatal(err)
			}
			before, err := s.Facts(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			const accountsAndProgress = 2
			if err := store.StepDown(t.Context(), config, accountsAndProgress); err != nil {
				t.Fatal(err)
			}
			s = open(t, config.Database)
			after, err := s.Facts(t.Context(), id)
			if err != nil || len(after.Reads) != 2 || !reflect.DeepEqual(after, before) {
				t.Errorf("got %+v, want %+v, %v", after, before, err)
			}
			if a, err := s.Account(t.Context(), id); err != nil || !a.Review.IsZero() {
				t.Errorf("the account is %+v, %v: want it without a review", a, err)
			}
		})
	}
}

// A program never works on a schema that it does not know.
func TestNewerSchemaIsRefused(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			database := engine.database(t)
			s := open(t, database)
			_, last := newest(t)
			err := s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
				// goose's is_applied is a number here, a boolean there.
				_, err := tx.ExecContext(ctx, `insert into goose_db_version (version_id, is_applied)
					select $1, is_applied from goose_db_version where version_id = $2`, last+1, last)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			all, err := store.Migrations(t.Context(), store.Config{Database: database})
			if n := len(all); err != nil || all[n-1] != (store.Migration{Version: last + 1, Applied: true}) || all[n-2].Version != last {
				t.Errorf("the steps are told as %+v, %v", all, err)
			}
			for _, beside := range []bool{false, true} {
				again, err := store.Open(t.Context(), store.Config{Database: database, Beside: beside})
				if err == nil {
					t.Errorf("beside %v: it opens", beside)
					_ = again.Close()
				} else if !strings.Contains(err.Error(), "start the newer program") {
					t.Errorf("beside %v: %v does not say what to do", beside, err)
				}
			}
		})
	}
}

// An older schema is brought up by the server, never by a command beside it.
func TestOlderSchemaBeside(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			database := engine.database(t)
			s := open(t, database)
			if err := s.Write(t.Context(), func(ctx context.Context, tx store.Tx) error {
				_, err := tx.ExecContext(ctx, `delete from goose_db_version where version_id = (select max(version_id) from goose_db_version)`)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			again, err := store.Open(t.Context(), store.Config{Database: database, Beside: true})
			if err == nil {
				_ = again.Close()
				t.Fatal("it opens")
			}
			if !strings.Contains(err.Error(), "sentier migrate up") {
				t.Errorf("%v does not say what to do", err)
			}
		})
	}
}

// The nodes that start together on an empty server wait for one another.
func TestNodesStartTogether(t *testing.T) {
	database := server.URL(t)
	errs := make(chan error)
	const nodes = 4
	for range nodes {
		go func() {
			s, err := store.Open(t.Context(), store.Config{Database: database})
			if err == nil {
				err = s.Close()
			}
			errs <- err
		}()
	}
	for range nodes {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestSecondServerIsRefused(t *testing.T) {
	folder := t.TempDir()
	database := filepath.Join(folder, "sentier.db")
	s := open(t, database)
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(database, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{database, link, filepath.Join(folder, ".", "..", filepath.Base(folder), "sentier.db")} {
		second, err := store.Open(t.Context(), store.Config{Database: name})
		if err == nil {
			_ = second.Close()
			t.Errorf("%s: a second server opens", name)
		} else if !strings.Contains(err.Error(), "another sentier holds") {
			t.Errorf("%s: %v does not say why", name, err)
		}
	}
	beside, err := store.Open(t.Context(), store.Config{Database: database, Beside: true})
	if err != nil {
		t.Fatalf("beside the server: %v", err)
	}
	for name, s := range map[string]*store.Store{"server": s, "beside": beside} {
		if err := s.Write(t.Context(), set(name, 1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := beside.Close(); err != nil {
		t.Error(err)
	}
	if get(t, s, "beside") != 1 {
		t.Error("what was written beside is not there")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, link)
}

// Whatever a folder is called, the database is in it, and only its owner reads it.
func TestFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a b?c#d%41 é")
	if err := os.Mkdir(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	database := filepath.Join(folder, "sentier.db")
	s := open(t, database)
	if err := s.Write(t.Context(), set("here", 1)); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		names = append(names, file.Name())
		info, err := file.Info()
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has the mode %o", file.Name(), mode)
		}
	}
	if want := []string{"sentier.db", "sentier.db-shm", "sentier.db-wal", "sentier.db.lock"}; !slices.Equal(names, want) {
		t.Errorf("the files are %q, want %q", names, want)
	}
}

// What cannot be opened is refused with what to do.
func TestRefusals(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is no database. ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		config store.Config
		says   string
	}{
		{"nothing", store.Config{}, "--database"},
		{"no folder", store.Config{Database: filepath.Join(folder, "none", "sentier.db")}, "make it"},
		{"a folder", store.Config{Database: folder}, "name another"},
		{"a text", store.Config{Database: text}, "restore a backup"},
		{"beside nothing", store.Config{Database: filepath.Join(folder, "none.db"), Beside: true}, "start the server first"},
		{"no server", store.Config{Database: "postgres://somebody:topsecret@/x?host=" + folder}, "start it"},
		{"no URL", store.Config{Database: "postgres://somebody:topsecret@:x:y/z"}, "check --database"},
	} {
		s, err := store.Open(t.Context(), test.config)
		if err == nil {
			_ = s.Close()
			t.Errorf("%s opens", test.name)
			continue
		}
		if !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v does not say %q", test.name, err, test.says)
		}
		if strings.Contains(err.Error(), "topsecret") {
			t.Errorf("%s: %v tells the password", test.name, err)
		}
	}
}
