package account_test

import (
	"encoding/base64"
	"testing"
	"time"

	"sentier/internal/account"
)

// A letter is tried for nearly three days, and given up then.
func TestNextTry(t *testing.T) {
	if wait, again := account.NextTry(1); wait != time.Minute || !again {
		t.Errorf("after the first: %v, %t", wait, again)
	}
	var sum, last time.Duration
	tries := 1
	for ; ; tries++ {
		wait, again := account.NextTry(tries)
		if !again {
			break
		}
		if last > 0 && wait != 2*last {
			t.Errorf("after %d tries it waits %v, and before %v", tries, wait, last)
		}
		sum, last = sum+wait, wait
	}
	if day := 24 * time.Hour; sum < 2*day || sum > 3*day || sum > account.NewsLife {
		t.Errorf("given up after %v and %d tries", sum, tries)
	}
}

func TestLetterDelay(t *testing.T) {
	for letters, want := range map[int]time.Duration{-1: 0, 0: 0, 1: time.Minute, 2: 2 * time.Minute, 6: 32 * time.Minute, 7: time.Hour, 1 << 40: time.Hour} {
		if got := account.LetterDelay(letters); got != want {
			t.Errorf("after %d letters: %v, want %v", letters, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	secret, bound := []byte("secret"), []string{"hash", "a@example.org"}
	made := account.Link{Use: account.RecoverLetter, Account: "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", Ends: now.Add(account.RecoverLife)}
	text, err := made.Sign(secret, bound...)
	if err != nil {
		t.Fatal(err)
	}
	read, ok := account.ReadLink(account.RecoverLetter, text)
	if !ok || read.Account != made.Account || !read.Ends.Equal(made.Ends) {
		t.Fatalf("read %t %+v", ok, read)
	}
	if !read.Holds(secret, text, made.Ends.Add(-time.Second), bound...) {
		t.Error("it does not hold")
	}
	other := read
	other.Use = account.ConfirmLetter
	for name, holds := range map[string]bool{
		"over":             read.Holds(secret, text, made.Ends, bound...),
		"another use":      other.Holds(secret, text, now, bound...),
		"another secret":   read.Holds([]byte("other"), text, now, bound...),
		"another password": read.Holds(secret, text, now, "other hash", bound[1]),
		"another address":  read.Holds(secret, text, now, bound[0], "b@example.org"),
		"bound otherwise":  read.Holds(secret, text, now, bound[0]+bound[1]),
		"bound to nothing": read.Holds(secret, text, now),
	} {
		if holds {
			t.Errorf("%s: it holds", name)
		}
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw { // no byte of it may be another
		raw[i] ^= 1
		changed := base64.RawURLEncoding.EncodeToString(raw)
		if link, ok := account.ReadLink(account.RecoverLetter, changed); ok && link.Holds(secret, changed, now, bound...) {
			t.Errorf("with another byte %d it holds", i)
		}
		raw[i] ^= 1
	}
	for _, bad := range []string{"", "x", text + "A", text[1:], text + "=", text + "\n"} {
		if _, ok := account.ReadLink(account.RecoverLetter, bad); ok {
			t.Errorf("%q is read", bad)
		}
	}
	if _, err := (account.Link{Account: "nobody"}).Sign(secret); err == nil {
		t.Error("a link for nobody is signed")
	}
}
