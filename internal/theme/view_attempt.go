package theme

import (
	"html/template"
	"slices"

	"sentier/internal/quiz"
)

// QuizStart is what who may take a quiz sees of it beside what everybody sees: a part of QuizEntryPage. It posts
// attempt (a new id, or none where nothing is kept), to Action.
type QuizStart struct {
	Action  string
	Attempt string // the id of the attempt that the button begins
	Resume  string // address of the attempt in progress; empty: none
	Unkept  bool   // by a stranger, of whom nothing is kept
	History []AttemptRow
}

// AttemptRow is an attempt that was handed in.
type AttemptRow struct {
	URL    string
	Date   string // in words
	Right  string // points, in words of the language: "8,5"
	Total  string
	Passed bool
	Best   bool
}

// AttemptPage is a question of an attempt, or, with ?all=1, all of them: /fr/MODULE/SEQUENCE/quiz/ATTEMPT.
// Each question is a form that posts to Action: q (its id), f (its mark) and the fields that quiz.Tokens names. All of
// them are one form, with all=1; there q is the one whose button was pressed, and fields are called as GradedView.Field says.
type AttemptPage struct {
	Layout
	Form
	Module    Link
	Sequence  Link
	Quiz      Link
	Marks     []QuestionMark // of all questions, in order
	Questions []GradedView   // the one that is asked, or was just answered; or all
	All       bool           // all are shown
	OneURL    string         // where they are shown one by one
	AllURL    string         // where all are shown
	Next      string         // after feedback: where the next question is; empty: none is left
	HandIn    bool           // all are answered: a form that posts finish=1 to Action
	Held      bool           // feedback comes with the result
	Unkept    bool           // by a stranger, of whom nothing is kept: a form posts forget=1 to Quiz.URL
	InTab     bool           // drafts go with the tab: by a stranger, or on a shared computer
}

func (*AttemptPage) Template() string { return "attempt" }

// Asked are the questions, each of which knows whether all are shown.
func (p *AttemptPage) Asked() []GradedView {
	asked := slices.Clone(p.Questions)
	for i := range asked {
		asked[i].All = p.All
	}
	return asked
}

// Answered tells whether the question that is shown needs no answer any more.
func (p *AttemptPage) Answered() bool {
	return !p.All && len(p.Questions) > 0 && (p.Questions[0].Saved || p.Questions[0].Review != nil)
}

// QuestionMark is how a question of an attempt stands.
type QuestionMark struct {
	Number int
	State  string // "open", "answered", "right", "partial", "wrong"
	Here   bool
}

// GradedView is a question of an attempt, to be answered (Review nil) or answered. Its fields are those of a
// checkpoint's question, but options, items and choices have a Token in the place of a number.
type GradedView struct {
	Number int
	Total  int
	Action string
	Prompt quiz.Prompt
	// Tokens are those of Prompt.Options, or of Prompt.Choices for a match, in their order.
	Tokens   []string
	Given    map[string]string // by name of the field: what was chosen or typed, when the form is shown again
	Blank    bool              // it was sent without an answer, or with one that cannot be read
	Changed  bool              // the question has changed since the form was shown
	Review   *quiz.Review
	Saved    bool   // it was answered, and its feedback is held back, or it has changed since
	Lesson   *Link  // where to read about it; nil: not yet, or the explanation leads there itself
	Feedback string // where to say what is wrong with it, once it is answered; empty: no link
	Card     string // of a review: the name of the card, which its form says, with do=answer
	All      bool   // set by AttemptPage.Asked: it stands among all in one form, which says all=1
}

// Field is how a field is called in the form. Among all, every question has names of its own.
func (v GradedView) Field(name string) string {
	if v.All {
		return string(v.Prompt.ID) + "." + name
	}
	return name
}

// Token is that of an option, an item or a choice, by its place.
func (v GradedView) Token(place int) string {
	if place < len(v.Tokens) {
		return v.Tokens[place]
	}
	return ""
}

// Held is what was given in a field, by its name in the question's own form.
func (v GradedView) Held(field string) string { return v.Given[field] }

// ResultPage is an attempt that was handed in, at the same address.
type ResultPage struct {
	Layout
	Module   Link
	Sequence Link
	Quiz     Link
	Points   string // in words of the language: "8,5"
	Total    string
	Right    int
	Asked    int
	Passed   bool
	Pass     int // percent
	Outcomes []OutcomeView
	Missed   int        // questions that a retry asks
	Action   string     // the retry and a new attempt are posted there: attempt (a new id), retry (this one's)
	Attempt  string     // this one's id
	New      string     // the id of the attempt that a button begins
	Earned   int        // points of the path that this earned; 0: none, or hidden
	Next     *Link      // where the path goes on; nil: the module is finished
	Finished bool       // the whole module is
	Badge    *PathBadge // that was issued; nil: none
	Unkept   bool       // by a stranger, as in an AttemptPage
	History  []AttemptRow
}

func (*ResultPage) Template() string { return "result" }

// Marks are how the questions went, in the order in which they were asked.
func (p *ResultPage) Marks() []QuestionMark {
	var marks []QuestionMark
	for _, o := range p.Outcomes {
		state := o.Verdict()
		if state == "" && o.Open {
			state = "wrong"
		} else if state == "" {
			state = "right"
		}
		marks = append(marks, QuestionMark{Number: o.Number, State: state})
	}
	slices.SortFunc(marks, func(a, b QuestionMark) int { return a.Number - b.Number })
	return marks
}

// OutcomeView is how one question went.
type OutcomeView struct {
	Number   int
	Title    template.HTML
	Lang     string // of its words
	Open     bool   // it is worth another look: shown open
	Points   string
	Total    string
	Review   *quiz.Review // nil: the question has changed or went since, and Shown is what is left
	Shown    []string     // the answer as it was shown, by lines
	Lesson   *Link        // as in a GradedView
	Feedback string       // as in a GradedView
}

// Verdict is "right", "partial" or "wrong".
func (v OutcomeView) Verdict() string {
	if v.Review == nil {
		return ""
	}
	return string(v.Review.Verdict)
}
