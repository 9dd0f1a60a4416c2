package storetest

import (
	"fmt"
	"testing"

	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func badgeLists(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("lists", func(t *testing.T) {
		wantLast := func(list, given int) {
			t.Helper()
			gotList, gotGiven, err := s.LastList(t.Context())
			must(t, err)
			wantSame(t, "the last list, and how many are given", []int{gotList, gotGiven}, []int{list, given})
		}
		wantLast(0, 0)
		l, first := signUp(t, s), issued("m")
		for i, at := range []badge.Position{{List: 1, Index: 3}, {List: 1, Index: 4}, {List: 2, Index: 3}} {
			b := issued(course.ModuleID(fmt.Sprint("m", i)))
			b.Position = at
			issue(t, s, l.ID, b) // the same place of another list is free
		}
		wantLast(2, 1)
		first.Position = badge.Position{List: 1, Index: 5}
		issue(t, s, l.ID, first)
		wantLast(2, 1)
		must(t, s.DeleteAccount(t.Context(), l.ID))
		wantLast(2, 1)
	})

	t.Run("revoke", func(t *testing.T) {
		l, list := signUp(t, s), 77
		revoked := func() []int {
			t.Helper()
			positions, err := s.RevokedPositions(t.Context(), list)
			must(t, err)
			return positions
		}
		var all []badge.Badge
		for i, index := range []int{badge.ListSize - 1, 0, 5} {
			b := issued(course.ModuleID(fmt.Sprint("m", i)))
			b.Position = badge.Position{List: list, Index: index}
			all = append(all, b)
			issue(t, s, l.ID, b)
		}
		wantSame(t, "the list before", revoked(), []int(nil))
		before := generation(t, s)
		must(t, s.RevokeBadge(t.Context(), l.ID, all[0].ID))
		must(t, s.RevokeBadge(t.Context(), l.ID, all[1].ID))
		after := generation(t, s)
		if after != before+2 {
			t.Errorf("the generation went from %d to %d, want 2 more", before, after)
		}
		wantSame(t, "the list", revoked(), []int{0, badge.ListSize - 1})

		first, err := s.Badge(t.Context(), all[0].ID)
		must(t, err)
		if first.Revoked.IsZero() {
			t.Error("the badge does not say that it was revoked")
		}
		must(t, s.RevokeBadge(t.Context(), l.ID, all[0].ID))
		again := issue(t, s, l.ID, issued("m0"))
		wantSame(t, "the badge, revoked and issued again", again, first)
		if stands, err := s.Badge(t.Context(), all[2].ID); err != nil || !stands.Revoked.IsZero() {
			t.Errorf("another badge: %+v %v", stands, err)
		}
		if got := generation(t, s); got != after {
			t.Errorf("the generation went on to %d, though nothing was revoked", got)
		}
	})

	t.Run("revoke at once", func(t *testing.T) {
		l, b, before := signUp(t, s), issued("m"), generation(t, s)
		issue(t, s, l.ID, b)
		kinds := atOnce(t, crowd, func(int) error { return s.RevokeBadge(t.Context(), l.ID, b.ID) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		if got := generation(t, s); got != before+1 {
			t.Errorf("the generation went from %d to %d, want 1 more", before, got)
		}
	})

	t.Run("revoke without its learner", func(t *testing.T) {
		l, b, list := signUp(t, s), issued("m"), 78
		b.Position = badge.Position{List: list, Index: 9}
		issue(t, s, l.ID, b)
		must(t, s.DeleteAccount(t.Context(), l.ID))
		before := generation(t, s)
		kinds := atOnce(t, crowd, func(int) error { return s.RevokePosition(t.Context(), b.Position) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		positions, err := s.RevokedPositions(t.Context(), list)
		must(t, err)
		wantSame(t, "the list", positions, []int{9})
		if got := generation(t, s); got != before+1 {
			t.Errorf("the generation went from %d to %d, want 1 more", before, got)
		}
		for _, at := range []badge.Position{{List: list, Index: 10}, {List: list + 1, Index: 9}, {List: -1, Index: -1}} {
			wantKind(t, fmt.Sprint("revoke ", at), s.RevokePosition(t.Context(), at), fault.NotFound)
		}
	})
}

func generation(t *testing.T, s *store.Store) int64 {
	t.Helper()
	value, err := s.Generation(t.Context(), "badges")
	must(t, err)
	return value
}
