package web

import (
	"context"
	"strings"

	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// attempt shows the question that is to be answered, one that was just answered, or the result.
func (r request) attempt(ctx context.Context, b book, sheet progress.Sheet) error {
	switch {
	case sheet.Finished():
		return r.result(ctx, b, sheet)
	case len(sheet.Items) == 0:
		return r.to(sheet.Quiz.Address(r.lang))
	}
	view, err := r.attemptPage(sheet)
	if err != nil {
		return err
	}
	switch item, found := sheet.Item(quiz.QuestionID(r.field("q"))); {
	case r.field("all") != "":
		view.All, view.Questions = true, r.all(sheet)
	case found && item.Answer != nil:
		view.Questions = []theme.GradedView{r.graded(sheet, item)}
		if review := view.Questions[0].Review; review != nil { // which is what is told first of the page
			view.Title = r.snapshot.Theme().Messages().Say(r.lang, "answer."+string(review.Verdict)) + " – " + view.Title
		}
	default:
		if item, open := sheet.Current(); open {
			view.Questions = []theme.GradedView{r.graded(sheet, item)}
		}
	}
	here(view)
	return r.show(view)
}

// all are the questions that there are, in order: those that are answered with what is told of them.
func (r request) all(sheet progress.Sheet) []theme.GradedView {
	var all []theme.GradedView
	for _, item := range sheet.Items {
		if item.Question != nil && !item.Carried() {
			all = append(all, r.graded(sheet, item))
		}
	}
	return all
}

// attemptPage is the page of an attempt in progress, without its questions.
func (r request) attemptPage(sheet progress.Sheet) (*theme.AttemptPage, error) {
	q := sheet.Quiz
	address := q.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	view := &theme.AttemptPage{
		Module: site.ModuleLink(q.Sequence.Module, r.lang), Sequence: site.SequenceLink(q.Sequence, r.lang),
		Quiz: site.QuizLink(q, r.lang), Form: theme.Form{Action: address}, OneURL: address, AllURL: address + "?all=1",
		Held: q.AtEnd, Unkept: r.visitor == nil, InTab: r.visitor == nil || r.visitor.shared,
	}
	for _, item := range sheet.Items {
		if !item.Carried() {
			view.Marks = append(view.Marks, theme.QuestionMark{Number: item.Number, State: string(sheet.State(item))})
		}
	}
	if _, open := sheet.Current(); open {
		view.Next = address
	} else {
		view.HandIn = true
	}
	var err error
	view.Layout, err = r.quizLayout(address, "attempt.title")
	return view, err
}

// quizLayout is the frame of a page of an attempt: for a stranger it is not of their account.
func (r request) quizLayout(address, title string) (theme.Layout, error) {
	l, err := r.layout(address[1+len(r.lang):], title)
	if r.visitor == nil {
		l.Section = "modules"
	}
	return l, err
}

// here marks the question that is shown alone.
func here(view *theme.AttemptPage) {
	if view.All || len(view.Questions) == 0 {
		return
	}
	for i := range view.Marks {
		view.Marks[i].Here = view.Marks[i].Number == view.Questions[0].Number
	}
}

// graded is a question of an attempt, as it stands.
func (r request) graded(sheet progress.Sheet, item progress.Item) theme.GradedView {
	view := theme.GradedView{
		Number: item.Number, Total: sheet.Asked(), Action: sheet.Quiz.Address(r.lang) + "/" + string(sheet.Attempt.ID),
		Review: sheet.Review(r.lang, item),
	}
	view.Saved = item.Answer != nil && view.Review == nil
	if item.Question == nil {
		return view
	}
	view.Prompt = sheet.Prompt(r.lang, item.Question)
	view.Feedback = r.feedbackOn(sheet.Quiz, item.Question)
	view.Lesson = passage(sheet, view.Review, r.lang)
	view.Tokens = tokensOf(view.Prompt, r.tokens(sheet))
	return view
}

// tokensOf names the options of a question, its items, or the choices of a match, in their order.
func tokensOf(p quiz.Prompt, tokens quiz.Tokens) []string {
	labels := p.Options
	if p.Kind == quiz.Match {
		labels = p.Choices
	}
	var names []string
	for _, label := range labels {
		names = append(names, tokens.Token(p.ID, label.Rank))
	}
	return names
}

// passage is where an answered question is explained in the course; nil where it is not explained yet.
func passage(sheet progress.Sheet, review *quiz.Review, lang string) *theme.Link {
	if review == nil || sheet.Quiz == nil {
		return nil
	}
	return site.PassageLink(sheet.Quiz, review.Explanation, lang)
}

// tokens name the options of one attempt.
func (s *Server) tokens(sheet progress.Sheet) quiz.Tokens {
	return quiz.Tokens{Key: s.secret("quiz"), Attempt: string(sheet.Attempt.ID)}
}

// answered keeps what was answered to a question, or hands the attempt in.
func (r request) answered(within context.Context, b book, sheet progress.Sheet) error {
	q := sheet.Quiz
	address := q.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	if sheet.Finished() {
		return r.to(address)
	}
	if r.field("finish") != "" {
		return r.handIn(within, b, sheet, address)
	}
	item, found := sheet.Item(quiz.QuestionID(r.field("q")))
	if !found {
		return fault.New(fault.NotFound, "", nil)
	}
	if item.Answer != nil { // it was sent twice, or from another tab: the first one stands
		return r.onward(sheet, item)
	}
	asked := r.graded(sheet, item)
	asked.All = r.field("all") != ""
	given := r.tokens(sheet).ParseAnswer(item.Question, r.lang, item.Question.Seed(sheet.Attempt.Seed), func(name string) []string {
		return r.fields(asked.Field(name))
	})
	in := courseOf(r.snapshot.Courses(), q.Sequence.Module)
	answer, full := progress.Grade(item.Question, progress.Reply{Given: given, Lang: r.lang, Revision: in.Revision, At: r.now()})
	if changed := r.field(asked.Field("f")) != asked.Prompt.Mark; changed || !full {
		return r.askAgain(sheet, r.again(asked, changed))
	}
	answer, err := b.answer(within, sheet, answer)
	if err != nil {
		return err
	}
	return r.onward(progress.NewSheet(q, sheet.Attempt, append(answersOf(sheet), answer)), item)
}

// onward shows a question that was just answered. Among all, what was filled in of others stands there again: then the
// page is the answer to the form, for nothing else holds it in a browser without scripts.
func (r request) onward(sheet progress.Sheet, item progress.Item) error {
	address := sheet.Quiz.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	if r.field("all") == "" {
		return r.to(address + "?q=" + r.field("q"))
	}
	view, err := r.attemptPage(sheet)
	if err != nil {
		return err
	}
	view.All, view.Questions = true, r.all(sheet)
	if !r.refill(view.Questions) {
		return r.to(address + "?all=1")
	}
	return r.show(view)
}

// askAgain shows a question whose answer could not be taken, as it was filled in: alone, or among all, as it was sent.
func (r request) askAgain(sheet progress.Sheet, question theme.GradedView) error {
	view, err := r.attemptPage(sheet)
	if err != nil {
		return err
	}
	view.Questions, view.Faulty = []theme.GradedView{question}, true
	if view.All = question.All; view.All {
		view.Questions = r.all(sheet)
		r.refill(view.Questions)
		for i, one := range view.Questions {
			if one.Number == question.Number {
				view.Questions[i] = question
			}
		}
	}
	here(view)
	return r.refuse(view)
}

// refill gives the open ones of all questions back what the form held of them, and tells whether that was anything.
func (r request) refill(all []theme.GradedView) bool {
	any := false
	for i := range all {
		if all[i].Saved || all[i].Review != nil {
			continue
		}
		all[i].All = true
		all[i].Given = r.given(all[i])
		for field, text := range all[i].Given {
			any = any || field != "f" && text != ""
		}
	}
	return any
}

// again is a question with what the form gave, which was no answer, or one to a question that has changed.
func (r request) again(question theme.GradedView, changed bool) theme.GradedView {
	question.Changed, question.Blank, question.Given = changed, !changed, r.given(question)
	return question
}

// given is what the form held of a question, by the names of its own form.
func (r request) given(question theme.GradedView) map[string]string {
	given := map[string]string{}
	for name, value := range r.ctx.PostArgs().All() {
		field, its := strings.CutPrefix(string(name), question.Field(""))
		text := string(value)
		if field == "a" && question.Prompt.Kind.Choice() {
			field, text = "a="+text, "on"
		}
		if its {
			given[field] = text
		}
	}
	return given
}
