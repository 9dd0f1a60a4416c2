package web

import (
	"strings"

	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/markdown"
	"sentier/internal/moderation"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// decisions states to somebody what was decided about them, and what became of what they reported.
func (r request) decisions(l *learner) error {
	view, err := r.decisionsPage(l)
	if err != nil {
		return err
	}
	within, cancel := r.within()
	defer cancel()
	if r.ctx.IsGet() {
		if err := r.members.Moderation.SeeDecisions(within, l.account.ID, r.now()); err != nil {
			return err
		}
	}
	return r.show(view)
}

func (r request) decisionsPage(l *learner) (*theme.DecisionsPage, error) {
	within, cancel := r.within()
	defer cancel()
	view := &theme.DecisionsPage{Form: theme.Form{Action: "/" + r.lang + "/me/decisions"}, Most: moderation.MostText}
	all, err := r.members.Learners.Decisions(within, l.account.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		view.Decisions = append(view.Decisions, r.decisionRow(d))
	}
	sent, err := r.members.Learners.ReportsBy(within, l.account.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range sent {
		row := r.reportRow(one)
		row.By = ""
		view.Reports = append(view.Reports, row)
	}
	view.Layout, err = r.layout("/me/decisions", "decisions.title")
	return view, err
}

// decisionRow states a decision. Nobody who decided is named.
func (r request) decisionRow(d moderation.Decision) theme.DecisionRow {
	row := theme.DecisionRow{
		ID: d.ID, Date: lang.Date(r.lang, d.At), Act: string(d.Act), Sanction: string(d.Sanction), Ground: string(d.Ground),
		Reason: d.Reason, Law: d.Ground.ByLaw(), Reported: d.Reported, Answer: d.Answer, Reply: d.Reply, MayAnswer: d.MayAnswer(),
	}
	if !d.Ends.IsZero() {
		row.Ends = lang.Date(r.lang, d.Ends)
	}
	if !d.Lifted.IsZero() {
		row.Lifted = lang.Date(r.lang, d.Lifted)
	}
	if !d.Answered.IsZero() {
		row.Answered = lang.Date(r.lang, d.Answered)
	}
	if !d.Replied.IsZero() {
		row.Replied = lang.Date(r.lang, d.Replied)
	}
	if m := r.moduleByID(d.Module); m != nil && d.Topic != "" {
		link := theme.Link{Title: markdown.Typeset(r.lang, d.Title), URL: forumAddress(m, r.lang) + "/" + d.Topic + "?post=" + d.Post}
		if link.Title == "" {
			link.Title, link.Lang = site.ModuleLink(m, r.lang).Title, site.ModuleLink(m, r.lang).Lang
		}
		row.Post = &link
	}
	return row
}

// answeredDecision keeps what somebody answers to a decision about them.
func (r request) answeredDecision(l *learner) error {
	id, text := r.field("decision"), strings.TrimSpace(r.field("answer"))
	err := moderation.CheckAnswer(text)
	if err == nil {
		within, cancel := r.within()
		defer cancel()
		if err = r.members.Moderation.AnswerDecision(within, l.account.ID, id, text, r.now()); err == nil {
			r.notice(r.ctx, "decision_answered")
			return r.to("/" + r.lang + "/me/decisions")
		}
	}
	if fault.Message(err) == "" || fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.Conflict {
		return err
	}
	view, failed := r.decisionsPage(l)
	if failed != nil {
		return failed
	}
	view.Problems = []theme.Problem{{Key: fault.Message(err)}}
	for i := range view.Decisions {
		if d := &view.Decisions[i]; d.ID == id && d.MayAnswer {
			d.Typed, view.Problems[0].Field = text, "answer-"+id
		}
	}
	return r.refuse(view)
}
