package account

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
)

const (
	// CodeCount is how many recovery codes a learner has.
	CodeCount = 8

	codeLength = 16 // characters of five bits each: 80 bits, which no one guesses
	codeGroup  = 4
)

// crockford are the digits of Crockford's base 32: none is taken for another when it is read from a slip of paper.
// https://www.crockford.com/base32.html
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewCodes makes the recovery codes of a learner, to be shown once, and their hashes, which are all that is kept.
// Random is crypto/rand when nil.
func NewCodes(random io.Reader) (codes []string, hashes [][]byte, err error) {
	if random == nil {
		random = rand.Reader
	}
	for range CodeCount {
		code, err := newCode(random, codeLength)
		if err != nil {
			return nil, nil, fmt.Errorf("make recovery codes: %w", err)
		}
		hash, err := CodeHash(code)
		if err != nil {
			return nil, nil, err
		}
		codes, hashes = append(codes, code), append(hashes, hash)
	}
	return codes, hashes, nil
}

// newCode makes a code of so many characters, in groups.
func newCode(random io.Reader, length int) (string, error) {
	bytes := make([]byte, length)
	if _, err := io.ReadFull(random, bytes); err != nil {
		return "", err
	}
	var code strings.Builder
	for i, b := range bytes {
		if i > 0 && i%codeGroup == 0 {
			code.WriteByte('-')
		}
		code.WriteByte(crockford[b&31])
	}
	return code.String(), nil
}

// CodeHash gives the hash of a recovery code as somebody types it: in any case, with or without spaces and hyphens, O
// for 0, I or L for 1. A fast hash is enough for what has 80 bits.
func CodeHash(typed string) ([]byte, error) {
	code, ok := readCode(typed, codeLength)
	if !ok {
		return nil, invalid("account.code_form")
	}
	hash := sha256.Sum256(append([]byte("sentier recovery code\x00"), code...))
	return hash[:], nil
}

// readCode gives the digits of a code as somebody types it, when there are as many as it has.
func readCode(typed string, length int) (code []byte, ok bool) {
	for _, r := range typed {
		digit := codeDigit(r)
		switch {
		case digit == 0 && strings.ContainsRune(" -\t\r\n\u00a0\u202f\u2010\u2011\u2012\u2013\u2014", r):
			continue
		case digit == 0 || len(code) == length:
			return nil, false
		}
		code = append(code, digit)
	}
	return code, len(code) == length
}

// codeDigit is the digit that a character stands for, 0 for none.
func codeDigit(r rune) byte {
	if 'a' <= r && r <= 'z' {
		r -= 'a' - 'A'
	}
	switch {
	case r == 'O':
		return '0'
	case r == 'I', r == 'L':
		return '1'
	case r < 0x80 && strings.IndexByte(crockford, byte(r)) >= 0:
		return byte(r)
	}
	return 0
}
