package badge

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the emblem
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"

	"sentier/internal/course"
	"sentier/internal/fault"
)

// mostPicture is the largest picture that a credential is read from, in bytes.
const mostPicture = 4 << 20

// The kinds of pictures that can hold a credential.
const (
	SVG = "image/svg+xml"
	PNG = "image/png"
)

// Picture is what a badge looks like, without a credential in it. The store keeps it by its hash from the first badge
// on: the course may change its own.
type Picture struct {
	Hash string // 32 hexadecimal digits of the SHA-256 of Data
	Type string // SVG or PNG
	Data []byte
}

// emblem is the badge of modules that bring none.
//
//go:embed emblem.svg
var emblem []byte

// PictureOf is the picture of a module's badge, or the emblem where it has none that can hold a credential.
func PictureOf(m *course.Module) Picture {
	p := Picture{Type: SVG, Data: emblem}
	if m.Badge != nil && m.Badge.Image != nil && (m.Badge.Image.Type == SVG || m.Badge.Image.Type == PNG) {
		p.Type, p.Data = m.Badge.Image.Type, m.Badge.Image.Data
	}
	sum := sha256.Sum256(p.Data)
	p.Hash = hex.EncodeToString(sum[:16])
	return p
}

// File is the name under which the picture is served: HASH.svg or HASH.png.
func (p Picture) File() string { return p.Hash + p.extension() }

func (p Picture) extension() string {
	if p.Type == PNG {
		return ".png"
	}
	return ".svg"
}

// compact is the form of a compact JWS: nothing in it needs escaping in XML.
var compact = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$`)

// Bake puts a credential into the picture, in the place of any that is there. Nothing else of it changes.
func (p Picture) Bake(token string) ([]byte, error) {
	if !compact.MatchString(token) {
		return nil, errors.New("bake a badge: what is to be put into the picture is no signed credential")
	}
	bake := bakeSVG
	if p.Type == PNG {
		bake = bakePNG
	}
	baked, err := bake(p.Data, token)
	if err != nil {
		return nil, fmt.Errorf("bake the badge %s: %w", p.File(), err)
	}
	return baked, nil
}

// TokenOf is the credential that a file holds, as text or baked into a picture.
func TokenOf(file []byte) (string, error) {
	if text := bytes.TrimSpace(file); len(text) <= mostToken && compact.Match(text) {
		return string(text), nil
	}
	return Unbake(file)
}

// Unbake reads the credential of a picture, which may come from anyone. Whether it is worth anything, Verify says.
func Unbake(data []byte) (token string, err error) {
	if len(data) > mostPicture {
		return "", fault.New(fault.TooLarge, "badge.too_large", fmt.Errorf("a picture of %d bytes", len(data)))
	}
	if isPNG(data) {
		token, err = unbakePNG(data)
	} else {
		token, err = unbakeSVG(data)
	}
	switch {
	case err != nil:
		return "", fault.New(fault.Invalid, "badge.picture", err)
	case token == "":
		return "", fault.New(fault.Invalid, "badge.none", errors.New("the picture holds no credential"))
	case len(token) > mostToken || !compact.MatchString(token):
		return "", fault.New(fault.Invalid, "badge.unreadable", errors.New("the picture holds something else than a signed credential"))
	}
	return token, nil
}
