package account

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func newTokenKeyring(t testing.TB) *Keyring {
	t.Helper()
	key, err := NewKey(TokenKey, nil, noon.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	ring, err := NewKeyring([]SiteKey{key})
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func TestBrowsers(t *testing.T) {
	b := Browsers{Keyring: newTokenKeyring(t)}
	stamp, err := b.Stamp(someone, noon)
	if err != nil {
		t.Fatal(err)
	}
	bucket, ok := b.Bucket(stamp, someone, noon.Add(300*24*time.Hour))
	if !ok || len(bucket) != 32 || strings.Contains(stamp, string(someone)) {
		t.Errorf("%q gives %x, %v", stamp, bucket, ok)
	}
	again, err := b.Stamp(someone, noon)
	if err != nil {
		t.Fatal(err)
	}
	if other, ok := b.Bucket(again, someone, noon); !ok || bytes.Equal(bucket, other) {
		t.Errorf("another browser has the bucket %x, %v", other, ok)
	}
	for name, c := range map[string]struct {
		stamp string
		id    ID
	}{
		"another's": {stamp, ID(somewhere)}, "nobody's": {stamp, ""}, "none": {"", someone}, "cut": {stamp[:20], someone},
		"changed": {"AAAA" + stamp[4:], someone}, "long": {stamp + stamp, someone},
	} {
		if _, ok := b.Bucket(c.stamp, c.id, noon); ok {
			t.Errorf("%s is recognised", name)
		}
	}
	if _, ok := (Browsers{Keyring: newTokenKeyring(t)}).Bucket(stamp, someone, noon); ok {
		t.Error("another site recognises it")
	}
}
