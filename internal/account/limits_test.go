package account

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestDelay(t *testing.T) {
	for failures, want := range map[int]time.Duration{
		-1: 0, 0: 0, 5: 0, 6: time.Second, 7: 2 * time.Second, 10: 16 * time.Second, 15: 512 * time.Second,
		16: LongestDelay, 17: LongestDelay, 1 << 40: LongestDelay,
	} {
		if got := Delay(failures); got != want {
			t.Errorf("Delay(%d) = %v, want %v", failures, got, want)
		}
	}
	for n := range 100 {
		if Delay(n+1) < Delay(n) {
			t.Errorf("Delay falls after %d", n)
		}
	}
}

func TestPrefixOf(t *testing.T) {
	for addr, want := range map[string]string{
		"192.0.2.77": "192.0.2.0/24", "::ffff:192.0.2.77": "192.0.2.0/24",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1::/48", "fe80::1%eth0": "fe80::/48", "::1": "::/48", "127.0.0.1": "127.0.0.0/24",
	} {
		if got := PrefixOf(netip.MustParseAddr(addr)).String(); got != want {
			t.Errorf("PrefixOf(%s) = %s, want %s", addr, got, want)
		}
	}
	if got := PrefixOf(netip.Addr{}); got.IsValid() {
		t.Errorf("PrefixOf of no address = %v", got)
	}
}

func TestAccountBucket(t *testing.T) {
	secret := make([]byte, 32)
	one := AccountBucket(secret, "zoe")
	if len(one) != 32 || bytes.Contains(one, []byte("zoe")) || !bytes.Equal(one, AccountBucket(secret, "zoe")) {
		t.Errorf("the bucket is %x", one)
	}
	if bytes.Equal(one, AccountBucket(secret, "zoé")) || bytes.Equal(one, AccountBucket(bytes.Repeat([]byte{1}, 32), "zoe")) {
		t.Error("two buckets are one")
	}
}

func newBuckets(t *testing.T, slots int) (*Buckets, *clock) {
	t.Helper()
	c := &clock{noon}
	b, err := NewBuckets(BucketsConfig{Slots: slots, Now: c.read})
	if err != nil {
		t.Fatal(err)
	}
	return b, c
}

func TestBuckets(t *testing.T) {
	b, clock := newBuckets(t, 0)
	addr, neighbour, other := netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("192.0.2.200"), netip.MustParseAddr("192.0.3.7")
	for n := range freePrefixFailures {
		if wait := b.Fail(addr); wait != 0 {
			t.Fatalf("failure %d of a school costs %v", n+1, wait)
		}
	}
	if wait := b.Fail(neighbour); wait != time.Second {
		t.Errorf("one more costs %v", wait)
	}
	if b.Wait(addr) != time.Second || b.Wait(other) != 0 {
		t.Errorf("waits: %v, another network %v", b.Wait(addr), b.Wait(other))
	}
	clock.forward(time.Second)
	if b.Wait(addr) != 0 {
		t.Errorf("after the delay: %v", b.Wait(addr))
	}
	last := time.Duration(0)
	for range 200 {
		wait := b.Fail(addr)
		if wait < last || wait > LongestDelay {
			t.Errorf("%v after %v", wait, last)
		}
		last = wait
	}
	if last != LongestDelay {
		t.Errorf("at the end it costs %v", last)
	}
	clock.forward(mostPrefixFailures * prefixForgets)
	if b.Wait(addr) != 0 || b.Fail(addr) != 0 {
		t.Error("nothing is forgotten after a day")
	}
}

// TestMillionPrefixesKeepMemoryFlat: and who tries most is not forgotten for them, nor does anybody else wait.
func TestMillionPrefixesKeepMemoryFlat(t *testing.T) {
	b, _ := newBuckets(t, 1024)
	guesser, victim := netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("203.0.113.9")
	for range 150 {
		b.Fail(guesser)
	}
	held := b.Wait(guesser)
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, slots := live(), len(b.slots)
	for n := range uint32(1_000_000) {
		var raw [16]byte
		raw[0], raw[1] = 0x20, 0x01
		binary.BigEndian.PutUint32(raw[2:], n)
		b.Fail(netip.AddrFrom16(raw))
	}
	if after := live(); after > before+256*1024 || len(b.slots) != slots {
		t.Errorf("%d bytes before, %d after, %d slots", before, after, len(b.slots))
	}
	if b.Wait(guesser) != held || held == 0 {
		t.Errorf("who guesses waits %v, before the others %v", b.Wait(guesser), held)
	}
	if b.Wait(victim) != 0 {
		t.Errorf("the victim waits %v", b.Wait(victim))
	}
}

func TestBucketsAtOnce(t *testing.T) {
	b, clock := newBuckets(t, 8)
	addr := netip.MustParseAddr("192.0.2.7")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 15 {
				b.Fail(addr)
				b.Wait(addr)
			}
		})
	}
	all.Wait()
	now := clock.now.UnixNano()
	if !slices.ContainsFunc(b.slots, func(s bucket) bool { return s.remembered(now) == 120 }) {
		t.Error("failures got lost")
	}
}
