package quiz

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of an answer: how many values of a field are read, and how many characters of one that is typed.
const (
	maxTicks = 64
	maxTyped = 1000
)

// ParseAnswer reads an answer from the fields of a form, which has shown Prompt(lang, seed). A form names its
// fields so, with R the Rank of a Labelled and G the Gap of a ClozePiece:
//
//	single, multiple, truefalse   a = R            one for each option ticked
//	order                         aR = 1…n         the place given to the item; empty: none
//	match                         aR = R           the row's field holds the choice; empty: none
//	number, text                  a = what was typed
//	cloze                         aG = what was typed (G from 1)
//
// Anything may be sent: what is out of range, repeated or no number is no answer, and long texts are cut. Items of
// an order that claim one place all lose it.
func ParseAnswer(q *Question, lang, seed string, values func(name string) []string) Answer {
	w := q.Wording(lang)
	switch q.Kind {
	case Single, Multiple, TrueFalse:
		return Answer{Ranks: parseTicks(values("a"), len(w.Options))}
	case Order:
		return parsePlaces(q.shown(seed, len(w.Items)), values)
	case Match:
		return Answer{Ranks: parsePairs(q.shown(seed, len(w.Choices)), len(w.Rows), values)}
	case Number, Text:
		return Answer{Texts: []string{typed(values("a"))}}
	case Cloze:
		a := Answer{Texts: make([]string, len(w.Answers))}
		for i := range a.Texts {
			a.Texts[i] = typed(values("a" + strconv.Itoa(i+1)))
		}
		return a
	}
	return Answer{}
}

// parseTicks gives the ranks ticked among n, each once, ascending.
func parseTicks(values []string, n int) []int {
	var ranks []int
	for _, v := range values[:min(len(values), maxTicks)] {
		if rank := parseRank(v, n); rank >= 0 && !slices.Contains(ranks, rank) {
			ranks = append(ranks, rank)
		}
	}
	slices.Sort(ranks)
	return ranks
}

// parsePlaces gives, for each place, the rank of the item that claims it alone, or -1; and each item's claim.
func parsePlaces(shown []int, values func(string) []string) Answer {
	const doubled = -2
	n := len(shown)
	a := Answer{Ranks: slices.Repeat([]int{-1}, n), Texts: make([]string, n)}
	for field, rank := range shown {
		place := parseRank(first(values("a"+strconv.Itoa(field))), n+1) - 1
		if place < 0 {
			continue
		}
		a.Texts[field] = strconv.Itoa(place + 1)
		if a.Ranks[place] == -1 {
			a.Ranks[place] = rank
		} else {
			a.Ranks[place] = doubled
		}
	}
	for i, rank := range a.Ranks {
		a.Ranks[i] = max(rank, -1)
	}
	return a
}

// parsePairs gives, for each row, the rank of its choice in the source, or -1.
func parsePairs(shown []int, rows int, values func(string) []string) []int {
	pairs := slices.Repeat([]int{-1}, rows)
	for row := range pairs {
		if place := parseRank(first(values("a"+strconv.Itoa(row))), len(shown)); place >= 0 {
			pairs[row] = shown[place]
		}
	}
	return pairs
}

// parseRank reads a whole number from 0 to n-1, or gives -1.
func parseRank(s string, n int) int {
	if len(s) == 0 || len(s) > 3 || strings.Trim(s, "0123456789") != "" {
		return -1
	}
	if rank, err := strconv.Atoi(s); err == nil && rank < n {
		return rank
	}
	return -1
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// typed is what was typed, valid and cut to what is kept.
func typed(values []string) string {
	s := first(values)
	if len(s) > maxTyped*utf8.UTFMax {
		s = s[:maxTyped*utf8.UTFMax]
	}
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	if utf8.RuneCountInString(s) > maxTyped {
		s = string([]rune(s)[:maxTyped])
	}
	return s
}
