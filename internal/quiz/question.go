// Package quiz is questions: their eight kinds, what a learner sees of one, what counts as an answer, and how it
// is graded. It is pure: it never renders, reads a file or keeps a learner's data.
//
// A Question holds the key. What leaves the server before an answer is a Prompt, which has no field for the key;
// what leaves after it is a Review. compile makes questions; checkpoints and attempts grade them.
package quiz

import (
	"html/template"
	"math/big"
)

// QuestionID names a question in its module for ever.
type QuestionID string

// Kind is how a question is asked and graded.
type Kind string

// The eight kinds of the course format.
const (
	Single    Kind = "single"    // one right option
	Multiple  Kind = "multiple"  // any number of right options, partial credit
	TrueFalse Kind = "truefalse" // two options, one right
	Number    Kind = "number"    // a value within a range
	Text      Kind = "text"      // a typed word or phrase among variants
	Cloze     Kind = "cloze"     // prose with gaps to type
	Order     Kind = "order"     // items to put in order
	Match     Kind = "match"     // rows to pair with choices
)

// Kinds lists them in the order of the format.
var Kinds = []Kind{Single, Multiple, TrueFalse, Number, Text, Cloze, Order, Match}

// Choice tells whether k is answered by ticking options.
func (k Kind) Choice() bool { return k == Single || k == Multiple || k == TrueFalse }

// Question is one question in all its languages, with its key. It is immutable once compiled.
type Question struct {
	ID      QuestionID
	Kind    Kind
	Points  int  // 1 to 100
	Shuffle bool // options permuted; order and match always are
	Exact   bool // text, cloze: case, accents and spaces count

	// Fingerprint is the SHA-256, in hexadecimal, of kind, options and key in the source language: what an answer
	// that is kept was graded by. It never leaves the server, since the key could be tried out against it.
	Fingerprint string

	Key      Key
	Source   string              // the source language: the one wording that is always there
	Wordings map[string]*Wording // by language
}

// Key is what is right, where it does not hang on the language.
type Key struct {
	Right     []bool   // choices: by the rank of the option in the source
	Low, High *big.Rat // number: both ends included
	Pairs     []int    // match: for each row, the index of its choice
}

// Wording is a question in one language. Every HTML field is rendered, safe and typeset.
type Wording struct {
	Lang      string
	Title     template.HTML // the heading, inline
	Statement template.HTML // blocks between heading and answer; may be empty

	Options []Option        // choices, in the source's order
	Items   []template.HTML // order: in the right order
	Rows    []template.HTML // match: what is to be paired
	Choices []template.HTML // match: what they are paired with, each once, decoys included
	Cloze   []ClozePiece    // cloze: prose and gaps, in order
	Answers [][]string      // text: one list of variants; cloze: one a gap

	Hint            template.HTML // shown on demand before the answer; may be empty
	Explanation     template.HTML // shown after the answer; may be empty
	ExplanationLang string        // its language: the source's where the translation has none
}

// Option is one choice: its label, and the feedback for whoever ticked it.
type Option struct {
	Label    template.HTML
	Feedback template.HTML
}

// ClozePiece is a stretch of prose, or a gap where Gap is above 0 (its rank, from 1).
type ClozePiece struct {
	HTML template.HTML
	Gap  int
}

// Wording is the question in lang, or in its source language.
func (q *Question) Wording(lang string) *Wording {
	if w := q.Wordings[lang]; w != nil {
		return w
	}
	return q.Wordings[q.Source]
}
