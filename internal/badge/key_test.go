package badge

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/fault"
)

func TestKeys(t *testing.T) {
	stored, err := made()
	if err != nil {
		t.Fatal(err)
	}
	all := keys(t)
	if stored[0].Purpose != account.BadgeKey || stored[0].Created != noon || stored[0].ID != all[0].ID || all[0].ID == all[1].ID {
		t.Errorf("got %+v and %+v", stored[0], all[0])
	}
	if len(all[0].ID) != 43 {
		t.Errorf("the id %q is no SHA-256 in base64url", all[0].ID)
	}
	for _, kid := range []string{all[1].ID, site.KeyURL(all[1].ID), "https://old.example/ob/keys/" + all[1].ID} {
		if got := all.Find(kid); got == nil || !got.Equal(&all[1].private.PublicKey) {
			t.Errorf("%q finds %v", kid, got)
		}
	}
	for _, kid := range []string{"", ".", "/", site.KeyURL("x"), site.KeyURL(all[0].ID) + "x"} {
		if all.Find(kid) != nil {
			t.Errorf("%q finds a key", kid)
		}
	}
}

func TestSigner(t *testing.T) {
	stored, err := made()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := (Keys{}).Signer(); ok {
		t.Error("no key signs")
	}
	for _, want := range []int{0, 1, -1} {
		all, err := ParseKeys(stored[:])
		if err != nil {
			t.Fatal(err)
		}
		if k, ok := all.Signer(); ok != (want >= 0) || ok && k.ID != all[want].ID {
			t.Errorf("%v signs, want %d", k.ID, want)
		}
		if want >= 0 {
			stored[want].Retired = noon
			if all.Find(stored[want].ID) == nil {
				t.Error("a key that is retired is not found")
			}
		}
	}
	if _, err := ParseKeys([]account.SiteKey{stored[0], {ID: "x"}}); err == nil {
		t.Error("a key that cannot be read is left out in silence")
	}
}

// TestThumbprint is the example of RFC 7638, section 3.1.
func TestThumbprint(t *testing.T) {
	jwk := JWK{Type: "RSA", Exponent: "AQAB", Modulus: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zw" +
		"u1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FD" +
		"W2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3X" +
		"PksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}
	public, err := jwk.Public()
	if err != nil {
		t.Fatal(err)
	}
	if got := thumbprint(public); got != "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" {
		t.Errorf("got %q", got)
	}
}

func TestJWKIsPublic(t *testing.T) {
	all := keys(t)
	data, err := json.Marshal(site.JWKSet(all))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{`"d"`, `"p"`, `"q"`, `"dp"`, `"dq"`, `"qi"`} {
		if strings.Contains(string(data), secret) {
			t.Errorf("%s is published", secret)
		}
	}
	var set JWKSet
	if err := json.Unmarshal(data, &set); err != nil || len(set.Keys) != 2 {
		t.Fatalf("%v: %s", err, data)
	}
	for i, jwk := range set.Keys {
		public, err := jwk.Public()
		if err != nil || !public.Equal(&all[i].private.PublicKey) || jwk.ID != "https://courses.example.org/ob/keys/"+all[i].ID {
			t.Errorf("%v: %+v", err, jwk)
		}
	}
	if data, _ = json.Marshal(site.JWKSet(nil)); string(data) != `{"keys":[]}` {
		t.Errorf("no keys are %s", data)
	}
}

func TestKeysThatAreRefused(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for want, private := range map[string]any{"1024 bits": small, "no RSA key": curve} {
		secret, err := x509.MarshalPKCS8PrivateKey(private)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseKey(account.SiteKey{ID: "k", Secret: secret}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := ParseKey(account.SiteKey{ID: "k", Secret: []byte("x")}); err == nil || !strings.Contains(err.Error(), "PKCS #8") {
		t.Errorf("nonsense: %v", err)
	}
	good := site.JWK(keys(t)[0])
	for name, spoil := range map[string]func(*JWK){
		"another type":       func(k *JWK) { k.Type = "EC" },
		"no modulus":         func(k *JWK) { k.Modulus = "" },
		"modulus with =":     func(k *JWK) { k.Modulus += "=" },
		"a small modulus":    func(k *JWK) { k.Modulus = k.Modulus[:171] },
		"a huge modulus":     func(k *JWK) { k.Modulus = strings.Repeat(k.Modulus, 8) },
		"exponent 1":         func(k *JWK) { k.Exponent = "AQ" },
		"exponent 3":         func(k *JWK) { k.Exponent = "Aw" },
		"an even exponent":   func(k *JWK) { k.Exponent = "AQAC" },
		"a huge exponent":    func(k *JWK) { k.Exponent = "_____w" },
		"a longer exponent":  func(k *JWK) { k.Exponent = "AQAAAAAB" },
		"exponent in base64": func(k *JWK) { k.Exponent = "+/+/" },
	} {
		jwk := good
		spoil(&jwk)
		if _, err := jwk.Public(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
