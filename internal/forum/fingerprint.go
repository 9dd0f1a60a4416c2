package forum

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"sentier/internal/lang"
)

// Fingerprint is the same for two texts that differ by case, accents, spaces and punctuation alone: 64 hex digits.
func Fingerprint(source string) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, lang.Fold(source))
	if letters == "" { // signs alone
		letters = lang.Fold(source)
	}
	sum := sha256.Sum256([]byte(letters))
	return hex.EncodeToString(sum[:])
}
