package badge

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"path"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// Bits is the size of new keys. A badge is shown for years: 2048 bits are thought to do until 2030 (NIST SP 800-57),
// 3072 for longer.
const Bits = 3072

// Sizes of keys that are taken: smaller ones are weak, larger ones only slow.
const (
	leastBits = 2048
	mostBits  = 8192
)

// Key signs badges. One that is retired signs nothing new, and is published for ever: badges outlive it.
type Key struct {
	ID      string // the thumbprint of RFC 7638: nobody can put another key in its place
	Retired bool
	private *rsa.PrivateKey
}

// NewKey makes a key for the store. It takes about a second; bits is 2048 or 3072 (0: Bits). Its randomness is the
// system's, always.
func NewKey(bits int, now time.Time) (account.SiteKey, error) {
	if bits == 0 {
		bits = Bits
	}
	private, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return account.SiteKey{}, fmt.Errorf("make a key for badges: %w", err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return account.SiteKey{}, fmt.Errorf("make a key for badges: %w", err)
	}
	id := thumbprint(&private.PublicKey)
	return account.SiteKey{ID: id, Purpose: account.BadgeKey, Secret: secret, Created: now}, nil
}

// ParseKey reads a key that the store kept, or that a host put there: RSA in PKCS #8. Its id is made anew.
func ParseKey(k account.SiteKey) (Key, error) {
	parsed, err := x509.ParsePKCS8PrivateKey(k.Secret)
	if err != nil {
		return Key{}, fmt.Errorf("read the badge key %q (give an RSA key in PKCS #8): %w", k.ID, err)
	}
	private, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return Key{}, fmt.Errorf("the badge key %q is no RSA key: give an RSA key of 2048 or 3072 bits", k.ID)
	}
	if err := checkSize(&private.PublicKey); err != nil {
		return Key{}, fmt.Errorf("the badge key %q: %w", k.ID, err)
	}
	return Key{ID: thumbprint(&private.PublicKey), Retired: !k.Retired.IsZero(), private: private}, nil
}

// Keys are all keys of a site, retired ones too, in the order of the store: the newest first.
type Keys []Key

// ParseKeys reads them all.
func ParseKeys(stored []account.SiteKey) (Keys, error) {
	keys := make(Keys, len(stored))
	for i, s := range stored {
		var err error
		if keys[i], err = ParseKey(s); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// Signer is the key that signs what is new, or false where there is none.
func (keys Keys) Signer() (Key, bool) {
	for _, k := range keys {
		if !k.Retired {
			return k, true
		}
	}
	return Key{}, false
}

// Find gives the public key that the header of a JWS names, or nil: it goes by the thumbprint, so that badges stay
// good when the site moves to another address.
func (keys Keys) Find(kid string) *rsa.PublicKey {
	for _, k := range keys {
		if k.ID == path.Base(kid) {
			return &k.private.PublicKey
		}
	}
	return nil
}

// JWK is a public key as a JSON Web Key (RFC 7517). It has no field for the secret.
type JWK struct {
	Type      string `json:"kty"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
	ID        string `json:"kid"` // the address at which it is published
	Exponent  string `json:"e"`   // big-endian bytes in base64url, as Modulus
	Modulus   string `json:"n"`
}

// JWKSet is several of them.
type JWKSet struct {
	Keys []JWK `json:"keys"`
}

// JWK is what is published of a key.
func (i Issuer) JWK(k Key) JWK {
	e, n := numbers(&k.private.PublicKey)
	return JWK{Type: "RSA", Algorithm: algorithm, Use: "sig", ID: i.KeyURL(k.ID), Exponent: e, Modulus: n}
}

// JWKSet is what is published of all keys.
func (i Issuer) JWKSet(keys Keys) JWKSet {
	set := JWKSet{Keys: []JWK{}}
	for _, k := range keys {
		set.Keys = append(set.Keys, i.JWK(k))
	}
	return set
}

// Public reads the key, which may come from anywhere.
func (k JWK) Public() (*rsa.PublicKey, error) {
	n, errN := base64.RawURLEncoding.DecodeString(k.Modulus)
	e, errE := base64.RawURLEncoding.DecodeString(k.Exponent)
	exponent := new(big.Int).SetBytes(e)
	if k.Type != "RSA" || errN != nil || errE != nil || len(n) > mostBits/8 || len(e) > 4 {
		return nil, fault.New(fault.Invalid, "badge.key", fmt.Errorf("the key %q is no RSA key that can be read", k.ID))
	}
	public := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}
	if err := checkSize(public); err != nil {
		return nil, fault.New(fault.Invalid, "badge.key", fmt.Errorf("the key %q: %w", k.ID, err))
	}
	return public, nil
}

func checkSize(k *rsa.PublicKey) error {
	if bits := k.N.BitLen(); bits < leastBits || bits > mostBits {
		return fmt.Errorf("it has %d bits: make one of 2048 or 3072", bits)
	}
	if k.E < 65537 || k.E > 1<<31-1 || k.E%2 == 0 {
		return fmt.Errorf("its exponent is %d: make one with 65537", k.E)
	}
	return nil
}

func numbers(k *rsa.PublicKey) (e, n string) {
	return base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes()),
		base64.RawURLEncoding.EncodeToString(k.N.Bytes())
}

// thumbprint is that of RFC 7638: the SHA-256 of the members that make an RSA key, in alphabetical order.
func thumbprint(k *rsa.PublicKey) string {
	e, n := numbers(k)
	sum := sha256.Sum256([]byte(`{"e":"` + e + `","kty":"RSA","n":"` + n + `"}`))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
