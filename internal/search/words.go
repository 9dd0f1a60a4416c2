package search

import (
	"iter"
	"strings"

	"sentier/internal/lang"
)

// maxJoined bounds the words of a compound: in a-b-c-d-e nobody looks for abcde.
const maxJoined = 3

// compounds gives the words of a text and, after its last word, each compound that hyphens make of two or three of
// them, joined: "Wi-Fi" gives Wi, Fi and WiFi, and so meets those who write wifi.
func compounds(tag, text string) iter.Seq[lang.Word] {
	return func(yield func(lang.Word) bool) {
		var chain []lang.Word
		flush := func() bool {
			n := len(chain)
			if n < 2 || n > maxJoined {
				chain = chain[:0]
				return true
			}
			joined := lang.Word{From: chain[0].From, To: chain[n-1].To}
			for _, w := range chain {
				joined.Text += w.Text
			}
			chain = chain[:0]
			return yield(joined)
		}
		for w := range lang.Words(tag, text) {
			if n := len(chain); n > 0 && !isHyphen(text[chain[n-1].To:w.From]) && !flush() {
				return
			}
			if len(chain) <= maxJoined {
				chain = append(chain, w)
			} else {
				chain[maxJoined] = w
			}
			if !yield(w) {
				return
			}
		}
		flush()
	}
}

func isHyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" }

// keyring remembers the folded form and the stem of each word met while building: a language has few words, and
// says them often.
type keyring map[[2]string]key

type key struct{ folded, stem string }

func (k keyring) key(tag, word string) key {
	at := [2]string{tag, word}
	found, ok := k[at]
	if !ok {
		folded := lang.Fold(word)
		found = key{folded, lang.Stem(tag, folded)}
		k[at] = found
	}
	return found
}

// row is what the table holds of a document.
type row struct{ title, heads, body, titleWords, words string }

func (k keyring) row(d *Doc) row {
	var title, heads, body, titleWords, words strings.Builder
	tag := d.written()
	add := func(text string, stems, surface *strings.Builder) {
		for w := range compounds(tag, text) {
			key := k.key(tag, w.Text)
			stems.WriteString(key.stem)
			stems.WriteByte(' ')
			surface.WriteString(key.folded)
			surface.WriteByte(' ')
		}
	}
	add(d.Title, &title, &titleWords)
	for _, name := range d.Also {
		add(name, &title, &titleWords)
	}
	add(d.Headings, &heads, &words)
	add(d.Summary, &heads, &words)
	add(d.Body, &body, &words)
	return row{title.String(), heads.String(), body.String(), titleWords.String(), words.String()}
}

// stemKey is what two names share when they differ by number, gender, accents, case or small words alone.
func stemKey(tag, name string) string {
	var key strings.Builder
	for w := range lang.Words(tag, name) {
		if folded := lang.Fold(w.Text); !lang.Stop(tag, folded) {
			key.WriteString(lang.Stem(tag, folded))
			key.WriteByte(' ')
		}
	}
	return key.String()
}

// foldKey is what two names share when they differ by accents, case or punctuation alone.
func foldKey(tag, name string) string {
	var key strings.Builder
	for w := range lang.Words(tag, name) {
		key.WriteString(lang.Fold(w.Text))
		key.WriteByte(' ')
	}
	return key.String()
}
