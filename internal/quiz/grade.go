package quiz

import (
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"sentier/internal/lang"
)

// Grade says what an answer is worth, for words in the language that it was given in. Any answer may come: what
// is out of range, repeated where it may not be, or beyond what was asked for, is worth nothing.
//
//	single, truefalse, number, text   all or nothing, of 1
//	multiple                          right ticks less wrong ticks, never below 0, of the right ones
//	order                             pairs of neighbours in the right order, of n − 1; blank unless whole
//	match, cloze                      what is right, of all rows or gaps
func (q *Question) Grade(language string, a Answer) Grade {
	w := q.Wording(language)
	earned, total, blank := 0, 1, false
	switch q.Kind {
	case Single, Multiple, TrueFalse:
		ticked := ticks(a.Ranks, len(w.Options))
		blank = !slices.Contains(ticked, true)
		earned, total = q.gradeTicks(ticked)
	case Order:
		places := distinct(a.Ranks, len(w.Items))
		blank, total = slices.Contains(places, -1), max(1, len(places)-1)
		if !blank {
			earned = gradeOrder(places)
		}
	case Match:
		pairs := within(a.Ranks, len(w.Rows), len(w.Choices))
		blank = !slices.ContainsFunc(pairs, given)
		earned, total = q.gradePairs(pairs), max(1, len(pairs))
	case Number:
		text := textAt(a.Texts, 0)
		values := learnerNumbers(text) // none: what was typed is no number, and no answer
		blank, earned = len(values) == 0, count(q.isNumber(values))
	case Text:
		text := textAt(a.Texts, 0)
		blank, earned = text == "", count(q.isText(w, 0, text))
	case Cloze:
		blank, total = true, max(1, len(w.Answers))
		for gap := range w.Answers {
			text := textAt(a.Texts, gap)
			blank = blank && text == ""
			earned += count(q.isText(w, gap, text))
		}
	default:
		blank = true
	}
	return Grade{Verdict: verdict(blank, earned, total), Earned: earned, Total: total}
}

// Solution is an answer that earns everything, for words in a language.
func (q *Question) Solution(language string) Answer {
	w := q.Wording(language)
	var a Answer
	switch q.Kind {
	case Single, Multiple, TrueFalse:
		for rank, right := range q.Key.Right {
			if right {
				a.Ranks = append(a.Ranks, rank)
			}
		}
	case Order:
		for rank := range w.Items {
			a.Ranks = append(a.Ranks, rank)
		}
	case Match:
		a.Ranks = q.Key.Pairs
	case Number:
		places, _ := q.Key.Low.FloatPrec()
		a.Texts = []string{q.Key.Low.FloatString(places)}
	case Text, Cloze:
		for _, variants := range w.Answers {
			a.Texts = append(a.Texts, variants[0])
		}
	}
	return a
}

func verdict(blank bool, earned, total int) Verdict {
	switch {
	case blank:
		return Blank
	case earned == total:
		return Right
	case earned > 0:
		return Partial
	}
	return Wrong
}

func (q *Question) gradeTicks(ticked []bool) (earned, total int) {
	right, wrong := 0, 0
	for rank, t := range ticked {
		isRight := q.isRight(rank)
		total += count(isRight)
		right += count(t && isRight)
		wrong += count(t && !isRight)
	}
	if q.Kind != Multiple { // one right option, and no other
		return count(right == 1 && wrong == 0), 1
	}
	return max(0, right-wrong), max(1, total)
}

// isRight tells whether the option of this rank is to be ticked.
func (q *Question) isRight(rank int) bool { return rank < len(q.Key.Right) && q.Key.Right[rank] }

func gradeOrder(places []int) (earned int) {
	for i := 1; i < len(places); i++ {
		earned += count(places[i] == places[i-1]+1)
	}
	return earned
}

func (q *Question) gradePairs(pairs []int) (earned int) {
	for row, choice := range pairs {
		earned += count(q.isPair(row, choice))
	}
	return earned
}

func (q *Question) isPair(row, choice int) bool {
	return given(choice) && row < len(q.Key.Pairs) && q.Key.Pairs[row] == choice
}

func (q *Question) isNumber(values []*big.Rat) bool {
	for _, value := range values {
		if q.Key.Low != nil && q.Key.High != nil && value.Cmp(q.Key.Low) >= 0 && value.Cmp(q.Key.High) <= 0 {
			return true
		}
	}
	return false
}

// isText compares with each variant: as typed, in NFC, where the question is exact; else with what the course
// format forgives. Case: lang.Fold.
func (q *Question) isText(w *Wording, gap int, text string) bool {
	if text == "" || gap >= len(w.Answers) {
		return false
	}
	form := lang.Fold
	if q.Exact {
		form = lang.Exact
	}
	text = form(text)
	return text != "" && slices.ContainsFunc(w.Answers[gap], func(variant string) bool { return form(variant) == text })
}

// ticks tells for each of n options whether its rank was given.
func ticks(ranks []int, n int) []bool {
	ticked := make([]bool, n)
	for _, rank := range ranks {
		if rank >= 0 && rank < n {
			ticked[rank] = true
		}
	}
	return ticked
}

// within gives n ranks, each below limit, or -1.
func within(ranks []int, n, limit int) []int {
	clean := slices.Repeat([]int{-1}, n)
	for i, rank := range ranks[:min(n, len(ranks))] {
		if rank >= 0 && rank < limit {
			clean[i] = rank
		}
	}
	return clean
}

// distinct gives n ranks below n; those given twice are -1.
func distinct(ranks []int, n int) []int {
	clean := within(ranks, n, n)
	times := make([]int, n)
	for _, rank := range clean {
		if given(rank) {
			times[rank]++
		}
	}
	for i, rank := range clean {
		if given(rank) && times[rank] > 1 {
			clean[i] = -1
		}
	}
	return clean
}

func given(rank int) bool { return rank >= 0 }

// textAt is what was typed for a gap, or nothing where it is longer than any answer.
func textAt(texts []string, i int) string {
	if i >= len(texts) || len(texts[i]) > maxTyped*utf8.UTFMax {
		return ""
	}
	return strings.TrimSpace(texts[i])
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
