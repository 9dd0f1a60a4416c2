package cli

import (
	"context"
	"log/slog"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/fault"
	"sentier/internal/store"
)

// How often a node looks for keys that others made, which is less than a new key waits before it signs, and how long
// a key signs sessions before another takes its place.
const (
	keysRead       = 15 * time.Second
	sessionKeyLife = 180 * 24 * time.Hour
)

// keeper keeps the site's keys: the store, or a file.
type keeper interface {
	Keys(ctx context.Context, purpose string) ([]account.SiteKey, error)
	AddKey(ctx context.Context, key account.SiteKey) error
	RotateKey(ctx context.Context, key account.SiteKey, from time.Time) error
}

// keeperOf is where the configuration wants the keys.
func keeperOf(settings config.Config, kept *store.Store) keeper {
	if settings.Keys != "" {
		return store.KeyFile{Path: settings.Keys}
	}
	return kept
}

// keysOf reads the keys of a purpose; the first node makes the first one.
func keysOf(ctx context.Context, kept keeper, purpose string) ([]account.SiteKey, error) {
	keys, err := kept.Keys(ctx, purpose)
	if err != nil || len(keys) > 0 {
		return keys, err
	}
	key, err := account.NewKey(purpose, nil, time.Now())
	if err != nil {
		return nil, err
	}
	if err := kept.AddKey(ctx, key); err != nil && fault.KindOf(err) != fault.Conflict {
		return nil, err
	}
	return kept.Keys(ctx, purpose)
}

// rotate gives a purpose another key. The one before signs until every node knows the new one.
func rotate(ctx context.Context, kept keeper, purpose string, now time.Time) (account.SiteKey, error) {
	key, err := account.NewKey(purpose, nil, now)
	if err != nil {
		return account.SiteKey{}, err
	}
	return key, kept.RotateKey(ctx, key, now.Add(account.KeySettles))
}

// rotateOld does so where the key of sessions has signed for long.
func rotateOld(ctx context.Context, kept keeper, now time.Time) error {
	keys, err := kept.Keys(ctx, account.SessionKey)
	if err != nil || len(keys) == 0 || now.Sub(keys[0].Created) < sessionKeyLife {
		return err
	}
	_, err = rotate(ctx, kept, account.SessionKey, now)
	return err
}

// followKeys learns of keys that other nodes, or the host, made, until ctx ends.
func followKeys(ctx context.Context, kept keeper, ring *account.Keyring, log *slog.Logger) {
	tick := time.NewTicker(keysRead)
	defer tick.Stop()
	told := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		keys, err := kept.Keys(ctx, account.SessionKey)
		if err == nil {
			err = ring.Replace(keys)
		}
		if err != nil && ctx.Err() == nil && !told {
			log.Error("the keys of sessions cannot be read anew", "cause", err)
		}
		told = err != nil
	}
}
