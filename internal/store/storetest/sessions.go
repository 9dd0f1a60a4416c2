package storetest

import (
	"slices"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func sessions(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("add", func(t *testing.T) {
		l := signUp(t, s)
		later := sessionOf(l.ID)
		later.Shared, later.Seen, later.Device = true, l.session.Seen.Add(day), ""
		for range 2 {
			must(t, s.AddSession(t.Context(), later))
		}
		changed := later
		changed.Device, changed.Ends = "another", later.Ends.Add(day)
		must(t, s.AddSession(t.Context(), changed))
		all, err := s.Sessions(t.Context(), l.ID)
		must(t, err)
		wantSame(t, "sessions, the last seen first", all, []account.Session{later, l.session})
		wantKind(t, "AddSession of nobody", s.AddSession(t.Context(), sessionOf(account.ID(id()))), fault.NotFound)
	})

	t.Run("add at once", func(t *testing.T) {
		l := signUp(t, s)
		session := sessionOf(l.ID)
		kinds := atOnce(t, crowd, func(int) error { return s.AddSession(t.Context(), session) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		if all, err := s.Sessions(t.Context(), l.ID); err != nil || len(all) != 2 {
			t.Errorf("sessions %v (%v), want two", all, err)
		}
	})

	t.Run("over", func(t *testing.T) {
		l := signUp(t, s)
		over := sessionOf(l.ID)
		over.Ends = time.UnixMilli(1000)
		must(t, s.AddSession(t.Context(), over))
		if hasSession(t, s, l.ID, over.ID) {
			t.Error("a session that is over is listed")
		}
		must(t, s.RevokeSession(t.Context(), l.ID, over.ID))
		if isRevoked(t, s, over.ID) {
			t.Error("a session that is over is among those to refuse, though its date does that")
		}
	})

	t.Run("renew", func(t *testing.T) {
		l := signUp(t, s)
		want := l.session
		want.Seen, want.Ends = want.Seen.Add(day), want.Ends.Add(day)
		for range 2 {
			must(t, s.RenewSession(t.Context(), want))
		}
		sooner := want
		sooner.Seen, sooner.Ends = l.session.Seen, l.session.Ends
		must(t, s.RenewSession(t.Context(), sooner))
		all, err := s.Sessions(t.Context(), l.ID)
		must(t, err)
		wantSame(t, "the renewed session", all, []account.Session{want})

		wantKind(t, "renew a session that is not there", s.RenewSession(t.Context(), sessionOf(l.ID)), fault.NotFound)
	})

	t.Run("revoke", func(t *testing.T) {
		l := signUp(t, s)
		_, before, err := s.Revoked(t.Context(), 0)
		must(t, err)
		must(t, s.RevokeSession(t.Context(), l.ID, l.session.ID))
		if hasSession(t, s, l.ID, l.session.ID) {
			t.Error("a session that was ended is listed")
		}
		since, after, err := s.Revoked(t.Context(), before)
		must(t, err)
		wantSame(t, "revoked since", since, []account.SessionID{l.session.ID})
		if after <= before {
			t.Errorf("the generation went from %d to %d", before, after)
		}
		named, err := s.Generation(t.Context(), "sessions")
		must(t, err)
		if named != after {
			t.Errorf("the generation named sessions is %d, Revoked says %d", named, after)
		}
		none, same, err := s.Revoked(t.Context(), after)
		if err != nil || len(none) != 0 || same != after {
			t.Errorf("since the last generation: %v %d %v, want nothing new", none, same, err)
		}

		// What was ended does not begin again, whatever a slow node still asks.
		wantKind(t, "revoke it again", s.RevokeSession(t.Context(), l.ID, l.session.ID), fault.NotFound)
		wantKind(t, "add it again", s.AddSession(t.Context(), l.session), fault.NotFound)
		longer := l.session
		longer.Ends = longer.Ends.Add(day)
		wantKind(t, "renew it", s.RenewSession(t.Context(), longer), fault.NotFound)
		if hasSession(t, s, l.ID, l.session.ID) || !isRevoked(t, s, l.session.ID) {
			t.Error("a session that was ended has come back")
		}
	})

	t.Run("revoke at once", func(t *testing.T) {
		l := signUp(t, s)
		kinds := atOnce(t, crowd, func(int) error { return s.RevokeSession(t.Context(), l.ID, l.session.ID) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.NotFound: crowd - 1})
		if !isRevoked(t, s, l.session.ID) {
			t.Error("it is not revoked")
		}
	})

	t.Run("many people at once", func(t *testing.T) {
		var people []learner
		for range crowd {
			people = append(people, signUp(t, s))
		}
		_, before, err := s.Revoked(t.Context(), 0)
		must(t, err)
		kinds := atOnce(t, crowd, func(i int) error {
			return s.RevokeSession(t.Context(), people[i].ID, people[i].session.ID)
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		since, _, err := s.Revoked(t.Context(), before)
		must(t, err)
		for _, l := range people {
			if !slices.Contains(since, l.session.ID) {
				t.Errorf("session %s is not among those ended since", l.session.ID)
			}
		}
	})

	// Whoever asks from generation to generation misses none.
	t.Run("follow", func(t *testing.T) {
		l := signUp(t, s)
		var all []account.Session
		for range crowd {
			session := sessionOf(l.ID)
			must(t, s.AddSession(t.Context(), session))
			all = append(all, session)
		}
		_, generation, err := s.Revoked(t.Context(), 0)
		must(t, err)
		seen := map[account.SessionID]bool{}
		follow := func() {
			ids, next, err := s.Revoked(t.Context(), generation)
			if err != nil {
				t.Error(err)
				return
			}
			generation = next
			for _, id := range ids {
				seen[id] = true
			}
		}
		end := make(chan struct{})
		go func() {
			defer close(end)
			atOnce(t, crowd, func(i int) error { return s.RevokeSession(t.Context(), l.ID, all[i].ID) })
		}()
		for following := true; following; follow() {
			select {
			case <-end:
				following = false
			default:
			}
		}
		if len(seen) != crowd {
			t.Errorf("saw %d of %d ended sessions", len(seen), crowd)
		}
	})

	t.Run("revoke all but one", func(t *testing.T) {
		l, other := signUp(t, s), signUp(t, s)
		second := sessionOf(l.ID)
		must(t, s.AddSession(t.Context(), second))
		for range 2 {
			must(t, s.RevokeSessions(t.Context(), l.ID, second.ID))
		}
		all, err := s.Sessions(t.Context(), l.ID)
		must(t, err)
		wantSame(t, "what is kept", all, []account.Session{second})
		must(t, s.RevokeSessions(t.Context(), l.ID, ""))
		if hasSession(t, s, l.ID, second.ID) || !isRevoked(t, s, second.ID) || !isRevoked(t, s, l.session.ID) {
			t.Error("not all are ended")
		}
		if !hasSession(t, s, other.ID, other.session.ID) || isRevoked(t, s, other.session.ID) {
			t.Error("somebody else's is ended")
		}
	})

	t.Run("purge", func(t *testing.T) {
		s := open(t)
		l := signUp(t, s)
		short, ended := sessionOf(l.ID), sessionOf(l.ID)
		short.Ends, ended.Ends = noon.Add(day), noon.Add(day)
		for _, session := range []account.Session{short, ended} {
			must(t, s.AddSession(t.Context(), session))
		}
		must(t, s.RevokeSession(t.Context(), l.ID, ended.ID))
		must(t, s.PurgeSessions(t.Context(), noon.Add(day-time.Millisecond)))
		if !hasSession(t, s, l.ID, short.ID) || !isRevoked(t, s, ended.ID) {
			t.Error("it goes before its time")
		}
		must(t, s.PurgeSessions(t.Context(), noon.Add(day)))
		if hasSession(t, s, l.ID, short.ID) || isRevoked(t, s, ended.ID) || !hasSession(t, s, l.ID, l.session.ID) {
			t.Error("what is over, and that alone, is not gone")
		}
		must(t, s.AddSession(t.Context(), ended)) // its time is over anyway
	})

	t.Run("a generation of nothing", func(t *testing.T) {
		s := open(t)
		for _, name := range []string{"sessions", "keys", "nothing"} {
			if value, err := s.Generation(t.Context(), name); err != nil || value != 0 {
				t.Errorf("%s: %d (%v), want 0", name, value, err)
			}
		}
		if ids, generation, err := s.Revoked(t.Context(), 0); err != nil || len(ids) != 0 || generation != 0 {
			t.Errorf("revoked: %v %d %v, want nothing", ids, generation, err)
		}
	})
}
