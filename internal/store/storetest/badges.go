package storetest

import (
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// picture is what all badges of the suite look like.
var picture = badge.Picture{Hash: "00ff", Type: badge.PNG, Data: []byte("\x89PNG\x00\xff")}

// lastPlace counts, so that no badge of the suite has the position of another.
var lastPlace atomic.Int64

// issued is a badge that nobody else has, not kept yet.
func issued(module course.ModuleID) badge.Badge {
	return badge.Badge{
		ID: badge.ID(id()), Module: module, Lang: "fr", Title: "Le chemin", Revision: "0123456789ab", Hash: "ac41",
		Picture: picture.Hash, Position: badge.Position{List: 1, Index: int(lastPlace.Add(1))}, Token: "a.b.c", Issued: noon,
	}
}

// issue keeps a badge and tells which one stands.
func issue(t *testing.T, s *store.Store, id account.ID, b badge.Badge) badge.Badge {
	t.Helper()
	stands, err := s.IssueBadge(t.Context(), id, b, picture)
	must(t, err)
	return stands
}

func badges(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	want := func(t *testing.T, l learner, badges ...badge.Badge) {
		t.Helper()
		all, err := s.Badges(t.Context(), l.ID)
		must(t, err)
		wantSame(t, "the badges of a learner", all, badges)
		for _, b := range badges {
			got, err := s.Badge(t.Context(), b.ID)
			must(t, err)
			wantSame(t, "the badge of an id", got, b)
			owner, err := s.BadgeOwner(t.Context(), b.ID)
			must(t, err)
			wantSame(t, "its owner", owner, l.ID)
		}
	}
	given := func(t *testing.T) int {
		t.Helper()
		_, n, err := s.LastList(t.Context())
		must(t, err)
		return n
	}

	t.Run("issue", func(t *testing.T) {
		l, n := signUp(t, s), given(t)
		want(t, l)
		first, second := issued("m"), issued("n")
		first.Issued = noon.Add(time.Minute)
		first.Public, first.Name = true, "Ana"
		for _, b := range []badge.Badge{first, second} {
			got := issue(t, s, l.ID, b)
			wantSame(t, "the badge that stands", got, b)
		}
		want(t, l, second, first)
		kept, err := s.BadgePicture(t.Context(), picture.Hash)
		must(t, err)
		wantSame(t, "the picture", kept, picture)
		if got := given(t); got != n+2 {
			t.Errorf("%d positions more are given, want 2", got-n)
		}
	})

	t.Run("twice", func(t *testing.T) {
		l, b := signUp(t, s), issued("m")
		issue(t, s, l.ID, b)
		n := given(t)
		again, other := b, issued("m")
		again.Title = "Another"
		for _, b := range []badge.Badge{again, other} {
			got := issue(t, s, l.ID, b)
			wantSame(t, "the badge that stands", got, only(t, s, l))
		}
		want(t, l, b)
		if got := given(t); got != n {
			t.Errorf("%d positions more are given, want none", got-n)
		}
		_, err := s.Badge(t.Context(), other.ID)
		wantKind(t, "the badge that was not issued", err, fault.NotFound)
	})

	t.Run("what is taken", func(t *testing.T) {
		l, other, n := signUp(t, s), signUp(t, s), given(t)
		theirs := issued("m")
		issue(t, s, other.ID, theirs)
		samePlace, sameID := issued("m"), issued("m")
		samePlace.Position, sameID.ID = theirs.Position, theirs.ID
		for what, b := range map[string]badge.Badge{"position": samePlace, "id": sameID} {
			_, err := s.IssueBadge(t.Context(), l.ID, b, picture)
			wantKind(t, "issue with a taken "+what, err, fault.Conflict)
		}
		want(t, l)
		want(t, other, theirs)
		if got := given(t); got != n+1 {
			t.Errorf("%d positions more are given, want 1: what failed gives none away", got-n)
		}
	})

	t.Run("a picture stays", func(t *testing.T) {
		l, changed := signUp(t, s), picture
		changed.Data = []byte("another")
		_, err := s.IssueBadge(t.Context(), l.ID, issued("m"), changed)
		must(t, err)
		kept, err := s.BadgePicture(t.Context(), picture.Hash)
		must(t, err)
		wantSame(t, "the picture", kept, picture)

		changed.Hash = "another"
		if _, err := s.IssueBadge(t.Context(), l.ID, issued("n"), changed); err == nil {
			t.Error("a badge is issued with a picture that is not its own")
		}
	})

	t.Run("at once", func(t *testing.T) {
		l, n := signUp(t, s), given(t)
		stand := make([]badge.ID, crowd)
		kinds := atOnce(t, crowd, func(i int) error {
			got, err := s.IssueBadge(t.Context(), l.ID, issued("m"), picture)
			stand[i] = got.ID
			return err
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		for _, id := range stand {
			if id != only(t, s, l).ID {
				t.Errorf("told %s, and %s stands", id, only(t, s, l).ID)
			}
		}
		if got := given(t); got != n+1 {
			t.Errorf("%d positions more are given, want 1", got-n)
		}
	})

	t.Run("a position at once", func(t *testing.T) {
		people := make([]learner, crowd)
		for i := range people {
			people[i] = signUp(t, s)
		}
		at := issued("m").Position
		kinds := atOnce(t, crowd, func(i int) error {
			b := issued("m")
			b.Position = at
			_, err := s.IssueBadge(t.Context(), people[i].ID, b, picture)
			return err
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.Conflict: crowd - 1})
	})

	t.Run("publish", func(t *testing.T) {
		l, b := signUp(t, s), issued("m")
		issue(t, s, l.ID, b)
		b.Public, b.Name = true, "Ana"
		for range 2 {
			must(t, s.PublishBadge(t.Context(), l.ID, b.ID, true, "Ana"))
		}
		want(t, l, b)
		b.Public, b.Name = false, ""
		must(t, s.PublishBadge(t.Context(), l.ID, b.ID, false, ""))
		want(t, l, b)
	})

	t.Run("nobody and nothing", func(t *testing.T) {
		l, nobody, n := signUp(t, s), account.ID(id()), given(t)
		_, err := s.IssueBadge(t.Context(), nobody, issued("m"), picture)
		wantKind(t, "issue to nobody", err, fault.NotFound)
		if got := given(t); got != n {
			t.Errorf("%d positions more are given, want none", got-n)
		}
		for _, b := range []badge.ID{badge.ID(id()), "", "a\x00b", "a\xffb"} {
			_, err := s.Badge(t.Context(), b)
			wantKind(t, "Badge", err, fault.NotFound)
			_, err = s.BadgeOwner(t.Context(), b)
			wantKind(t, "BadgeOwner", err, fault.NotFound)
			_, err = s.BadgePicture(t.Context(), string(b))
			wantKind(t, "BadgePicture", err, fault.NotFound)
			wantKind(t, "PublishBadge", s.PublishBadge(t.Context(), l.ID, b, true, ""), fault.NotFound)
			wantKind(t, "RevokeBadge", s.RevokeBadge(t.Context(), l.ID, b), fault.NotFound)
		}
		for _, list := range []int{0, -1, 1 << 40} {
			if positions, err := s.RevokedPositions(t.Context(), list); len(positions) != 0 || err != nil {
				t.Errorf("list %d: %v %v, want nothing", list, positions, err)
			}
		}
	})

	t.Run("texts and times", func(t *testing.T) {
		l := signUp(t, s)
		for _, text := range texts {
			b := issued(course.ModuleID(id()))
			b.Title, b.Name = text.put, text.put
			got := issue(t, s, l.ID, b)
			b.Title, b.Name = text.get, text.get
			wantSame(t, text.name, got, b)
			must(t, s.PublishBadge(t.Context(), l.ID, b.ID, true, "x"+text.put))
			if got, err := s.Badge(t.Context(), b.ID); err != nil || got.Name != "x"+text.get {
				t.Errorf("%s, published: %.40q %v", text.name, got.Name, err)
			}
		}
		for _, at := range times {
			b := issued(course.ModuleID(id()))
			b.Issued = at.put
			got := issue(t, s, l.ID, b)
			wantSame(t, at.name, got.Issued, at.get)
		}
	})
}

// only is the one badge of a learner.
func only(t *testing.T, s *store.Store, l learner) badge.Badge {
	t.Helper()
	all, err := s.Badges(t.Context(), l.ID)
	must(t, err)
	if len(all) != 1 {
		t.Fatalf("%d badges, want one", len(all))
	}
	return all[0]
}
