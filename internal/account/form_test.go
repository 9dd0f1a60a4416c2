package account

import (
	"testing"
	"time"
)

func TestForms(t *testing.T) {
	f := Forms{Keyring: newTokenKeyring(t)}
	stamp, err := f.StampForm(noon)
	if err != nil {
		t.Fatal(err)
	}
	for after, want := range map[time.Duration]string{
		0: "account.form_quick", -time.Hour: "account.form_quick", ShortestForm - time.Millisecond: "account.form_quick",
		ShortestForm: "", time.Hour: "", LongestForm: "", LongestForm + time.Millisecond: "account.form_old",
	} {
		if got := message(t, f.CheckForm(stamp, noon.Add(after))); got != want {
			t.Errorf("after %v: %q, want %q", after, got, want)
		}
	}
	other, err := Forms{Keyring: newTokenKeyring(t)}.StampForm(noon)
	if err != nil {
		t.Fatal(err)
	}
	browser, err := Browsers{Keyring: f.Keyring}.Stamp(someone, noon)
	if err != nil {
		t.Fatal(err)
	}
	for name, stamp := range map[string]string{
		"none": "", "another site's": other, "a browser's": browser, "earlier": "AAAA" + stamp[4:], "cut": stamp[:8], "two": stamp + stamp,
	} {
		if got := message(t, f.CheckForm(stamp, noon.Add(time.Minute))); got != "account.form_stamp" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func FuzzCheckForm(f *testing.F) {
	forms := Forms{Keyring: newTokenKeyring(f)}
	good, err := forms.StampForm(noon)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("")
	f.Fuzz(func(t *testing.T, stamp string) {
		if err := forms.CheckForm(stamp, noon.Add(time.Minute)); err == nil && stamp != good {
			t.Errorf("%q is a stamp that nobody made", stamp)
		}
	})
}
