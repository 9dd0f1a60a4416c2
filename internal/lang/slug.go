package lang

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// maxSlug bounds a slug, in bytes: it is cut between two words where it can be.
const maxSlug = 80

// Slug makes the part of an address from a title: lower-case ASCII letters and digits parted by single hyphens.
// An apostrophe parts words, accents go: "L'été" is "l-ete". It is never empty: a title without one Latin letter
// or digit gives a hash of itself, "x" and eight hexadecimal digits.
func Slug(s string) string {
	slug := latin(s)
	if slug == "" {
		return hashed(s)
	}
	return slug
}

// ID makes the id of a question or a term from its heading, in the form of a slug that holds a letter: "1983 ?"
// gives its hash.
func ID(s string) string {
	id := latin(s)
	if strings.Trim(id, "-0123456789") == "" {
		return hashed(s)
	}
	return id
}

func hashed(s string) string {
	sum := sha256.Sum256([]byte(Exact(s)))
	return "x" + hex.EncodeToString(sum[:4])
}

// latin keeps the ASCII letters and digits of s once folded, and parts them by hyphens.
func latin(s string) string {
	var b strings.Builder
	parted := false
	for _, r := range Fold(s) {
		part := string(r)
		if t, ok := unaccented[r]; ok {
			part = t
		} else if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			parted = true
			continue
		}
		if parted && b.Len() > 0 {
			b.WriteByte('-')
		}
		parted = false
		b.WriteString(part)
		if b.Len() > maxSlug {
			return cut(b.String())
		}
	}
	return b.String()
}

func cut(slug string) string {
	slug = slug[:maxSlug+1]
	if i := strings.LastIndexByte(slug, '-'); i > maxSlug/2 {
		return slug[:i]
	}
	return slug[:maxSlug]
}

// unaccented are the Latin letters that no decomposition brings to ASCII.
var unaccented = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŋ': "ng", 'ŧ': "t", 'ə': "e",
}
