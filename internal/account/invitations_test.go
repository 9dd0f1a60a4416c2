package account

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func TestNewInvitations(t *testing.T) {
	codes, hashes, err := NewInvitations(40, nil)
	if err != nil || len(codes) != 40 || len(hashes) != 40 {
		t.Fatalf("%d codes, %d hashes, %v", len(codes), len(hashes), err)
	}
	form := regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$`) // twelve of five bits: 60
	seen := map[string]bool{}
	for i, code := range codes {
		if !form.MatchString(code) || seen[code] {
			t.Errorf("a code is %q, seen before: %t", code, seen[code])
		}
		seen[code] = true
		for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", " "), " " + code + "\n"} {
			if hash, err := InvitationHash(typed); err != nil || !bytes.Equal(hash, hashes[i]) {
				t.Errorf("%q hashes to %x (%v), want %x", typed, hash, err, hashes[i])
			}
		}
	}
	for _, typed := range []string{"", codes[0][1:], codes[0] + "0", "0123-4567-89AU", "0123-10AB-CDEF-GHJK"} {
		if _, err := InvitationHash(typed); message(t, err) != "account.invitation_form" {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, _, err := NewInvitations(1, iotest.ErrReader(errors.New("no randomness"))); err == nil {
		t.Error("codes without randomness")
	}
}

// TestInvitationsAreNoRecoveryCodes: a hash of one use says nothing in the other.
func TestInvitationsAreNoRecoveryCodes(t *testing.T) {
	invitation, err := InvitationHash("0123-4567-89AB")
	if err != nil {
		t.Fatal(err)
	}
	code, err := CodeHash("0123-4567-89AB-0000")
	if err != nil || bytes.Equal(invitation, code) {
		t.Errorf("the same hash, or %v", err)
	}
}

func TestBatch(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	b, err := NewBatch("5e B", now, 90, nil)
	if err != nil || !regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$`).MatchString(b.ID) || b.LastDay().Format(time.DateOnly) != "2027-02-21" ||
		!b.Ends.Equal(time.Date(2027, 2, 22, 0, 0, 0, 0, time.UTC)) {
		t.Fatalf("%+v, %v", b, err)
	}
	b.Count, b.Left = 30, 12
	if b.Used() != 18 || !b.Open(now) || b.Open(b.Ends) {
		t.Errorf("%d used, open at first %t, at its end %t", b.Used(), b.Open(now), b.Open(b.Ends))
	}
	for name, closed := range map[string]Batch{
		"revoked": {Ends: b.Ends, Left: 1, Revoked: now}, "used up": {Ends: b.Ends, Count: 3}, "ended": {Ends: now, Left: 1},
	} {
		if closed.Open(now) {
			t.Errorf("a batch that is %s lets people in", name)
		}
	}
	if _, err := NewBatch("", now, 1, iotest.ErrReader(errors.New("no randomness"))); err == nil {
		t.Error("a name without randomness")
	}
}
