package account

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

// The effort of guessing a password is a rough sum over the pieces that somebody who guesses would build it from: a
// digit on its own is 1, another character 2, a pattern 2, a common word 4. A common word is one of some ten
// thousand, hence about as much as four digits, or as two or three characters at random.
const (
	effortDigit     = 1
	effortCharacter = 2
	effortPattern   = 2
	effortWord      = 4

	// leastEffort is what twelve digits at random take, or three common words. Two common words, or one with a year
	// and a sign, are below.
	leastEffort = 12
)

// The pieces' lengths in characters.
const (
	shortestPiece = 3
	longestPiece  = MostName // that of the names; the longest word of the list has 20
)

// commonPasswords are passwords that many people have, one a line, folded, in the order of their bytes. Its licence
// file says whose work the list is.
//
//go:embed common-passwords.txt
var commonPasswords string

// ordered are the rows in which fingers or memory run, forwards and backwards.
var ordered = [...]string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyz",
	"qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop", "yxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1aqw2zsx3edc4rfv5tgb6yhn7uj", "qazwsxedcrfvtgbyhnujm", "aqwzsxedcrfvtgbyhnuj",
	"1q2w3e4r5t6y7u8i9o0p", "1a2z3e4r5t6y7u8i9o0p",
}

// piece tells what it takes to guess some characters at once, 0 when it does not know them.
type piece func(s string) int

// effort is the least sum for a folded text. A text that repeats itself takes what is repeated, and one more.
func effort(s string, pieces ...piece) int {
	runes := []rune(s)
	runes = runes[:min(len(runes), MostPassword)] // folding makes some characters many
	if unit := period(runes); unit < len(runes) {
		return 1 + effort(string(runes[:unit]), pieces...)
	}
	least := make([]int, len(runes)+1) // of the first n characters
	for n := 1; n <= len(runes); n++ {
		least[n] = least[n-1] + effortCharacter
		if r := runes[n-1]; '0' <= r && r <= '9' {
			least[n] = least[n-1] + effortDigit
		}
		for from := n - shortestPiece; from >= 0 && n-from <= longestPiece; from-- {
			text := string(runes[from:n])
			for _, known := range pieces {
				if e := known(text); e > 0 {
					least[n] = min(least[n], least[from]+e)
				}
			}
		}
	}
	return least[len(runes)]
}

// period is the length of what a text repeats from its beginning to its end, at least twice: its own when it does not.
func period(runes []rune) int {
	for unit := 1; unit <= len(runes)/2; unit++ {
		if slices.Equal(runes[unit:], runes[:len(runes)-unit]) {
			return unit
		}
	}
	return len(runes)
}

// isPattern knows one character several times, and runs of the alphabet, of digits and of keyboards.
func isPattern(s string) int {
	first, _ := utf8.DecodeRuneInString(s)
	if strings.Trim(s, string(first)) == "" {
		return effortPattern
	}
	back := reversed(s)
	for _, row := range ordered {
		if strings.Contains(row, s) || strings.Contains(row, back) {
			return effortPattern
		}
	}
	return 0
}

// isCommon knows the words of the list, with digits and signs for letters too.
func isCommon(s string) int {
	if len(s) < 4 {
		return 0
	}
	if listed(s) || listed(strings.Map(letterI, s)) || listed(strings.Map(letterL, s)) {
		return effortWord
	}
	return 0
}

// isName knows the sign-in name, backwards as well, as a word.
func isName(name string) piece {
	forward := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.", r) {
			return -1
		}
		return r
	}, NameKey(name))
	backward, spaced := reversed(forward), unspaced(NameKey(name))
	return func(s string) int {
		if s == forward || s == backward || s == spaced {
			return effortWord
		}
		return 0
	}
}

// listed looks a word up among the common ones.
func listed(word string) bool {
	from, to := 0, len(commonPasswords)
	for from < to {
		middle := (from + to) / 2
		start := strings.LastIndexByte(commonPasswords[:middle], '\n') + 1
		end := middle + strings.IndexByte(commonPasswords[middle:], '\n')
		switch line := commonPasswords[start:end]; {
		case line == word:
			return true
		case line < word:
			from = end + 1
		default:
			to = start
		}
	}
	return false
}

// letterI and letterL give the letter that a digit or a sign stands for in "p4$$w0rd"; 1 can be two of them.
func letterI(r rune) rune {
	switch r {
	case '1', '!':
		return 'i'
	case '4', '@':
		return 'a'
	case '3', '€':
		return 'e'
	case '5', '$':
		return 's'
	case '0':
		return 'o'
	case '7':
		return 't'
	}
	return r
}

func letterL(r rune) rune {
	if r == '1' {
		return 'l'
	}
	return letterI(r)
}

func reversed(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
