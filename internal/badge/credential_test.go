package badge

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sentier/internal/fault"
)

var update = flag.Bool("update", false, "rewrite testdata/credential.json")

func TestIssue(t *testing.T) {
	b, k := issue(t), keys(t)
	if b.ID != badgeID || b.Module != "jardin" || b.Lang != "fr" || b.Title != "Jardiner" || b.Revision != "abcdef012345" ||
		len(b.Hash) != 64 || b.Picture != PictureOf(garden()).Hash || b.Position != (Position{1, 131071}) || b.Public ||
		!b.Issued.Equal(noon.Truncate(time.Second)) {
		t.Errorf("got %+v", b)
	}
	c, err := Verify(b.Token, k.Find, noon)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(c, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/credential.json", append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/credential.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(got)+"\n" != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	head, err := base64.RawURLEncoding.DecodeString(strings.Split(b.Token, ".")[0])
	if err != nil {
		t.Fatal(err)
	}
	var header map[string]any
	if err := json.Unmarshal(head, &header); err != nil || len(header) != 4 || header["alg"] != "RS256" ||
		header["kid"] != site.KeyURL(k[0].ID) || header["typ"] != "JWT" || header["jwk"] == nil {
		t.Errorf("%v: the header is %s", err, head)
	}
	if len(b.Token) > 8<<10 {
		t.Errorf("the token takes %d bytes", len(b.Token))
	}
}

func TestNobodyIsNamed(t *testing.T) {
	c, err := Verify(issue(t).Token, keys(t).Find, noon)
	if err != nil {
		t.Fatal(err)
	}
	if c.Subject.ID != "urn:uuid:"+string(badgeID) {
		t.Errorf("the subject is %q", c.Subject.ID)
	}
	data, err := json.Marshal(c.Subject)
	if err != nil {
		t.Fatal(err)
	}
	var subject map[string]any
	if err := json.Unmarshal(data, &subject); err != nil || len(subject) != 3 {
		t.Errorf("%v: %s", err, data)
	}
}

func TestIssueIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Issuer, *Award){
		"no address": func(i *Issuer, _ *Award) { i.Base = "" },
		"no badge":   func(_ *Issuer, a *Award) { a.Module.Badge = nil },
		"no list":    func(_ *Issuer, a *Award) { a.Position.List = 0 },
		"no place":   func(_ *Issuer, a *Award) { a.Position.Index = ListSize },
	} {
		i, a := site, award()
		spoil(&i, &a)
		if b, err := i.Issue(keys(t)[0], a); err == nil {
			t.Errorf("%s: got %+v", name, b)
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	k, b := keys(t), issue(t)
	resign := func(change func(c *Credential)) string {
		c, err := Verify(b.Token, k.Find, noon)
		if err != nil {
			t.Fatal(err)
		}
		change(c)
		token, err := site.sign(k[0], c)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	parts := strings.Split(b.Token, ".")
	header := func(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
	hmac, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"kid": "x"}).SignedString(k[0].private.N.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	other := Keys{k[1]}
	stolen, err := Issuer{Base: site.Base}.sign(Key{ID: k[0].ID, private: k[1].private}, Credential{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, token, message string
		keys                 Keys
		at                   time.Time
	}{
		{"nothing", "", "badge.unreadable", k, noon},
		{"words", "not a badge", "badge.unreadable", k, noon},
		{"too long", strings.Repeat("a", mostToken+1), "badge.unreadable", k, noon},
		{"a padded signature", b.Token + "=", "badge.unreadable", k, noon},
		{"a key we do not have", b.Token, "badge.key", other, noon},
		{"another's key under our key's address", stolen, "badge.signature", k, noon},
		{"a changed payload", parts[0] + "." + strings.Replace(parts[1], "a", "b", 1) + "." + parts[2], "", k, noon},
		{"no signature", parts[0] + "." + parts[1] + ".", "badge.signature", k, noon},
		{"alg none", header(`{"alg":"none","kid":"`+k[0].ID+`"}`) + "." + parts[1] + ".", "badge.signature", k, noon},
		{"HMAC with the public key", hmac, "badge.signature", k, noon},
		{"from tomorrow", b.Token, "badge.claims", k, noon.AddDate(0, 0, -1)},
		{"another iss", resign(func(c *Credential) { c.RegisteredClaims.Issuer = "https://evil.example" }), "badge.claims", k, noon},
		{"another jti", resign(func(c *Credential) { c.RegisteredClaims.ID = "x" }), "badge.claims", k, noon},
		{"another sub", resign(func(c *Credential) { c.RegisteredClaims.Subject = "x" }), "badge.claims", k, noon},
		{"another nbf", resign(func(c *Credential) { c.NotBefore.Time = c.NotBefore.AddDate(-1, 0, 0) }), "badge.claims", k, noon},
		{"no nbf", resign(func(c *Credential) { c.NotBefore = nil }), "badge.claims", k, noon},
		{"no date", resign(func(c *Credential) { c.ValidFrom = "" }), "badge.claims", k, noon},
		{"another context", resign(func(c *Credential) { c.Context = nil }), "badge.claims", k, noon},
		{"no badge", resign(func(c *Credential) { c.Type = c.Type[:1] }), "badge.claims", k, noon},
		{"expired", resign(func(c *Credential) { c.ExpiresAt = jwt.NewNumericDate(noon.AddDate(0, 0, -1)) }), "badge.claims", k, noon},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := Verify(test.token, test.keys.Find, test.at)
			var f *fault.Error
			if c != nil || !errors.As(err, &f) || test.message != "" && f.Message != test.message {
				t.Errorf("got %v, %v", c, err)
			}
		})
	}
	if _, err := Verify(resign(func(*Credential) {}), k.Find, noon); err != nil {
		t.Errorf("unchanged and signed again: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	b, k := issue(f), keys(f)
	list, err := site.SignStatus(k[0], 1, []int{3}, noon)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b.Token)
	f.Add(list)
	f.Add("e30.e30.e30")
	f.Fuzz(func(t *testing.T, token string) {
		if c, err := Verify(token, k.Find, noon); err == nil && token != b.Token {
			t.Errorf("a badge that we did not sign: %+v", c)
		}
		if s, err := VerifyStatus(token, k.Find, noon); err == nil && token != list {
			t.Errorf("a list that we did not sign: %+v", s)
		}
		// With any key: no panic.
		anyKey := func(string) *rsa.PublicKey { return &k[1].private.PublicKey }
		if _, err := Verify(token, anyKey, noon); err == nil {
			t.Error("signed by a key that signs nothing")
		}
	})
}
