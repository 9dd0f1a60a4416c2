package badge

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"sentier/internal/fault"
)

func TestStatus(t *testing.T) {
	k := keys(t)
	revoked := []int{0, 7, 8, 70000, ListSize - 1}
	token, err := site.SignStatus(k[0], 2, revoked, noon)
	if err != nil {
		t.Fatal(err)
	}
	s, err := VerifyStatus(token, k.Find, noon)
	if err != nil {
		t.Fatal(err)
	}
	if s.ID != "https://courses.example.org/ob/status/2" || s.Issuer != site.URL() || s.Subject.Encoded[0] != 'u' {
		t.Errorf("got %+v", s)
	}
	found := 0
	for i := -1; i <= ListSize; i++ {
		if s.Revoked(i) {
			if found >= len(revoked) || revoked[found] != i {
				t.Fatalf("%d is revoked", i)
			}
			found++
		}
	}
	if found != len(revoked) {
		t.Errorf("%d are revoked", found)
	}
	if again, _ := site.SignStatus(k[0], 2, revoked, noon); again != token {
		t.Error("the same list is signed as another text: nodes would differ")
	}
	for _, index := range []int{-1, ListSize} {
		if _, err := site.SignStatus(k[0], 1, []int{index}, noon); err == nil {
			t.Errorf("%d was revoked", index)
		}
	}
	// A badge is no list, and a list no badge.
	if _, err := VerifyStatus(issue(t).Token, k.Find, noon); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a badge is a list: %v", err)
	}
	if _, err := Verify(token, k.Find, noon); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a list is a badge: %v", err)
	}
}

// The largest list, of bits that do not compress, can still be read.
func TestLists(t *testing.T) {
	for given, want := range map[int]int{0: 0, 1: 1, ListSize / 2: 1, ListSize/2 + 1: 2, ListSize: 2} {
		if got := Lists(given); got != want {
			t.Errorf("Lists(%d) = %d, want %d", given, got, want)
		}
		if given > 0 { // the one that was drawn last is on the last list
			if last, err := DrawPosition(given-1, strings.NewReader("abcd")); err != nil || last.List != want {
				t.Errorf("the badge number %d is on list %d, want %d (%v)", given, last.List, want, err)
			}
		}
	}
}

func TestFullList(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var revoked []int
	for i := range ListSize {
		if r.IntN(2) == 0 {
			revoked = append(revoked, i)
		}
	}
	token, err := site.SignStatus(keys(t)[0], 1, revoked, noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyStatus(token, keys(t).Find, noon); err != nil {
		t.Errorf("%d bytes: %v", len(token), err)
	}
}

func TestDecodeBitsRefuses(t *testing.T) {
	pack := func(size int) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(make([]byte, size))
		w.Close()
		return "u" + base64.RawURLEncoding.EncodeToString(b.Bytes())
	}
	if _, err := decodeBits(pack(ListSize / 8)); err != nil {
		t.Errorf("a whole list: %v", err)
	}
	for name, encoded := range map[string]string{
		"nothing": "", "another base": "z" + pack(ListSize / 8)[1:], "no base64": "u****", "no gzip": "uAAAA",
		"cut": pack(ListSize / 8)[:20], "too short": pack(ListSize/8 - 1), "a bomb": pack(4 << 20),
	} {
		if bits, err := decodeBits(encoded); err == nil {
			t.Errorf("%s gives %d bytes", name, len(bits))
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("no luck") }

func TestDrawPosition(t *testing.T) {
	for _, test := range []struct {
		given int
		raw   string
		want  Position
	}{
		{0, "\x00\x00\x00\x00", Position{1, 0}},
		{65535, "\x00\x01\xff\xff", Position{1, 131071}},
		{65536, "\xff\xff\xff\xff", Position{2, 131071}},
		{200000, "\x00\x02\x00\x05", Position{4, 5}},
	} {
		if got, err := DrawPosition(test.given, strings.NewReader(test.raw)); err != nil || got != test.want {
			t.Errorf("%d: got %v, %v", test.given, got, err)
		}
	}
	if _, err := DrawPosition(0, broken{}); err == nil {
		t.Error("drawn without luck")
	}
}
