package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Run is a piece of a block's text, as one inline node holds it. A block's runs are given together and in order,
// since a mark and the space before it may sit in different nodes. What takes no place in the line (a footnote's
// mark) has no run.
type Run struct {
	Text string
	// Opaque is set on what typography may not enter, such as code, an image or a gap to fill. Whatever its text,
	// it counts as one letter to what stands beside it.
	Opaque bool
	// Kept is set on characters that the author escaped with a backslash. They stay as typed, and count as
	// themselves to what stands beside them.
	Kept bool
}

const (
	noBreak       = '\u00a0'
	narrowNoBreak = '\u202f'
	thin          = '\u2009'
	object        = '\ufffc' // what an opaque run counts as
)

// Typography sets the text of one block in the manner of its language, changing Text in place. French and English
// are known, whatever their region; any other language stays as typed.
//
//   - It replaces spaces, and inserts none but inside « ». French: the spaces before a run of ; ! ? become one
//     U+202F, those before : one U+00A0, if a space, the end or closing punctuation comes next. « » have one
//     U+00A0 inside. A line break beside a mark is left alone.
//   - "..." between a letter or a space and a space or the end becomes …; "--" between two spaces or two digits
//     becomes –; "---" becomes —. The start and the end of the block count as spaces.
//   - ' after a letter or a digit becomes ’. English " and ' curl, save every " of a block where they are odd in
//     number, and a ' between two spaces.
func Typography(tag string, runs []Run) {
	language := base(tag)
	if language != "fr" && language != "en" || !concerned(runs) {
		return
	}
	b := newBlock(runs, language == "fr")
	for i := 0; i < len(b.text); {
		i = b.step(i)
	}
	b.write(runs)
}

// concerned tells whether any rule could have something to do. Bytes that are no text stay as they are.
func concerned(runs []Run) bool {
	found := false
	for _, r := range runs {
		if r.Opaque {
			continue
		}
		if !utf8.ValidString(r.Text) {
			return false
		}
		found = found || strings.ContainsAny(r.Text, "'\".-;:!?«»")
	}
	return found
}

// step applies the rules to what starts at i, and gives where the next thing starts.
func (b *block) step(i int) int {
	c := b.text[i]
	if c >= utf8.RuneSelf && !utf8.RuneStart(c) || alphanumeric(c) {
		return i + 1
	}
	r, width := utf8.DecodeRuneInString(b.text[i:])
	end := i + width
	switch fixed := b.fixed(i); {
	case r == '\'':
		b.single(i, fixed)
	case r == '"':
		b.double(i, fixed)
	case fixed:
	case r == '.':
		return b.dots(i)
	case r == '-':
		return b.hyphens(i)
	case !b.french:
	case isInline(r), r == '\n', r == '\r':
		return b.spaces(i)
	case r == '«':
		if !isSpace(b.at(end)) {
			b.replace(i, end, "«\u00a0")
		}
	case r == '»':
		if !isSpace(b.before(i)) {
			b.replace(i, end, "\u00a0»")
		}
	}
	return end
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// spaces replaces the spaces that start at i where French asks for it.
func (b *block) spaces(i int) int {
	end, broken := i, false
	for end < len(b.text) {
		r, width := utf8.DecodeRuneInString(b.text[end:])
		if !isSpace(r) || b.fixed(end) {
			break
		}
		broken = broken || !isInline(r)
		end += width
	}
	if broken || i == 0 || end == len(b.text) {
		return end
	}
	switch next := b.at(end); {
	case b.before(i) == '«' && !b.fixed(i-1), next == '»' && !b.fixed(end):
		b.replace(i, end, string(noBreak))
	case next == ':' && closes(b.at(end+1)):
		b.replace(i, end, string(noBreak))
	case isMark(next):
		after := end
		for isMark(b.at(after)) {
			after++
		}
		if closes(b.at(after)) {
			b.replace(i, end, string(narrowNoBreak))
		}
	}
	return end
}

func (b *block) dots(i int) int {
	end := b.same(i)
	before, after := b.before(i), b.at(end)
	if end-i == 3 && (isLetter(before) || isSpace(before)) && isSpace(after) {
		b.replace(i, end, "…")
	}
	return end
}

func (b *block) hyphens(i int) int {
	end := b.same(i)
	before, after := b.before(i), b.at(end)
	switch {
	case before == '-' || after == '-': // an escaped one beside them: as typed
	case end-i == 3:
		b.replace(i, end, "—")
	case end-i == 2 && (isSpace(before) && isSpace(after) || unicode.IsDigit(before) && unicode.IsDigit(after)):
		b.replace(i, end, "–")
	}
	return end
}

// same gives the end of the ASCII characters that are the same as the one at i.
func (b *block) same(i int) int {
	end := i + 1
	for end < len(b.text) && b.text[end] == b.text[i] && !b.fixed(end) {
		end++
	}
	return end
}

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// isInline tells the spaces that French typography may replace.
func isInline(r rune) bool {
	return r == ' ' || r == '\t' || r == noBreak || r == narrowNoBreak || r == thin
}

func isMark(r rune) bool { return r == ';' || r == '!' || r == '?' }

// isLetter holds a combining mark for the letter that it stands on.
func isLetter(r rune) bool { return r == object || unicode.IsLetter(r) || unicode.IsMark(r) }

// closes tells what may follow a mark that ends something.
func closes(r rune) bool {
	return isSpace(r) || strings.ContainsRune(`"'’.,…`, r) || unicode.In(r, unicode.Pe, unicode.Pf)
}
