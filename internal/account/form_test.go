package account

import (
	"bytes"
	"testing"
	"time"
)

func TestForms(t *testing.T) {
	secret := bytes.Repeat([]byte{7}, 32)
	stamp := StampForm(secret, noon)
	for after, want := range map[time.Duration]string{
		0: "account.form_quick", -time.Hour: "account.form_quick", ShortestForm - time.Millisecond: "account.form_quick",
		ShortestForm: "", time.Hour: "", LongestForm: "", LongestForm + time.Millisecond: "account.form_old",
	} {
		if got := message(t, CheckForm(secret, stamp, noon.Add(after))); got != want {
			t.Errorf("after %v: %q, want %q", after, got, want)
		}
	}
	browser, err := StampBrowser(secret, someone, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, stamp := range map[string]string{
		"none": "", "another site's": StampForm(bytes.Repeat([]byte{8}, 32), noon), "a browser's": browser, "earlier": "AAAA" + stamp[4:], "cut": stamp[:8], "two": stamp + stamp,
	} {
		if got := message(t, CheckForm(secret, stamp, noon.Add(time.Minute))); got != "account.form_old" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func FuzzCheckForm(f *testing.F) {
	secret := bytes.Repeat([]byte{7}, 32)
	good := StampForm(secret, noon)
	f.Add(good)
	f.Add("")
	f.Fuzz(func(t *testing.T, stamp string) {
		if err := CheckForm(secret, stamp, noon.Add(time.Minute)); err == nil && stamp != good {
			t.Errorf("%q is a stamp that nobody made", stamp)
		}
	})
}
