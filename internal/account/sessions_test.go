package account

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	someone   = ID("01900000-0000-7000-8000-00000000000a")
	somewhere = SessionID("01900000-0000-7000-8000-0000000000aa")
)

// noon is when tests take place.
var noon = time.Date(2026, 3, 21, 12, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct{ now time.Time }

func (c *clock) read() time.Time         { return c.now }
func (c *clock) forward(d time.Duration) { c.now = c.now.Add(d) }

func newKey(t *testing.T, created time.Time) SiteKey {
	t.Helper()
	key, err := NewKey(SessionKey, nil, created)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newSessions(t *testing.T, keys ...SiteKey) (Sessions, *clock) {
	t.Helper()
	if len(keys) == 0 {
		keys = []SiteKey{newKey(t, noon.Add(-time.Hour))}
	}
	ring, err := NewKeyring(keys)
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{noon}
	return Sessions{Keyring: ring, Now: c.read}, c
}

func signIn(t *testing.T, s Sessions, shared bool) (Session, string) {
	t.Helper()
	session, err := s.NewSession(someone, "Firefox, Android", shared)
	if err != nil {
		t.Fatal(err)
	}
	return session, issue(t, s, session)
}

func issue(t *testing.T, s Sessions, session Session) string {
	t.Helper()
	token, err := s.Issue(session)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestSessions(t *testing.T) {
	s, _ := newSessions(t)
	session, token := signIn(t, s, false)
	if session.Seen != time.Date(2026, 3, 21, 0, 0, 0, 0, time.UTC) || session.Ends != noon.Add(SessionLife) {
		t.Errorf("the session is %+v", session)
	}
	c, reissue, err := s.Read(token)
	if err != nil || reissue || c != (Claims{Account: someone, Session: session.ID, Issued: noon, Ends: noon.Add(SessionLife - clockSkew)}) {
		t.Errorf("Read = %+v, %v, %v", c, reissue, err)
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	var fields map[string]any
	if err != nil || json.Unmarshal(payload, &fields) != nil || len(fields) != 4 || len(token) > longestToken/2 {
		t.Errorf("a token of %d bytes says %s: ids and times are enough", len(token), payload)
	}
	other, _ := signIn(t, s, false)
	if other.ID == session.ID {
		t.Error("signing in again gives the same session")
	}
	if c, _, err := s.Read(issue(t, s, Session{ID: somewhere, Account: someone, Shared: true, Ends: noon.Add(SharedLife)})); !c.Shared || err != nil {
		t.Errorf("on a shared computer: %+v, %v", c, err)
	}
}

func TestSessionsEnd(t *testing.T) {
	for _, shared := range []bool{false, true} {
		s, clock := newSessions(t)
		_, token := signIn(t, s, shared)
		clock.forward(Lifetime(shared) - clockSkew - time.Second)
		if _, _, err := s.Read(token); err != nil {
			t.Errorf("shared %v, before its end: %v", shared, err)
		}
		clock.forward(time.Second)
		if _, _, err := s.Read(token); !errors.Is(err, jwt.ErrTokenExpired) {
			t.Errorf("shared %v, at its end: %v", shared, err)
		}
	}
}

func TestSessionsAreReissuedDaily(t *testing.T) {
	for _, c := range []struct {
		shared bool
		after  time.Duration
	}{{false, 24 * time.Hour}, {true, time.Hour}} {
		s, clock := newSessions(t)
		first, token := signIn(t, s, c.shared)
		clock.forward(c.after - time.Second)
		if _, reissue, err := s.Read(token); reissue || err != nil {
			t.Errorf("shared %v, early: %v, %v", c.shared, reissue, err)
		}
		clock.forward(time.Second)
		claims, reissue, err := s.Read(token)
		if !reissue || err != nil {
			t.Fatalf("shared %v, after %v: %v, %v", c.shared, c.after, reissue, err)
		}
		renewed := s.Renewed(claims)
		if renewed.ID != first.ID || renewed.Account != someone || renewed.Shared != c.shared ||
			renewed.Seen != Day(clock.now) || renewed.Ends != clock.now.Add(Lifetime(c.shared)) {
			t.Errorf("renewed: %+v", renewed)
		}
		token = issue(t, s, renewed)
		clock.forward(Lifetime(c.shared) - time.Hour) // past the end of the first
		if _, _, err := s.Read(token); err != nil {
			t.Errorf("shared %v, reissued: %v", c.shared, err)
		}
	}
}

// forged gives a token as somebody else would make it.
func forged(t *testing.T, method jwt.SigningMethod, key any, kid string, claims jwt.MapClaims) string {
	t.Helper()
	token := jwt.NewWithClaims(method, claims)
	if kid != "" {
		token.Header["kid"] = kid
	}
	text, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestForgedSessions(t *testing.T) {
	key := newKey(t, noon.Add(-time.Hour))
	s, _ := newSessions(t, key)
	right := derive(key.Secret, "session")
	claims := func(change ...any) jwt.MapClaims {
		m := jwt.MapClaims{
			"sub": string(someone), "jti": string(somewhere), "iat": noon.Unix(), "exp": noon.Add(time.Hour).Unix(),
		}
		for i := 0; i < len(change); i += 2 {
			m[change[i].(string)] = change[i+1]
			if change[i+1] == nil {
				delete(m, change[i].(string))
			}
		}
		return m
	}
	if _, _, err := s.Read(forged(t, jwt.SigningMethodHS256, right, key.ID, claims())); err != nil {
		t.Fatalf("the forger cannot even make a good one: %v", err)
	}
	asymmetric, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	hs, good := jwt.SigningMethodHS256, claims()
	whole := forged(t, hs, right, key.ID, good)
	parts := strings.Split(whole, ".")
	for name, token := range map[string]string{
		"alg none":                 forged(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, key.ID, good),
		"alg None":                 base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"None","kid":"`+key.ID+`"}`)) + "." + parts[1] + ".",
		"no signature":             parts[0] + "." + parts[1] + ".",
		"another key":              forged(t, hs, []byte(strings.Repeat("x", 32)), key.ID, good),
		"the key of all uses":      forged(t, hs, key.Secret, key.ID, good),
		"that of letters":          forged(t, hs, derive(key.Secret, "letter"), key.ID, good),
		"HS512":                    forged(t, jwt.SigningMethodHS512, right, key.ID, good),
		"HS384":                    forged(t, jwt.SigningMethodHS384, right, key.ID, good),
		"RS256":                    forged(t, jwt.SigningMethodRS256, asymmetric, key.ID, good),
		"an unknown kid":           forged(t, hs, right, "other", good),
		"no kid":                   forged(t, hs, right, "", good),
		"over":                     forged(t, hs, right, key.ID, claims("exp", noon.Unix())),
		"endless":                  forged(t, hs, right, key.ID, claims("exp", nil)),
		"of no time":               forged(t, hs, right, key.ID, claims("iat", nil)),
		"of tomorrow":              forged(t, hs, right, key.ID, claims("iat", noon.Add(time.Hour).Unix())),
		"not yet":                  forged(t, hs, right, key.ID, claims("nbf", noon.Add(time.Hour).Unix())),
		"of nobody":                forged(t, hs, right, key.ID, claims("sub", nil)),
		"of no session":            forged(t, hs, right, key.ID, claims("jti", "")),
		"of no id":                 forged(t, hs, right, key.ID, claims("sub", "../admin")),
		"an id in capitals":        forged(t, hs, right, key.ID, claims("sub", strings.ToUpper(string(someone)))),
		"another's, the same seal": parts[0] + "." + strings.Split(forged(t, hs, right, key.ID, claims("sub", string(somewhere))), ".")[1] + "." + parts[2],
		"padded":                   whole + "=",
		"two lines":                whole + "\n",
		"cut":                      whole[:len(whole)-4],
		"long":                     whole + strings.Repeat("A", longestToken),
		"empty":                    "",
		"dots":                     "..",
	} {
		if c, _, err := s.Read(token); err == nil {
			t.Errorf("%s is taken for a session of %s", name, c.Account)
		}
	}
}

func TestIssueRefusesWhatCannotBeRevoked(t *testing.T) {
	s, _ := newSessions(t)
	for name, session := range map[string]Session{
		"no id":               {Account: someone, Ends: noon.Add(time.Hour)},
		"no account":          {ID: somewhere, Ends: noon.Add(time.Hour)},
		"no end":              {ID: somewhere, Account: someone},
		"over":                {ID: somewhere, Account: someone, Ends: noon},
		"too long":            {ID: somewhere, Account: someone, Ends: noon.Add(SessionLife + time.Hour)},
		"shared and too long": {ID: somewhere, Account: someone, Shared: true, Ends: noon.Add(SessionLife)},
	} {
		if token, err := s.Issue(session); err == nil {
			t.Errorf("%s: %s", name, token)
		}
	}
}

func TestRotationWithOverlap(t *testing.T) {
	old := newKey(t, noon.Add(-90*24*time.Hour))
	s, clock := newSessions(t, old)
	elsewhere, _ := newSessions(t, old) // a node that does not know yet
	elsewhere.Now = clock.read
	_, before := signIn(t, s, false)

	fresh := newKey(t, noon)
	replace := func(s Sessions, keys ...SiteKey) {
		t.Helper()
		if err := s.Keyring.Replace(keys); err != nil {
			t.Fatal(err)
		}
	}
	replace(s, old, fresh)
	_, during := signIn(t, s, false)
	if _, reissue, err := elsewhere.Read(during); reissue || err != nil {
		t.Errorf("a node that has not heard of the new key yet: %v, %v", reissue, err)
	}
	replace(elsewhere, fresh, old)
	clock.forward(KeySettles)
	_, after := signIn(t, s, false)
	for name, want := range map[string]struct {
		token   string
		reissue bool
	}{"before": {before, true}, "during": {during, true}, "after": {after, false}} {
		if _, reissue, err := elsewhere.Read(want.token); reissue != want.reissue || err != nil {
			t.Errorf("signed %s: %v, %v", name, reissue, err)
		}
	}

	old.Retired = clock.now
	replace(s, fresh, old)
	clock.forward(SessionLife - 2*time.Minute - KeySettles)
	if _, _, err := s.Read(before); err != nil {
		t.Errorf("the last of the retired key: %v", err)
	}
	replace(s, fresh)
	if _, _, err := s.Read(before); err == nil {
		t.Error("a key that is no longer there verifies")
	}
}

func TestRetiredKeys(t *testing.T) {
	key := newKey(t, noon.Add(-time.Hour))
	s, clock := newSessions(t, key)
	_, token := signIn(t, s, false)
	key.Retired = noon.Add(time.Minute)
	if err := s.Keyring.Replace([]SiteKey{key}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Read(token); err != nil {
		t.Errorf("before it is retired: %v", err)
	}
	signIn(t, s, false)
	clock.forward(time.Minute)
	session, err := s.NewSession(someone, "", false)
	if err != nil {
		t.Fatal(err)
	}
	if token, err := s.Issue(session); err == nil {
		t.Errorf("a retired key signs: %s", token)
	}
	for after, want := range map[time.Duration]int{KeyOverlap - time.Second: 1, KeyOverlap: 0} {
		if got := len(s.Keyring.verifying(key.Retired.Add(after))); got != want {
			t.Errorf("%v after it was retired %d keys verify, want %d", after, got, want)
		}
	}
	if len(s.Keyring.verifying(noon)) != 1 {
		t.Error("asking for a later time took the key away")
	}
}

func TestKeyringRefusesBadKeys(t *testing.T) {
	good := newKey(t, noon)
	for name, keys := range map[string][]SiteKey{
		"none": nil, "short": {{ID: "a", Purpose: SessionKey, Secret: make([]byte, 31)}},
		"of two purposes": {good, {ID: "a", Purpose: TokenKey, Secret: make([]byte, 32)}},
		"without an id":   {{Purpose: SessionKey, Secret: make([]byte, 32)}},
	} {
		ring, err := NewKeyring([]SiteKey{good})
		if err != nil {
			t.Fatal(err)
		}
		if err := ring.Replace(keys); err == nil {
			t.Errorf("%s: taken", name)
		}
		if key, err := ring.signing(noon); err != nil || key.ID != good.ID {
			t.Errorf("%s: the keys from before are gone (%v)", name, err)
		}
	}
}

func FuzzReadSession(f *testing.F) {
	key := SiteKey{ID: "k", Purpose: SessionKey, Secret: make([]byte, secretLength), Created: noon.Add(-time.Hour)}
	ring, err := NewKeyring([]SiteKey{key})
	if err != nil {
		f.Fatal(err)
	}
	s := Sessions{Keyring: ring, Now: func() time.Time { return noon }}
	token, err := s.Issue(Session{ID: somewhere, Account: someone, Ends: noon.Add(SessionLife)})
	if err != nil {
		f.Fatal(err)
	}
	another, err := s.Issue(Session{ID: SessionID(someone), Account: ID(somewhere), Shared: true, Ends: noon.Add(SharedLife)})
	if err != nil {
		f.Fatal(err)
	}
	thief := Sessions{Now: s.Now}
	stolen := key
	stolen.Secret = []byte(strings.Repeat("x", secretLength)) // the same id, another secret
	if thief.Keyring, err = NewKeyring([]SiteKey{stolen}); err != nil {
		f.Fatal(err)
	}
	forged, err := thief.Issue(Session{ID: somewhere, Account: someone, Ends: noon.Add(SessionLife)})
	if err != nil {
		f.Fatal(err)
	}
	parts, others := strings.Split(token, "."), strings.Split(another, ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"k","typ":"JWT"}`))
	for _, seed := range []string{
		token, another, forged, none + "." + parts[1] + ".", none + "." + parts[1] + "." + parts[2], "eyJhbGciOiJub25lIn0.e30.",
		parts[0] + "." + others[1] + "." + parts[2], others[0] + "." + parts[1] + "." + others[2],
		parts[0], parts[0] + "." + parts[1], token + ".", token + "=", "", "..",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		switch c, _, err := s.Read(text); {
		case err != nil && (text == token || text == another):
			t.Errorf("%q is no session any more: %v", text, err)
		case err == nil && text == token && c.Account == someone, err == nil && text == another && c.Account == ID(somewhere), err != nil:
		default:
			t.Errorf("%q, which nobody signed, is a session of %s", text, c.Account)
		}
	})
}

func BenchmarkReadSession(b *testing.B) {
	key := SiteKey{ID: "01900000-0000-7000-8000-0000000000ff", Purpose: SessionKey, Secret: make([]byte, secretLength)}
	ring, err := NewKeyring([]SiteKey{key})
	if err != nil {
		b.Fatal(err)
	}
	s := Sessions{Keyring: ring, Now: func() time.Time { return noon }}
	token, err := s.Issue(Session{ID: somewhere, Account: someone, Ends: noon.Add(SessionLife)})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.verify(token, noon); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("again", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := s.Read(token); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func ExampleSessions() {
	key, _ := NewKey(SessionKey, nil, noon.Add(-time.Hour))
	ring, _ := NewKeyring([]SiteKey{key})
	s := Sessions{Keyring: ring, Now: func() time.Time { return noon }}

	session, _ := s.NewSession(someone, "Firefox, Android", false) // the store keeps it, then the cookie is set
	token, _ := s.Issue(session)
	claims, reissue, err := s.Read(token)
	fmt.Println(claims.Account == someone, claims.Ends.Format(time.DateOnly), reissue, err)
	// Output: true 2026-04-20 false <nil>
}
