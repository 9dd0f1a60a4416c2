package storetest

import (
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func told() account.Notice {
	return account.Notice{ID: id(), Kind: account.ResetNotice, Reason: "because", At: noon}
}

// theTeam is what those who have a role do to accounts.
func theTeam(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("somebody is told, once", func(t *testing.T) {
		who := withBelongings(t, s)
		before, err := s.Notices(t.Context(), who.ID)
		must(t, err)
		n, letter := told(), letterTo(who.ID)
		for range 2 {
			must(t, s.Notify(t.Context(), who.ID, n, action("account.reset", "", who.ID), letter))
			letter = letterTo(who.ID)
		}
		wantKind(t, "nobody", s.Notify(t.Context(), account.ID(id()), told(), action("account.reset", "", "")), fault.NotFound)
		got, err := s.Notices(t.Context(), who.ID)
		must(t, err)
		if len(got) != len(before)+1 {
			t.Errorf("%d notices, want one more than %d", len(got), len(before))
		}
		letters, err := s.LettersOf(t.Context(), who.ID)
		must(t, err)
		if len(letters) != 2 {
			t.Errorf("%d letters wait, want 2", len(letters))
		}
		for range 2 {
			must(t, s.Understood(t.Context(), who.ID, n.ID))
		}
		got, err = s.Notices(t.Context(), who.ID)
		must(t, err)
		wantSame(t, "notices", got, before)
	})

	t.Run("people are found by their name", func(t *testing.T) {
		one, two := somebody(), somebody()
		one.Name, one.Key, one.Display = "Œil_de%Lynx", account.NameKey("Œil_de%Lynx"), ""
		two.Name, two.Key, two.Display = "Autre", account.NameKey("Autre"), "Lynx gris"
		for _, who := range []learner{one, two} {
			must(t, s.CreateAccount(t.Context(), who.Account, nil, who.session, nil, nil, account.Admission{}))
		}
		for part, want := range map[string]int{"de%l": 1, "_DE%": 1, "Lynx": 2, "gris": 1, "%z%": 0, "ou\x00là": 0} {
			got, err := s.People(t.Context(), part)
			must(t, err)
			if len(got) != want {
				t.Errorf("%q finds %d, want %d: %+v", part, len(got), want, got)
			}
		}
	})

	t.Run("an account is removed, and the log does not say whose", func(t *testing.T) {
		who := withBelongings(t, s)
		a := named(action("account.delete", "", who.ID), who.mark)
		for range 2 {
			must(t, s.RemoveAccount(t.Context(), who.ID, false, a))
		}
		_, err := s.Account(t.Context(), who.ID)
		wantKind(t, "the account", err, fault.NotFound)
		log, err := s.Actions(t.Context(), "", "", "")
		must(t, err)
		found := 0
		for _, line := range log {
			if line.ID == a.ID {
				found++
			}
			if line.Person == who.ID || strings.Contains(line.Name, who.mark) {
				t.Errorf("the log still names them: %+v", line)
			}
		}
		if found != 1 {
			t.Errorf("the log has %d lines of it, want 1", found)
		}
	})
}
