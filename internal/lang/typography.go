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
	for i := 0; i < len(b.chars); {
		if b.concerns(b.chars[i]) {
			i = b.step(i)
		} else {
			i++
		}
	}
	b.apply()
}

// concerned tells whether any rule could have something to do.
func concerned(runs []Run) bool {
	for _, r := range runs {
		if !r.Opaque && strings.ContainsAny(r.Text, "'\".-;:!?«»") {
			return true
		}
	}
	return false
}

// char is a character of the block; an opaque run is one of them.
type char struct {
	r        rune
	run      int32
	from, to int32 // bytes in the text of its run
	fixed    bool  // may not be changed
}

func (c char) is(r rune) bool { return c.r == r && !c.fixed }

// edit replaces some bytes of a run.
type edit struct {
	run, from, to int32
	text          string
}

// block is a text on its way through the rules, from left to right.
type block struct {
	runs   []Run
	chars  []char
	edits  []edit // in order
	french bool

	curl     bool // whether " curls
	pending  bool // a “ waits for its ”
	straight side // after the last quotation mark that stays straight
}

func newBlock(runs []Run, french bool) *block {
	size, double := 0, 0
	for _, r := range runs {
		size += len(r.Text)
	}
	b := &block{runs: runs, french: french, chars: make([]char, 0, size+len(runs))}
	for n, run := range runs {
		if run.Opaque {
			b.chars = append(b.chars, char{r: object, run: int32(n), fixed: true})
			continue
		}
		for i := 0; i < len(run.Text); {
			r, w := utf8.DecodeRuneInString(run.Text[i:])
			if r == '"' && !run.Kept {
				double++
			}
			b.chars = append(b.chars, char{r: r, run: int32(n), from: int32(i), to: int32(i + w), fixed: run.Kept})
			i += w
		}
	}
	b.curl = !french && double%2 == 0
	return b
}

// at gives the character at i. Outside the block it is a line break: a space that no rule replaces.
func (b *block) at(i int) rune {
	if i < 0 || i >= len(b.chars) {
		return '\n'
	}
	return b.chars[i].r
}

// replace puts text where the characters from i to j stand; the last of them reads from then on as text ends.
func (b *block) replace(i, j int, text string) {
	for ; i < j-1; i++ {
		b.edit(i, "")
	}
	b.edit(i, text)
	b.chars[i].r, _ = utf8.DecodeLastRuneInString(text)
}

func (b *block) edit(i int, text string) {
	c := b.chars[i]
	if b.runs[c.run].Text[c.from:c.to] != text {
		b.edits = append(b.edits, edit{c.run, c.from, c.to, text})
	}
}

// apply writes the edits into the runs.
func (b *block) apply() {
	for e := 0; e < len(b.edits); {
		var out strings.Builder
		run, from := b.edits[e].run, int32(0)
		text := b.runs[run].Text
		for ; e < len(b.edits) && b.edits[e].run == run; e++ {
			out.WriteString(text[from:b.edits[e].from])
			out.WriteString(b.edits[e].text)
			from = b.edits[e].to
		}
		out.WriteString(text[from:])
		b.runs[run].Text = out.String()
	}
}

// concerns tells whether some rule starts with c.
func (b *block) concerns(c char) bool {
	switch c.r {
	case '\'', '"':
		return true
	case '.', '-':
		return !c.fixed
	case ' ', '\n', '\t', '\r', noBreak, narrowNoBreak, thin, '«', '»':
		return b.french && !c.fixed
	}
	return false
}

// step applies the rules to what starts at i, and gives where it ends.
func (b *block) step(i int) int {
	switch c := b.chars[i]; c.r {
	case '\'':
		b.single(i, b.sideAt(i))
	case '"':
		b.double(i, b.sideAt(i))
	case '.':
		return b.dots(i)
	case '-':
		return b.hyphens(i)
	case '«':
		if !isSpace(b.at(i + 1)) {
			b.replace(i, i+1, "«\u00a0")
		}
	case '»':
		if !isSpace(b.at(i - 1)) {
			b.replace(i, i+1, "\u00a0»")
		}
	default:
		return b.spaces(i)
	}
	return i + 1
}

// spaces replaces the spaces that start at i where French asks for it.
func (b *block) spaces(i int) int {
	end, broken := i, false
	for end < len(b.chars) && !b.chars[end].fixed && isSpace(b.chars[end].r) {
		broken = broken || !isInline(b.chars[end].r)
		end++
	}
	if broken || i == 0 || end == len(b.chars) {
		return end
	}
	switch next := b.at(end); {
	case b.chars[i-1].is('«') || b.chars[end].is('»'):
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
	before, after := b.at(i-1), b.at(end)
	if end-i == 3 && (isLetter(before) || isSpace(before)) && isSpace(after) {
		b.replace(i, end, "…")
	}
	return end
}

func (b *block) hyphens(i int) int {
	end := b.same(i)
	before, after := b.at(i-1), b.at(end)
	switch {
	case before == '-' || after == '-': // an escaped one beside them: as typed
	case end-i == 3:
		b.replace(i, end, "—")
	case end-i == 2 && (isSpace(before) && isSpace(after) || unicode.IsDigit(before) && unicode.IsDigit(after)):
		b.replace(i, end, "–")
	}
	return end
}

// same gives the end of the characters that are the same as the one at i.
func (b *block) same(i int) int {
	end := i + 1
	for end < len(b.chars) && b.chars[end].is(b.chars[i].r) {
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
