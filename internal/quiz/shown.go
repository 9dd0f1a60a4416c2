package quiz

import (
	"crypto/sha256"
	"math/rand/v2"
	"strconv"
)

// Practice is the seed of checkpoints: anyone's options are in one and the same order, which is not the source's.
const Practice = "practice"

// Shuffled tells whether k is permuted whatever a question says: the source's order would be the answer.
func (k Kind) Shuffled() bool { return k == Order || k == Match }

// Seed is the seed of the question within an attempt: options keep the source's order unless shuffle=on.
func (q *Question) Seed(attempt string) string {
	if q.Shuffle || q.Kind.Shuffled() {
		return attempt
	}
	return ""
}

// shown is the order in which n things are shown under a seed: at each place, the rank in the source. It hangs
// on the question's id and the seed alone, so that the form that comes back is read as it was shown.
//
// The empty seed keeps the source's order, but for kinds that are always shuffled. Those never show three things
// or more in the source's order, since to leave them as they are would then be right; all other orders are
// equally likely. Two things come in either order: never in the right one would be as good as always.
func (q *Question) shown(seed string, n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	if n < 2 || seed == "" && !q.Kind.Shuffled() {
		return order
	}
	r := rand.New(rand.NewChaCha8(sha256.Sum256([]byte(seed + "\x00" + string(q.ID)))))
	swap := func(i, j int) { order[i], order[j] = order[j], order[i] }
	r.Shuffle(n, swap)
	for q.Kind.Shuffled() && n > 2 && ascending(order) {
		r.Shuffle(n, swap)
	}
	return order
}

func ascending(order []int) bool {
	for i, rank := range order {
		if i != rank {
			return false
		}
	}
	return true
}

// Prompt is the question in lang as it is shown under a seed: Practice for a checkpoint, Seed for an attempt,
// empty for the source's order. What lang lacks is in the source's language.
//
// The ranks of options are those of the source. The ranks of the items of an order and of the choices of a match
// are places as shown, since their rank in the source is the answer; ParseAnswer takes both back to the source.
func (q *Question) Prompt(lang, seed string) Prompt {
	w := q.Wording(lang)
	p := Prompt{
		ID: q.ID, Kind: q.Kind, Lang: w.Lang, Points: q.Points, Exact: q.Exact,
		Title: w.Title, Statement: w.Statement, Hint: w.Hint, Cloze: w.Cloze,
	}
	switch q.Kind {
	case Single, Multiple, TrueFalse:
		for _, rank := range q.shown(seed, len(w.Options)) {
			p.Options = append(p.Options, Labelled{Rank: rank, Label: w.Options[rank].Label})
		}
	case Order:
		for place, rank := range q.shown(seed, len(w.Items)) {
			p.Options = append(p.Options, Labelled{Rank: place, Label: w.Items[rank]})
		}
	case Match:
		for rank, row := range w.Rows {
			p.Rows = append(p.Rows, Labelled{Rank: rank, Label: row})
		}
		for place, rank := range q.shown(seed, len(w.Choices)) {
			p.Choices = append(p.Choices, Labelled{Rank: place, Label: w.Choices[rank]})
		}
	case Cloze:
		p.Gaps = len(w.Answers)
	}
	p.Mark = p.mark()
	return p
}

// mark tells one wording of a question from the next, so that an answer to an older one is never graded by a newer
// key. It is made of what everybody sees, in the order in which it is shown: a hash of the key could be tried out.
func (p *Prompt) mark() string {
	parts := []string{string(p.Kind), p.Lang, strconv.FormatBool(p.Exact), string(p.Title), string(p.Statement)}
	for _, labels := range [][]Labelled{p.Options, p.Rows, p.Choices} {
		parts = append(parts, strconv.Itoa(len(labels)))
		for _, l := range labels {
			parts = append(parts, string(l.Label))
		}
	}
	for _, piece := range p.Cloze {
		parts = append(parts, string(piece.HTML), strconv.Itoa(piece.Gap))
	}
	return digest(parts)[:16]
}
