package account

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
)

const browserRandom = 16 // bytes

// StampBrowser makes the value of a cookie by which a browser is recognised in which somebody has signed in before. It
// says so of one account, and tells nothing else; a shared computer gets none. Failures in such a browser are counted
// in BrowserBucket: whoever keeps guessing at an account from elsewhere does not slow its owner down there. Random is
// crypto/rand when nil.
func StampBrowser(secret []byte, id ID, random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	stamp := make([]byte, browserRandom, browserRandom+sealLength)
	if _, err := io.ReadFull(random, stamp); err != nil {
		return "", fmt.Errorf("remember a browser: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(append(stamp, browserSeal(secret, stamp, id)...)), nil
}

// BrowserBucket is where the failures of this browser at this account are counted, instead of AccountBucket; ok is
// false when nobody has signed in to the account with it.
func BrowserBucket(secret []byte, stamp string, id ID) (bucket []byte, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(stamp)
	if err != nil || len(raw) != browserRandom+sealLength || id == "" {
		return nil, false
	}
	random := raw[:browserRandom]
	if !hmac.Equal(raw[browserRandom:], browserSeal(secret, random, id)) {
		return nil, false
	}
	return keyed(secret, "browser bucket", string(random), string(id)), true
}

func browserSeal(secret, random []byte, id ID) []byte {
	return keyed(secret, "browser stamp", string(random), string(id))[:sealLength]
}
