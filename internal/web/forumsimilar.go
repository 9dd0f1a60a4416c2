package web

import (
	"context"

	"sentier/internal/fault"
	"sentier/internal/theme"
)

// The bounds of what is proposed before a question is asked.
const (
	similarTopics = 5
	similarPages  = 3 // of each kind
)

// lookFor finds what may answer a question: topics, lessons, entries of the glossary and pages of help. While many
// search, it finds nothing: nobody is kept from asking.
func (at corner) lookFor(within context.Context, view *theme.ComposePage) error {
	view.Similar.Seen = true
	title := at.query(view.Subject)
	if title == "" {
		return nil
	}
	topics, err := at.members.Forum.Similar(within, string(at.module.ID), title, at.lang)
	if err != nil {
		return err
	}
	for _, t := range topics[:min(len(topics), similarTopics)] {
		if string(t.ID) != view.ID {
			view.Similar.Topics = append(view.Similar.Topics, theme.TopicRow{Link: at.topicLink(t), Solved: t.Solved != ""})
		}
	}
	if at.turn(within) != nil {
		return nil
	}
	defer func() { <-at.searches }()
	snapshot := at.held()
	if snapshot == nil {
		return fault.New(fault.Unavailable, "", nil)
	}
	view.Similar.Course, err = snapshot.Similar(within, at.lang, title, similarPages)
	if released := snapshot.Release(); err == nil {
		err = released
	}
	return err
}
