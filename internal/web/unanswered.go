package web

import (
	"cmp"
	"context"
	"slices"

	"sentier/internal/account"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// unansweredShown is how many questions that nobody answered stand where the team begins.
const unansweredShown = 5

// unanswered are the oldest questions without an answer in the modules that somebody of the team looks after, for them
// to begin with.
func (r request) unanswered(within context.Context, m *staff) ([]theme.QueueRow, error) {
	if r.effective().Forum == "off" || r.alone() {
		return nil, nil
	}
	modules := []string{""} // all of them
	if m.may("", account.Editor, account.Moderator) != nil {
		modules = nil
		for _, one := range allCourses(r.snapshot).Modules {
			if m.may(string(one.ID), account.Editor, account.Moderator) == nil {
				modules = append(modules, string(one.ID))
			}
		}
	}
	var all []forum.Summary
	for _, module := range modules {
		found, _, err := r.members.Forum.Topics(within, forum.Search{Module: module, Unanswered: true}, m.account.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b forum.Summary) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	var rows []theme.QueueRow
	for _, one := range all[:min(len(all), unansweredShown)] {
		rows = append(rows, theme.QueueRow{Link: r.topicLink(one.Topic), Author: one.AuthorName, Date: lang.Date(r.lang, one.Created)})
	}
	return rows, nil
}
