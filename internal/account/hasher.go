package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"sentier/internal/fault"
	"sentier/internal/lang"
)

// Cost is what a hash takes: argon2id, RFC 9106.
type Cost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// UsualCost is the second of the equal choices in OWASP's password storage cheat sheet: 19 MiB, two passes.
func UsualCost() Cost { return Cost{Memory: 19 * 1024, Passes: 2, Threads: 1} }

// HasherConfig says how much a Hasher may do. Its zero value is a sound default.
type HasherConfig struct {
	Cost   Cost                    // of new hashes; zero: UsualCost
	AtOnce int                     // hashes made at the same time; 0: all cores but one, and at least one
	Queue  int                     // how many may wait for their turn; 0: 64
	Random io.Reader               // nil: crypto/rand
	Derive func(Derivation) []byte // nil: Derivation.Key, in this process
}

// Derivation is the work of a hash: the key that a password gives with a salt.
type Derivation struct {
	Password string
	Salt     []byte
	Cost     Cost
	Length   int
}

// Key does the work.
func (d Derivation) Key() []byte {
	return argon2.IDKey([]byte(d.Password), d.Salt, d.Cost.Passes, d.Cost.Memory, d.Cost.Threads, uint32(d.Length))
}

// Hasher hashes and verifies passwords, few at a time: each takes 19 MiB and some twenty milliseconds of a core, and
// a crowd that signs in must take neither the memory nor all the cores. Whoever would wait behind too many others is
// told to come back (fault.Unavailable). It is safe for concurrent use.
type Hasher struct {
	cost    Cost
	random  io.Reader
	dummy   string
	turns   chan struct{}
	queue   int64
	waiting atomic.Int64
	derive  func(Derivation) []byte
}

// NewHasher makes a Hasher.
func NewHasher(c HasherConfig) (*Hasher, error) {
	if c.Cost == (Cost{}) {
		c.Cost = UsualCost()
	}
	if c.AtOnce == 0 {
		c.AtOnce = max(1, runtime.GOMAXPROCS(0)-1)
	}
	if c.Queue == 0 {
		c.Queue = 64
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Derive == nil {
		c.Derive = Derivation.Key
	}
	h := &Hasher{
		cost: c.Cost, random: c.Random, turns: make(chan struct{}, c.AtOnce), queue: int64(c.Queue), derive: c.Derive,
	}
	nobodys := make([]byte, saltLength+keyLength)
	if _, err := io.ReadFull(c.Random, nobodys); err != nil {
		return nil, fmt.Errorf("make the hash that no password has: %w", err)
	}
	h.dummy = formatPHC(phc{cost: c.Cost, salt: nobodys[:saltLength], key: nobodys[saltLength:]})
	return h, nil
}

// Dummy is a hash that no password has. A name that nobody has is verified against it, so that its answer takes the
// same way and the same time as a wrong password.
func (h *Hasher) Dummy() string { return h.dummy }

// Ready tells, before any other work is done for a password, whether it would be told to come back.
func (h *Hasher) Ready() error {
	if h.waiting.Load() >= h.queue {
		return errFull()
	}
	return nil
}

func errFull() error {
	return fault.New(fault.Unavailable, "", errors.New("hash a password: too many wait already; add cores or nodes"))
}

// Hash gives the PHC string of a password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if tooLong(password) {
		return "", invalid("account.password_long")
	}
	salt := make([]byte, saltLength)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("make a salt: %w", err)
	}
	key, err := h.inTurn(ctx, password, salt, h.cost, keyLength)
	if err != nil {
		return "", err
	}
	return formatPHC(phc{cost: h.cost, salt: salt, key: key}), nil
}

// Verify tells whether a hash is that of a password and, when it is, whether it is outdated: made with another cost
// than today's, so that the password should be hashed anew. A hash that cannot be read is an error.
func (h *Hasher) Verify(ctx context.Context, hash, password string) (ok, outdated bool, err error) {
	if tooLong(password) {
		return false, false, nil
	}
	p, err := parsePHC(hash)
	if err != nil {
		return false, false, fmt.Errorf("verify a password: %w", err)
	}
	key, err := h.inTurn(ctx, password, p.salt, p.cost, len(p.key))
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(key, p.key) == 1
	return ok, ok && (p.cost != h.cost || len(p.key) != keyLength || len(p.salt) != saltLength), nil
}

// inTurn derives a key once it is this password's turn.
func (h *Hasher) inTurn(ctx context.Context, password string, salt []byte, cost Cost, length int) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, fault.New(fault.Unavailable, "", fmt.Errorf("hash a password: %w", err))
	}
	select {
	case h.turns <- struct{}{}:
	default:
		if err := h.wait(ctx); err != nil {
			return nil, err
		}
	}
	defer func() { <-h.turns }()
	return h.derive(Derivation{Password: lang.Exact(password), Salt: salt, Cost: cost, Length: length}), nil
}

func (h *Hasher) wait(ctx context.Context) error {
	defer h.waiting.Add(-1)
	if h.waiting.Add(1) > h.queue {
		return errFull()
	}
	select {
	case h.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fault.New(fault.Unavailable, "", fmt.Errorf("wait to hash a password: %w", ctx.Err()))
	}
}

// tooLong tells what nobody could have chosen, before any work is done for it.
func tooLong(password string) bool {
	return len(password) > 8*utf8.UTFMax*MostPassword ||
		utf8.RuneCountInString(lang.Exact(password)) > MostPassword
}
