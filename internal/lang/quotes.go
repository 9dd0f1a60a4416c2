package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// side is what stands before a quotation mark, as far as its direction is concerned.
type side uint8

const (
	sideGap     side = iota // a space or the start: the mark opens
	sideOpener              // ( [ “ ‘: the mark opens
	sideNeutral             // - / = : it depends on what follows
	sideCloser              // . ) ”: the mark closes
	sideWord                // a letter or a digit: the mark closes, or is an apostrophe
)

// sideAfter gives the side of whatever follows r.
func sideAfter(r rune) side {
	switch {
	case isSpace(r):
		return sideGap
	case isLetter(r) || unicode.IsDigit(r):
		return sideWord
	case strings.ContainsRune("([{<«“‘„‚‹¿¡", r):
		return sideOpener
	case strings.ContainsRune("-–—/\\=:|+*&~_#@", r):
		return sideNeutral
	}
	return sideCloser
}

// sideAt gives the side of a quotation mark at i.
func (b *block) sideAt(i int) side {
	if r := b.before(i); r != '"' && r != '\'' {
		return sideAfter(r)
	}
	return b.straight
}

// stays leaves a quotation mark straight. Nobody knows which way it turns, but what stands before it tells.
func (b *block) stays(was side) {
	b.straight = sideCloser
	if was == sideGap || was == sideOpener {
		b.straight = sideOpener
	}
}

// single curls the ' at i.
func (b *block) single(i int, fixed bool) {
	was, next := b.sideAt(i), b.at(i+1)
	switch {
	case fixed:
		b.stays(was)
	case was == sideWord:
		b.replace(i, i+1, "’")
	case b.french, was == sideGap && isSpace(next):
		b.stays(was)
	case was == sideCloser, isSpace(next), was == sideNeutral && ends(next), b.elided(i + 1):
		b.replace(i, i+1, "’")
	default:
		b.replace(i, i+1, "‘")
	}
}

// double curls the " at i.
func (b *block) double(i int, fixed bool) {
	was, next := b.sideAt(i), b.at(i+1)
	if !b.curl || fixed {
		b.stays(was)
		return
	}
	open := !b.pending // where nothing else decides
	switch {
	case was == sideGap && !isSpace(next), was == sideOpener && !isSpace(next) && next != '"':
		open = true
	case was == sideNeutral:
		open = !ends(next)
	case was >= sideCloser && ends(next):
		open = false
	}
	b.pending = open
	if open {
		b.replace(i, i+1, "“")
	} else {
		b.replace(i, i+1, "”")
	}
}

// ends tells what may follow a closing quotation mark.
func ends(r rune) bool {
	return isSpace(r) || strings.ContainsRune(`"'.,;:!?…-–—/`, r) || unicode.In(r, unicode.Pe, unicode.Pf)
}

// elisions are the English words that begin with an apostrophe.
var elisions = map[string]bool{
	"tis": true, "tisn": true, "twas": true, "twasn": true, "twere": true, "twill": true, "twould": true,
	"em": true, "til": true, "till": true, "cause": true, "cos": true, "bout": true, "round": true,
	"neath": true, "tween": true, "nuff": true, "n": true,
}

const longestElision = 6

// elided tells whether a word that lost its beginning starts at i: 'tis, '90s, 'n'. One that a ' ends at once is
// rather a quoted word, save 'n'.
func (b *block) elided(i int) bool {
	var word strings.Builder
	for range longestElision + 1 {
		r, width := utf8.DecodeRuneInString(b.text[i:])
		if !isLetter(r) && !unicode.IsDigit(r) {
			break
		}
		word.WriteRune(unicode.ToLower(r))
		i += width
	}
	w := word.String()
	quoted := b.at(i) == '\'' && w != "n" && !(w == "tisn" || w == "twasn")
	return !quoted && (elisions[w] || isYear(w))
}

// isYear tells the two digits of a year or a decade: 90, 90s.
func isYear(w string) bool {
	w = strings.TrimSuffix(w, "s")
	return len(w) == 2 && '0' <= w[0] && w[0] <= '9' && '0' <= w[1] && w[1] <= '9'
}
