package storetest

import (
	"context"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// keeper keeps the site's keys: a store, or a file.
type keeper interface {
	Keys(ctx context.Context, purpose string) ([]account.SiteKey, error)
	AddKey(ctx context.Context, key account.SiteKey) error
	RotateKey(ctx context.Context, key account.SiteKey, from time.Time) error
}

func keys(t *testing.T, open func(*testing.T) *store.Store) {
	Keys(t, open(t))
}

// Keys is the contract of what keeps keys.
func Keys(t *testing.T, s keeper) {
	key := func(purpose string, created time.Time) account.SiteKey {
		return account.SiteKey{ID: id(), Purpose: purpose, Secret: []byte("\x00\xffsecret of " + purpose), Created: created}
	}
	keysOf := func(t *testing.T, purpose string) []account.SiteKey {
		t.Helper()
		all, err := s.Keys(t.Context(), purpose)
		must(t, err)
		return all
	}

	t.Run("add and rotate", func(t *testing.T) {
		first, second, third := key(account.SessionKey, noon), key(account.SessionKey, noon.Add(day)), key(account.SessionKey, noon.Add(2*day))
		if all := keysOf(t, account.SessionKey); len(all) != 0 {
			t.Fatalf("an empty store has keys: %v", all)
		}
		must(t, s.AddKey(t.Context(), first))
		wantKind(t, "add a second", s.AddKey(t.Context(), second), fault.Conflict)
		wantKind(t, "add the first again", s.AddKey(t.Context(), first), fault.Conflict)
		wantSame(t, "keys", keysOf(t, account.SessionKey), []account.SiteKey{first})

		must(t, s.RotateKey(t.Context(), second, noon.Add(day+time.Minute)))
		first.Retired = noon.Add(day + time.Minute)
		wantSame(t, "keys, the newest first", keysOf(t, account.SessionKey), []account.SiteKey{second, first})
		wantKind(t, "add one beside", s.AddKey(t.Context(), third), fault.Conflict)
		must(t, s.RotateKey(t.Context(), third, noon.Add(2*day)))
		second.Retired = noon.Add(2 * day)
		wantSame(t, "keys after another turn", keysOf(t, account.SessionKey), []account.SiteKey{third, second, first})
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
