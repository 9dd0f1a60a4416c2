package account

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"
)

// The bounds of a batch of invitations.
const (
	MostInvitations = 1000 // of a batch
	MostNote        = 80   // characters

	invitationLength = 12 // characters of five bits each: 60 bits, and little to copy from a slip of paper
	batchLength      = 8
)

// Batch is a number of invitations that were made together, to be handed out on slips of paper. Which of them were
// used is known as a number alone: no account says by which invitation it came, and no invitation where it led.
type Batch struct {
	ID      string // to name it on a command line
	Note    string // of who made it: for which class or workshop; may be empty
	Made    time.Time
	Ends    time.Time // midnight UTC, from when on none of them is taken
	Revoked time.Time // zero: it was not
	Count   int       // how many were made
	Left    int       // how many of them nobody has used
}

// Used is how many people came by an invitation of the batch.
func (b Batch) Used() int { return b.Count - b.Left }

// LastDay is the last day on which one of them is taken.
func (b Batch) LastDay() time.Time { return b.Ends.Add(-time.Millisecond) }

// Open tells whether an invitation of the batch still lets somebody in.
func (b Batch) Open(now time.Time) bool {
	return b.Left > 0 && b.Revoked.IsZero() && now.Before(b.Ends)
}

// NewBatch names a batch that begins now, lasts so many whole days after this one, and has nothing in it yet. Random is
// crypto/rand when nil.
func NewBatch(note string, now time.Time, days int, random io.Reader) (Batch, error) {
	if random == nil {
		random = rand.Reader
	}
	id, err := newCode(random, batchLength)
	if err != nil {
		return Batch{}, fmt.Errorf("name a batch of invitations: %w", err)
	}
	return Batch{ID: strings.ToLower(id), Note: note, Made: now, Ends: Day(now).AddDate(0, 0, days+1)}, nil
}

// NewInvitations makes the codes of so many invitations, to be printed once, and their hashes, which are all that is
// kept. Random is crypto/rand when nil.
func NewInvitations(count int, random io.Reader) (codes []string, hashes [][]byte, err error) {
	if random == nil {
		random = rand.Reader
	}
	for range count {
		code, err := newCode(random, invitationLength)
		if err != nil {
			return nil, nil, fmt.Errorf("make invitations: %w", err)
		}
		hash, err := InvitationHash(code)
		if err != nil {
			return nil, nil, err
		}
		codes, hashes = append(codes, code), append(hashes, hash)
	}
	return codes, hashes, nil
}

// InvitationHash gives the hash of an invitation's code as somebody types it, with all that CodeHash forgives.
func InvitationHash(typed string) ([]byte, error) {
	code, ok := readCode(typed, invitationLength)
	if !ok {
		return nil, invalid("account.invitation_form")
	}
	hash := sha256.Sum256(append([]byte("sentier invitation\x00"), code...))
	return hash[:], nil
}

// Why an account is not made, as keys of messages.
const (
	NoRoom          = "account.full"             // there are as many as there may be
	InvitationWrong = "account.invitation_wrong" // nobody made this invitation, or somebody has used it
	InvitationOver  = "account.invitation_over"  // its batch has ended, or was revoked
)

// Admission is on what an account is made. Its zero value asks for nothing.
type Admission struct {
	Invitation []byte // the hash of one that is used up by it; nil: none is needed
	Most       int    // how many accounts there may be, this one included; 0: as many as come
}
