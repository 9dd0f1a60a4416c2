package quiz

import "html/template"

// Prompt is what a person sees of a question before they answer. It has no field for the key.
type Prompt struct {
	ID        QuestionID
	Kind      Kind
	Lang      string // of the words
	Mark      string // of all that is shown but the hint: a form carries it, see Question.Prompt
	Points    int
	Exact     bool // text, cloze: case, accents and spaces count, and the person is told so
	Title     template.HTML
	Statement template.HTML
	Hint      template.HTML
	Options   []Labelled   // choices and order: as shown
	Rows      []Labelled   // match
	Choices   []Labelled   // match: as shown
	Cloze     []ClozePiece // cloze
	Gaps      int          // cloze: how many
}

// Labelled is something to pick: the number that a form carries for it, and its label. The number is the rank in
// the source, but for the items of an order and the choices of a match, where that would be the answer: there it
// is the place as shown.
type Labelled struct {
	Rank  int
	Label template.HTML
}

// Answer is what a person gave, by ranks in the source. For choices, the ranks ticked; for order, the rank of the
// item in each place (-1: none), and as texts the place that each item was given, as shown; for match, the choice
// picked for each row (-1: none); for number, text and cloze, what was typed. ParseAnswer makes it.
type Answer struct {
	Ranks []int    `json:"ranks"`
	Texts []string `json:"texts"`
}

// Verdict is the outcome in one word, for marks and styles.
type Verdict string

// The verdicts. Blank means that nothing was answered, or that an order is not whole: nothing is graded and nothing
// of the key is shown.
const (
	Blank   Verdict = "blank"
	Right   Verdict = "right"
	Partial Verdict = "partial"
	Wrong   Verdict = "wrong"
)

// Grade is what an answer earned: Earned of Total, 0 ≤ Earned ≤ Total, in parts that keep fractions exact.
// Points are Question.Points × Earned ÷ Total.
type Grade struct {
	Verdict       Verdict
	Earned, Total int
}

// Review is what a person sees of a question once answered: what they gave, what was right, why.
type Review struct {
	Prompt
	Grade
	Answer          Answer
	Options         []ReviewedOption // choices: as shown in Prompt
	Given           []template.HTML  // order: the item in each place, empty: none; number, text: what was typed
	Expected        []template.HTML  // order: items in the right order; number, text, cloze: the first variant of each
	Pairs           []ReviewedPair   // match and cloze: one a row or gap
	Explanation     template.HTML
	ExplanationLang string
}

// ReviewedOption is an option after the answer. Feedback is only that of options that were chosen.
type ReviewedOption struct {
	Labelled
	Chosen, Right bool
	Feedback      template.HTML
}

// ReviewedPair is a row of a match, or a gap of a cloze, after the answer.
type ReviewedPair struct {
	Row, Given, Expected template.HTML
	Right                bool
}
