// Package storetest is what a store promises, as tests: Run and Erase hold any store to it, whatever the engine. It
// brings a PostgreSQL server of its own, and never a store that is a mock. The tests of store call it, on both
// engines, with the same assertions.
package storetest

import (
	"testing"

	"sentier/internal/store"
)

// Run holds a store to its contract. open gives an empty one, which is closed when the test ends; it is called more
// than once.
func Run(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, domain := range []struct {
		name string
		test func(t *testing.T, open func(*testing.T) *store.Store)
	}{
		{"accounts", accounts}, {"sessions", sessions}, {"codes", codes}, {"passkeys", passkeys}, {"invitations", invitations},
		{"keys", keys}, {"failures", failures}, {"facts", facts}, {"attempts", attempts}, {"badges", badges},
		{"lists of badges", badgeLists}, {"imports", imports}, {"review", reviews}, {"unused accounts", unused}, {"letters", letters},
		{"e-mail addresses", emails}, {"leases", leases}, {"ownership", ownership}, {"roles", roles}, {"the team", theTeam}, {"insight", insights},
		{"subscriptions", subscriptions}, {"topics", topics}, {"announcements", announcements}, {"writing", writing},
		{"letters of the forum", forumLetters}, {"floods", floods}, {"searching the forum", searching}, {"reports", reports}, {"decisions", decisions},
		{"remarks", remarks}, {"inquiries", inquiries}, {"suggestions", suggestions}, {"elsewhere", elsewheres}, {"connections", connections}, {"any sequence", walk},
	} {
		t.Run(domain.name, func(t *testing.T) { domain.test(t, open) })
	}
}
