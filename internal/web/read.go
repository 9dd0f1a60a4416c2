package web

import (
	"strings"

	"sentier/internal/fault"
	"sentier/internal/progress"
)

// read keeps that a lesson was read, and goes on to the next step. Who is not signed in just goes on.
func (r request) read() error {
	lesson, _ := r.snapshot.Lesson(strings.TrimSuffix(string(r.ctx.Path()), "/read"))
	if lesson == nil {
		return fault.New(fault.NotFound, "", nil)
	}
	next := r.snapshot.After(lesson, r.lang)
	if r.visitor == nil {
		return r.signInFirst()
	}
	within, cancel := r.within()
	defer cancel()
	l, err := r.learner(within, r.visitor.account, r.visitor.since)
	if err != nil {
		return err
	}
	now := r.now()
	in := courseOf(r.snapshot.Courses(), lesson.Sequence.Module)
	fact := progress.ReadOf(lesson, r.lang, in, now)
	entries := progress.Earned(l.facts.WithReads(fact), allCourses(r.snapshot), now)
	if err := r.members.Learners.MarkRead(within, r.visitor.account, []progress.Read{fact}, entries); err != nil {
		return err
	}
	if following, _ := r.snapshot.Lesson(next); following != nil {
		place := progress.Place{Module: following.Sequence.Module.ID, Lesson: following.ID, At: now}
		if err := r.members.Learners.SetPlace(within, r.visitor.account, place); err != nil {
			return err
		}
	}
	r.wrote(r.ctx, r.visitor.account)
	return r.to(next)
}
