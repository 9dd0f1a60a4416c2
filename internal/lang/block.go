package lang

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// block is a text on its way through the rules of typography, from left to right.
type block struct {
	text   string // of all runs, one after the other; an opaque one is an object
	starts []int  // where each run starts in text
	kept   []span // what may not be changed, in order
	french bool

	out  []byte // what replaces text up to done
	done int
	cuts []int // where the runs up to there start in out
	now  rune  // the last character of out

	curl     bool // whether " curls
	pending  bool // a “ waits for its ”
	straight side // after the last quotation mark that stays straight
}

type span struct{ from, to int }

func newBlock(runs []Run, french bool) *block {
	b := &block{french: french}
	double := 0
	for _, r := range runs {
		if !r.Opaque && !r.Kept {
			double += strings.Count(r.Text, `"`)
		}
	}
	b.curl = !french && double%2 == 0
	if len(runs) == 1 && !runs[0].Opaque && !runs[0].Kept {
		b.text, b.starts = runs[0].Text, []int{0}
		return b
	}
	var all strings.Builder
	b.starts = make([]int, len(runs))
	for i, r := range runs {
		from := all.Len()
		b.starts[i] = from
		if r.Opaque {
			all.WriteRune(object)
		} else {
			all.WriteString(r.Text)
		}
		if all.Len() > from && (r.Opaque || r.Kept) {
			b.kept = append(b.kept, span{from, all.Len()})
		}
	}
	b.text = all.String()
	return b
}

// at gives the character at i. Past the end it is a line break: a space that no rule replaces.
func (b *block) at(i int) rune {
	if i >= len(b.text) {
		return '\n'
	}
	r, _ := utf8.DecodeRuneInString(b.text[i:])
	return r
}

// before gives the character before i, as it reads by now; before the start it is a line break.
func (b *block) before(i int) rune {
	switch i {
	case 0:
		return '\n'
	case b.done:
		return b.now
	}
	r, _ := utf8.DecodeLastRuneInString(b.text[:i])
	return r
}

// fixed tells whether the byte at i may not be changed.
func (b *block) fixed(i int) bool {
	if len(b.kept) == 0 {
		return false
	}
	n, found := slices.BinarySearchFunc(b.kept, i, func(s span, i int) int { return s.from - i })
	return found || n > 0 && i < b.kept[n-1].to
}

// replace puts text where the bytes from i to j stand, in the run that holds the last of them.
func (b *block) replace(i, j int, text string) {
	b.copy(i)
	for len(b.cuts) < len(b.starts) && b.starts[len(b.cuts)] < j {
		b.cuts = append(b.cuts, len(b.out))
	}
	b.out = append(b.out, text...)
	b.done = j
	b.now, _ = utf8.DecodeLastRuneInString(text)
}

// copy takes over the text up to i.
func (b *block) copy(i int) {
	if b.out == nil {
		b.out = make([]byte, 0, len(b.text)+len(b.text)/8+16)
		b.cuts = make([]int, 0, len(b.starts))
	}
	for len(b.cuts) < len(b.starts) && b.starts[len(b.cuts)] <= i {
		b.cuts = append(b.cuts, len(b.out)+b.starts[len(b.cuts)]-b.done)
	}
	b.out = append(b.out, b.text[b.done:i]...)
	b.done = i
}

// write gives the runs their new text.
func (b *block) write(runs []Run) {
	if b.out == nil {
		return
	}
	b.copy(len(b.text))
	out := string(b.out)
	for i := range runs {
		if runs[i].Opaque || runs[i].Kept {
			continue
		}
		end := len(out)
		if i+1 < len(runs) {
			end = b.cuts[i+1]
		}
		runs[i].Text = out[b.cuts[i]:end]
	}
}
