package web

import (
	"sentier/internal/account"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// actions is the log of what was done with a role: all of the team that acts on people reads it.
func (r request) actions(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	before, person := r.field("before"), r.field("person")
	if !isID(before) {
		before = ""
	}
	if !isID(person) {
		person = ""
	}
	all, err := r.members.Learners.Actions(within, before, account.ID(person), "")
	if err != nil {
		return err
	}
	view := &theme.ActionsPage{Rows: r.actionRows(all)}
	if len(all) == actionsShown {
		view.Older = "/" + r.lang + "/admin/log?before=" + all[len(all)-1].ID
		if person != "" {
			view.Older += "&person=" + person
		}
	}
	if before != "" {
		view.Newest = "/" + r.lang + "/admin/log"
		if person != "" {
			view.Newest += "?person=" + person
		}
	}
	if view.Layout, view.Admin, err = r.frame(m, "/log", "actions.title"); err != nil {
		return err
	}
	return r.show(view)
}

// actionsShown is how many lines the store gives at most.
const actionsShown = 50

func (r request) actionRows(all []account.Action) []theme.ActionRow {
	courses := allCourses(r.snapshot)
	var rows []theme.ActionRow
	for _, a := range all {
		row := theme.ActionRow{
			Verb: a.Verb, By: a.ByName, Reason: a.Reason, Module: r.moduleOr(courses, a.Module),
			At: lang.Date(r.lang, a.At) + ", " + a.At.UTC().Format("15:04") + " UTC", Person: theme.Link{Title: a.Name},
		}
		if a.Person != "" {
			row.Person.URL = r.personAddress(a.Person)
		}
		if a.Verb == "role.give" || a.Verb == "role.take" || a.Verb == "role.first" {
			row.Role = a.Subject
		}
		if a.Verb == "setting.change" || a.Verb == "block.change" {
			row.Setting = a.Subject
		}
		rows = append(rows, row)
	}
	return rows
}

// understood takes a notice away that somebody has read.
func (r request) understood(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.Understood(within, l.account.ID, r.field("notice")); err != nil {
		return err
	}
	return r.to("/" + r.lang + "/me")
}
