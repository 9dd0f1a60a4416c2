// Package connection seals from where somebody wrote in the forum, for hosts whose law asks them to keep it for a court:
// in France, article 6 of the law of 21 June 2004. Nothing is kept until a host names the public key that it is sealed
// for. Whoever reads the database without the private key, which belongs elsewhere, learns that something was written,
// and when, and nothing else.
//
// It is pure but for randomness. web seals, store keeps, and "sentier admin connections" opens.
package connection

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"filippo.io/age"
)

// Act is what somebody did.
type Act string

// The acts.
const (
	Wrote  Act = "wrote"
	Edited Act = "edited"
)

// Record is what is sealed.
type Record struct {
	At      time.Time `json:"at"`
	Act     Act       `json:"act"`
	Address string    `json:"address"` // of the network, with its port where a proxy does not hide it
	Account string    `json:"account"`
	Name    string    `json:"name"` // with which they sign in
	Module  string    `json:"module"`
	Topic   string    `json:"topic"`
	Post    string    `json:"post"`
}

// Sealed is a record that the host alone can open.
type Sealed struct {
	At   time.Time `json:"at"`
	Text []byte    `json:"sealed"` // in the format age-encryption.org/v1
}

// Seal is the public key of a host. The zero value seals nothing.
type Seal struct{ recipient age.Recipient }

// Parse reads a public key as age-keygen writes it. Without one, nothing is kept.
func Parse(recipient string) (Seal, error) {
	if recipient == "" {
		return Seal{}, nil
	}
	to, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return Seal{}, fmt.Errorf("%q is no public key of age (%w): copy the line that age-keygen prints, which begins with age1", recipient, err)
	}
	return Seal{to}, nil
}

// On tells whether there is a key.
func (s Seal) On() bool { return s.recipient != nil }

// Seal seals a record; without a key it gives nil.
func (s Seal) Seal(r Record) ([]byte, error) {
	if !s.On() {
		return nil, nil
	}
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, s.recipient)
	if err != nil {
		return nil, fmt.Errorf("seal a connection: %w", err)
	}
	if _, err := w.Write(text); err != nil {
		return nil, fmt.Errorf("seal a connection: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("seal a connection: %w", err)
	}
	return sealed.Bytes(), nil
}

// Opener are private keys, of now and of before.
type Opener struct{ identities []age.Identity }

// ParseOpener reads a file of private keys as age-keygen writes it.
func ParseOpener(file io.Reader) (Opener, error) {
	identities, err := age.ParseIdentities(file)
	if err != nil {
		return Opener{}, fmt.Errorf("no private key of age: %w", err)
	}
	return Opener{identities}, nil
}

// Open gives the record.
func (o Opener) Open(s Sealed) (r Record, err error) {
	text, err := age.Decrypt(bytes.NewReader(s.Text), o.identities...)
	if err != nil {
		return r, fmt.Errorf("open what was sealed on %s: %w", s.At.UTC().Format(time.DateTime), err)
	}
	if err := json.NewDecoder(text).Decode(&r); err != nil {
		return r, fmt.Errorf("read what was sealed on %s: %w", s.At.UTC().Format(time.DateTime), err)
	}
	return r, nil
}
