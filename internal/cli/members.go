package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/fault"
	"sentier/internal/store"
	"sentier/internal/web"
)

// openStore opens what keeps accounts and progress.
func openStore(ctx context.Context, settings config.Config, log *slog.Logger) (*store.Store, error) {
	kept, err := store.Open(ctx, store.Config{
		Database: cmp.Or(settings.Database, filepath.Join(settings.Data, "sentier.db")), Log: log,
	})
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return kept, nil
}

// members is what it takes for readers to have accounts, with the site's keys out of the store.
func members(ctx context.Context, kept *store.Store) (*web.Members, error) {
	sessions, err := keysOf(ctx, kept, account.SessionKey)
	if err != nil {
		return nil, err
	}
	tokens, err := keysOf(ctx, kept, account.TokenKey)
	if err != nil {
		return nil, err
	}
	m := &web.Members{Learners: kept}
	keyring, err := account.NewKeyring(sessions)
	if err != nil {
		return nil, err
	}
	m.Sessions = account.Sessions{Keyring: keyring, Now: time.Now}
	// The first of all: what it hides, such as the names of a quiz's options, must stay the same.
	m.Secret = slices.MinFunc(tokens, func(a, b account.SiteKey) int { return a.Created.Compare(b.Created) }).Secret
	if m.Hasher, err = account.NewHasher(account.HasherConfig{}); err != nil {
		return nil, err
	}
	m.Buckets, err = account.NewBuckets(account.BucketsConfig{})
	return m, err
}

// keysOf reads the keys of a purpose; the first node makes the first one.
func keysOf(ctx context.Context, kept *store.Store, purpose string) ([]account.SiteKey, error) {
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

// How often what is over is taken out of the store, and how long a count of failures is kept after the last one.
const (
	purgeEvery   = time.Hour
	failuresKept = 24 * time.Hour
)

// purge takes out what is over until ctx ends. Every node does: what another took out already is no loss.
func purge(ctx context.Context, kept *store.Store, log *slog.Logger) {
	tick := time.NewTicker(purgeEvery)
	defer tick.Stop()
	for {
		now := time.Now()
		err := errors.Join(kept.PurgeSessions(ctx, now), kept.PurgeFailures(ctx, now.Add(-failuresKept)))
		if err != nil && ctx.Err() == nil {
			log.Error("what is over stays in the database for now", "cause", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
