package store_test

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"sentier/internal/store"
	"sentier/internal/store/storetest"
)

// server is the PostgreSQL of these tests.
var server storetest.Postgres

func TestMain(m *testing.M) {
	if database := os.Getenv(writeInto); database != "" {
		writeUntilKilled(database)
	}
	code := m.Run()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "the PostgreSQL of the tests:", err)
		code = 1
	}
	os.Exit(code)
}

// engines are both, each with a way to name a database that is empty.
var engines = []struct {
	name     string
	database func(testing.TB) string
}{
	{"SQLite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "sentier.db") }},
	{"PostgreSQL", func(t testing.TB) string { return server.URL(t) }},
}

// open opens a store that is closed with the test.
func open(t testing.TB, database string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Database: database, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// onBoth runs a test on an empty store of each engine.
func onBoth(t *testing.T, test func(*testing.T, *store.Store)) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) { test(t, open(t, engine.database(t))) })
	}
}
