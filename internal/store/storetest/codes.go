package storetest

import (
	"testing"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func codes(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	left := func(t *testing.T, id account.ID) int {
		t.Helper()
		n, err := s.CodesLeft(t.Context(), id)
		must(t, err)
		return n
	}

	t.Run("use", func(t *testing.T) {
		l := signUp(t, s)
		own := codesOf(l.ID, 2)
		must(t, s.UseCode(t.Context(), l.ID, own[0], noon))
		wantKind(t, "use it again", s.UseCode(t.Context(), l.ID, own[0], noon), fault.NotFound)
		wantKind(t, "use another", s.UseCode(t.Context(), l.ID, []byte("another"), noon), fault.NotFound)
		wantKind(t, "use none", s.UseCode(t.Context(), l.ID, []byte{}, noon), fault.NotFound)
		if n := left(t, l.ID); n != 1 {
			t.Errorf("%d left, want 1", n)
		}
	})

	t.Run("use at once", func(t *testing.T) {
		l := signUp(t, s)
		own := codesOf(l.ID, 2)
		kinds := atOnce(t, crowd, func(int) error { return s.UseCode(t.Context(), l.ID, own[1], noon) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.NotFound: crowd - 1})
	})

	t.Run("renew", func(t *testing.T) {
		l := signUp(t, s)
		own := codesOf(l.ID, 8)
		must(t, s.UseCode(t.Context(), l.ID, own[0], noon))
		for range 2 {
			must(t, s.RenewCodes(t.Context(), l.ID, own[2:]))
		}
		wantKind(t, "use an old one", s.UseCode(t.Context(), l.ID, own[1], noon), fault.NotFound)
		must(t, s.UseCode(t.Context(), l.ID, own[2], noon))
		if n := left(t, l.ID); n != 5 {
			t.Errorf("%d left, want 5", n)
		}
		must(t, s.RenewCodes(t.Context(), l.ID, nil))
		if n := left(t, l.ID); n != 0 {
			t.Errorf("%d left, want none", n)
		}
		wantKind(t, "RenewCodes of nobody", s.RenewCodes(t.Context(), account.ID(id()), own), fault.NotFound)
	})

	t.Run("renew at once", func(t *testing.T) {
		l := signUp(t, s)
		kinds := atOnce(t, crowd, func(i int) error {
			return s.RenewCodes(t.Context(), l.ID, codesOf(account.ID(id()), 8))
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		if n := left(t, l.ID); n != 8 {
			t.Errorf("%d left, want the eight of one", n)
		}
	})
}
