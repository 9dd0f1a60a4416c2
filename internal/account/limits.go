package account

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"net/netip"
	"sync"
	"time"
)

// How failed sign-ins slow the next ones down. There is no lockout: whoever waits may try again.
const (
	LongestDelay = 15 * time.Minute

	freeFailures        = 5   // of an account
	freePrefixFailures  = 100 // of a prefix: a whole school mistypes behind one address
	prefixFailuresTwice = 5   // so many more double the delay of a prefix
	mostPrefixFailures  = 160 // counted: past the longest delay, and over after less than three hours
	prefixForgets       = time.Minute
)

// Delay is how long an account waits after so many failures in a row: nothing for the first five, then a second,
// doubled by each further one, up to LongestDelay.
func Delay(failures int) time.Duration { return doubled(failures - freeFailures) }

// doubled is no time for 0 and below, a second for 1, and twice the time for each one more.
func doubled(times int) time.Duration {
	if times <= 0 {
		return 0
	}
	return min(time.Second<<min(times-1, 20), LongestDelay)
}

// AccountBucket is where the store counts the failures of a name, known or not: a keyed hash of its key.
func AccountBucket(secret []byte, key string) []byte { return keyed(secret, "account", key) }

// PrefixOf is the network that an address counts for: /24, or /48 in IPv6, which one household or office has.
func PrefixOf(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := 48
	if addr.Is4() {
		bits = 24
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{} // no address at all: they all count together
	}
	return prefix
}

// The table of Buckets: sets of few slots each, in which a prefix has its place.
const (
	usualSlots = 32 * 1024 // of 32 bytes
	setSlots   = 8
)

// BucketsConfig says how large the table is. Its zero value is a sound default.
type BucketsConfig struct {
	Free   int              // failures of a prefix that delay nothing; 0: 100
	Slots  int              // 0: 32768, that is 1 MiB
	Random io.Reader        // nil: crypto/rand
	Now    func() time.Time // nil: time.Now
}

// Buckets count failures by address prefix, in a table that never grows and knows no address: only hashes, keyed with
// bytes that this process alone has. Where there is no room the prefix with the fewest failures makes some. Successes
// are not counted. It is safe for concurrent use.
type Buckets struct {
	now    func() time.Time
	free   int
	secret []byte
	guard  sync.Mutex
	slots  []bucket
}

type bucket struct {
	tag      uint64 // 0: free
	failures int64
	last     int64 // ns, of the last failure
	until    int64 // ns, of the delay
}

// NewBuckets makes an empty table.
func NewBuckets(c BucketsConfig) (*Buckets, error) {
	if c.Slots == 0 {
		c.Slots = usualSlots
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	b := &Buckets{now: c.Now, free: cmp.Or(c.Free, freePrefixFailures), secret: make([]byte, secretLength), slots: make([]bucket, max(1, c.Slots/setSlots)*setSlots)}
	if _, err := io.ReadFull(c.Random, b.secret); err != nil {
		return nil, fmt.Errorf("make the key of address buckets: %w", err)
	}
	return b, nil
}

// Wait is how long an address has to wait before it may try.
func (b *Buckets) Wait(addr netip.Addr) time.Duration {
	tag := b.tag(addr)
	b.guard.Lock()
	defer b.guard.Unlock()
	for _, slot := range b.set(tag) {
		if slot.tag == tag {
			return max(0, time.Duration(slot.until-b.now().UnixNano()))
		}
	}
	return 0
}

// Fail counts a failure, and gives how long the address has to wait now.
func (b *Buckets) Fail(addr netip.Addr) time.Duration {
	tag := b.tag(addr)
	b.guard.Lock()
	defer b.guard.Unlock()
	now := b.now().UnixNano()
	set := b.set(tag)
	slot := &set[0]
	for i := range set {
		if set[i].tag == tag {
			slot = &set[i]
			break
		}
		if set[i].remembered(now) < slot.remembered(now) {
			slot = &set[i]
		}
	}
	if slot.tag != tag {
		*slot = bucket{tag: tag}
	}
	slot.failures = min(slot.remembered(now)+1, mostPrefixFailures)
	slot.last = now
	beyond := int(slot.failures) - b.free
	wait := doubled((beyond + prefixFailuresTwice - 1) / prefixFailuresTwice)
	slot.until = max(slot.until, now+int64(wait))
	return time.Duration(slot.until - now)
}

// remembered is how many failures still count: one is forgotten each minute.
func (b bucket) remembered(now int64) int64 {
	return max(0, b.failures-max(0, now-b.last)/int64(prefixForgets))
}

func (b *Buckets) tag(addr netip.Addr) uint64 {
	return binary.BigEndian.Uint64(keyed(b.secret, "prefix", PrefixOf(addr).String())) | 1
}

func (b *Buckets) set(tag uint64) []bucket {
	first := int(tag>>1%uint64(len(b.slots)/setSlots)) * setSlots
	return b.slots[first : first+setSlots]
}
