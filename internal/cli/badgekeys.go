package cli

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/fault"
	"sentier/internal/web"
)

// badgeKeys are the keys that sign badges. They are safe for concurrent use.
type badgeKeys struct {
	kept keeper

	mu   sync.Mutex
	keys badge.Keys
	read time.Time
}

// Known are all keys that there are.
func (k *badgeKeys) Known(ctx context.Context) (badge.Keys, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.known(ctx)
}

func (k *badgeKeys) known(ctx context.Context) (badge.Keys, error) {
	if len(k.keys) > 0 && time.Since(k.read) < keysRead {
		return k.keys, nil
	}
	stored, err := k.kept.Keys(ctx, account.BadgeKey)
	if err != nil {
		return nil, err
	}
	keys, err := badge.ParseKeys(stored)
	if err != nil {
		return nil, err
	}
	k.keys, k.read = keys, time.Now()
	return keys, nil
}

// Signer is the key that signs. Where there is none, it makes one, unless another node is faster.
func (k *badgeKeys) Signer(ctx context.Context) (badge.Key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	keys, err := k.known(ctx)
	if err != nil {
		return badge.Key{}, err
	}
	if key, found := keys.Signer(); found {
		return key, nil
	}
	made, err := badge.NewKey(badge.Bits, time.Now())
	if err != nil {
		return badge.Key{}, err
	}
	if err := k.kept.AddKey(ctx, made); err != nil && fault.KindOf(err) != fault.Conflict {
		return badge.Key{}, err
	}
	k.keys = nil
	if keys, err = k.known(ctx); err != nil {
		return badge.Key{}, err
	}
	if key, found := keys.Signer(); found {
		return key, nil
	}
	return badge.Key{}, errors.New("the badge key that was just made is retired: try again")
}

// makeBadgeKey makes the key before the first badge is earned, so that nobody waits for it.
func makeBadgeKey(ctx context.Context, badges web.Badges, log *slog.Logger) {
	if badges.Issuer.Base == "" {
		return
	}
	if _, err := badges.Keys.Signer(ctx); err != nil && ctx.Err() == nil {
		log.Error("there is no key to sign badges with: one is made when a badge is earned", "cause", err)
	}
}
