package badge

import (
	"bytes"
	"compress/gzip"
	"crypto/rsa"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sentier/internal/fault"
)

// ListSize is the number of badges of a list of revoked ones, in bits: the least that hides, among the others, whose
// badge a verifier asks about (W3C Bitstring Status List 1.0).
const ListSize = 131072

// Position is the bit of a badge: the list, from 1, and the place in it. It is never given twice, not even when the
// badge is deleted: what its holder kept would then be revoked with another's.
type Position struct {
	List  int
	Index int // from 0 to ListSize - 1
}

func (p Position) valid() bool { return p.List >= 1 && p.Index >= 0 && p.Index < ListSize }

// DrawPosition proposes the bit of the next badge, where so many of the last list were given (no list yet: 0). Bits are
// drawn by lot, so that they do not tell in which order badges were issued, and lists are half filled, so that a draw
// finds a free one soon: when the store says that it is taken, draw again.
func DrawPosition(last, given int, random io.Reader) (Position, error) {
	var raw [4]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return Position{}, fmt.Errorf("draw the position of a badge: %w", err)
	}
	if last == 0 || given >= ListSize/2 {
		last++
	}
	// ListSize is a power of two: the rest is as even as the draw.
	return Position{List: last, Index: int(binary.BigEndian.Uint32(raw[:]) % ListSize)}, nil
}

// StatusList is the payload of a list of revoked badges: a credential, too.
type StatusList struct {
	Context   []string   `json:"@context"`
	ID        string     `json:"id"`
	Type      []string   `json:"type"`
	Issuer    string     `json:"issuer"`
	ValidFrom string     `json:"validFrom"`
	Subject   StatusBits `json:"credentialSubject"`
	jwt.RegisteredClaims
	bits []byte
}

// StatusBits are the bits: "u", then base64url of gzip of ListSize bits, the first one highest.
type StatusBits struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Purpose string `json:"statusPurpose"`
	Encoded string `json:"encodedList"`
}

// SignStatus makes the list that is served at StatusURL, with the revoked places of it. at is when it was made.
func (i Issuer) SignStatus(k Key, list int, revoked []int, at time.Time) (string, error) {
	encoded, err := encodeBits(revoked)
	if err != nil {
		return "", fmt.Errorf("sign the list %d of revoked badges: %w", list, err)
	}
	at = at.UTC().Truncate(time.Second)
	s := StatusList{
		Context: []string{credentialContext}, ID: i.StatusURL(list), Issuer: i.URL(), ValidFrom: at.Format(time.RFC3339),
		Type:    []string{"VerifiableCredential", "BitstringStatusListCredential"},
		Subject: StatusBits{ID: i.StatusURL(list) + "#list", Type: "BitstringStatusList", Purpose: "revocation", Encoded: encoded},
	}
	s.RegisteredClaims = claims(s.Issuer, s.ID, s.Subject.ID, at)
	token, err := i.sign(k, s)
	if err != nil {
		return "", fmt.Errorf("sign the list %d of revoked badges: %w", list, err)
	}
	return token, nil
}

// VerifyStatus reads a list, as Verify reads a badge.
func VerifyStatus(token string, find func(kid string) *rsa.PublicKey, now time.Time) (*StatusList, error) {
	s := &StatusList{}
	if err := verify(token, s, find, now); err != nil {
		return nil, err
	}
	bits, err := decodeBits(s.Subject.Encoded)
	if err != nil {
		return nil, fault.New(fault.Invalid, "badge.unreadable", err)
	}
	s.bits = bits
	return s, nil
}

// Validate holds the claims of the JWT against the list. The parser of JWTs calls it.
func (s *StatusList) Validate() error {
	from, err := time.Parse(time.RFC3339, s.ValidFrom)
	switch {
	case !slices.Contains(s.Type, "BitstringStatusListCredential") || s.Subject.Type != "BitstringStatusList":
		return errors.New("it is no list of revoked badges")
	case s.Subject.Purpose != "revocation":
		return fmt.Errorf("it is a list for %q", s.Subject.Purpose)
	case err != nil:
		return fmt.Errorf("validFrom: %w", err)
	}
	return same(s.RegisteredClaims, s.Issuer, s.ID, s.Subject.ID, from)
}

// Revoked tells whether the badge at a place of the list was revoked, or gives false where there is no such place.
func (s *StatusList) Revoked(index int) bool {
	return index >= 0 && index < len(s.bits)*8 && s.bits[index/8]&(0x80>>(index%8)) != 0
}

func encodeBits(revoked []int) (string, error) {
	bits := make([]byte, ListSize/8)
	for _, index := range revoked {
		if index < 0 || index >= ListSize {
			return "", fmt.Errorf("there is no place %d", index)
		}
		bits[index/8] |= 0x80 >> (index % 8)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(bits); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return "u" + base64.RawURLEncoding.EncodeToString(packed.Bytes()), nil
}

// decodeBits unpacks a list of ListSize bits to eight times as many, and no bomb.
func decodeBits(encoded string) ([]byte, error) {
	if len(encoded) == 0 || encoded[0] != 'u' {
		return nil, errors.New("the list is not in base64url")
	}
	packed, err := base64.RawURLEncoding.DecodeString(encoded[1:])
	if err != nil {
		return nil, fmt.Errorf("unpack the list: %w", err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack the list: %w", err)
	}
	bits, err := io.ReadAll(io.LimitReader(r, ListSize+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("unpack the list: %w", err)
	case len(bits) < ListSize/8 || len(bits) > ListSize:
		return nil, errors.New("the list is too short or too long")
	}
	return bits, nil
}
