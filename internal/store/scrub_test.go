package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/store"
)

// traces counts how often a text stands in the files of a folder.
func traces(t *testing.T, folder, text string) (n int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(data, []byte(text))
	}
	return n
}

// Of a learner who goes, not a byte is left: neither in the file nor in the log of writes beside it. Their account
// fills pages of its own, and shares others.
func TestNothingIsLeftOfWhoGoes(t *testing.T) {
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "sentier.db"))
	const canary = "a-canary-in-the-file"
	now := time.Now()
	for i, name := range []string{"before", canary, "after"} {
		id := account.ID(name)
		a := account.Account{ID: id, Name: name, Key: name, Display: strings.Repeat(name+" ", 1000), Created: now, Seen: now}
		session := account.Session{ID: account.SessionID("session of number " + string(rune('0'+i))), Account: id, Device: name,
			Created: now, Seen: now, Ends: now.Add(time.Hour)}
		if err := s.CreateAccount(t.Context(), a, [][]byte{[]byte(name)}, session, nil, nil, account.Admission{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, display := range []string{"short", strings.Repeat(canary+", once more ", 500)} {
		if err := s.Rename(t.Context(), canary, display, "fr"); err != nil {
			t.Fatal(err)
		}
	}
	if n := traces(t, folder, canary); n < 1000 {
		t.Fatalf("%d traces before they go: the test sees nothing", n)
	}
	if err := s.DeleteAccount(t.Context(), canary); err != nil {
		t.Fatal(err)
	}
	if n := traces(t, folder, canary); n > 0 {
		t.Errorf("%d traces are left", n)
	}
	if n := traces(t, folder, "before"); n < 1000 {
		t.Errorf("only %d traces of somebody else", n)
	}
}

// Whoever reads for long keeps no learner from going, and no other from writing for long.
func TestErasureBesideAReader(t *testing.T) {
	begun := time.Now()
	s := open(t, filepath.Join(t.TempDir(), "sentier.db"))
	id, err := createSomebody(s)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Snapshot(t.Context(), func(q store.Querier) error {
		if err := q.QueryRowContext(t.Context(), `select account from account where account = $1`, id).Scan(new(string)); err != nil {
			return err
		}
		return s.DeleteAccount(t.Context(), id)
	})
	if err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if n, err := s.CountAccounts(t.Context()); n != 0 || err != nil {
		t.Errorf("%d accounts are left, %v", n, err)
	}
}
