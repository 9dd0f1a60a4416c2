package web

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/site"
	"sentier/internal/store"
	"sentier/internal/theme"
)

// club is a site with members, on a store of its own.
type club struct {
	*reader
	kept   *store.Store
	keys   *oneKey
	people *Members
	cfg    Config
}

// oneKey is the key of badges of all tests: to make one takes a second.
type oneKey struct{ broken atomic.Bool }

var madeKey = sync.OnceValues(func() (account.SiteKey, error) { return badge.NewKey(2048, time.Now()) })

func (k *oneKey) Known(context.Context) (badge.Keys, error) {
	if k.broken.Load() {
		return nil, errors.New("the keys are broken")
	}
	made, err := madeKey()
	if err != nil {
		return nil, err
	}
	return badge.ParseKeys([]account.SiteKey{made})
}

func (k *oneKey) Signer(ctx context.Context) (badge.Key, error) {
	keys, err := k.Known(ctx)
	if err != nil {
		return badge.Key{}, err
	}
	key, _ := keys.Signer()
	return key, nil
}

// newClub opens a site with members.
func newClub(t *testing.T, base string, courses ...*course.Course) *club {
	t.Helper()
	kept, err := store.Open(t.Context(), store.Config{Database: filepath.Join(t.TempDir(), "club.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
	secret := func(purpose string) account.SiteKey {
		key, err := account.NewKey(purpose, nil, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	ring, err := account.NewKeyring([]account.SiteKey{secret(account.SessionKey)})
	if err != nil {
		t.Fatal(err)
	}
	settings := config.Default()
	settings.BaseURL = base
	said, err := account.NewBuckets(account.BucketsConfig{Free: FreelySaid})
	if err != nil {
		t.Fatal(err)
	}
	tried, err := account.NewBuckets(account.BucketsConfig{Free: FreelyTried})
	if err != nil {
		t.Fatal(err)
	}
	c := &club{kept: kept, keys: &oneKey{}}
	c.people = &Members{
		Learners: kept, Forum: kept, Moderation: kept, Sessions: account.Sessions{Keyring: ring, Now: time.Now}, Secret: secret(account.TokenKey).Secret,
		Said: said, Tried: tried, Badges: Badges{Store: kept, Keys: c.keys, Issuer: badge.Issuer{Base: base, Name: "Le club"}},
	}
	look, err := theme.Load(theme.Config{Site: settings})
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.Build(t.Context(), courses, site.Config{Theme: look, Settings: settings, Accounts: true, Badges: true, Voices: true,
		Holes: []site.Hole{site.Account, site.Banner, site.Flash, site.Outline, site.Next}})
	if err != nil {
		t.Fatal(err)
	}
	c.cfg = Config{Settings: settings, Members: c.people, Snapshot: new(atomic.Pointer[site.Snapshot])}
	c.cfg.Snapshot.Store(s)
	c.reader = newReader(t, c.cfg)
	return c
}

// join makes an account, and gives the cookie of somebody who is signed in with it.
func (c *club) join(t *testing.T, name string) (account.ID, string) {
	t.Helper()
	id, err := newID()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	if c.cfg.Now != nil {
		now = c.cfg.Now()
	}
	who := account.Account{ID: account.ID(id), Name: name, Key: account.NameKey(name), Lang: "fr", Created: now, Seen: now}
	session, err := c.people.Sessions.NewSession(who.ID, "Firefox", false)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.kept.CreateAccount(t.Context(), who, nil, session, nil, nil, account.Admission{}); err != nil {
		t.Fatal(err)
	}
	token, err := c.people.Sessions.Issue(session)
	if err != nil {
		t.Fatal(err)
	}
	return who.ID, New(c.cfg).cookieName(sessionCookie) + "=" + token
}

// as sends what somebody's browser sends; a form is sent from a page of ours.
func (c *club) as(cookie, method, path string, form map[string][]string) *http.Response {
	c.t.Helper()
	return c.send(method, path, form, "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
}
