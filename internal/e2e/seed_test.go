package e2e

import (
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/store"
)

// beside opens what a server keeps, beside it.
func beside(t *testing.T, s *server) *store.Store {
	t.Helper()
	kept, err := store.Open(t.Context(), store.Config{Database: filepath.Join(world.folder, s.name, "sentier.db"), Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
	return kept
}

// joined is somebody who has an account since some days, maybe with a role of the whole site, and has just signed in:
// for tests of what comes after signing up.
func joined(t *testing.T, s *server, lang, name string, role account.Role) (*person, account.ID) {
	t.Helper()
	kept := beside(t, s)
	hasher, err := account.NewHasher(account.HasherConfig{})
	if err != nil {
		t.Fatal(err)
	}
	hash, err := hasher.Hash(t.Context(), teamPassword)
	if err != nil {
		t.Fatal(err)
	}
	since := time.Now().AddDate(0, 0, -10)
	a := account.Account{ID: account.ID(newID(t)), Name: name, Key: account.NameKey(name), Lang: lang, Password: hash, Created: since, Seen: since}
	session := account.Session{ID: account.SessionID(newID(t)), Account: a.ID, Created: since, Seen: since, Ends: since.AddDate(0, 0, 1)}
	if err := kept.CreateAccount(t.Context(), a, nil, session, nil, nil, account.Admission{}); err != nil {
		t.Fatal(err)
	}
	if role != "" {
		line := account.Action{ID: newID(t), Verb: "role.give", Subject: string(role), Person: a.ID, Name: name, At: time.Now()}
		if err := kept.GiveRole(t.Context(), a.ID, account.Grant{Role: role, Given: time.Now()}, line); err != nil {
			t.Fatal(err)
		}
	}
	p := visit(t, s)
	p.to("/"+lang+"/sign-in").send("/sign-in", url.Values{"name": {name}, "password": {teamPassword}}).at("/" + lang + "/me")
	return p, a.ID
}

func newID(t *testing.T) string {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	return id.String()
}
