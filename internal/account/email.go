package account

import (
	"regexp"
	"strings"
)

// longestEmail is what RFC 5321 leaves for an address on the way (4.5.3.1.3, with its amendment), in bytes.
const (
	longestEmail = 254
	longestLocal = 64 // before the @
)

// emailForm is an address as people write theirs: a dot-atom of RFC 5322, an @, and a host name with a dot. Quoted
// parts, comments and address literals are left out on purpose, and so is all that could begin another header.
var emailForm = regexp.MustCompile(`^[a-zA-Z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-zA-Z0-9!#$%&'*+/=?^_{|}~-]+)*@` +
	`([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$`)

// TidyEmail takes away what comes along when an address is pasted.
func TidyEmail(email string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(email), "mailto:"))
}

// CheckEmail tells what is wrong with an e-mail address, tidied. That it is somebody's, a letter proves.
func CheckEmail(email string) error {
	at := strings.LastIndexByte(email, '@')
	if len(email) > longestEmail || at > longestLocal || !emailForm.MatchString(email) {
		return invalid("account.email_form")
	}
	return nil
}
