package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/lang"
)

// Segment is a piece of text, found or not.
type Segment struct {
	Text string
	Hit  bool
}

const (
	excerptBytes = 240 // length of a passage
	leadBytes    = 80  // of it, before the first word found, at most
	maxMarks     = 200 // words looked at to choose a passage
)

// finder tells whether a word of a text is one of those looked for.
type finder struct {
	words    map[string]int            // folded, and which term it belongs to
	stems    map[string]map[string]int // by language
	prefix   string
	prefixOf int
	terms    int
	first    [256]bool // first bytes of all of them

	known map[spoken]answer // words met before: texts repeat theirs
}

type (
	spoken struct{ lang, word string }
	answer struct {
		term int
		ok   bool
	}
)

func (q *query) finder() *finder {
	f := &finder{words: map[string]int{}, stems: map[string]map[string]int{}, terms: len(q.terms),
		known: map[spoken]answer{}}
	for _, tag := range q.stems {
		f.stems[tag] = map[string]int{}
	}
	for n, t := range q.terms {
		words := t.words
		if t.joined != "" {
			words = append(slices.Clone(words), t.joined)
		}
		for _, w := range words {
			if w == "" {
				continue
			}
			f.words[w] = n
			f.first[w[0]] = true
			for tag, stems := range f.stems {
				stem := lang.Stem(tag, w)
				stems[stem] = n
				f.first[stem[0]] = true
			}
		}
		if last := t.words[len(t.words)-1]; t.prefix && utf8.RuneCountInString(last) >= minPrefix {
			f.prefix, f.prefixOf = last, n
		}
	}
	return f
}

// find gives the term that a word of a text in this language answers.
func (f *finder) find(tag, word string) (n int, ok bool) {
	if c := word[0]; c < utf8.RuneSelf && !f.first[lower(c)] {
		return 0, false
	}
	at := spoken{tag, word}
	known, met := f.known[at]
	if !met {
		known.term, known.ok = f.compare(tag, word)
		f.known[at] = known
	}
	return known.term, known.ok
}

func (f *finder) compare(tag, word string) (n int, ok bool) {
	folded := lang.Fold(word)
	if n, ok = f.words[folded]; ok {
		return n, true
	}
	if n, ok = f.stems[tag][lang.Stem(tag, folded)]; ok {
		return n, true
	}
	return f.prefixOf, f.prefix != "" && strings.HasPrefix(folded, f.prefix)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// mark is where a term was found.
type mark struct{ from, to, term int }

// marks finds the terms in a text, up to so many.
func (f *finder) marks(tag, text string, most int) []mark {
	var all []mark
	for w := range compounds(tag, text) {
		n, ok := f.find(tag, w.Text)
		if !ok {
			continue
		}
		for len(all) > 0 && all[len(all)-1].from >= w.From { // the words of a compound found whole
			all = all[:len(all)-1]
		}
		if all = append(all, mark{w.From, w.To, n}); len(all) == most {
			break
		}
	}
	return all
}

// show marks the title of a hit and chooses its excerpt: the passage of the body, else of the summary, that holds
// the most terms; else the beginning.
func (f *finder) show(h *Hit) {
	tag := h.Doc.written()
	h.Title = segments(h.Doc.Title, f.marks(tag, h.Doc.Title, maxMarks), 0, len(h.Doc.Title))
	var text string
	var found []mark
	for _, text = range []string{h.Doc.Body, h.Doc.Summary} {
		if found = f.marks(tag, text, maxMarks); len(found) > 0 {
			break
		}
	}
	if len(found) == 0 {
		text = h.Doc.Summary
		if text == "" {
			text = h.Doc.Body
		}
	}
	first := f.passage(found)
	from, to := bounds(text, found, first)
	h.Excerpt = segments(text, found[first:], from, to)
	if len(h.Excerpt) > 0 && from > 0 {
		h.Excerpt = slices.Insert(h.Excerpt, 0, Segment{Text: "… "})
	}
	if len(h.Excerpt) > 0 && strings.TrimSpace(text[to:]) != "" {
		h.Excerpt = append(h.Excerpt, Segment{Text: " …"})
	}
}

// passage gives the mark from which the most different terms fit in an excerpt.
func (f *finder) passage(found []mark) int {
	best, most, end, different := 0, 0, 0, 0
	count := make([]int, f.terms)
	for start := range found {
		for end < len(found) && found[end].to-found[start].from <= excerptBytes-leadBytes {
			if count[found[end].term]++; count[found[end].term] == 1 {
				different++
			}
			end++
		}
		if different > most {
			best, most = start, different
		}
		if end == start { // a word longer than an excerpt
			end++
			continue
		}
		if count[found[start].term]--; count[found[start].term] == 0 {
			different--
		}
	}
	return best
}

// bounds gives a passage around the first mark, from the start of its sentence where that is near, in whole words.
func bounds(text string, found []mark, first int) (from, to int) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	if len(found) > 0 && len(text) > excerptBytes {
		from = max(0, found[first].from-leadBytes)
	}
	if from > 0 {
		lead := text[from:found[first].from]
		if start := sentence(lead); start >= 0 {
			from += start
		} else if i := strings.IndexFunc(lead, unicode.IsSpace); i >= 0 {
			from += i
		} else {
			from = found[first].from
		}
	}
	from += len(text[from:]) - len(strings.TrimLeftFunc(text[from:], unicode.IsSpace))
	if to = from + excerptBytes; to >= len(text) {
		return from, len(text)
	}
	for !utf8.RuneStart(text[to]) {
		to--
	}
	if i := strings.LastIndexFunc(text[from:to], unicode.IsSpace); i > excerptBytes/2 {
		to = from + i
	}
	return from, to
}

// sentence gives where the last sentence of a text starts, or -1 if none does.
func sentence(text string) int {
	start := -1
	for _, end := range []string{". ", "! ", "? ", "… ", "\n"} {
		if i := strings.LastIndex(text, end); i >= 0 {
			start = max(start, i+len(end))
		}
	}
	return start
}

// segments cuts text[from:to] at its marks; runs of spaces become one.
func segments(text string, found []mark, from, to int) []Segment {
	var all []Segment
	add := func(piece string, hit bool) {
		if piece = squeeze(piece); piece != "" {
			all = append(all, Segment{piece, hit})
		}
	}
	for _, m := range found {
		if m.from < from || m.to > to {
			continue
		}
		add(text[from:m.from], false)
		add(text[m.from:m.to], true)
		from = m.to
	}
	add(text[from:to], false)
	return all
}

func squeeze(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r >= '\t' && r <= '\r' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}
