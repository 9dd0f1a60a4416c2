package badge

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sentier/internal/fault"
)

// algorithm is the only one, in both directions.
const algorithm = "RS256"

// mostToken is the longest JWS that is read, in bytes: a badge takes some 4,000, a list of revoked ones at worst 30,000.
const mostToken = 64 << 10

// header holds what Open Badges 3.0 allows in a JOSE header, and no more.
type header struct {
	Algorithm string `json:"alg"`
	KeyID     string `json:"kid"` // the address of the key
	Key       JWK    `json:"jwk"` // the same, for those who cannot ask
	Type      string `json:"typ"`
}

// sign makes a compact JWS of a payload.
func (i Issuer) sign(k Key, payload any) (string, error) {
	jwk := i.JWK(k)
	head, err := json.Marshal(header{Algorithm: algorithm, KeyID: jwk.ID, Key: jwk, Type: "JWT"})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(payload)
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(head) + "." + base64.RawURLEncoding.EncodeToString(body)
	signature, err := jwt.SigningMethodRS256.Sign(signed, k.private)
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// verify reads a JWS into claims. The key in its header is never believed: find is asked for the one it names.
func verify(token string, into jwt.Claims, find func(kid string) *rsa.PublicKey, now time.Time) error {
	if len(token) > mostToken {
		return fault.New(fault.TooLarge, "badge.unreadable", fmt.Errorf("a credential of %d bytes", len(token)))
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{algorithm}), jwt.WithStrictDecoding(),
		jwt.WithNotBeforeRequired(), jwt.WithLeeway(time.Minute), // clocks differ
		jwt.WithTimeFunc(func() time.Time { return now }))
	_, err := parser.ParseWithClaims(token, into, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		if key := find(kid); key != nil {
			return key, nil
		}
		return nil, fmt.Errorf("the key %q is not known", kid)
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jwt.ErrTokenMalformed):
		return fault.New(fault.Invalid, "badge.unreadable", err)
	case errors.Is(err, jwt.ErrTokenUnverifiable):
		return fault.New(fault.Invalid, "badge.key", err)
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return fault.New(fault.Invalid, "badge.signature", err)
	}
	return fault.New(fault.Invalid, "badge.claims", err)
}
