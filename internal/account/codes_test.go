package account

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
)

func TestNewCodes(t *testing.T) {
	codes, hashes, err := NewCodes(nil)
	if err != nil || len(codes) != CodeCount || len(hashes) != CodeCount {
		t.Fatalf("%d codes, %d hashes, %v", len(codes), len(hashes), err)
	}
	form := regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$`)
	for i, code := range codes {
		if !form.MatchString(code) {
			t.Errorf("a code is %q", code)
		}
		if hash, err := CodeHash(code); err != nil || !bytes.Equal(hash, hashes[i]) {
			t.Errorf("%q hashes to %x (%v), want %x", code, hash, err, hashes[i])
		}
	}
	if _, _, err := NewCodes(iotest.ErrReader(errors.New("no randomness"))); err == nil {
		t.Error("codes without randomness")
	}
}

// TestCodesHoldEightyBits: each of sixteen characters is any of thirty-two, as often as any other, whatever the
// others are.
func TestCodesHoldEightyBits(t *testing.T) {
	const rounds = 4000
	random := rand.NewChaCha8([32]byte{7})
	var counts [codeLength][256]int
	seen := map[string]bool{}
	for range rounds {
		codes, _, err := NewCodes(random)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range codes {
			if seen[code] {
				t.Fatalf("%q comes twice", code)
			}
			seen[code] = true
			for i, c := range []byte(strings.ReplaceAll(code, "-", "")) {
				counts[i][c]++
			}
		}
	}
	const expected = rounds * CodeCount / 32 // 1000, give or take 31
	for i := range counts {
		for _, c := range []byte(crockford) {
			if n := counts[i][c]; n < expected*8/10 || n > expected*12/10 {
				t.Errorf("character %d is %q %d times, want about %d", i, c, n, expected)
			}
		}
	}
}

func TestCodesAreForgiving(t *testing.T) {
	want, err := CodeHash("0123-10AB-CDEF-GHJK")
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{
		"012310abcdefghjk", "0123 10ab cdef ghjk", " 0123-10AB-CDEF-GHJK\r\n", "O123-I0AB-CDEF-GHJK", "o1231oabcdefghjk",
		"Ol23-lOab-cdef-ghjk", "0123–10AB—CDEF‑GHJK", "0123\u00a010AB\u202fCDEF-GHJK", "0-1-2-3-1-0-A-B-C-D-E-F-G-H-J-K",
	} {
		if hash, err := CodeHash(typed); err != nil || !bytes.Equal(hash, want) {
			t.Errorf("CodeHash(%q) = %x, %v", typed, hash, err)
		}
	}
	for _, typed := range []string{
		"", "-", "0123-10AB-CDEF-GHJ", "0123-10AB-CDEF-GHJK0", "0123-10AB-CDEF-GHJU", "0123-10AB-CDEF-GHJ!", "0123/10AB/CDEF/GHJK",
		"０123-10AB-CDEF-GHJK", "0123-10AB-CDEF-GHJ\x00", "0123-10AB-CDEF-GHJ\xff",
	} {
		if _, err := CodeHash(typed); message(t, err) != "account.code_form" {
			t.Errorf("CodeHash(%q) says %v", typed, err)
		}
	}
	if other, err := CodeHash("0123-10AB-CDEF-GHJM"); err != nil || bytes.Equal(other, want) {
		t.Errorf("another code hashes to the same (%v)", err)
	}
}

// FuzzCodeHash: whatever is typed is a code or a fault, and case and grouping never matter.
func FuzzCodeHash(f *testing.F) {
	for _, s := range []string{"0123-10AB-CDEF-GHJK", "oooo llll iiii 0101", "", "é", "\xff", strings.Repeat("0", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		hash, err := CodeHash(typed)
		if err != nil {
			if message(t, err) != "account.code_form" {
				t.Errorf("CodeHash(%q) says %v", typed, err)
			}
			return
		}
		for _, again := range []string{strings.ToLower(typed), strings.ToUpper(typed), strings.ReplaceAll(typed, "-", ""), " " + typed} {
			if other, err := CodeHash(again); err != nil || !bytes.Equal(hash, other) {
				t.Errorf("%q is a code, %q is not the same (%v)", typed, again, err)
			}
		}
	})
}
