package cli

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/config"
	"sentier/internal/connection"
	"sentier/internal/store"
	"sentier/internal/web"
)

// databaseOf names the database: the one that was configured, or the file in the data folder.
func databaseOf(settings config.Config) string {
	return cmp.Or(settings.Database, filepath.Join(settings.Data, "sentier.db"))
}

// openStore opens what keeps accounts and progress: for serving, or for a command beside a server that runs.
func openStore(ctx context.Context, settings config.Config, beside bool, log *slog.Logger) (*store.Store, error) {
	kept, err := store.Open(ctx, store.Config{
		Database: databaseOf(settings), Beside: beside, Log: log,
	})
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return kept, nil
}

// members is what it takes for readers to have accounts, with the site's keys.
func members(ctx context.Context, settings config.Config, kept *store.Store, hashes *hashing) (*web.Members, error) {
	keys := keeperOf(settings, kept)
	sessions, err := keysOf(ctx, keys, account.SessionKey)
	if err != nil {
		return nil, err
	}
	tokens, err := keysOf(ctx, keys, account.TokenKey)
	if err != nil {
		return nil, err
	}
	m := &web.Members{Learners: kept, Forum: kept, Moderation: kept, Badges: web.Badges{
		Store: kept, Keys: &badgeKeys{kept: keys},
		Issuer: badge.Issuer{Base: settings.BaseURL, Name: settings.Identity.Name, Email: settings.Host.Email},
	}}
	keyring, err := account.NewKeyring(sessions)
	if err != nil {
		return nil, err
	}
	m.Sessions = account.Sessions{Keyring: keyring, Now: time.Now}
	// The first of all: what it hides, such as the names of a quiz's options, must stay the same.
	m.Secret = slices.MinFunc(tokens, func(a, b account.SiteKey) int { return a.Created.Compare(b.Created) }).Secret
	if m.Hasher, err = account.NewHasher(account.HasherConfig{Derive: hashes.derive}); err != nil {
		return nil, err
	}
	if m.Buckets, err = account.NewBuckets(account.BucketsConfig{}); err != nil {
		return nil, err
	}
	if m.Said, err = account.NewBuckets(account.BucketsConfig{Free: web.FreelySaid}); err != nil {
		return nil, err
	}
	if m.Tried, err = account.NewBuckets(account.BucketsConfig{Free: web.FreelyTried}); err != nil {
		return nil, err
	}
	if m.Connections, err = connection.Parse(settings.Connections.Recipient); err != nil {
		return nil, fmt.Errorf("connections.recipient: %w", err)
	}
	return m, nil
}
