package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

func keys(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	key := func(purpose string, created time.Time) account.SiteKey {
		return account.SiteKey{ID: id(), Purpose: purpose, Secret: []byte("\x00\xffsecret of " + purpose), Created: created}
	}
	keysOf := func(t *testing.T, purpose string) []account.SiteKey {
		t.Helper()
		all, err := s.Keys(t.Context(), purpose)
		must(t, err)
		return all
	}
	generation := func(t *testing.T) int64 {
		t.Helper()
		value, err := s.Generation(t.Context(), "keys")
		must(t, err)
		return value
	}

	t.Run("add and retire", func(t *testing.T) {
		first, second := key(account.SessionKey, noon), key(account.SessionKey, noon.Add(day))
		if all := keysOf(t, account.SessionKey); len(all) != 0 {
			t.Fatalf("an empty store has keys: %v", all)
		}
		at := generation(t)
		must(t, s.AddKey(t.Context(), first))
		if generation(t) <= at {
			t.Error("a new key does not raise the generation")
		}
		wantKind(t, "add a second", s.AddKey(t.Context(), second), fault.Conflict)
		wantKind(t, "add the first again", s.AddKey(t.Context(), first), fault.Conflict)
		wantSame(t, "keys", keysOf(t, account.SessionKey), []account.SiteKey{first})

		at = generation(t)
		must(t, s.RetireKey(t.Context(), first.ID, noon.Add(day)))
		if generation(t) <= at {
			t.Error("a retired key does not raise the generation")
		}
		must(t, s.RetireKey(t.Context(), first.ID, noon.Add(2*day)))
		first.Retired = noon.Add(day)
		must(t, s.AddKey(t.Context(), second))
		wantSame(t, "keys, the newest first", keysOf(t, account.SessionKey), []account.SiteKey{second, first})
		wantKind(t, "retire a key that is not there", s.RetireKey(t.Context(), id(), noon), fault.NotFound)
		if all := keysOf(t, account.BadgeKey); len(all) != 0 {
			t.Errorf("another purpose has them: %v", all)
		}
	})

	t.Run("at once", func(t *testing.T) {
		kinds := atOnce(t, crowd, func(int) error { return s.AddKey(t.Context(), key(account.TokenKey, noon)) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 1, fault.Conflict: crowd - 1})
		if all := keysOf(t, account.TokenKey); len(all) != 1 {
			t.Errorf("%d keys, want one", len(all))
		}
	})
}
