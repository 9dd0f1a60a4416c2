package account

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Link is what a letter's link holds: whom it is for, what for, and until when. What it is bound to is not in it: it
// opens nothing once that has changed, so that it opens once.
type Link struct {
	Use     LetterKind
	Account ID
	Ends    time.Time
}

const (
	linkHead = 8 + 16 // bytes: Unix seconds, and the account
	linkSeal = 32     // HMAC-SHA256
)

// Sign writes a link for a letter, bound to what the account has now.
func (l Link) Sign(secret []byte, bound ...string) (string, error) {
	id, err := uuid.Parse(string(l.Account))
	if err != nil {
		return "", err
	}
	head := binary.BigEndian.AppendUint64(make([]byte, 0, linkHead+linkSeal), uint64(l.Ends.Unix()))
	head = append(head, id[:]...)
	return base64.RawURLEncoding.EncodeToString(append(head, sealLink(secret, l.Use, head, bound)...)), nil
}

// ReadLink gives the link that a text claims to be. It is to be believed only once Holds said so.
func ReadLink(use LetterKind, text string) (Link, bool) {
	raw, ok := unpack(text)
	if !ok {
		return Link{}, false
	}
	id, err := uuid.FromBytes(raw[8:linkHead])
	if err != nil {
		return Link{}, false
	}
	return Link{Use: use, Account: ID(id.String()), Ends: time.Unix(int64(binary.BigEndian.Uint64(raw)), 0)}, true
}

// Holds tells whether a text is this link, signed by us, not over, and bound to what the account still has.
func (l Link) Holds(secret []byte, text string, now time.Time, bound ...string) bool {
	raw, ok := unpack(text)
	return ok && hmac.Equal(raw[linkHead:], sealLink(secret, l.Use, raw[:linkHead], bound)) && now.Before(l.Ends)
}

func unpack(text string) (raw []byte, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return raw, err == nil && len(raw) == linkHead+linkSeal && !strings.ContainsAny(text, "\r\n") // which the decoder skips
}

func sealLink(secret []byte, use LetterKind, head []byte, bound []string) []byte {
	return keyed(secret, append([]string{"link", string(use), string(head)}, bound...)...)
}
