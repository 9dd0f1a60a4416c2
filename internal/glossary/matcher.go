package glossary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Match is a form met in a text: its bytes and the entry it names.
type Match struct {
	Start, End int
	ID         EntryID
}

// Form is a way to name an entry in one language: its title or one of Also.
type Form struct {
	Text string
	ID   EntryID
}

// Matcher finds forms in prose of one language: whole words, longest first, the first letter in either case and
// the others as written, with a plural ending on any word. It is immutable and used by many goroutines.
type Matcher struct {
	plurals []string
	byFirst map[string][]form // by the first word, first letter lowered, as written
}

type form struct {
	words  []string // words, each followed by what parts it from the next or ends the form: even indexes are words
	before string   // marks before the first word, as in .NET
	id     EntryID
}

// NewMatcher makes the matcher of a language's forms.
func NewMatcher(lang string, forms []Form) *Matcher {
	m := &Matcher{byFirst: map[string][]form{}}
	switch base, _, _ := strings.Cut(lang, "-"); base {
	case "fr":
		m.plurals = []string{"s", "x"}
	case "en":
		m.plurals = []string{"s", "es"}
	}
	for _, f := range forms {
		if before, words := split(f.Text); len(words) > 0 {
			key := lowerFirst(words[0])
			m.byFirst[key] = append(m.byFirst[key], form{words: words, before: before, id: f.ID})
		}
	}
	for _, list := range m.byFirst {
		slices.SortStableFunc(list, func(a, b form) int { return len(b.words) - len(a.words) })
	}
	return m
}

// Find gives the forms met in text, in order and apart from each other, that take accepts. take is asked once for
// each, longest first, and may remember what it took. What it refuses is passed over whole: no shorter form is
// sought inside.
func (m *Matcher) Find(text string, take func(EntryID) bool) []Match {
	if len(m.byFirst) == 0 {
		return nil
	}
	var found []Match
	last := 0 // where the last match ended
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			i += size
			continue
		}
		end := wordEnd(text, i)
		if match := m.at(text, last, i, end); match.End > 0 {
			if take(match.ID) {
				found = append(found, match)
			}
			end, last = match.End, match.End
		}
		i = end
	}
	return found
}

// at tries the forms whose first word is text[start:end], or its singular, and that begin at from or later. The zero
// Match is none.
func (m *Matcher) at(text string, from, start, end int) Match {
	word := lowerFirst(text[start:end])
	best, bestEnd := form{}, 0
	try := func(key string) {
		for _, f := range m.byFirst[key] {
			if stop := m.follow(text, from, start, f); stop > bestEnd {
				best, bestEnd = f, stop
			}
		}
	}
	try(word)
	for _, p := range m.plurals {
		if singular, ok := strings.CutSuffix(word, p); ok {
			try(singular)
		}
	}
	if bestEnd == 0 {
		return Match{}
	}
	return Match{Start: start - len(best.before), End: bestEnd, ID: best.id}
}

// follow gives where f ends in text, if its first word starts at start and it is whole words, or 0.
func (m *Matcher) follow(text string, from, start int, f form) int {
	rest, ok := strings.CutSuffix(text[from:start], f.before)
	if r, _ := utf8.DecodeLastRuneInString(rest); !ok || f.before != "" && isWord(r) {
		return 0
	}
	at := start
	for k, part := range f.words {
		if k%2 == 1 {
			n := separator(text[at:], part)
			if n == 0 {
				return 0
			}
			at += n
			continue
		}
		end := wordEnd(text, at)
		if end == at || !m.same(text[at:end], part, k == 0) {
			return 0
		}
		at = end
	}
	if r, _ := utf8.DecodeRuneInString(text[at:]); isWord(r) { // after marks, as in C++x
		return 0
	}
	return at
}

// same compares a word of the text with one of a form, plural allowed.
func (m *Matcher) same(word, of string, first bool) bool {
	if first {
		word, of = lowerFirst(word), lowerFirst(of)
	}
	if word == of {
		return true
	}
	rest, ok := strings.CutPrefix(word, of)
	return ok && slices.Contains(m.plurals, rest)
}

// separator gives how many bytes of text are the same separator as part: any run of spaces for one of spaces,
// either apostrophe, else the same.
func separator(text, part string) int {
	if strings.TrimSpace(part) == "" {
		return len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	}
	n := 0
	for _, want := range part {
		r, size := utf8.DecodeRuneInString(text[n:])
		if plainMark(r) != plainMark(want) {
			return 0
		}
		n += size
	}
	return n
}

func plainMark(r rune) rune {
	switch {
	case r == '’':
		return '\''
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

// split parts a form into words and what follows each, without the quotes, brackets and stops around the whole;
// before is what stands before the first word.
func split(text string) (before string, parts []string) {
	text = strings.TrimFunc(text, unicode.IsSpace)
	text = strings.TrimLeftFunc(text, func(r rune) bool { return r != '.' && around(r) })
	text = strings.TrimRightFunc(text, around)
	first := strings.IndexFunc(text, isWord)
	if first < 0 {
		return "", nil
	}
	before, text = text[:first], text[first:]
	for i := 0; i < len(text); {
		end := wordEnd(text, i)
		parts = append(parts, text[i:end])
		next := end
		for next < len(text) {
			r, size := utf8.DecodeRuneInString(text[next:])
			if isWord(r) {
				break
			}
			next += size
		}
		if next > end {
			parts = append(parts, text[end:next])
		}
		i = next
	}
	return before, parts
}

// around tells what may stand around a form without being of it.
func around(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(`"'’.,;:!?…`, r) ||
		unicode.In(r, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			break
		}
		i += size
	}
	return i
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if l := unicode.ToLower(r); l != r {
		return string(l) + s[size:]
	}
	return s
}

// SameForm is the key under which two forms would link the same words.
func SameForm(text string) string {
	before, parts := split(text)
	for i := 1; i < len(parts); i += 2 {
		if parts[i] = strings.Map(plainMark, parts[i]); strings.TrimSpace(parts[i]) == "" {
			parts[i] = " "
		}
	}
	return before + lowerFirst(strings.Join(parts, ""))
}
