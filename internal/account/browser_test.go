package account

import (
	"bytes"
	"strings"
	"testing"
)

func TestBrowsers(t *testing.T) {
	secret := bytes.Repeat([]byte{7}, 32)
	stamp, err := StampBrowser(secret, someone, nil)
	if err != nil {
		t.Fatal(err)
	}
	bucket, ok := BrowserBucket(secret, stamp, someone)
	if !ok || len(bucket) != 32 || strings.Contains(stamp, string(someone)) {
		t.Errorf("%q gives %x, %v", stamp, bucket, ok)
	}
	again, err := StampBrowser(secret, someone, nil)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(bucket, AccountBucket(secret, string(someone))) {
		t.Error("it is the account's own bucket")
	}
	if other, ok := BrowserBucket(secret, again, someone); !ok || bytes.Equal(bucket, other) {
		t.Errorf("another browser has the bucket %x, %v", other, ok)
	}
	for name, c := range map[string]struct {
		stamp string
		id    ID
	}{
		"another's": {stamp, ID(somewhere)}, "nobody's": {stamp, ""}, "none": {"", someone}, "cut": {stamp[:20], someone},
		"changed": {"AAAA" + stamp[4:], someone}, "long": {stamp + stamp, someone},
	} {
		if _, ok := BrowserBucket(secret, c.stamp, c.id); ok {
			t.Errorf("%s is recognised", name)
		}
	}
	if _, ok := BrowserBucket(bytes.Repeat([]byte{8}, 32), stamp, someone); ok {
		t.Error("another site recognises it")
	}
}
