package account

import (
	"strings"
	"unicode/utf8"

	"sentier/internal/lang"
)

// How long passwords are, in characters once composed (NFC). The shortest and the rest of the rules are those of
// NIST SP 800-63B, 5.1.1.2: length counts, every character may be used, none has to be.
const (
	LeastPassword = 12
	MostPassword  = 256
)

// CheckPassword tells what is wrong with a password that somebody chooses: too short or too long, a pattern, a common
// one, or their own name. It never asks for capitals, digits or signs.
func CheckPassword(name, password string) error {
	password = lang.Exact(password)
	switch length := utf8.RuneCountInString(password); {
	case length < LeastPassword:
		return invalid("account.password_short")
	case length > MostPassword:
		return invalid("account.password_long")
	}
	folded := unspaced(lang.Fold(password))
	switch {
	case effort(folded, isPattern) < leastEffort:
		return invalid("account.password_repeated")
	case effort(folded, isPattern, isCommon) < leastEffort:
		return invalid("account.password_common")
	case effort(folded, isPattern, isCommon, isName(name)) < leastEffort:
		return invalid("account.password_name")
	}
	return nil
}

func unspaced(s string) string { return strings.ReplaceAll(s, " ", "") }
