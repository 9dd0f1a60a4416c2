package web

import (
	"context"
	"crypto/rand"
	"strings"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// quiz is the one of the address: /LANG/MODULE/SEQUENCE/quiz, with or without an attempt after it.
func (r request) quiz() (*course.Quiz, error) {
	path, _, _ := strings.Cut(string(r.ctx.Path())[1:], "/quiz")
	q, _ := r.snapshot.Quiz("/" + path + "/quiz")
	if q == nil {
		return nil, fault.New(fault.NotFound, "", nil)
	}
	return q, nil
}

// quizEntry shows what a quiz is about, and to who is signed in how to begin or go on.
func (r request) quizEntry(l *learner) error {
	q, err := r.quiz()
	if err != nil {
		return err
	}
	begin := &theme.QuizStart{Action: q.Address(r.lang)}
	if begin.Attempt, err = newID(); err != nil {
		return err
	}
	if mark := markOf(l.in(r.snapshot), q); mark != nil {
		if mark.Open != nil {
			begin.Resume = q.Address(r.lang) + "/" + string(mark.Open.ID)
		}
		begin.History = r.history(q, mark)
	}
	view, err := r.snapshot.QuizEntry(q, r.lang, begin)
	if err != nil {
		return err
	}
	return r.show(view)
}

// markOf is what a learner did of a quiz, or nil.
func markOf(path *progress.Path, q *course.Quiz) *progress.QuizMark {
	m := path.Module(q.Sequence.Module.ID)
	if m == nil {
		return nil
	}
	for _, s := range m.Sequences {
		if s.Sequence == q.Sequence {
			return s.Quiz
		}
	}
	return nil
}

// history lists the attempts that were handed in, the newest first.
func (r request) history(q *course.Quiz, mark *progress.QuizMark) []theme.AttemptRow {
	var rows []theme.AttemptRow
	for _, a := range mark.Attempts {
		rows = append([]theme.AttemptRow{{
			URL: q.Address(r.lang) + "/" + string(a.ID), Date: lang.Date(r.lang, a.Finished),
			Right: lang.Hundredths(r.lang, a.Points), Total: lang.Hundredths(r.lang, a.Total), Passed: a.Passed,
			Best: mark.Best != nil && mark.Best.ID == a.ID,
		}}, rows...)
	}
	return rows
}

// start begins an attempt, or another at what was missed, under the name that the form gave it. Where one is in
// progress, that goes on.
func (r request) start(l *learner) error {
	q, err := r.quiz()
	if err != nil {
		return err
	}
	id := r.field("attempt")
	if !isID(id) || len(q.Questions) == 0 {
		return fault.New(fault.Invalid, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	in := courseOf(r.snapshot.Courses(), q.Sequence.Module)
	opening := progress.Opening{
		ID: progress.AttemptID(id), Revision: in.Revision, Lang: r.lang, Seed: rand.Text(), At: r.now(),
	}
	var attempt progress.Attempt
	var carried []progress.Answer
	if before := r.field("retry"); before != "" {
		sheet, err := r.sheet(within, l, q, before)
		if err != nil {
			return err
		}
		if attempt, carried, err = sheet.Retry(opening); err != nil {
			return err
		}
	} else {
		if mark := markOf(l.in(r.snapshot), q); mark != nil && mark.Open != nil {
			if sheet, err := r.sheet(within, l, q, string(mark.Open.ID)); err == nil && len(sheet.Items) > 0 {
				return r.to(q.Address(r.lang) + "/" + string(mark.Open.ID))
			}
		}
		attempt = progress.Start(q, opening)
	}
	if err := r.members.Learners.StartAttempt(within, l.account.ID, attempt, carried); err != nil {
		return err
	}
	r.wrote(r.ctx, l.account.ID)
	return r.to(q.Address(r.lang) + "/" + id)
}

// sheet lays out an attempt of the learner at this quiz.
func (r request) sheet(ctx context.Context, l *learner, q *course.Quiz, id string) (progress.Sheet, error) {
	attempt, answers, err := r.members.Learners.Attempt(ctx, l.account.ID, progress.AttemptID(id))
	if err != nil {
		return progress.Sheet{}, err
	}
	if attempt.Module != q.Sequence.Module.ID || attempt.Sequence != q.Sequence.ID {
		return progress.Sheet{}, fault.New(fault.NotFound, "", nil)
	}
	return progress.NewSheet(q, attempt, answers), nil
}

// attemptID is the last part of the address.
func (r request) attemptID() string {
	path := string(r.ctx.Path())
	return path[strings.LastIndexByte(path, '/')+1:]
}

// laid hands over the attempt of the address, laid out.
func laid(handle func(request, context.Context, *learner, progress.Sheet) error) func(request, *learner) error {
	return func(r request, l *learner) error {
		q, err := r.quiz()
		if err != nil {
			return err
		}
		within, cancel := r.within()
		defer cancel()
		sheet, err := r.sheet(within, l, q, r.attemptID())
		if err != nil {
			return err
		}
		return handle(r, within, l, sheet)
	}
}

// attempt shows the question that is to be answered, one that was just answered, or the result.
func (r request) attempt(ctx context.Context, l *learner, sheet progress.Sheet) error {
	switch {
	case sheet.Finished():
		return r.result(ctx, l, sheet)
	case len(sheet.Items) == 0:
		return r.to(sheet.Quiz.Address(r.lang))
	}
	view, err := r.attemptPage(sheet)
	if err != nil {
		return err
	}
	switch item, found := sheet.Item(quiz.QuestionID(r.field("q"))); {
	case r.field("all") != "":
		view.All, view.Questions = true, r.open(sheet)
	case found && item.Answer != nil:
		view.Questions = []theme.GradedView{r.graded(sheet, item)}
		view.Saved = view.Questions[0].Review == nil
	default:
		if item, open := sheet.Current(); open {
			view.Questions = []theme.GradedView{r.graded(sheet, item)}
		}
	}
	here(view)
	return r.show(view)
}

// open are the questions that are still to be answered.
func (r request) open(sheet progress.Sheet) []theme.GradedView {
	var open []theme.GradedView
	for _, item := range sheet.Items {
		if item.Answer == nil {
			open = append(open, r.graded(sheet, item))
		}
	}
	return open
}

// attemptPage is the page of an attempt in progress, without its questions.
func (r request) attemptPage(sheet progress.Sheet) (*theme.AttemptPage, error) {
	q := sheet.Quiz
	address := q.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	view := &theme.AttemptPage{
		Module: site.ModuleLink(q.Sequence.Module, r.lang), Sequence: site.SequenceLink(q.Sequence, r.lang),
		Quiz: site.QuizLink(q, r.lang), Form: theme.Form{Action: address}, OneURL: address, AllURL: address + "?all=1",
		Held: q.AtEnd,
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
	view.Layout, err = r.layout(address[1+len(r.lang):], "attempt.title")
	return view, err
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
	if item.Question == nil {
		return view
	}
	view.Prompt = sheet.Prompt(r.lang, item.Question)
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
func (r request) answered(within context.Context, l *learner, sheet progress.Sheet) error {
	q := sheet.Quiz
	address := q.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	if sheet.Finished() {
		return r.to(address)
	}
	if r.field("finish") != "" {
		return r.handIn(within, l, sheet, address)
	}
	item, found := sheet.Item(quiz.QuestionID(r.field("q")))
	if !found {
		return fault.New(fault.NotFound, "", nil)
	}
	there := address + "?q=" + string(quiz.QuestionID(r.field("q")))
	if item.Answer != nil { // it was sent twice, or from another tab: the first one stands
		return r.to(there)
	}
	prompt := sheet.Prompt(r.lang, item.Question)
	changed := r.field("f") != prompt.Mark
	given := r.tokens(sheet).ParseAnswer(item.Question, r.lang, item.Question.Seed(sheet.Attempt.Seed), r.fields)
	in := courseOf(r.snapshot.Courses(), q.Sequence.Module)
	answer, full := progress.Grade(item.Question, progress.Reply{Given: given, Lang: r.lang, Revision: in.Revision, At: r.now()})
	if changed || !full {
		return r.askAgain(sheet, item, changed)
	}
	if _, err := r.members.Learners.SaveAnswer(within, l.account.ID, sheet.Attempt.ID, answer); err != nil {
		return err
	}
	r.wrote(r.ctx, l.account.ID)
	if r.field("all") != "" {
		return r.to(address + "?all=1")
	}
	return r.to(there)
}

// askAgain shows a question whose answer could not be taken, as it was filled in: alone, or among all, as it was sent.
func (r request) askAgain(sheet progress.Sheet, item progress.Item, changed bool) error {
	view, err := r.attemptPage(sheet)
	if err != nil {
		return err
	}
	question := r.again(r.graded(sheet, item), changed)
	view.Questions, view.Faulty = []theme.GradedView{question}, true
	if view.All = r.field("all") != ""; view.All {
		view.Questions = r.open(sheet)
		for i, open := range view.Questions {
			if open.Number == question.Number {
				view.Questions[i] = question
			}
		}
	}
	here(view)
	return r.refuse(view)
}

// again is a question with what the form gave, which was no answer, or one to a question that has changed.
func (r request) again(question theme.GradedView, changed bool) theme.GradedView {
	question.Changed, question.Blank, question.Given = changed, !changed, map[string]string{}
	for name, value := range r.ctx.PostArgs().All() {
		field, text := string(name), string(value)
		if field == "a" && question.Prompt.Kind.Choice() {
			field, text = "a="+text, "on"
		}
		question.Given[field] = text
	}
	return question
}

// handIn ends an attempt, and gives what it earns.
func (r request) handIn(ctx context.Context, l *learner, sheet progress.Sheet, address string) error {
	attempt, err := sheet.Finish(r.now())
	if fault.KindOf(err) == fault.Conflict && err != nil { // a question is still open: it is asked
		return r.to(address)
	}
	if err != nil {
		return err
	}
	facts, err := r.members.Learners.Facts(ctx, l.account.ID)
	if err != nil {
		return err
	}
	entries := progress.Earned(facts.WithAttempt(attempt), allCourses(r.snapshot), attempt.Finished)
	if err := r.members.Learners.FinishAttempt(ctx, l.account.ID, attempt, entries); err != nil {
		return err
	}
	r.wrote(r.ctx, l.account.ID)
	r.reward(ctx, l.account.ID, facts.WithAttempt(attempt), sheet.Quiz.Sequence.Module) // the result tells of it
	return r.to(address)
}

// result shows an attempt that was handed in.
func (r request) result(ctx context.Context, l *learner, sheet progress.Sheet) error {
	result, _ := sheet.Result(r.lang)
	q, path := sheet.Quiz, l.in(r.snapshot)
	view := &theme.ResultPage{
		Module: site.ModuleLink(q.Sequence.Module, r.lang), Sequence: site.SequenceLink(q.Sequence, r.lang),
		Quiz: site.QuizLink(q, r.lang), Points: lang.Hundredths(r.lang, result.Attempt.Points),
		Total: lang.Hundredths(r.lang, result.Attempt.Total), Right: result.Right, Asked: len(result.Outcomes),
		Passed: result.Attempt.Passed, Pass: q.Pass, Missed: result.Missed, Action: q.Address(r.lang),
		Attempt: string(sheet.Attempt.ID), Earned: earnedBy(l, sheet.Attempt),
	}
	for _, o := range result.Outcomes {
		view.Outcomes = append(view.Outcomes, r.outcome(sheet, o))
	}
	if m := path.Module(q.Sequence.Module.ID); m != nil {
		view.Finished = !m.Finished.IsZero()
		if m.Next != nil {
			view.Next = r.step(*m.Next)
		}
	}
	if mark := markOf(path, q); mark != nil {
		view.History = r.history(q, mark)
	}
	badges, err := r.members.Badges.Store.Badges(ctx, l.account.ID)
	if err != nil {
		return err
	}
	if card := r.pathBadge(q.Sequence.Module, badges); card.Date != "" && !card.Revoked {
		view.Badge = &card
	}
	if view.New, err = newID(); err != nil {
		return err
	}
	address := q.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	if view.Layout, err = r.layout(address[1+len(r.lang):], "result.title"); err != nil {
		return err
	}
	return r.show(view)
}

// earnedBy is what was earned at the moment that an attempt was handed in.
func earnedBy(l *learner, a progress.Attempt) int {
	points := 0
	for _, e := range l.facts.Entries {
		if !l.account.HideXP && e.Module == a.Module && e.At.Equal(a.Finished) {
			points += e.Points
		}
	}
	return points
}

func (r request) outcome(sheet progress.Sheet, o progress.Outcome) theme.OutcomeView {
	view := theme.OutcomeView{
		Number: o.Number, Open: o.Answer.Verdict != quiz.Right, Points: lang.Hundredths(r.lang, o.Answer.Points),
		Total: lang.Hundredths(r.lang, o.Answer.Total), Review: o.Review, Shown: strings.Split(o.Answer.Shown, "\n"),
		Lesson: passage(sheet, o.Review, r.lang),
	}
	if item, found := sheet.Item(o.Answer.Question); found && item.Question != nil {
		prompt := sheet.Prompt(r.lang, item.Question)
		view.Title = prompt.Title
		if prompt.Lang != r.lang {
			view.Lang = prompt.Lang
		}
	}
	return view
}

// step is where to go on, with its title.
func (r request) step(s progress.Step) *theme.Link {
	var l theme.Link
	if s.Lesson != nil {
		l = site.LessonLink(s.Lesson, r.lang)
	} else {
		l = site.QuizLink(s.Quiz, r.lang)
	}
	l.URL = s.Address(r.lang)
	return &l
}
