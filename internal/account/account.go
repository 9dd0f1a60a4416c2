// Package account is who learns: names, passwords, recovery codes, sessions, and the limits that protect them. It
// is pure: it never keeps anything, answers a request or sends a letter. store keeps what it makes, web asks it.
//
// A learner is a sign-in name and a password, and nothing else: no address is needed, and no real name wanted.
package account

import "time"

// ID names an account for ever: a UUIDv7.
type ID string

// Account is one learner.
type Account struct {
	ID        ID
	Name      string    // to sign in, as chosen
	Key       string    // Name as it is compared, unique: see NameKey
	Display   string    // what others see; empty: Name
	Lang      string    // of pages and letters
	Password  string    // its argon2id hash, as a PHC string
	Email     string    // empty: none
	Confirmed time.Time // when the e-mail address was proven; zero: it was not
	Created   time.Time
	Seen      time.Time // the day, at midnight UTC, of the last visit
	HideXP    bool
	Review    time.Time // when the learner asked for the review; zero: they did not
}

// SessionID names a session: a UUIDv7.
type SessionID string

// Session is one browser in which a learner is signed in.
type Session struct {
	ID      SessionID
	Account ID
	Device  string // in words, such as "Firefox, Android"
	Shared  bool   // a shared computer: the cookie goes with the browser
	Created time.Time
	Seen    time.Time // by day, as Account.Seen
	Ends    time.Time
}

// The purposes of keys.
const (
	SessionKey = "session" // signs sessions: HS256
	BadgeKey   = "badge"   // signs badges: RS256
	TokenKey   = "token"   // keyed hashes: quiz tokens, address buckets, the time on forms, the letters' links
)

// SiteKey is a secret of the site, shared by its nodes.
type SiteKey struct {
	ID      string
	Purpose string
	Secret  []byte // 32 random bytes; of a badge key, PKCS #8
	Created time.Time
	Retired time.Time // from when on it signs nothing new; zero: it signs
}
