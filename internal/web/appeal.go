package web

import (
	"context"
	"strings"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/moderation"
	"sentier/internal/theme"
)

func (r request) appealAddress(d moderation.Decision) string {
	return "/" + r.lang + "/admin" + queuePath + "/answer/" + string(d.Person) + "/" + d.ID
}

// appealed is the decision of the address, if who asks moderates there; waits: others look into it first.
func (r request) appealed(within context.Context, m *staff) (d moderation.Decision, waits bool, err error) {
	person, id := r.segment(5), r.segment(6)
	if !isID(person) || !isID(id) {
		return d, false, fault.New(fault.NotFound, "", nil)
	}
	if d, err = r.members.Moderation.Decision(within, account.ID(person), id); err != nil {
		return d, false, err
	}
	if err = m.may(d.Module, account.Moderator); err != nil {
		return d, false, err
	}
	if d.Answered.IsZero() || !d.Replied.IsZero() || d.Person == m.account.ID {
		return d, false, fault.New(fault.NotFound, "", nil)
	}
	team, err := r.members.Learners.Team(within)
	others := false
	for _, one := range team {
		grants := account.Grants{one.Grant}
		if one.Account.ID != d.By && one.Account.ID != d.Person && grants.May(account.Moderator, d.Module) {
			others = true
		}
	}
	return d, !d.MayReview(m.account.ID, others, r.now()), err
}

// appealForm shows what somebody answered to a decision.
func (r request) appealForm(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	d, waits, err := r.appealed(within, m)
	if err != nil {
		return err
	}
	view, err := r.appealPage(m, d, waits)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) appealPage(m *staff, d moderation.Decision, waits bool) (*theme.AppealPage, error) {
	view := &theme.AppealPage{Form: theme.Form{Action: r.appealAddress(d)}, Person: d.Name, Decision: r.decisionRow(d), Waits: waits, Most: moderation.MostText}
	var err error
	if view.Deed, err = newID(); err != nil {
		return nil, err
	}
	view.Layout, view.Admin, err = r.frame(m, strings.TrimPrefix(view.Action, "/"+r.lang+"/admin"), "moderation.title")
	return view, err
}

// reviewed keeps what the team replies: the decision stands, or is taken back.
func (r request) reviewedAppeal(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	d, waits, err := r.appealed(within, m)
	if err != nil {
		return err
	}
	if waits {
		return fault.New(fault.Forbidden, "", nil)
	}
	verdict := r.field("verdict")
	if verdict != "stand" && verdict != "lift" {
		return fault.New(fault.Invalid, "", nil)
	}
	view, err := r.appealPage(m, d, false)
	if err != nil {
		return err
	}
	view.Verdict, view.Reply = verdict, strings.TrimSpace(r.field("reply"))
	if err := blame(&view.Form, "reply", moderation.CheckAnswer(view.Reply)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	line, err := r.action(m, "decision."+verdict)
	if err != nil {
		return err
	}
	line.Module, line.Subject, line.Person, line.Name, line.Reason = d.Module, d.Post, d.Person, d.Name, view.Reply
	d.Reply, d.Replied = view.Reply, line.At
	a, err := r.members.Learners.Account(within, d.Person)
	if err != nil {
		return err
	}
	letters, err := r.news(account.DecidedLetter, a)
	if err != nil {
		return err
	}
	if err := r.members.Moderation.Review(within, d, verdict == "lift", line, letters...); err != nil {
		return err
	}
	r.notice(r.ctx, "decided")
	return r.to("/" + r.lang + "/admin" + queuePath)
}
