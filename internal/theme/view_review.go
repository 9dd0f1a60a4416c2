package theme

import "html/template"

// ReviewPage is /fr/me/review: a card of today, asked, or with its answer; or that there is none. Its forms post to
// Action with a field "do": "start" and "stop" (the review itself), "answer" (to a question: the fields of GradedView),
// "show" (the answer, without giving one), "rate" (rating); the last three with card, its name.
type ReviewPage struct {
	Layout
	Form
	On   bool      // the learner asked for the review
	Card *CardView // nil: nothing is left today
	Left int       // cards left today, this one too
	Done int       // cards reviewed today
	Next string    // the day of the next cards, in words; empty: there is no card yet
}

func (*ReviewPage) Template() string { return "review" }

// CardView is a card. Before its answer was asked for it has nothing of it.
type CardView struct {
	Name     string // of the card, and of this review of it, in forms
	Action   string
	Module   Link
	Question *GradedView // of a question: asked, or with the answer that was given or, where Open, what is right
	Open     bool        // the answer is shown
	Given    bool        // of a question: an answer was given
	Word     string      // of a term
	Lang     string      // of word and meaning, where it is not the page's
	Meaning  template.HTML
	Entry    *Link // of a term, with its meaning: its own page
	Lesson   *Link // of a term: the first lesson that speaks of it
	Ratings  []RatingView
}

// RatingView is what a learner may say of a card, and when it comes back then.
type RatingView struct {
	Value string // "missed", "knew", "easy"
	Days  int
}

// ReviewCard is the review on my path.
type ReviewCard struct {
	Action string // posted to, to begin; and where the review is
	On     bool
	Due    int // cards left today
}
