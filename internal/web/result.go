package web

import (
	"context"
	"strings"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// handIn ends an attempt.
func (r request) handIn(ctx context.Context, b book, sheet progress.Sheet, address string) error {
	attempt, err := sheet.Finish(r.now())
	if fault.KindOf(err) == fault.Conflict && err != nil { // a question is still open: it is asked
		return r.to(address)
	}
	if err != nil {
		return err
	}
	if err := b.finish(ctx, sheet, attempt); err != nil {
		return err
	}
	return r.to(address)
}

// result shows an attempt that was handed in.
func (r request) result(ctx context.Context, b book, sheet progress.Sheet) error {
	result, _ := sheet.Result(r.lang)
	q := sheet.Quiz
	view := &theme.ResultPage{
		Module: site.ModuleLink(q.Sequence.Module, r.lang), Sequence: site.SequenceLink(q.Sequence, r.lang),
		Quiz: site.QuizLink(q, r.lang), Points: lang.Hundredths(r.lang, result.Attempt.Points),
		Total: lang.Hundredths(r.lang, result.Attempt.Total), Right: result.Right, Asked: len(result.Outcomes),
		Passed: result.Attempt.Passed, Pass: q.Pass, Missed: result.Missed, Action: q.Address(r.lang),
		Attempt: string(sheet.Attempt.ID), Unkept: r.visitor == nil,
	}
	for _, o := range result.Outcomes {
		view.Outcomes = append(view.Outcomes, r.outcome(sheet, o))
	}
	err := b.tell(ctx, sheet, view)
	if err != nil {
		return err
	}
	if view.New, err = newID(); err != nil {
		return err
	}
	address := q.Address(r.lang) + "/" + string(sheet.Attempt.ID)
	if view.Layout, err = r.quizLayout(address, "result.title"); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) outcome(sheet progress.Sheet, o progress.Outcome) theme.OutcomeView {
	view := theme.OutcomeView{
		Number: o.Number, Open: o.Answer.Verdict != quiz.Right, Points: lang.Hundredths(r.lang, o.Answer.Points),
		Total: lang.Hundredths(r.lang, o.Answer.Total), Review: o.Review, Shown: strings.Split(o.Answer.Shown, "\n"),
		Lesson: passage(sheet, o.Review, r.lang),
	}
	if item, found := sheet.Item(o.Answer.Question); found && item.Question != nil {
		prompt := sheet.Prompt(r.lang, item.Question)
		view.Title, view.Feedback = prompt.Title, r.feedbackOn(sheet.Quiz, item.Question)
		if prompt.Lang != r.lang {
			view.Lang = prompt.Lang
		}
	}
	return view
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
