package theme

import (
	"strconv"
	"strings"

	"sentier/internal/quiz"
)

// ReadAnswer reads the fields named a of a question's form, as the templates of this package write them:
//
//	choices       one rank for each option ticked
//	number, text  what was typed
//	cloze         what was typed in each gap, in order
//	order         RANK:PLACE for each item, places from 1
//	match         ROW:CHOICE for each row
//
// It gives what can be read and leaves out what cannot; quiz decides what is an answer.
func ReadAnswer(p quiz.Prompt, fields []string) quiz.Answer {
	switch {
	case p.Kind.Choice():
		return quiz.Answer{Ranks: ranks(p, fields)}
	case p.Kind == quiz.Order:
		return quiz.Answer{Ranks: places(p, fields)}
	case p.Kind == quiz.Match:
		return quiz.Answer{Ranks: pairs(p, fields)}
	case p.Kind == quiz.Cloze && len(fields) > p.Gaps:
		fields = fields[:p.Gaps]
	}
	return quiz.Answer{Texts: fields}
}

func ranks(p quiz.Prompt, fields []string) []int {
	var ticked []int
	for _, option := range p.Options {
		for _, f := range fields {
			if f == strconv.Itoa(option.Rank) {
				ticked = append(ticked, option.Rank)
				break
			}
		}
	}
	return ticked
}

// places gives the ranks of the items in the order of their places; nil where an item has none or two share one.
func places(p quiz.Prompt, fields []string) []int {
	order := make([]int, len(p.Options))
	for i := range order {
		order[i] = -1
	}
	for _, option := range p.Options {
		place, ok := paired(fields, option.Rank)
		if !ok || place < 1 || place > len(order) || order[place-1] != -1 {
			return nil
		}
		order[place-1] = option.Rank
	}
	return order
}

// pairs gives the choice of each row by its rank, -1 where there is none; nil where no row has one.
func pairs(p quiz.Prompt, fields []string) []int {
	given, some := make([]int, len(p.Rows)), false
	for i := range given {
		given[i] = -1
	}
	for _, row := range p.Rows {
		choice, ok := paired(fields, row.Rank)
		if ok && row.Rank >= 0 && row.Rank < len(given) && known(p.Choices, choice) {
			given[row.Rank], some = choice, true
		}
	}
	if !some {
		return nil
	}
	return given
}

// paired finds the number given to a rank.
func paired(fields []string, rank int) (int, bool) {
	for _, f := range fields {
		left, right, found := strings.Cut(f, ":")
		if found && left == strconv.Itoa(rank) {
			n, err := strconv.Atoi(right)
			return n, err == nil
		}
	}
	return 0, false
}

func known(list []quiz.Labelled, rank int) bool {
	for _, l := range list {
		if l.Rank == rank {
			return true
		}
	}
	return false
}
