package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/fault"
	"sentier/internal/lang"
)

// How long names are, in characters.
const (
	LeastName   = 3
	MostName    = 30
	MostDisplay = 40
)

// mostMarks is how many accents, vowel signs and the like may follow one another: Hebrew and Vietnamese need three,
// and a tower of them would leave its line.
const mostMarks = 3

// TidyName gives what was typed as a name is kept: composed (NFC), no space at its ends, one between words.
func TidyName(typed string) string {
	return strings.Join(strings.Fields(lang.Exact(typed)), " ")
}

// NameKey gives a name as it is compared. Two names that people would take for one another in a list have the same
// key: case, accents and spaces do not tell them apart.
func NameKey(name string) string { return lang.Fold(name) }

// CheckName tells what is wrong with a sign-in name that TidyName has been through. Letters of any script, digits,
// "-", "_", "." and single spaces may be in it; never "@": an e-mail address is not asked for, and would be shown.
func CheckName(name string) error {
	length := utf8.RuneCountInString(name)
	switch {
	case strings.ContainsRune(name, '@'):
		return invalid("account.name_email")
	case length < LeastName:
		return invalid("account.name_short")
	case length > MostName:
		return invalid("account.name_long")
	case name != TidyName(name) || !written(name, inName) || !written(NameKey(name), inName):
		return invalid("account.name_letters")
	case utf8.RuneCountInString(NameKey(name)) > 2*MostName: // a ligature can stand for a whole sentence
		return invalid("account.name_letters")
	}
	return nil
}

// CheckDisplay tells what is wrong with the name that others see, once TidyName has been through it. It may hold
// punctuation and symbols, but nothing that cannot be seen. Empty is fine: the sign-in name is shown.
func CheckDisplay(name string) error {
	switch {
	case name == "":
		return nil
	case strings.ContainsRune(name, '@'):
		return invalid("account.display_email")
	case utf8.RuneCountInString(name) > MostDisplay:
		return invalid("account.display_long")
	case name != TidyName(name) || !written(name, inDisplay):
		return invalid("account.display_letters")
	}
	return nil
}

// written tells whether all of a text is allowed, visible and within its line, and something of it can be read out.
func written(s string, allowed func(rune) bool) bool {
	marks, readable := 0, false
	for i, r := range s {
		switch {
		case unicode.In(r, unicode.M):
			marks++
			if i == 0 || marks > mostMarks {
				return false
			}
		case !allowed(r):
			return false
		default:
			marks = 0
		}
		if r == utf8.RuneError || invisible(r) {
			return false
		}
		readable = readable || unicode.In(r, unicode.L, unicode.N)
	}
	return readable
}

func inName(r rune) bool {
	return r == '-' || r == '_' || r == '.' || r == ' ' || unicode.In(r, unicode.L, unicode.Nd)
}

func inDisplay(r rune) bool {
	return r == ' ' || unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S)
}

// invisible tells what Unicode counts as a letter or a mark and no one sees: fillers, joiners, selectors.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

func invalid(message string) error { return fault.New(fault.Invalid, message, nil) }
