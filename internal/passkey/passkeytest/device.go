// Package passkeytest is a device that holds one passkey, for tests: it answers as a phone and its browser do, byte by
// byte after WebAuthn level 3 and with no code of the library that verifies it. Its fields let it err and lie.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// Device is a phone with a browser on a page of Origin. It makes one passkey.
type Device struct {
	Origin   string // of the page: "https://example.org"
	Party    string // the host that it takes the site for; empty: what it is told
	Locked   bool   // its owner only touched it, and did not unlock it
	Count    uint32 // of the next signature
	Synced   bool   // the key is on several devices, and nobody counts
	Kind     string // of what the browser signs; empty: what was asked for
	ID       []byte // of the passkey
	Handle   []byte // whom it is of
	Elsewise bool   // the page is in a frame of another site

	key *ecdsa.PrivateKey
}

// Flags of authenticator data.
const (
	present  = 1 << 0
	verified = 1 << 2
	eligible = 1 << 3 // the key may be on several devices
	backedUp = 1 << 4
	attested = 1 << 6 // the new key follows
)

// options are what is read of what a site asks for.
type options struct {
	Challenge string `json:"challenge"`
	PartyID   string `json:"rpId"`
	Party     struct {
		ID string `json:"id"`
	} `json:"rp"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
}

// Create makes the passkey that a site asks for and gives the answer, as JSON.
func (d *Device) Create(asked []byte) (string, error) {
	var o options
	if err := json.Unmarshal(asked, &o); err != nil {
		return "", fmt.Errorf("read the options: %w", err)
	}
	var err error
	if d.Handle, err = base64.RawURLEncoding.DecodeString(o.User.ID); err != nil {
		return "", fmt.Errorf("read the user's id: %w", err)
	}
	if d.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return "", err
	}
	if d.ID == nil {
		d.ID = make([]byte, 32)
		if _, err := rand.Read(d.ID); err != nil {
			return "", err
		}
	}
	point, err := d.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		return "", err
	}
	data := d.data(o.Party.ID, attested)
	data = append(data, make([]byte, 16)...) // no model
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.ID)))
	data = append(data, d.ID...)
	// COSE: a map of five; 1 (type): 2 (EC2), 3 (algorithm): -7 (ES256), -1 (curve): 1 (P-256), -2: x, -3: y
	data = append(data, 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32)
	data = append(append(data, point[1:33]...), 0x22, 0x58, 32)
	data = append(data, point[33:]...)
	object := append([]byte{0xa3, 0x63}, "fmt"...) // a map of three
	object = append(append(object, 0x64), "none"...)
	object = append(append(object, 0x67), "attStmt"...)
	object = append(append(object, 0xa0, 0x68), "authData"...)
	object = binary.BigEndian.AppendUint16(append(object, 0x59), uint16(len(data)))
	object = append(object, data...)
	return d.answer(map[string]any{
		"clientDataJSON": encoded(d.said("webauthn.create", o.Challenge)), "attestationObject": encoded(object),
		"transports": []string{"internal", "hybrid"},
	})
}

// Get signs what a site asks for and gives the answer, as JSON.
func (d *Device) Get(asked []byte) (string, error) {
	var o options
	if err := json.Unmarshal(asked, &o); err != nil {
		return "", fmt.Errorf("read the options: %w", err)
	}
	said := d.said("webauthn.get", o.Challenge)
	data := d.data(o.PartyID, 0)
	hash := sha256.Sum256(said)
	digest := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, digest[:])
	if err != nil {
		return "", err
	}
	return d.answer(map[string]any{
		"clientDataJSON": encoded(said), "authenticatorData": encoded(data), "signature": encoded(signature),
		"userHandle": encoded(d.Handle),
	})
}

// said is what the browser says of the page.
func (d *Device) said(kind, challenge string) []byte {
	if d.Kind != "" {
		kind = d.Kind
	}
	text, err := json.Marshal(map[string]any{
		"type": kind, "challenge": challenge, "origin": d.Origin, "crossOrigin": d.Elsewise,
	})
	if err != nil {
		panic(err) // texts and a truth can be written
	}
	return text
}

// data is what the device says of itself.
func (d *Device) data(party string, flags byte) []byte {
	if d.Party != "" {
		party = d.Party
	}
	flags |= present
	if !d.Locked {
		flags |= verified
	}
	count := d.Count
	if d.Synced {
		flags, count = flags|eligible|backedUp, 0
	} else {
		d.Count++
	}
	hash := sha256.Sum256([]byte(party))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), count)
}

func (d *Device) answer(response map[string]any) (string, error) {
	text, err := json.Marshal(map[string]any{
		"id": encoded(d.ID), "rawId": encoded(d.ID), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{"credProps": map[string]any{"rk": true}}, "response": response,
	})
	return string(text), err
}

func encoded(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }
