package theme

import (
	"html/template"

	"sentier/internal/quiz"
)

// GroupPage is a question of a quiz, to be projected to a group: /fr/MODULE/SEQUENCE/quiz/group?n=2. Its form is GET,
// with the fields n (the number of the question), h1, h2… (the hands for each option, in their order) and show=1.
type GroupPage struct {
	Layout
	Quiz     Link
	Action   string
	Number   int
	Total    int
	Prompt   quiz.Prompt
	Options  []GroupOption // choices and order: as shown; match: what rows are paired with
	Review   *quiz.Review  // what is right; nil: it is not shown yet
	Lesson   *Link         // as in a GradedView
	Previous string        // where the question before is; empty: this is the first
	Next     string        // where the next question is; empty: this is the last
	Again    string        // once the answer is shown: where it is not, and the hands can be counted again
}

func (*GroupPage) Template() string { return "group" }

// GroupOption is something that hands are raised for, or that is named by its letter.
type GroupOption struct {
	Letter   string // "A"
	Label    template.HTML
	Field    string // of the hands: "h1"; empty: none are counted
	Hands    int
	Counted  bool // they are counted
	Share    int  // of all hands, in percent
	Right    bool
	Feedback template.HTML // once the answer is shown
}
