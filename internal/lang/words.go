package lang

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a word of a text, as written, and where it stands in it, in bytes.
type Word struct {
	Text     string
	From, To int
}

// Words gives the words of a text in order: letters, their marks and digits. Hyphens part words. So do apostrophes,
// and what they cut off is not a word: the elided l, d, qu… of French, the 's, 't, 'll… of English.
func Words(tag, s string) iter.Seq[Word] {
	language := base(tag)
	return func(yield func(Word) bool) {
		for from := 0; from < len(s); {
			to := wordEnd(s, from)
			if to == from {
				for from++; from < len(s) && !utf8.RuneStart(s[from]); from++ {
				}
				continue
			}
			if !cutOff(language, s, from, to) && !yield(Word{s[from:to], from, to}) {
				return
			}
			from = to
		}
	}
}

func wordEnd(s string, from int) int {
	for from < len(s) {
		if s[from] < utf8.RuneSelf {
			if !alphanumeric(s[from]) {
				return from
			}
			from++
			continue
		}
		r, width := utf8.DecodeRuneInString(s[from:])
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			return from
		}
		from += width
	}
	return from
}

// cutOff tells whether what stands from..to is only a piece of the word beside it.
func cutOff(language, s string, from, to int) bool {
	switch language {
	case "fr":
		width := apostropheAt(s[to:])
		return width > 0 && elided[strings.ToLower(s[from:to])] && wordEnd(s, to+width) > to+width
	case "en":
		before := strings.TrimRight(s[:from], "'’")
		if len(before) == from || !contracted[strings.ToLower(s[from:to])] {
			return false
		}
		r, _ := utf8.DecodeLastRuneInString(before)
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return false
}

var (
	elided     = set("l d j m t s n c qu jusqu lorsqu puisqu quoiqu")
	contracted = set("s t d m re ll ve")
)

// apostropheAt gives the width of the apostrophe that s begins with, or 0.
func apostropheAt(s string) int {
	switch {
	case strings.HasPrefix(s, "'"):
		return len("'")
	case strings.HasPrefix(s, "’"), strings.HasPrefix(s, "ʼ"):
		_, width := utf8.DecodeRuneInString(s)
		return width
	}
	return 0
}

// Stop tells whether a word is so common in its language that it says nothing about a text. It is given folded.
func Stop(tag, word string) bool { return stopWords[base(tag)][word] }

var stopWords = map[string]map[string]bool{
	"fr": set(`a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avait avant avec avoir car ce ceci
		cela celle celles celui ces cet cette ceux chaque chez comme comment dans de depuis des donc dont du elle elles
		en encore entre est et etait etant ete etre eu eux fait font ici il ils je la le les leur leurs lors lui ma mais
		me meme memes mes moi mon ne ni non nos notre nous on ont or ou par parce pas peu peut plus pour pourquoi qu
		quand que quel quelle quelles quels qui quoi sa sans se selon sera ses si sien son sont sous sur ta te tes toi
		ton tous tout toute toutes tres tu un une vers voici voila vos votre vous y`),
	"en": set(`a about after all also am an and any are as at be because been before being between both but by can could
		did do does doing down during each few for from further had has have having he her here hers him his how i if in
		into is it its itself just me more most my no nor not now of off on once only or other our ours out over own
		same she should so some such than that the their theirs them then there these they this those through to too
		under until up very was we were what when where which while who whom why will with would you your yours`),
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		s[w] = true
	}
	return s
}
