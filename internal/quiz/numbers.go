package quiz

import (
	"errors"
	"math/big"
	"strings"
	"unicode"
)

// Bounds of a number, in characters: more than any question needs, little enough to compute with.
const (
	maxAuthorNumber  = 40
	maxLearnerNumber = 64
)

// What can be wrong with the number of a question; whoever reports it adds the place and an example.
var (
	ErrNumber    = errors.New("not a number")
	ErrTolerance = errors.New("tolerance not above 0")
	ErrRange     = errors.New("lower end above the upper one")
)

// ParseRange reads the answer of a number question as authors write it: "1989", "3.14 ± 0.01" or "10..12", both
// ends included. A number is written as in code: digits, at most one point with digits on both sides, at most a
// sign (ASCII) before; no thousands separator, no unit.
func ParseRange(s string) (low, high *big.Rat, err error) {
	s = strings.TrimSpace(s)
	if from, to, ok := strings.Cut(s, ".."); ok {
		low, high = authorNumber(strings.TrimSpace(from)), authorNumber(strings.TrimSpace(to))
		switch {
		case low == nil || high == nil:
			return nil, nil, ErrNumber
		case low.Cmp(high) > 0:
			return nil, nil, ErrRange
		}
		return low, high, nil
	}
	value, tolerance, tolerant := strings.Cut(s, "±")
	low = authorNumber(strings.TrimSpace(value))
	if low == nil {
		return nil, nil, ErrNumber
	}
	if !tolerant {
		return low, new(big.Rat).Set(low), nil
	}
	t := authorNumber(strings.TrimSpace(tolerance))
	switch {
	case t == nil:
		return nil, nil, ErrNumber
	case t.Sign() <= 0:
		return nil, nil, ErrTolerance
	}
	return new(big.Rat).Sub(low, t), new(big.Rat).Add(low, t), nil
}

// authorNumber reads [+-]digits[.digits], or gives nil.
func authorNumber(s string) *big.Rat {
	digits := strings.TrimLeft(s, "+-")
	if len(s) > maxAuthorNumber || len(s)-len(digits) > 1 {
		return nil
	}
	return decimal(s[:len(s)-len(digits)], digits)
}

// decimal reads ASCII digits with at most one point that stands between two of them.
func decimal(sign, digits string) *big.Rat {
	whole, fraction, pointed := strings.Cut(digits, ".")
	if !isDigits(whole) || pointed && !isDigits(fraction) {
		return nil
	}
	r, ok := new(big.Rat).SetString(sign + digits)
	if !ok {
		return nil
	}
	return r
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// learnerNumbers reads a number as people type it: a sign (−, too), any script's digits, groups parted by spaces
// or apostrophes, and a comma or a point before the decimals. It gives every value the text may have in one of
// the world's habits: "2,300" is 2.3 and 2300, "1 234,5" is 1234.5 alone. None: it is not a number.
func learnerNumbers(s string) []*big.Rat {
	sign, digits, marks := scanNumber(s)
	if digits == "" {
		return nil
	}
	var values []*big.Rat
	add := func(text string) {
		if r := decimal(sign, text); r != nil {
			values = append(values, r)
		}
	}
	last := strings.LastIndexAny(digits, ",.")
	switch {
	case last < 0:
		add(digits)
	case marks == 1:
		add(digits[:last] + "." + digits[last+1:])
		if whole, ok := ungroup(digits, digits[last]); ok && digits[0] != '0' {
			add(whole)
		}
	case strings.Count(digits, string(digits[last])) == marks: // 1,234,567
		if whole, ok := ungroup(digits, digits[last]); ok {
			add(whole)
		}
	case strings.Count(digits, string(digits[last])) == 1: // 1,234.5
		if whole, ok := ungroup(digits[:last], ",."[1-strings.IndexByte(",.", digits[last])]); ok {
			add(whole + "." + digits[last+1:])
		}
	}
	return values
}

// scanNumber brings a typed number to its sign and ASCII digits with "," and ".", and counts those marks. Digits
// are empty when anything else is found.
func scanNumber(s string) (sign, digits string, marks int) {
	var b strings.Builder
	n := 0
	for _, r := range strings.TrimSpace(s) {
		if n++; n > maxLearnerNumber {
			return "", "", 0
		}
		d, isDigit := digitValue(r)
		switch {
		case isDigit:
			b.WriteByte('0' + d)
		case unicode.IsSpace(r), b.Len() > 0 && (r == '\'' || r == '’' || r == '٬'):
		case r == ',' || r == '，' || r == '٫':
			b.WriteByte(',')
			marks++
		case r == '.' || r == '．':
			b.WriteByte('.')
			marks++
		case n == 1 && (r == '+' || r == '＋'):
		case n == 1 && (r == '-' || r == '−' || r == '－' || r == '–'):
			sign = "-"
		default:
			return "", "", 0
		}
	}
	digits = b.String()
	if len(digits) > 1 && isMark(digits[len(digits)-1]) { // "5." ends a sentence
		digits, marks = digits[:len(digits)-1], marks-1
	}
	if len(digits) > 1 && isMark(digits[0]) { // ",5" is half
		digits = "0" + digits
	}
	return sign, digits, marks
}

func isMark(c byte) bool { return c == ',' || c == '.' }

// ungroup drops the group marks of "1,234,567": a first group of one to three digits, then groups of three.
func ungroup(digits string, mark byte) (string, bool) {
	groups := strings.Split(digits, string(mark))
	for i, g := range groups {
		if !isDigits(g) || len(g) > 3 || i > 0 && len(g) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// digitValue is the value of a decimal digit of any script. Unicode keeps each script's ten digits together and
// in order, so that a run of them starts with a zero.
func digitValue(r rune) (byte, bool) {
	if '0' <= r && r <= '9' {
		return byte(r - '0'), true
	}
	if r < 0x80 || !unicode.IsDigit(r) {
		return 0, false
	}
	for _, run := range unicode.Nd.R16 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return byte((r - rune(run.Lo)) % 10), true
		}
	}
	for _, run := range unicode.Nd.R32 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return byte((r - rune(run.Lo)) % 10), true
		}
	}
	return 0, false
}
