package account

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

const (
	// KeyOverlap is how long a retired key still verifies: longer than anything lives that it signed.
	KeyOverlap = 31 * 24 * time.Hour

	// KeySettles is how long a new key waits before it signs, so that every node knows it by then.
	KeySettles = time.Minute

	secretLength = 32 // bytes
)

// NewKey makes a key of SessionKey or TokenKey. Random is crypto/rand when nil.
func NewKey(purpose string, random io.Reader, now time.Time) (SiteKey, error) {
	if random == nil {
		random = rand.Reader
	}
	id, err := uuid.NewV7()
	if err != nil {
		return SiteKey{}, fmt.Errorf("name a key: %w", err)
	}
	secret := make([]byte, secretLength)
	if _, err := io.ReadFull(random, secret); err != nil {
		return SiteKey{}, fmt.Errorf("make a key: %w", err)
	}
	return SiteKey{ID: id.String(), Purpose: purpose, Secret: secret, Created: now}, nil
}

// Keyring is the keys of one purpose as this node knows them. The newest signs, once it is a minute old; those that
// are retired verify for KeyOverlap. It is safe for concurrent use.
type Keyring struct {
	ring atomic.Pointer[ring]
}

// ring is what Replace puts in: keys, and what was verified with them.
type ring struct {
	keys   []SiteKey // newest first
	recent recent
}

// NewKeyring makes a keyring of one purpose's keys, which must hold 32 bytes each.
func NewKeyring(keys []SiteKey) (*Keyring, error) {
	k := &Keyring{}
	return k, k.Replace(keys)
}

// Replace puts other keys into the keyring: those that the store has now.
func (k *Keyring) Replace(keys []SiteKey) error {
	if len(keys) == 0 {
		return errors.New("there is no key: make one with NewKey, and keep it")
	}
	for _, key := range keys {
		if key.Purpose != keys[0].Purpose || len(key.Secret) != secretLength || key.ID == "" {
			return fmt.Errorf("key %q is of another purpose or has no %d bytes: restore it, or retire it", key.ID, secretLength)
		}
	}
	keys = slices.Clone(keys)
	slices.SortFunc(keys, func(a, b SiteKey) int {
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
	})
	same := func(a, b SiteKey) bool { return a.ID == b.ID && a.Retired.Equal(b.Retired) }
	if before := k.ring.Load(); before == nil || !slices.EqualFunc(before.keys, keys, same) {
		k.ring.Store(&ring{keys: keys}) // what was verified with the others is verified anew
	}
	return nil
}

// signing is the key that signs: the newest that has settled, else the oldest that is not retired.
func (k *Keyring) signing(now time.Time) (SiteKey, error) {
	var fresh SiteKey
	for _, key := range k.ring.Load().keys {
		switch {
		case retired(key, now):
		case now.Sub(key.Created) >= KeySettles:
			return key, nil
		default:
			fresh = key
		}
	}
	if fresh.ID == "" {
		return SiteKey{}, errors.New("every key is retired: make one with NewKey, and keep it")
	}
	return fresh, nil
}

// verifying gives the keys that still verify, newest first.
func (k *Keyring) verifying(now time.Time) []SiteKey {
	keys := k.ring.Load().keys
	if slices.ContainsFunc(keys, func(key SiteKey) bool { return expired(key, now) }) {
		keys = slices.DeleteFunc(slices.Clone(keys), func(key SiteKey) bool { return expired(key, now) })
	}
	return keys
}

func retired(key SiteKey, now time.Time) bool {
	return !key.Retired.IsZero() && !now.Before(key.Retired)
}

func expired(key SiteKey, now time.Time) bool {
	return !key.Retired.IsZero() && !now.Before(key.Retired.Add(KeyOverlap))
}

// derive gives the part of a secret that one use has for itself, so that what is signed for one is nothing to another.
func derive(secret []byte, use string) []byte { return keyed(secret, "sentier "+use) }

// keyed is HMAC-SHA256 over parts, none of which can pass for the end of the one before.
func keyed(secret []byte, parts ...string) []byte {
	mac := hmac.New(sha256.New, secret)
	for _, part := range parts {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		mac.Write([]byte(part))
	}
	return mac.Sum(nil)
}
