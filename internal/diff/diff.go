// Package diff tells what changed between two texts, word by word: what went, what came, what stayed. It parts them
// at their lines first, then the lines that changed at their words, so that a person reads sentences and not letters.
//
// It knows nothing of Markdown, prints nothing, and takes time and memory that are bounded whatever it is given.
package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what happened to a piece of text.
type Kind int

// What can happen.
const (
	Same Kind = iota
	Removed
	Added
)

// Piece is a run of text of one kind. All that are not Added make the text before, all that are not Removed the one
// after; neighbours are of different kinds, what went before what came.
type Piece struct {
	Kind Kind
	Text string
}

// Words gives the pieces of two texts.
func Words(before, after string) []Piece {
	var out pieces
	old, recent := lines(before), lines(after)
	for _, h := range compare(old, recent) {
		switch gone, come := strings.Join(old[h.from:h.to], ""), strings.Join(recent[h.since:h.until], ""); {
		case h.same:
			out.add(Same, gone)
		case gone == "" || come == "":
			out.add(Removed, gone)
			out.add(Added, come)
		default:
			out.join(within(gone, come))
		}
	}
	return out
}

// Changed tells whether anything but Same is among the pieces.
func Changed(all []Piece) bool {
	for _, p := range all {
		if p.Kind != Same {
			return true
		}
	}
	return false
}

// within compares lines that changed by their words. Where hardly a word stayed, they are two texts, and shown as such.
func within(gone, come string) []Piece {
	old, recent := words(gone), words(come)
	var out pieces
	kept := 0
	for _, h := range compare(old, recent) {
		if h.same {
			text := strings.Join(old[h.from:h.to], "")
			kept += letters(text)
			out.add(Same, text)
			continue
		}
		out.add(Removed, strings.Join(old[h.from:h.to], ""))
		out.add(Added, strings.Join(recent[h.since:h.until], ""))
	}
	if 4*kept < min(letters(gone), letters(come)) {
		return []Piece{{Removed, gone}, {Added, come}}
	}
	return out.readable()
}

// letters counts what a word is made of.
func letters(text string) int {
	n := 0
	for _, r := range text {
		if wordly(r) {
			n++
		}
	}
	return n
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

type pieces []Piece

func (p *pieces) add(kind Kind, text string) {
	switch last := len(*p) - 1; {
	case text == "":
	case last >= 0 && (*p)[last].Kind == kind:
		(*p)[last].Text += text
	case last > 0 && kind == Removed && (*p)[last].Kind == Added && (*p)[last-1].Kind == Removed:
		(*p)[last-1].Text += text
	case last >= 0 && kind == Removed && (*p)[last].Kind == Added:
		*p = append((*p)[:last], Piece{Removed, text}, (*p)[last])
	default:
		*p = append(*p, Piece{kind, text})
	}
}

func (p *pieces) join(all []Piece) {
	for _, one := range all {
		p.add(one.Kind, one.Text)
	}
}

// readable takes what stayed between two changes into them where it is no word: "one two" made "three four" is one
// change, not two with a space between.
func (p pieces) readable() []Piece {
	var out pieces
	for i, one := range p {
		if one.Kind == Same && i > 0 && i < len(p)-1 && letters(one.Text) == 0 && !strings.Contains(one.Text, "\n") {
			out.add(Removed, one.Text)
			out.add(Added, one.Text)
			continue
		}
		out.add(one.Kind, one.Text)
	}
	return out
}

// lines parts a text after each end of line.
func lines(text string) []string {
	all := strings.SplitAfter(text, "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// words parts a text into words, runs of spaces, and single signs.
func words(text string) []string {
	var all []string
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		class := classOf(r)
		end := size
		for class != sign && end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if classOf(r) != class {
				break
			}
			end += size
		}
		all = append(all, text[:end])
		text = text[end:]
	}
	return all
}

type class int

const (
	sign class = iota
	word
	space
	lineEnd
)

func classOf(r rune) class {
	switch {
	case wordly(r):
		return word
	case r == '\n':
		return lineEnd
	case unicode.IsSpace(r):
		return space
	}
	return sign
}
