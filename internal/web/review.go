package web

import (
	"context"
	"strconv"
	"time"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/glossary"
	"sentier/internal/lang"
	"sentier/internal/quiz"
	"sentier/internal/review"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// hand is what a learner has to review: the cards that are kept of them, and those that are left today.
type hand struct {
	past  review.Past
	kept  []review.Card
	today []review.Card
}

// hand deals the cards of today.
func (r request) hand(ctx context.Context, l *learner) (hand, error) {
	var h hand
	var err error
	if h.kept, err = r.members.Learners.Cards(ctx, l.account.ID); err != nil {
		return h, err
	}
	if h.past.Missed, err = r.members.Learners.MissedQuestions(ctx, l.account.ID); err != nil {
		return h, err
	}
	for _, read := range l.facts.Reads {
		h.past.Read = append(h.past.Read, review.ReadLesson{Module: read.Module, Lesson: read.Lesson, At: read.At})
	}
	h.today = review.Today(allCourses(r.snapshot), h.past, h.kept, r.now())
	return h, nil
}

// named is the card of today that a form speaks of. One that was rated since then is not among them, nor is one
// whose review the form was not made for.
func (h hand) named(name string) (review.Card, bool) {
	for _, card := range h.today {
		if cardName(card) == name {
			return card, true
		}
	}
	return review.Card{}, false
}

// cardName names a card, and this review of it.
func cardName(c review.Card) string {
	return string(c.Module) + "/" + string(c.Kind) + "/" + c.ID + "/" + strconv.Itoa(c.Reviews)
}

// review shows the next card of today.
func (r request) review(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	if l.account.Review.IsZero() {
		return r.showReview(hand{}, l, nil)
	}
	h, err := r.hand(within, l)
	if err != nil {
		return err
	}
	if len(h.today) == 0 {
		return r.showReview(h, l, nil)
	}
	return r.showReview(h, l, r.front(h.today[0]))
}

func (r request) showReview(h hand, l *learner, card *theme.CardView) error {
	view, err := r.reviewPage(h, l, card)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) reviewPage(h hand, l *learner, card *theme.CardView) (*theme.ReviewPage, error) {
	view := &theme.ReviewPage{
		Form: theme.Form{Action: r.reviewAddress()}, On: !l.account.Review.IsZero(), Card: card, Left: len(h.today),
		Done: review.Done(h.kept, r.now()),
	}
	if next := review.Ahead(allCourses(r.snapshot), h.past, h.kept, r.now()); !next.IsZero() {
		view.Next = lang.Date(r.lang, next)
	}
	var err error
	view.Layout, err = r.layout("/me/review", "review.title")
	return view, err
}

func (r request) reviewAddress() string { return "/" + r.lang + "/me/review" }

// reviewed does what a form of the review asks for.
func (r request) reviewed(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	do := r.field("do")
	switch {
	case do == "start":
		return r.wish(within, l, r.now())
	case do == "stop":
		return r.wish(within, l, time.Time{})
	case do != "answer" && do != "show" && do != "rate":
		return fault.New(fault.Invalid, "", nil)
	case l.account.Review.IsZero(): // they stopped meanwhile, elsewhere
		return r.to(r.reviewAddress())
	}
	h, err := r.hand(within, l)
	if err != nil {
		return err
	}
	card, found := h.named(r.field("card"))
	switch {
	case !found: // it was sent twice, or the course has changed: the next one is shown
		return r.to(r.reviewAddress())
	case do == "answer":
		return r.replied(h, l, card)
	case do == "show":
		return r.showReview(h, l, r.turned(card, quiz.Answer{}))
	}
	return r.rated(within, l, card)
}

// wish keeps whether a learner wants the review. Asking again does not change since when they do.
func (r request) wish(ctx context.Context, l *learner, at time.Time) error {
	notice := "review_on"
	if at.IsZero() {
		notice = "review_off"
	}
	if at.IsZero() != l.account.Review.IsZero() {
		if err := r.members.Learners.SetReview(ctx, l.account.ID, at); err != nil {
			return err
		}
		r.wrote(r.ctx, l.account.ID)
	}
	r.notice(r.ctx, notice)
	if at.IsZero() {
		return r.to("/" + r.lang + "/me")
	}
	return r.to(r.reviewAddress())
}

// replied shows what is right, once an answer was given.
func (r request) replied(h hand, l *learner, card review.Card) error {
	q, seed := card.Question(r.holding(card.Module))
	if q == nil {
		return fault.New(fault.Invalid, "", nil)
	}
	given := r.cardTokens(card).ParseAnswer(q, r.lang, seed, r.fields)
	changed := r.field("f") != q.Prompt(r.lang, seed).Mark
	if !changed && q.Grade(r.lang, given).Verdict != quiz.Blank {
		return r.showReview(h, l, r.turned(card, given))
	}
	asked := r.front(card)
	*asked.Question = r.again(*asked.Question, changed)
	view, err := r.reviewPage(h, l, asked)
	if err != nil {
		return err
	}
	view.Faulty = true
	return r.refuse(view)
}

// rated keeps what the learner said of a card, and goes on to the next.
func (r request) rated(ctx context.Context, l *learner, card review.Card) error {
	rating, ok := review.ParseRating(r.field("rating"))
	back, found := card.Back(r.holding(card.Module), r.lang)
	if !ok || !found {
		return fault.New(fault.Invalid, "", nil)
	}
	if after, due := card.Rate(rating, back.Asked, r.now()); due {
		if err := r.members.Learners.KeepCard(ctx, l.account.ID, after); err != nil {
			return err
		}
	}
	return r.to(r.reviewAddress())
}

// front is a card as it is asked: nothing of its answer is in it.
func (r request) front(card review.Card) *theme.CardView {
	front, _ := card.Front(r.holding(card.Module), r.lang) // Today holds none that the course lacks
	return r.cardView(card, front)
}

func (r request) cardView(card review.Card, front review.Front) *theme.CardView {
	view := &theme.CardView{Name: cardName(card), Action: r.reviewAddress(), Word: front.Word}
	if m := r.moduleOf(card.Module); m != nil {
		view.Module = site.ModuleLink(m, r.lang)
	}
	if front.Lang != r.lang {
		view.Lang = front.Lang
	}
	if front.Prompt != nil {
		view.Question = &theme.GradedView{
			Action: view.Action, Prompt: *front.Prompt, Card: view.Name, Tokens: tokensOf(*front.Prompt, r.cardTokens(card)),
		}
	}
	return view
}

// turned is a card with its answer, and with the one that was given, where there is one.
func (r request) turned(card review.Card, given quiz.Answer) *theme.CardView {
	in := r.holding(card.Module)
	back, _ := card.Back(in, r.lang)
	answered := len(given.Ranks) > 0 || len(given.Texts) > 0
	if answered {
		back, _ = card.Answered(in, r.lang, given)
	}
	view := r.cardView(card, back.Front)
	view.Open, view.Given, view.Meaning = true, answered, back.Meaning
	if view.Question != nil {
		view.Question.Review = back.Review
		if q, _ := card.Question(in); q != nil {
			view.Question.Feedback = r.feedbackOn(back.Sequence.Quiz, q)
		}
		view.Question.Lesson = site.PassageLink(back.Sequence.Quiz, back.Review.Explanation, r.lang)
	} else if m := r.moduleOf(card.Module); m != nil {
		entry := site.EntryLink(m, m.Glossary.Entry(glossary.EntryID(card.ID)), r.lang)
		view.Entry = &entry
	}
	if back.Lesson != nil {
		lesson := site.LessonLink(back.Lesson, r.lang)
		view.Lesson = &lesson
	}
	for _, name := range []string{"missed", "knew", "easy"} {
		rating, _ := review.ParseRating(name)
		after, _ := card.Rate(rating, back.Asked, r.now())
		view.Ratings = append(view.Ratings, theme.RatingView{Value: name, Days: review.Days(r.now(), after.Due)})
	}
	return view
}

// cardTokens name the options of one review of a card.
func (s *Server) cardTokens(card review.Card) quiz.Tokens {
	return quiz.Tokens{Key: s.secret("quiz"), Attempt: "review " + cardName(card)}
}

// holding is the course that has a module; an empty one where none has it.
func (r request) holding(id course.ModuleID) *course.Course {
	if m := r.moduleOf(id); m != nil {
		return courseOf(r.snapshot.Courses(), m)
	}
	return &course.Course{}
}

func (r request) moduleOf(id course.ModuleID) *course.Module {
	for _, c := range r.snapshot.Courses() {
		for _, m := range c.Modules {
			if m.ID == id {
				return m
			}
		}
	}
	return nil
}

// reviewCard is the review on my path.
func (r request) reviewCard(ctx context.Context, l *learner) (theme.ReviewCard, error) {
	view := theme.ReviewCard{Action: r.reviewAddress(), On: !l.account.Review.IsZero()}
	if !view.On {
		return view, nil
	}
	h, err := r.hand(ctx, l)
	view.Due = len(h.today)
	return view, err
}
