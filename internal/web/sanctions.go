package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/moderation"
	"sentier/internal/theme"
)

// What somebody who moderates the whole site decides about a person, without a post: the forms of their page.

// maySanction tells who does so: not about themselves, nor about who is of the team.
func maySanction(m *staff, a account.Account, grants account.Grants) bool {
	return m.may("", account.Moderator) == nil && moderation.MayDecide(m.account.ID, a.ID, grants, moderation.Warn)
}

// sanctions adds to the page of a person what was decided about them, and the forms to decide.
func (r request) sanctions(within context.Context, m *staff, a account.Account, grants account.Grants, view *theme.PersonPage) error {
	view.MaySanction = maySanction(m, a, grants)
	if a.ID == m.account.ID { // what was decided about oneself is read where everybody reads it
		return nil
	}
	all, err := r.members.Learners.Decisions(within, a.ID)
	if err != nil {
		return err
	}
	for _, d := range all {
		row := theme.PersonDecision{DecisionRow: r.decisionRow(d), MayLift: view.MaySanction && d.Silences(r.now())}
		view.Decisions = append(view.Decisions, row)
	}
	view.Sanctions = []string{string(moderation.Warn), string(moderation.Suspend), string(moderation.Ban)}
	view.Spans = moderation.Spans()
	view.Sanction, view.Days = string(moderation.Warn), "7"
	for _, g := range moderation.Grounds() {
		view.Grounds = append(view.Grounds, string(g))
	}
	return nil
}

// sanction warns, suspends or bans somebody. They are told why, and may answer once.
func (r request) sanction(ctx context.Context, m *staff, a account.Account, line account.Action) (string, *theme.Problem, error) {
	d := moderation.Decision{
		ID: line.ID, Person: a.ID, Sanction: moderation.Sanction(r.field("sanction")), Ground: moderation.Ground(r.field("ground")),
		Reason: line.Reason, By: m.account.ID, At: line.At,
	}
	switch days, _ := strconv.Atoi(r.field("days")); d.Sanction {
	case moderation.Warn, moderation.Ban:
	case moderation.Suspend:
		if !slices.Contains(moderation.Spans(), days) {
			return "", nil, fault.New(fault.Invalid, "", nil)
		}
		d.Ends = d.At.Add(time.Duration(days) * 24 * time.Hour)
	default:
		return "", nil, fault.New(fault.Invalid, "", nil)
	}
	if err := d.Check(); err != nil {
		field := "reason"
		if !d.Ground.Known() {
			field = "ground"
		}
		return "", &theme.Problem{Field: field, Key: fault.Message(err)}, nil
	}
	letters, err := r.news(account.DecidedLetter, a)
	if err != nil {
		return "", nil, err
	}
	_, line.Verb = d.Verbs()
	return "decided", nil, r.members.Moderation.Decide(ctx, d, []account.Action{line}, letters...)
}

// liftSanction takes back what keeps somebody from writing, before it ends by itself.
func (r request) liftSanction(ctx context.Context, m *staff, a account.Account, line account.Action) (string, *theme.Problem, error) {
	d, err := r.members.Moderation.Decision(ctx, a.ID, strings.TrimSpace(r.field("decision")))
	if err != nil {
		return "", nil, err
	}
	if !d.Silences(r.now()) { // somebody was faster
		return "decided", nil, nil
	}
	letters, err := r.news(account.DecidedLetter, a)
	if err != nil {
		return "", nil, err
	}
	line.Verb, line.Module, line.Subject = "decision.lift", d.Module, d.Post
	return "decided", nil, r.members.Moderation.Lift(ctx, d, line.At, line, letters...)
}
