package account

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"sentier/internal/fault"
)

// cheap is a cost that tests can pay many times.
var cheap = Cost{Memory: 64, Passes: 1, Threads: 1}

func newHasher(t *testing.T, c HasherConfig) *Hasher {
	t.Helper()
	h, err := NewHasher(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHash(t *testing.T) {
	h := newHasher(t, HasherConfig{})
	hash, err := h.Hash(t.Context(), "l’été sur le lac")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash is %s", hash)
	}
	for password, want := range map[string]bool{
		"l’été sur le lac": true, "l’e\u0301te\u0301 sur le lac": true, // another keyboard, the same letters
		"L’été sur le lac": false, "l’ete sur le lac": false, " l’été sur le lac": false, "": false,
	} {
		ok, outdated, err := h.Verify(t.Context(), hash, password)
		if ok != want || outdated || err != nil {
			t.Errorf("Verify(%q) = %v, %v, %v", password, ok, outdated, err)
		}
	}
	again, err := h.Hash(t.Context(), "l’été sur le lac")
	if err != nil || again == hash {
		t.Errorf("two learners with one password have one hash (%v)", err)
	}
}

// TestHashIsThatOfOthers takes a vector of the reference implementation: "password", "somesalt", t=2, m=64, p=1.
func TestHashIsThatOfOthers(t *testing.T) {
	const hash = "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$Bo1ismRVk2qm6+YAYLCmWHDb+j3fjUH3"
	ok, outdated, err := newHasher(t, HasherConfig{}).Verify(t.Context(), hash, "password")
	if !ok || !outdated || err != nil {
		t.Errorf("Verify = %v, %v, %v", ok, outdated, err)
	}
}

func TestAnotherCostIsOutdated(t *testing.T) {
	old := newHasher(t, HasherConfig{Cost: cheap})
	hash, err := old.Hash(t.Context(), "le chat dort")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []Cost{{64, 2, 1}, {128, 1, 1}, {64, 1, 2}} {
		h := newHasher(t, HasherConfig{Cost: c})
		if ok, outdated, err := h.Verify(t.Context(), hash, "le chat dort"); !ok || !outdated || err != nil {
			t.Errorf("%+v: %v, %v, %v", c, ok, outdated, err)
		}
		if ok, outdated, err := h.Verify(t.Context(), hash, "le chien dort"); ok || outdated || err != nil {
			t.Errorf("a wrong password, %+v: %v, %v, %v", c, ok, outdated, err)
		}
	}
	if ok, outdated, err := old.Verify(t.Context(), hash, "le chat dort"); !ok || outdated || err != nil {
		t.Errorf("the same cost: %v, %v, %v", ok, outdated, err)
	}
}

// counting makes a Hasher whose hashes stay in progress until release is closed, and are counted.
type counting struct {
	sync.Mutex
	now, most, all int
	release        chan struct{}
}

func (c *counting) derive(Derivation) []byte {
	c.Lock()
	c.now++
	c.all++
	c.most = max(c.most, c.now)
	c.Unlock()
	<-c.release
	c.Lock()
	c.now--
	c.Unlock()
	return make([]byte, keyLength)
}

func TestHundredHashesAtOnceStayBounded(t *testing.T) {
	h := newHasher(t, HasherConfig{Cost: cheap, AtOnce: 2, Queue: 30})
	c := &counting{release: make(chan struct{})}
	h.derive = c.derive
	results := make(chan error, 100)
	for range 50 {
		go func() { _, err := h.Hash(context.Background(), "le chat dort"); results <- err }()
		go func() { _, _, err := h.Verify(context.Background(), h.Dummy(), "le chat dort"); results <- err }()
	}
	for range 100 - 2 - 30 { // those for whom there is no room hear so before anybody's turn is over
		if err := <-results; fault.KindOf(err) != fault.Unavailable {
			t.Fatalf("one too many: %v", err)
		}
	}
	if err := h.Ready(); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("a full queue is ready: %v", err)
	}
	close(c.release)
	for range 2 + 30 {
		if err := <-results; err != nil {
			t.Errorf("one that waited: %v", err)
		}
	}
	if c.most != 2 || c.all != 32 {
		t.Errorf("%d at once, %d in all, want 2 and 32", c.most, c.all)
	}
	if err := h.Ready(); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if _, err := h.Hash(t.Context(), "le chat dort"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestWhoLeavesWaitsNoMore(t *testing.T) {
	h := newHasher(t, HasherConfig{Cost: cheap, AtOnce: 1, Queue: 1})
	c := &counting{release: make(chan struct{})}
	h.derive = c.derive
	busy := make(chan error)
	go func() { _, err := h.Hash(context.Background(), "le chat dort"); busy <- err }()
	for len(h.turns) == 0 {
		time.Sleep(time.Millisecond)
	}
	for range 3 { // each finds the one place in the queue free again
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		_, err := h.Hash(ctx, "le chat dort")
		cancel()
		if fault.KindOf(err) != fault.Unavailable || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("one that left: %v", err)
		}
	}
	close(c.release)
	if err := <-busy; err != nil {
		t.Error(err)
	}
	if c.all != 1 {
		t.Errorf("%d hashes were made, want 1", c.all)
	}
}

func TestDummyTakesTheSameWay(t *testing.T) {
	h := newHasher(t, HasherConfig{})
	var ways []string
	h.derive = func(d Derivation) []byte {
		if d.Cost != UsualCost() || len(d.Salt) != saltLength {
			t.Errorf("cost %+v, salt %d", d.Cost, len(d.Salt))
		}
		ways = append(ways, d.Password)
		return bytes.Repeat([]byte{byte(d.Length)}, d.Length)
	}
	real, err := h.Hash(t.Context(), "le chat dort")
	if err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{real, h.Dummy()} {
		ok, _, err := h.Verify(t.Context(), hash, "le chat dort")
		if ok != (hash == real) || err != nil {
			t.Errorf("%s: %v, %v", hash, ok, err)
		}
	}
	if len(ways) != 3 {
		t.Errorf("%d hashes were made, want one each", len(ways))
	}
	if newHasher(t, HasherConfig{}).Dummy() == h.Dummy() {
		t.Error("the dummy is the same everywhere")
	}
}

func TestEndlessPasswordsTakeNoWork(t *testing.T) {
	h := newHasher(t, HasherConfig{})
	h.derive = func(Derivation) []byte { t.Error("a hash was made"); return nil }
	endless := strings.Repeat("é", MostPassword+1)
	if ok, _, err := h.Verify(t.Context(), h.Dummy(), endless); ok || err != nil {
		t.Errorf("Verify = %v, %v", ok, err)
	}
	if _, err := h.Hash(t.Context(), endless); message(t, err) != "account.password_long" {
		t.Errorf("Hash = %v", err)
	}
}

func TestDamagedHashes(t *testing.T) {
	h := newHasher(t, HasherConfig{})
	h.derive = func(Derivation) []byte { t.Error("a hash was made"); return nil }
	for _, hash := range []string{
		"", "x", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=16$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=9999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=257$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$t=1,m=64,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$", "$argon2id$v=19$m=64,t=1,p=1$$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAA==",
	} {
		if ok, _, err := h.Verify(t.Context(), hash, "x"); ok || err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("%q: %v, %v", hash, ok, err)
		}
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=064,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePHC(s)
		if err != nil {
			return
		}
		again, err := parsePHC(formatPHC(p))
		if err != nil || again.cost != p.cost || !bytes.Equal(again.salt, p.salt) || !bytes.Equal(again.key, p.key) {
			t.Errorf("%q reads as %+v, written and read %+v, %v", s, p, again, err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	h, err := NewHasher(HasherConfig{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		h.Verify(b.Context(), h.Dummy(), "le chat dort")
	}
}
