package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func emails(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	of := func(t *testing.T, id account.ID) account.Account {
		t.Helper()
		a, err := s.Account(t.Context(), id)
		must(t, err)
		return a
	}
	waiting := func(t *testing.T, id account.ID, want ...account.LetterID) {
		t.Helper()
		all, err := s.LettersOf(t.Context(), id)
		must(t, err)
		var got []account.LetterID
		for _, letter := range all {
			got = append(got, letter.ID)
		}
		wantSame(t, "letters that wait", got, want)
	}

	t.Run("sign up with one", func(t *testing.T) {
		l := somebody()
		l.Confirmed = time.Time{}
		letter := letterTo(l.ID)
		for range 2 {
			must(t, s.CreateAccount(t.Context(), l.Account, nil, l.session, nil, nil, account.Admission{}, letter))
		}
		waiting(t, l.ID, letter.ID)
		late := somebody()
		late.Key = l.Key
		wantKind(t, "a name that is taken", s.CreateAccount(t.Context(), late.Account, nil, late.session, nil, nil, account.Admission{}, letterTo(late.ID)), fault.Conflict)
		waiting(t, late.ID)
	})

	t.Run("set, confirm, change, remove", func(t *testing.T) {
		l := signUp(t, s)
		first, second := letterTo(l.ID), letterTo(l.ID)
		must(t, s.SetEmail(t.Context(), l.ID, "one@example.org", first))
		if a := of(t, l.ID); a.Email != "one@example.org" || !a.Confirmed.IsZero() {
			t.Errorf("the address is %q, confirmed %v", a.Email, a.Confirmed)
		}
		waiting(t, l.ID, first.ID)
		wantKind(t, "confirm another", s.ConfirmEmail(t.Context(), l.ID, "two@example.org", noon), fault.NotFound)
		must(t, s.ConfirmEmail(t.Context(), l.ID, "one@example.org", noon))
		wantKind(t, "confirm twice", s.ConfirmEmail(t.Context(), l.ID, "one@example.org", noon.Add(day)), fault.NotFound)
		if a := of(t, l.ID); !a.Confirmed.Equal(noon) {
			t.Errorf("confirmed %v, want %v", a.Confirmed, noon)
		}
		must(t, s.SetEmail(t.Context(), l.ID, "two@example.org", second))
		if a := of(t, l.ID); a.Email != "two@example.org" || !a.Confirmed.IsZero() {
			t.Errorf("the address is %q, confirmed %v", a.Email, a.Confirmed)
		}
		waiting(t, l.ID, second.ID) // nothing goes to the old one any more
		must(t, s.SetEmail(t.Context(), l.ID, ""))
		wantKind(t, "confirm none", s.ConfirmEmail(t.Context(), l.ID, "", noon), fault.NotFound)
		waiting(t, l.ID)
		wantKind(t, "SetEmail of nobody", s.SetEmail(t.Context(), account.ID(id()), "one@example.org"), fault.NotFound)
	})

	t.Run("recover", func(t *testing.T) {
		l := signUp(t, s)
		own, told := codesOf(l.ID, 2), letterTo(l.ID)
		recover := func(r account.Recovery) error { return s.Recover(t.Context(), l.ID, r, noon) }
		wantKind(t, "by another's code", recover(account.Recovery{Code: []byte("another"), Hash: "x", Letter: &told}), fault.NotFound)
		wantKind(t, "after another password", recover(account.Recovery{Was: "old", Hash: "x", Letter: &told}), fault.NotFound)
		if a := of(t, l.ID); a.Password != l.Password || !hasSession(t, s, l.ID, l.session.ID) {
			t.Error("what was refused changed something")
		}
		waiting(t, l.ID)
		must(t, recover(account.Recovery{Was: l.Password, Hash: "by letter", Letter: &told}))
		waiting(t, l.ID, told.ID)
		if a := of(t, l.ID); a.Password != "by letter" || hasSession(t, s, l.ID, l.session.ID) || !isRevoked(t, s, l.session.ID) {
			t.Error("the password is not changed, or a session goes on")
		}
		wantKind(t, "by the same letter", recover(account.Recovery{Was: l.Password, Hash: "x"}), fault.NotFound)
		must(t, recover(account.Recovery{Code: own[0], Hash: "by code"}))
		wantKind(t, "by the same code", recover(account.Recovery{Code: own[0], Hash: "x"}), fault.NotFound)
		if a := of(t, l.ID); a.Password != "by code" {
			t.Errorf("the password is %q", a.Password)
		}
		if n, err := s.CodesLeft(t.Context(), l.ID); err != nil || n != 1 {
			t.Errorf("%d codes left (%v), want 1", n, err)
		}
	})

	t.Run("recover at once", func(t *testing.T) {
		l := signUp(t, s)
		kinds := atOnce(t, crowd, func(int) error {
			return s.Recover(t.Context(), l.ID, account.Recovery{Was: l.Password, Hash: "new"}, noon)
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.NotFound: crowd - 1})
	})
}
