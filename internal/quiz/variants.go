package quiz

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// Bounds of the variants of one answer, and of one of them in characters.
const (
	maxVariants = 64
	maxVariant  = 200
)

// What can be wrong with the variants of an answer.
var (
	ErrEmptyVariant    = errors.New("empty variant")
	ErrOpenVariant     = errors.New("variant in backquotes not closed, or followed by text")
	ErrTooManyVariants = errors.New("more than 64 variants")
	ErrLongVariant     = errors.New("variant over 200 characters")
)

// ParseVariants reads the accepted answers of a text question or of a gap, as authors write them: parted by "|",
// which may be written "\|" (in a table it must). A variant in backquotes, one or more, is taken literally: the
// text between them is the answer, bars and backslashes included. Spaces around a variant do not count.
func ParseVariants(s string) ([]string, error) {
	var variants []string
	for rest := s; ; {
		if len(variants) == maxVariants {
			return nil, ErrTooManyVariants
		}
		variant, after, more, err := nextVariant(strings.TrimSpace(rest))
		switch {
		case err != nil:
			return nil, err
		case variant == "":
			return nil, ErrEmptyVariant
		case utf8.RuneCountInString(variant) > maxVariant:
			return nil, ErrLongVariant
		}
		if variants = append(variants, variant); !more {
			return variants, nil
		}
		rest = after
	}
}

// nextVariant splits the first variant off s; more says that a bar followed it.
func nextVariant(s string) (variant, after string, more bool, err error) {
	text := strings.TrimLeft(s, "`")
	if fence := s[:len(s)-len(text)]; fence != "" {
		literal, rest, closed := cutFence(text, fence)
		if !closed {
			return "", "", false, ErrOpenVariant
		}
		before, after, more := cutBar(rest)
		if strings.TrimSpace(before) != "" {
			return "", "", false, ErrOpenVariant
		}
		return strings.TrimSpace(literal), after, more, nil
	}
	before, after, more := cutBar(s)
	return strings.TrimSpace(before), after, more, nil
}

// cutFence cuts around the first run of backquotes that is as long as fence.
func cutFence(s, fence string) (before, after string, found bool) {
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		run := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if run == len(fence) {
			return s[:i], s[i+run:], true
		}
		i += run
	}
	return "", "", false
}

// cutBar cuts around the first bar, with the backslash before it.
func cutBar(s string) (before, after string, found bool) {
	before, after, found = strings.Cut(s, "|")
	if found {
		before = strings.TrimSuffix(before, `\`)
	}
	return before, after, found
}
