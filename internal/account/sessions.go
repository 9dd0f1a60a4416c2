package account

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

const (
	// SessionLife is how long a session lasts that is not used.
	SessionLife = 30 * 24 * time.Hour

	// SharedLife is that of a session on a shared computer. Its cookie ends with the browser, but there are browsers
	// that bring such cookies back the next morning.
	SharedLife = 12 * time.Hour

	reissueAfter       = 24 * time.Hour
	reissueSharedAfter = time.Hour

	clockSkew    = time.Minute // between nodes
	longestToken = 1024        // bytes; ours have some 350
)

// Claims are what a session's token says.
type Claims struct {
	Account ID
	Session SessionID
	Issued  time.Time
	Ends    time.Time
	Shared  bool
}

// Sessions issues and reads the tokens of sessions: JWT, HS256 and nothing else. A token alone does not make a
// session: Revocations may hold it. It is safe for concurrent use.
type Sessions struct {
	Keyring *Keyring // of SessionKey
	Now     func() time.Time
}

// Lifetime is how long a session lasts that is not used.
func Lifetime(shared bool) time.Duration {
	if shared {
		return SharedLife
	}
	return SessionLife
}

// NewSession makes the session of somebody who signs in, with a new id each time.
func (s Sessions) NewSession(id ID, device string, shared bool) (Session, error) {
	session, err := uuid.NewV7()
	if err != nil {
		return Session{}, fmt.Errorf("name a session: %w", err)
	}
	now := s.Now().UTC()
	return Session{
		ID: SessionID(session.String()), Account: id, Device: device, Shared: shared,
		Created: now, Seen: Day(now), Ends: now.Add(Lifetime(shared)),
	}, nil
}

// Renewed is the session of a token that is to be issued again: seen today, and lasting from now on. The store must
// have it before Issue is called, for it remembers a revoked session until Ends, and no longer.
func (s Sessions) Renewed(c Claims) Session {
	now := s.Now().UTC()
	return Session{ID: c.Session, Account: c.Account, Shared: c.Shared, Seen: Day(now), Ends: now.Add(Lifetime(c.Shared))}
}

// Day is midnight UTC of a time: what is kept of when somebody was seen.
func Day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// wire is the token's payload. Times are seconds.
type wire struct {
	jwt.RegisteredClaims
	Shared bool `json:"shared,omitempty"`
}

// Issue makes the token of a session. It ends a minute before the session does, so that a node whose clock is late
// refuses a revoked one for as long as it could be taken for good.
func (s Sessions) Issue(session Session) (string, error) {
	now := s.Now()
	if !isID(string(session.ID)) || !isID(string(session.Account)) {
		return "", errors.New("issue a session: it has no id, or no account")
	}
	if life := session.Ends.Sub(now); life <= clockSkew || life > Lifetime(session.Shared)+clockSkew {
		return "", fmt.Errorf("issue a session: it would last %v; let it end in %v", life, Lifetime(session.Shared))
	}
	key, err := s.Keyring.signing(now)
	if err != nil {
		return "", fmt.Errorf("issue a session: %w", err)
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, wire{
		RegisteredClaims: jwt.RegisteredClaims{
			Subject: string(session.Account), ID: string(session.ID),
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(session.Ends.Add(-clockSkew)),
		},
		Shared: session.Shared,
	})
	token.Header["kid"] = key.ID
	text, err := token.SignedString(derive(key.Secret, "session"))
	if err != nil {
		return "", fmt.Errorf("issue a session: %w", err)
	}
	return text, nil
}

// Read gives what a token says, and whether it is time to issue it again: it is a day old (an hour, on a shared
// computer), or another key signs by now. An error means that nobody is signed in.
func (s Sessions) Read(token string) (c Claims, reissue bool, err error) {
	if len(token) > longestToken || strings.ContainsAny(token, "\r\n") { // base 64 would pass over ends of lines
		return Claims{}, false, errors.New("read a session: the token is not as it was issued")
	}
	now := s.Now()
	ring := s.Keyring.ring.Load()
	v, known := ring.recent.get(token)
	if !known {
		if v, err = s.verify(token, now); err != nil {
			return Claims{}, false, fmt.Errorf("read a session: %w", err)
		}
		ring.recent.put(token, v)
	}
	if !now.Before(v.Ends) || !slices.ContainsFunc(s.Keyring.verifying(now), v.signedBy) {
		return Claims{}, false, fmt.Errorf("read a session: %w", jwt.ErrTokenExpired)
	}
	age := now.Sub(v.Issued)
	signing, err := s.Keyring.signing(now)
	reissue = age >= reissueAfter || v.Shared && age >= reissueSharedAfter || err == nil && !v.signedBy(signing)
	return v.Claims, reissue, nil
}

// verified is a token that was found to be ours.
type verified struct {
	Claims
	key string // its id
}

func (v verified) signedBy(key SiteKey) bool { return key.ID == v.key }

// verify parses a token and checks who signed it. Whether it is over is left to Read.
func (s Sessions) verify(token string, now time.Time) (v verified, err error) {
	var w wire
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithStrictDecoding(),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(clockSkew),
		jwt.WithTimeFunc(func() time.Time { return now }),
	)
	_, err = parser.ParseWithClaims(token, &w, func(t *jwt.Token) (any, error) {
		v.key, _ = t.Header["kid"].(string)
		for _, key := range s.Keyring.verifying(now) {
			if v.signedBy(key) {
				return derive(key.Secret, "session"), nil
			}
		}
		return nil, errors.New("no key of this site signed it")
	})
	if err != nil {
		return verified{}, err
	}
	if w.IssuedAt == nil || !isID(w.Subject) || !isID(w.ID) {
		return verified{}, errors.New("it lacks an id or a time")
	}
	v.Claims = Claims{
		Account: ID(w.Subject), Session: SessionID(w.ID), Shared: w.Shared,
		Issued: w.IssuedAt.UTC(), Ends: w.ExpiresAt.UTC(),
	}
	return v, nil
}

// isID tells whether a text is an id as we write them.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}
