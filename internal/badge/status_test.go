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

func TestPositionOfCredential(t *testing.T) {
	k := keys(t)
	of := func(change func(*Status) *Status) (Position, bool) {
		c, err := Verify(issue(t).Token, k.Find, noon)
		if err != nil {
			t.Fatal(err)
		}
		c.Status = change(c.Status)
		return c.Position()
	}
	if at, found := of(func(s *Status) *Status { return s }); !found || at != issue(t).Position {
		t.Errorf("got %v, %v", at, found)
	}
	for name, change := range map[string]func(*Status) *Status{
		"no status": func(*Status) *Status { return nil },
		"no list":   func(s *Status) *Status { s.List = "https://courses.example.org/"; return s },
		"list 0":    func(s *Status) *Status { s.List = "https://courses.example.org/ob/status/0"; return s },
		"no index":  func(s *Status) *Status { s.Index = ""; return s },
		"too far":   func(s *Status) *Status { s.Index = "131072"; return s },
	} {
		if at, found := of(change); found {
			t.Errorf("%s: %v", name, at)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("no luck") }

func TestDrawPosition(t *testing.T) {
	for _, test := range []struct {
		last, given int
		raw         string
		want        Position
	}{
		{0, 0, "\x00\x00\x00\x00", Position{1, 0}},
		{1, 1, "\x00\x00\x00\x07", Position{1, 7}},
		{1, ListSize/2 - 1, "\x00\x01\xff\xff", Position{1, 131071}},
		{1, ListSize / 2, "\xff\xff\xff\xff", Position{2, 131071}},
		{1, ListSize/2 + 3, "\xff\xff\xff\xff", Position{2, 131071}}, // several were drawn at once
		{4, 5, "\x00\x02\x00\x05", Position{4, 5}},
	} {
		if got, err := DrawPosition(test.last, test.given, strings.NewReader(test.raw)); err != nil || got != test.want {
			t.Errorf("%d of list %d: got %v, %v", test.given, test.last, got, err)
		}
	}
	if _, err := DrawPosition(0, 0, broken{}); err == nil {
		t.Error("drawn without luck")
	}
}
