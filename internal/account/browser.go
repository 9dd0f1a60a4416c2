package account

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"time"
)

const (
	browserRandom = 16 // bytes
	sealLength    = 16 // bytes: 128 bits of HMAC-SHA256
)

// Browsers recognise a browser in which somebody has signed in before, by a cookie that says so of that account and
// tells nothing else. Its failures have a bucket of their own: whoever keeps guessing at an account from elsewhere
// slows its owner down nowhere but in browsers that the owner never used.
type Browsers struct {
	Keyring *Keyring  // of TokenKey
	Random  io.Reader // nil: crypto/rand
}

// Stamp makes the cookie's value, when somebody has signed in; not on a shared computer.
func (b Browsers) Stamp(id ID, now time.Time) (string, error) {
	random := b.Random
	if random == nil {
		random = rand.Reader
	}
	key, err := b.Keyring.signing(now)
	if err != nil {
		return "", fmt.Errorf("remember a browser: %w", err)
	}
	stamp := make([]byte, browserRandom, browserRandom+sealLength)
	if _, err := io.ReadFull(random, stamp); err != nil {
		return "", fmt.Errorf("remember a browser: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(append(stamp, browserSeal(key, stamp, id)...)), nil
}

// Bucket is where the failures of this browser at this account are counted, instead of AccountBucket; ok is false
// when nobody has signed in to the account with it.
func (b Browsers) Bucket(stamp string, id ID, now time.Time) (bucket []byte, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(stamp)
	if err != nil || len(raw) != browserRandom+sealLength || id == "" {
		return nil, false
	}
	for _, key := range b.Keyring.verifying(now) {
		if hmac.Equal(raw[browserRandom:], browserSeal(key, raw[:browserRandom], id)) {
			return keyed(derive(key.Secret, "browser"), "bucket", string(raw[:browserRandom]), string(id)), true
		}
	}
	return nil, false
}

func browserSeal(key SiteKey, random []byte, id ID) []byte {
	return keyed(derive(key.Secret, "browser"), "stamp", string(random), string(id))[:sealLength]
}
