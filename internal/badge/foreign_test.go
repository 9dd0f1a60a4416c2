package badge

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sentier/internal/fault"
)

func TestReadForeign(t *testing.T) {
	b := issue(t)
	f, err := ReadForeign(b.Token, noon)
	if err != nil {
		t.Fatal(err)
	}
	if f.Credential != site.CredentialURL(badgeID) || f.Issuer != site.Base || f.Title != "Jardiner" || f.Lang != "fr" ||
		!f.Issued.Equal(b.Issued) || f.Token != b.Token || len(f.ID) != 64 {
		t.Errorf("%+v", f)
	}
	again, err := ReadForeign(b.Token, noon.Add(1000*24*time.Hour))
	if err != nil || again != f {
		t.Errorf("later: %+v, %v", again, err)
	}
}

// Whoever makes a key of their own signs what they like, but not under an address that is another key's.
func TestReadForeignRefuses(t *testing.T) {
	keys, good := keys(t), issue(t)
	parts := strings.Split(good.Token, ".")
	head := func(change func(*header)) string {
		h := header{Algorithm: algorithm, KeyID: site.KeyURL(keys[0].ID), Key: site.JWK(keys[0]), Type: "JWT"}
		change(&h)
		data, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(data) + "." + parts[1] + "." + parts[2]
	}
	signed := func(at Issuer, change func(*Credential)) string {
		var c Credential
		data, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err == nil {
			err = json.Unmarshal(data, &c)
		}
		if err != nil {
			t.Fatal(err)
		}
		change(&c)
		token, err := at.sign(keys[0], c)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	other := Issuer{Base: "https://other.example", Name: "Other"}
	for name, token := range map[string]string{
		"nothing":         "",
		"no token":        "abc",
		"no key":          base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"RS256"}`)) + "." + parts[1] + "." + parts[2],
		"too long":        strings.Repeat("a", mostToken+1),
		"no signature":    parts[0] + "." + parts[1] + ".",
		"alg none":        head(func(h *header) { h.Algorithm = "none" }),
		"another key":     head(func(h *header) { h.Key = site.JWK(keys[1]) }),
		"another address": head(func(h *header) { h.KeyID = "https://elsewhere.example/ob/keys/x" }),
		"key of another":  signed(other, func(*Credential) {}),
		"another issuer":  signed(site, func(c *Credential) { c.Issuer.ID = other.URL() }),
		"issuer and iss":  signed(site, func(c *Credential) { c.Issuer.ID, c.RegisteredClaims.Issuer = other.URL(), other.URL() }),
		"issuer's page":   signed(site, func(c *Credential) { c.Issuer.URL = "https://elsewhere.example" }),
		"another's id": signed(site, func(c *Credential) {
			c.ID, c.RegisteredClaims.ID = other.CredentialURL(badgeID), other.CredentialURL(badgeID)
		}),
		"an id that is none": signed(site, func(c *Credential) { c.ID, c.RegisteredClaims.ID = site.CredentialURL("x"), site.CredentialURL("x") }),
		"another subject":    signed(site, func(c *Credential) { c.Subject.ID, c.RegisteredClaims.Subject = "urn:uuid:x", "urn:uuid:x" }),
		"no title":           signed(site, func(c *Credential) { c.Subject.Achievement.Name = "" }),
		"a title of lines":   signed(site, func(c *Credential) { c.Subject.Achievement.Name = "a\nb" }),
		"not yet": signed(site, func(c *Credential) {
			c.ValidFrom, c.RegisteredClaims.NotBefore = "2027-01-01T00:00:00Z", jwt.NewNumericDate(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		}),
	} {
		if f, err := ReadForeign(token, noon); err == nil || fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.TooLarge {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	for _, base := range []string{"", "https://", "ftp://a.example", "https://a.example/", "https://u@a.example", "https://a.example?x",
		"javascript:alert(1)", "https://a.example/\u00e9", "https://" + strings.Repeat("a", 300)} {
		at := Issuer{Base: base}
		token := signed(at, func(c *Credential) {
			c.Issuer.ID, c.Issuer.URL, c.ID = at.URL(), base, at.CredentialURL(badgeID)
			c.RegisteredClaims = claims(c.Issuer.ID, c.ID, c.Subject.ID, c.RegisteredClaims.NotBefore.Time)
		})
		if f, err := ReadForeign(token, noon); err == nil {
			t.Errorf("%q is the address of a site: %+v", base, f)
		}
	}
}

// FuzzReadForeign: anything may come in an export. What is taken says who issued it, and was signed.
func FuzzReadForeign(f *testing.F) {
	good := issue(f)
	parts := strings.Split(good.Token, ".")
	for _, seed := range []string{good.Token, "", "..", parts[0] + ".e30.AA", "e30." + parts[1] + "." + parts[2], parts[0] + "." + parts[1] + "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		b, err := ReadForeign(token, noon)
		if err == nil && (b.Token != token || !isBase(b.Issuer) || !strings.HasPrefix(b.Credential, b.Issuer+"/ob/credentials/") || !isTitle(b.Title)) {
			t.Fatalf("%+v", b)
		}
	})
}
