package connection_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"sentier/internal/connection"
)

func keys(t *testing.T) (public string, private connection.Opener) {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	private, err = connection.ParseOpener(strings.NewReader("# created: today\n" + identity.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return identity.Recipient().String(), private
}

var record = connection.Record{
	At: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), Act: connection.Wrote, Address: "192.0.2.7:4711",
	Account: "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", Name: "Renarde", Module: "m", Topic: "t", Post: "p",
}

func TestOnlyThePrivateKeyOpens(t *testing.T) {
	public, private := keys(t)
	seal, err := connection.Parse(public)
	if err != nil || !seal.On() {
		t.Fatalf("on %t, %v", seal.On(), err)
	}
	text, err := seal.Seal(record)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"192.0.2.7", "Renarde", record.Account} {
		if bytes.Contains(text, []byte(word)) {
			t.Errorf("%q can be read", word)
		}
	}
	sealed := connection.Sealed{At: record.At, Text: text}
	if got, err := private.Open(sealed); err != nil || got != record {
		t.Errorf("opened %+v, %v", got, err)
	}
	_, other := keys(t)
	if got, err := other.Open(sealed); err == nil {
		t.Errorf("another key opens it: %+v", got)
	}
	sealed.Text = bytes.Clone(text)
	sealed.Text[len(text)-1] ^= 1
	if got, err := private.Open(sealed); err == nil {
		t.Errorf("changed, it opens: %+v", got)
	}
	again, err := seal.Seal(record)
	if err != nil || bytes.Equal(text, again) {
		t.Errorf("two records of one connection are alike, %v", err)
	}
}

func TestNothingIsSealedWithoutAKey(t *testing.T) {
	seal, err := connection.Parse("")
	if err != nil || seal.On() {
		t.Fatalf("on %t, %v", seal.On(), err)
	}
	if text, err := seal.Seal(record); text != nil || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

func TestKeysThatAreNone(t *testing.T) {
	public, _ := keys(t)
	for _, text := range []string{"age1", "ssh-ed25519 AAAA", public[:len(public)-1], strings.Replace(public, "age1", "age2", 1)} {
		if _, err := connection.Parse(text); err == nil || !strings.Contains(err.Error(), "age-keygen") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := connection.ParseOpener(strings.NewReader(public)); err == nil {
		t.Error("a public key is taken for a private one")
	}
}
