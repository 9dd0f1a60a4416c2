package lint

import (
	"strings"
	"unicode"

	"sentier/internal/diag"
)

// The bounds of the reading level.
const (
	hard      = 45  // a score under it is what both scales call difficult, where secondary school does not help
	leastText = 100 // words: with less, a score says nothing
	leastPart = 25  // words of a paragraph that is named as the hardest
)

// scales are the formulas of reading ease, by language. Both give about 100 for what a child of ten reads, 60 for plain
// prose, and less than 30 for what only specialists do. English: Rudolf Flesch, "A new readability yardstick", Journal
// of Applied Psychology 32, 1948. French: his formula fitted to the language by Liliane Kandel and Abraham Moles,
// « Application de l'indice de Flesch à la langue française », Cahiers d'études de radio-télévision 19, 1958.
var scales = map[string]struct {
	name                          string
	base, perSentence, perSyllabe float64
}{
	"en": {"Flesch", 206.835, 1.015, 84.6},
	"fr": {"Kandel-Moles", 207, 1.015, 73.6},
}

// measure counts what the scales need.
type measure struct {
	lang                        string
	sentences, words, syllables int

	hardest diag.Pos // the paragraph of the lowest score
	lowest  float64
}

// add counts a sentence and gives its words.
func (m *measure) add(text string) int {
	n := 0
	for word := range strings.FieldsSeq(text) {
		letters := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if letters == "" {
			continue
		}
		n++
		m.syllables += syllables(letters, m.lang)
	}
	if n > 0 {
		m.sentences++
		m.words += n
	}
	return n
}

// join adds a paragraph.
func (m *measure) join(p measure, at diag.Pos) {
	m.sentences, m.words, m.syllables = m.sentences+p.sentences, m.words+p.words, m.syllables+p.syllables
	if p.words >= leastPart {
		if ease, scale := p.ease(p.lang); scale != "" && (m.hardest.Line == 0 || ease < m.lowest) {
			m.hardest, m.lowest = at, ease
		}
	}
}

// score is the reading ease of a whole text, and the name of its scale; none where the language has none, or there is too
// little text.
func (m *measure) score(lang string) (float64, string) {
	if m.words < leastText {
		return 0, ""
	}
	return m.ease(lang)
}

func (m *measure) ease(lang string) (float64, string) {
	base, _, _ := strings.Cut(lang, "-")
	scale, known := scales[base]
	if !known || m.words == 0 {
		return 0, ""
	}
	words := float64(m.words)
	return scale.base - scale.perSentence*words/float64(m.sentences) - scale.perSyllabe*float64(m.syllables)/words, scale.name
}

func vowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'à', 'â', 'ä', 'é', 'è', 'ê', 'ë', 'î', 'ï', 'ô', 'ö', 'ù', 'û', 'ü', 'ÿ', 'œ', 'æ':
		return true
	}
	return false
}

// syllables counts those of a word by its groups of vowels, without a mute e at its end: a rule of thumb, right for nine
// words in ten, which is what the scales were fitted to. Figures count as one.
func syllables(word, lang string) int {
	n, before := 0, false
	var last, ahead rune // the last letter but one, and the one before it
	var end rune
	for _, r := range word {
		r = unicode.ToLower(r)
		is := vowel(r)
		if is && !before {
			n++
		}
		before = is
		ahead, last, end = last, end, r
	}
	consonant := func(r rune) bool { return unicode.IsLetter(r) && !vowel(r) }
	french := strings.HasPrefix(lang, "fr")
	switch {
	case n < 2:
	case end == 'e' && consonant(last) && (french || last != 'l' || !consonant(ahead)): // table is ta-ble in English
		n--
	case french && end == 's' && last == 'e' && consonant(ahead):
		n--
	case !french && end == 'd' && last == 'e' && consonant(ahead) && ahead != 't' && ahead != 'd':
		n--
	}
	return max(n, 1)
}
