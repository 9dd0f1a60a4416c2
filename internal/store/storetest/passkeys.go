package storetest

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// passkey is one that nobody else has, as it was added at noon.
func passkey() account.Passkey {
	return account.Passkey{
		ID: append([]byte{0, 0xff}, id()...), Name: "Téléphone", Public: append([]byte{0xa5, 0}, id()...), Count: 3, Flags: 0x5d,
		Transports: []string{"hybrid", "internal"}, Created: noon,
	}
}

// used is a passkey after one more sign-in.
func used(p account.Passkey, count uint32) account.Passkey {
	p.Count, p.Flags, p.Used = count, 0x1d, noon.Truncate(day)
	return p
}

// challenge is one that nothing has answered.
func challenge() account.Challenge {
	return account.Challenge{Hash: append([]byte{0}, id()...), Ends: noon.Add(account.PasskeyChallenge)}
}

func passkeys(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	want := func(t *testing.T, l learner, want ...account.Passkey) {
		t.Helper()
		all, err := s.Passkeys(t.Context(), l.ID)
		must(t, err)
		wantSame(t, "the passkeys", all, want)
	}

	t.Run("add", func(t *testing.T) {
		l, first, bare := signUp(t, s), passkey(), passkey()
		want(t, l)
		bare.Name, bare.Transports, bare.Count, bare.Flags, bare.Created = "", nil, 0, 0, noon.Add(day)
		for _, p := range []account.Passkey{bare, first} {
			answered := challenge()
			for range 2 {
				must(t, s.AddPasskey(t.Context(), l.ID, p, answered))
			}
		}
		want(t, l, first, bare)
		wantKind(t, "one of nobody", s.AddPasskey(t.Context(), account.ID(id()), passkey(), challenge()), fault.NotFound)
	})

	t.Run("an id that somebody has", func(t *testing.T) {
		l, own := signUp(t, s), passkey()
		must(t, s.AddPasskey(t.Context(), l.ID, own, challenge()))
		other := own
		other.Public = []byte("another")
		wantKind(t, "the learner's", s.AddPasskey(t.Context(), l.ID, other, challenge()), fault.Conflict)
		wantKind(t, "another's", s.AddPasskey(t.Context(), signUp(t, s).ID, own, challenge()), fault.Conflict)
		want(t, l, own)
	})

	t.Run("a challenge is good once", func(t *testing.T) {
		l, first, answered := signUp(t, s), passkey(), challenge()
		must(t, s.AddPasskey(t.Context(), l.ID, first, answered))
		wantKind(t, "another passkey", s.AddPasskey(t.Context(), l.ID, passkey(), answered), fault.Conflict)
		must(t, s.RemovePasskey(t.Context(), l.ID, first.ID))
		wantKind(t, "the same, removed meanwhile", s.AddPasskey(t.Context(), l.ID, first, answered), fault.Conflict)
		want(t, l)
	})

	t.Run("only so many", func(t *testing.T) {
		l := signUp(t, s)
		kinds := atOnce(t, 2*account.MostPasskeys, func(int) error {
			return s.AddPasskey(t.Context(), l.ID, passkey(), challenge())
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: account.MostPasskeys, fault.Invalid: account.MostPasskeys})
	})

	t.Run("use", func(t *testing.T) {
		l, counts, silent := signUp(t, s), passkey(), passkey()
		silent.Count, silent.Created = 0, noon.Add(day)
		for _, p := range []account.Passkey{counts, silent} {
			must(t, s.AddPasskey(t.Context(), l.ID, p, challenge()))
		}
		must(t, s.UsePasskey(t.Context(), l.ID, used(counts, 9), challenge()))
		for range 2 {
			must(t, s.UsePasskey(t.Context(), l.ID, used(silent, 0), challenge()))
		}
		for _, count := range []uint32{0, 8, 9} {
			wantKind(t, "a count that has not grown", s.UsePasskey(t.Context(), l.ID, used(counts, count), challenge()), fault.Conflict)
		}
		want(t, l, used(counts, 9), used(silent, 0))
		must(t, s.UsePasskey(t.Context(), l.ID, used(counts, 1<<32-1), challenge()))
		wantKind(t, "one that is not there", s.UsePasskey(t.Context(), l.ID, passkey(), challenge()), fault.NotFound)
	})

	t.Run("replay", func(t *testing.T) {
		l, own, answered := signUp(t, s), passkey(), challenge()
		own.Count = 0
		must(t, s.AddPasskey(t.Context(), l.ID, own, challenge()))
		kinds := atOnce(t, crowd, func(int) error { return s.UsePasskey(t.Context(), l.ID, used(own, 0), answered) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.Conflict: crowd - 1})
	})

	t.Run("remove", func(t *testing.T) {
		l, gone, stays := signUp(t, s), passkey(), passkey()
		for _, p := range []account.Passkey{gone, stays} {
			must(t, s.AddPasskey(t.Context(), l.ID, p, challenge()))
		}
		must(t, s.RemovePasskey(t.Context(), l.ID, gone.ID))
		wantKind(t, "again", s.RemovePasskey(t.Context(), l.ID, gone.ID), fault.NotFound)
		wantKind(t, "none", s.RemovePasskey(t.Context(), l.ID, []byte{}), fault.NotFound)
		wantKind(t, "use it", s.UsePasskey(t.Context(), l.ID, used(gone, 9), challenge()), fault.NotFound)
		want(t, l, stays)
	})

	t.Run("who recovers an account shuts others out", func(t *testing.T) {
		l, own := signUp(t, s), passkey()
		must(t, s.AddPasskey(t.Context(), l.ID, own, challenge()))
		must(t, s.ChangePassword(t.Context(), l.ID, "changed", l.session.ID))
		want(t, l, own)
		must(t, s.ChangePassword(t.Context(), l.ID, "recovered", ""))
		want(t, l)
	})

	t.Run("purge", func(t *testing.T) {
		l, own := signUp(t, s), passkey()
		own.Count = 0
		must(t, s.AddPasskey(t.Context(), l.ID, own, challenge()))
		over, stays := challenge(), challenge()
		stays.Ends = stays.Ends.Add(day)
		for _, c := range []account.Challenge{over, stays} {
			must(t, s.UsePasskey(t.Context(), l.ID, used(own, 0), c))
		}
		must(t, s.PurgeChallenges(t.Context(), over.Ends.Add(1e6)))
		must(t, s.UsePasskey(t.Context(), l.ID, used(own, 0), over)) // forgotten: the site refuses it by its end
		wantKind(t, "one that is not over", s.UsePasskey(t.Context(), l.ID, used(own, 0), stays), fault.Conflict)
	})

	t.Run("the oldest first", func(t *testing.T) {
		l := signUp(t, s)
		var all []account.Passkey
		for i := range 4 {
			p := passkey()
			p.Created = noon.Add(-day * []time.Duration{1, 3, 2, 2}[i])
			must(t, s.AddPasskey(t.Context(), l.ID, p, challenge()))
			all = append(all, p)
		}
		slices.SortFunc(all, func(a, b account.Passkey) int {
			if c := a.Created.Compare(b.Created); c != 0 {
				return c
			}
			return bytes.Compare(a.ID, b.ID)
		})
		want(t, l, all...)
	})
}
