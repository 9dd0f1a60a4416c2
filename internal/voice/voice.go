// Package voice is what anybody may say to who runs a site, without an account: what is wrong with a passage of a
// course, or a message for the host alone. An answer waits behind a private link, which is all that its writer needs.
//
// Nothing here knows who wrote: no account, no address of a network, no cookie; only who writes to the host may say so,
// if they want to. It keeps nothing, sends nothing and shows nothing; web has the pages, store the rows, jobs the letters.
package voice

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sentier/internal/fault"
)

// keyLength is the bytes of a key: 128 bits, which nobody guesses.
const keyLength = 16

var keyLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewKey makes what opens a private link. It is made with the form, so that a form which is sent twice says one thing
// once; the site keeps its hash alone. Random is crypto/rand when nil.
func NewKey(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	raw := make([]byte, keyLength)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("make the key of a private link: %w", err)
	}
	return keyLetters.EncodeToString(raw), nil
}

// KeyHash is what is kept of a key; false: it is none.
func KeyHash(key string) ([]byte, bool) {
	raw, err := keyLetters.DecodeString(key)
	if err != nil || len(raw) != keyLength || keyLetters.EncodeToString(raw) != key {
		return nil, false
	}
	hash := sha256.Sum256(append([]byte("sentier voice\x00"), raw...))
	return hash[:], true
}

// The bounds of what is said and answered, in characters.
const (
	LeastText = 3
	MostText  = 4000
)

// Tidy is a text as it is kept: without the spaces around it, and with the line ends of this century.
func Tidy(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
}

// CheckText tells whether a tidy text says something, and not too much.
func CheckText(text string) error {
	switch n := utf8.RuneCountInString(text); {
	case n < LeastText:
		return invalid("voice.short")
	case n > MostText:
		return invalid("voice.long")
	}
	return nil
}

func invalid(key string) error { return fault.New(fault.Invalid, key, nil) }
