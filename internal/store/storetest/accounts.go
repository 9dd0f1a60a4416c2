package storetest

import (
	"fmt"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/store"
)

func accounts(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("create", func(t *testing.T) {
		l := somebody()
		reads := []progress.Read{read("m", "a"), read("m", "b"), read("m", "a")}
		entries := []progress.Entry{entry(progress.ForLesson, "m/a", 10), entry(progress.ForLesson, "m/b", 10)}
		must(t, s.CreateAccount(t.Context(), l.Account, codesOf(l.ID, 8), l.session, reads, entries, account.Admission{}))
		want := everything{
			Account: l.Account, Sessions: []account.Session{l.session}, Codes: 8,
			Facts:   progress.Facts{Reads: reads[:2], Entries: entries},
			Answers: map[progress.AttemptID][]progress.Answer{},
		}
		wantSame(t, "a new account", everythingOf(t, s, l.ID), want)
		byKey, err := s.AccountByKey(t.Context(), l.Key)
		must(t, err)
		wantSame(t, "the account of the key", byKey, l.Account)
	})

	t.Run("create twice", func(t *testing.T) {
		l := signUp(t, s)
		before := everythingOf(t, s, l.ID)
		again := l.Account
		again.Password, again.Display = "another hash", "Eva"
		must(t, s.CreateAccount(t.Context(), again, codesOf(l.ID, 8), l.session, []progress.Read{read("m", "a")}, nil, account.Admission{}))
		wantSame(t, "the account, created again", everythingOf(t, s, l.ID), before)
	})

	t.Run("create with what is another's", func(t *testing.T) {
		l := signUp(t, s)
		before := everythingOf(t, s, l.ID)

		sameKey := somebody()
		sameKey.Key = l.Key
		err := s.CreateAccount(t.Context(), sameKey.Account, nil, sameKey.session, nil, nil, account.Admission{})
		wantKind(t, "create with a key that is taken", err, fault.Conflict)
		_, err = s.Account(t.Context(), sameKey.ID)
		wantKind(t, "read the account that was not made", err, fault.NotFound)

		sameID := somebody()
		sameID.ID, sameID.session.Account = l.ID, l.ID
		err = s.CreateAccount(t.Context(), sameID.Account, nil, sameID.session, nil, nil, account.Admission{})
		wantKind(t, "create with an id that is taken", err, fault.Conflict)

		// Who knows a name and an id, and no session, is not let in.
		err = s.CreateAccount(t.Context(), l.Account, codesOf("x", 1), sessionOf(l.ID), nil, nil, account.Admission{})
		wantKind(t, "create with another session", err, fault.Conflict)

		wantSame(t, "the account that was there first", everythingOf(t, s, l.ID), before)
	})

	t.Run("create with a session of another", func(t *testing.T) {
		l, other := somebody(), signUp(t, s)
		if err := s.CreateAccount(t.Context(), l.Account, nil, other.session, nil, nil, account.Admission{}); err == nil {
			t.Error("the account is made with a session of another")
		}
		_, err := s.Account(t.Context(), l.ID)
		wantKind(t, "read the account that was not made", err, fault.NotFound)
	})

	t.Run("create at once", func(t *testing.T) {
		l := somebody()
		n := count(t, s)
		kinds := atOnce(t, crowd, func(int) error {
			return s.CreateAccount(t.Context(), l.Account, codesOf(l.ID, 8), l.session, []progress.Read{read("m", "a")},
				[]progress.Entry{entry(progress.ForLesson, "m/a", 10)}, account.Admission{})
		})
		wantSame(t, "outcomes of the same, created at once", kinds, map[fault.Kind]int{done: crowd})
		all := everythingOf(t, s, l.ID)
		if len(all.Sessions) != 1 || all.Codes != 8 || len(all.Facts.Reads) != 1 || total(all.Facts.Entries) != 10 {
			t.Errorf("created at once, it has more than one time of something: %+v", all)
		}
		if got := count(t, s); got != n+1 {
			t.Errorf("%d accounts more, want 1", got-n)
		}
	})

	t.Run("a key at once", func(t *testing.T) {
		key := somebody().Key
		n := count(t, s)
		kinds := atOnce(t, crowd, func(int) error {
			l := somebody()
			l.Key = key
			return s.CreateAccount(t.Context(), l.Account, codesOf(l.ID, 8), l.session, nil, nil, account.Admission{})
		})
		wantSame(t, "outcomes of one key, taken at once", kinds, map[fault.Kind]int{done: 1, fault.Conflict: crowd - 1})
		if got := count(t, s); got != n+1 {
			t.Errorf("%d accounts more, want 1", got-n)
		}
	})

	t.Run("change", func(t *testing.T) {
		l := signUp(t, s)
		want := l.Account
		for range 2 {
			must(t, s.Rename(t.Context(), l.ID, "Ana B.", "en"))
			must(t, s.Rehash(t.Context(), l.ID, "not the one", "stolen"))
			must(t, s.Rehash(t.Context(), l.ID, l.Password, "rehashed"))
			if got, err := s.Account(t.Context(), l.ID); err != nil || got.Password != "rehashed" {
				t.Errorf("rehashed: %q, %v", got.Password, err)
			}
			must(t, s.Rehash(t.Context(), l.ID, "rehashed", l.Password))
			must(t, s.SetHideXP(t.Context(), l.ID, true))
			must(t, s.SetReview(t.Context(), l.ID, noon))
		}
		want.Display, want.Lang, want.HideXP, want.Review = "Ana B.", "en", true, noon
		wantSame(t, "the changed account", everythingOf(t, s, l.ID).Account, want)
		must(t, s.SetHideXP(t.Context(), l.ID, false))
		must(t, s.SetReview(t.Context(), l.ID, time.Time{}))
		want.HideXP, want.Review = false, time.Time{}
		wantSame(t, "the account changed back", everythingOf(t, s, l.ID).Account, want)
	})

	t.Run("seen", func(t *testing.T) {
		l := signUp(t, s)
		came := func(session account.Session, on time.Time) account.Session {
			session.Seen, session.Ends = on, session.Ends.Add(day)
			return session
		}
		must(t, s.RenewSession(t.Context(), came(l.session, l.Seen.Add(day))))
		wantSame(t, "seen after a renewal", everythingOf(t, s, l.ID).Account.Seen, l.Seen.Add(day))
		must(t, s.AddSession(t.Context(), came(sessionOf(l.ID), l.Seen.Add(2*day))))
		must(t, s.AddSession(t.Context(), came(sessionOf(l.ID), l.Seen.Add(-3*day))))
		wantSame(t, "seen after another sign-in", everythingOf(t, s, l.ID).Account.Seen, l.Seen.Add(2*day))
	})

	t.Run("password", func(t *testing.T) {
		l := signUp(t, s)
		others := []account.Session{sessionOf(l.ID), sessionOf(l.ID)}
		for _, session := range others {
			must(t, s.AddSession(t.Context(), session))
		}
		must(t, s.ChangePassword(t.Context(), l.ID, "new hash", l.session.ID))
		all := everythingOf(t, s, l.ID)
		if all.Account.Password != "new hash" {
			t.Errorf("the hash is %q", all.Account.Password)
		}
		wantSame(t, "sessions after a change of password", all.Sessions, []account.Session{l.session})
		if isRevoked(t, s, l.session.ID) || !isRevoked(t, s, others[0].ID) || !isRevoked(t, s, others[1].ID) {
			t.Error("not all others are revoked, and they alone")
		}
		must(t, s.ChangePassword(t.Context(), l.ID, "newer hash", ""))
		if hasSession(t, s, l.ID, l.session.ID) || !isRevoked(t, s, l.session.ID) {
			t.Error("a session outlives a change of password that keeps none")
		}
	})

	t.Run("nobody", func(t *testing.T) {
		nobody := account.ID(id())
		_, err := s.Account(t.Context(), nobody)
		wantKind(t, "Account", err, fault.NotFound)
		for _, key := range []string{"", "nobody", "a\x00b", "a\xffb"} {
			_, err = s.AccountByKey(t.Context(), key)
			wantKind(t, fmt.Sprintf("AccountByKey(%q)", key), err, fault.NotFound)
		}
		wantKind(t, "Rename", s.Rename(t.Context(), nobody, "x", "fr"), fault.NotFound)
		wantKind(t, "SetHideXP", s.SetHideXP(t.Context(), nobody, true), fault.NotFound)
		wantKind(t, "SetReview", s.SetReview(t.Context(), nobody, noon), fault.NotFound)
		wantKind(t, "ChangePassword", s.ChangePassword(t.Context(), nobody, "x", ""), fault.NotFound)
		must(t, s.DeleteAccount(t.Context(), nobody))
	})

	t.Run("texts", func(t *testing.T) {
		for _, text := range texts {
			l := somebody()
			l.Name, l.Display, l.Email = text.put, text.put, text.put
			l.session.Device = text.put
			must(t, s.CreateAccount(t.Context(), l.Account, nil, l.session, nil, nil, account.Admission{}))
			all := everythingOf(t, s, l.ID)
			for what, got := range map[string]string{
				"name": all.Account.Name, "display": all.Account.Display, "e-mail": all.Account.Email, "device": all.Sessions[0].Device,
			} {
				if got != text.get {
					t.Errorf("%s, %s: got %.40q, want %.40q", text.name, what, got, text.get)
				}
			}
			must(t, s.Rename(t.Context(), l.ID, "x"+text.put, "fr"))
			if got := everythingOf(t, s, l.ID).Account.Display; got != "x"+text.get {
				t.Errorf("%s, renamed: got %.40q", text.name, got)
			}
		}
	})

	t.Run("times", func(t *testing.T) {
		for _, at := range times {
			l := somebody()
			l.Confirmed, l.Created, l.Seen, l.Review = at.put, at.put, at.put, at.put
			l.session.Seen = at.put
			must(t, s.CreateAccount(t.Context(), l.Account, nil, l.session, nil, nil, account.Admission{}))
			got, err := s.Account(t.Context(), l.ID)
			must(t, err)
			wantSame(t, at.name, [4]time.Time{got.Confirmed, got.Created, got.Seen, got.Review}, [4]time.Time{at.get, at.get, at.get, at.get})
		}
	})
}

func count(t *testing.T, s *store.Store) int {
	t.Helper()
	n, err := s.CountAccounts(t.Context())
	must(t, err)
	return n
}
