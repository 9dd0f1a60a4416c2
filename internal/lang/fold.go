package lang

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Exact gives the form in which two texts are compared when nothing is forgiven: NFC.
func Exact(s string) string { return norm.NFC.String(s) }

// Fold gives the form in which two texts are compared when people type them: what the course format calls
// forgiven, and no more. Case; U+0300–U+036F once decomposed (NFKD); œ and oe, æ and ae, ß and ss; runs of
// spaces, with those at both ends and inside « »; one form of quotation mark, of apostrophe and of dash.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, opened := false, true
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) {
		switch {
		case '\u0300' <= r && r <= '\u036f':
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		}
		if space && !opened && r != '»' {
			b.WriteByte(' ')
		}
		space, opened = false, r == '«'
		writeFolded(&b, r)
	}
	return b.String()
}

// isFolded tells, without an allocation, most texts that Fold would leave as they are.
func isFolded(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == '`' || 'A' <= c && c <= 'Z' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

func writeFolded(b *strings.Builder, r rune) {
	switch r = unicode.ToLower(r); r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	case 'ß':
		b.WriteString("ss")
	case 'ς':
		b.WriteRune('σ')
	case '«', '»', '“', '”', '„', '‟', '〝', '〞':
		b.WriteByte('"')
	case '’', '‘', '‚', '‛', 'ʼ', 'ʹ', '′', '`', '´':
		b.WriteByte('\'')
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘':
		b.WriteByte('-')
	default:
		b.WriteRune(r)
	}
}
