package store_test

import (
	"fmt"
	"strings"
	"testing"

	"sentier/internal/store"
	"sentier/internal/store/storetest"
)

// Every table of the schema but the list of its steps. It is the one place where the engines do not understand the
// same question.
const (
	liteTables     = `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'goose_db_version'`
	postgresTables = `select tablename from pg_tables where schemaname = current_schema() and tablename <> 'goose_db_version'`
)

func TestErasure(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			s := open(t, engine.database(t))
			storetest.Erase(t, s, allTables(s, engine.name, "*"))
		})
	}
}

// TestInvitationsLeadNowhere looks also at what an engine notes about a row by itself: its place, and by which
// transaction it was written.
func TestInvitationsLeadNowhere(t *testing.T) {
	own := map[string]string{"SQLite": "rowid as place, *", "PostgreSQL": "xmin::text as writer, ctid::text as place, *"}
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			s := open(t, engine.database(t))
			storetest.Unlinked(t, s, allTables(s, engine.name, own[engine.name]))
		})
	}
}

// allTables gives columns of every table, as text.
func allTables(s *store.Store, engine, columns string) func(*testing.T) map[string]storetest.Table {
	list := liteTables
	if engine == "PostgreSQL" {
		list = postgresTables
	}
	return func(t *testing.T) map[string]storetest.Table {
		t.Helper()
		tables := map[string]storetest.Table{}
		for _, row := range ask(t, s, list).Rows {
			wanted := columns
			if strings.HasPrefix(row[0], "post_index_") { // SQLite's own, of an index: some have no rowid
				wanted = "*"
			}
			tables[row[0]] = ask(t, s, "select "+wanted+" from "+row[0])
		}
		return tables
	}
}

// ask gives the answer to a query as text.
func ask(t *testing.T, s *store.Store, query string) storetest.Table {
	t.Helper()
	rows, err := s.Read().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var table storetest.Table
	if table.Columns, err = rows.Columns(); err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values := make([]any, len(table.Columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, value := range values {
			switch value := (*value.(*any)).(type) {
			case []byte:
				row = append(row, string(value))
			default:
				row = append(row, fmt.Sprint(value))
			}
		}
		table.Rows = append(table.Rows, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return table
}
