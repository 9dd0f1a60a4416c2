package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/lang"
)

// What a query may hold; the rest of it is left out.
const (
	maxQueryBytes = 256
	maxQueryWords = 12
	minPrefix     = 2 // letters from which an unfinished word is looked for
)

// query is what a reader typed, made ready.
type query struct {
	text  string
	lang  string
	terms []term
	stems []string // languages whose stems are looked for
}

// term is a word to find, or several that a hyphen joins: Wi-Fi is found as wi and fi, or as wifi.
type term struct {
	words  []string // folded
	joined string   // of several words, or empty
	prefix bool     // the last word may not be finished
}

// parse never fails: what is no word is left out, and the words that say nothing too, unless they are all there is.
func parse(tag, text string, written []string) query {
	if len(text) > maxQueryBytes {
		cut := maxQueryBytes
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	q := query{text: text, lang: tag, stems: written}
	if !slices.Contains(written, tag) {
		q.stems = append([]string{tag}, written...)
	}
	var all []term
	words, end := 0, -1
	for w := range lang.Words(tag, text) {
		if words++; words > maxQueryWords {
			break
		}
		folded := lang.Fold(w.Text)
		if folded == "" { // marks without a letter
			continue
		}
		if n := len(all); n > 0 && isHyphen(text[end:w.From]) {
			t := &all[n-1]
			t.words = append(t.words, folded)
			t.joined = strings.Join(t.words, "")
		} else {
			all = append(all, term{words: []string{folded}})
		}
		end = w.To
	}
	if n := len(all); n > 0 && words <= maxQueryWords && strings.TrimFunc(text[end:], isQuoting) == "" {
		all[n-1].prefix = true
	}
	for _, t := range all {
		if len(t.words) > 1 || !lang.Stop(tag, t.words[0]) {
			q.add(t)
		}
	}
	if len(q.terms) == 0 {
		for _, t := range all {
			q.add(t)
		}
	}
	return q
}

// isQuoting tells what may close a query without finishing its last word.
func isQuoting(r rune) bool { return unicode.In(r, unicode.Pf, unicode.Pe) || r == '"' || r == '\'' }

// add leaves out a term already there.
func (q *query) add(t term) {
	for i, other := range q.terms {
		if slices.Equal(other.words, t.words) {
			q.terms[i].prefix = other.prefix || t.prefix
			return
		}
	}
	q.terms = append(q.terms, t)
}

// expression is the query in FTS5's language, its terms joined by AND or OR. Every word is quoted: none can be
// taken for an operator.
func (q *query) expression(operator string) string {
	var b strings.Builder
	for i, t := range q.terms {
		if i > 0 {
			b.WriteString(" " + operator + " ")
		}
		b.WriteByte('(')
		for j, w := range t.words {
			if j > 0 {
				b.WriteString(" AND ")
			}
			q.word(&b, w, t.prefix && j == len(t.words)-1)
		}
		if t.joined != "" {
			b.WriteString(" OR ")
			q.word(&b, t.joined, t.prefix)
		}
		b.WriteByte(')')
	}
	return b.String()
}

// word looks for a word by its stems and as it is written.
func (q *query) word(b *strings.Builder, w string, prefix bool) {
	b.WriteString("({title_words words} : " + quote(w))
	var done []string
	for _, tag := range q.stems {
		if stem := lang.Stem(tag, w); !slices.Contains(done, stem) {
			b.WriteString(" OR {title heads body} : " + quote(stem))
			done = append(done, stem)
		}
	}
	if prefix && utf8.RuneCountInString(w) >= minPrefix {
		b.WriteString(" OR {title_words words} : " + quote(w) + " *")
	}
	b.WriteByte(')')
}

func quote(w string) string { return `"` + strings.ReplaceAll(w, `"`, `""`) + `"` }
