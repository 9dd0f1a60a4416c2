package web

import (
	"strings"

	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/progress"
)

// read keeps that a lesson was read, and goes on to the next step.
func (r request) read(l *learner) error {
	lesson, _ := r.snapshot.Lesson(strings.TrimSuffix(string(r.ctx.Path()), "/read"))
	if lesson == nil {
		return fault.New(fault.NotFound, "", nil)
	}
	next := r.snapshot.After(lesson, r.lang)
	within, cancel := r.within()
	defer cancel()
	now := r.now()
	in := courseOf(r.snapshot.Courses(), lesson.Sequence.Module)
	fact := progress.ReadOf(lesson, r.lang, in, now)
	entries := progress.Earned(l.facts.WithReads(fact), allCourses(r.snapshot), now)
	if err := r.members.Learners.MarkRead(within, l.account.ID, []progress.Read{fact}, entries); err != nil {
		return err
	}
	if following, _ := r.snapshot.Lesson(next); following != nil {
		place := progress.PlaceAt(following, r.lang, "", now)
		if err := r.members.Learners.SetPlace(within, l.account.ID, place); err != nil {
			return err
		}
	}
	if r.reward(within, l.account.ID, l.facts.WithReads(fact), lesson.Sequence.Module) {
		r.notice(r.ctx, "badge_earned")
	}
	r.wrote(r.ctx, l.account.ID)
	return r.to(next)
}

// place keeps the heading at which reading stopped, as the script of a lesson tells it when its page goes out of sight.
func (r request) place(l *learner) error {
	lesson, _ := r.snapshot.Lesson(strings.TrimSuffix(string(r.ctx.Path()), "/place"))
	if lesson == nil {
		return fault.New(fault.NotFound, "", nil)
	}
	r.ctx.Response.Header.Set(fasthttp.HeaderCacheControl, cacheNever)
	r.ctx.SetStatusCode(fasthttp.StatusNoContent)
	place := progress.PlaceAt(lesson, r.lang, r.field("heading"), r.now())
	for _, known := range l.facts.Places {
		if known.At = place.At; known == place { // told twice, or from another tab
			return nil
		}
	}
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.SetPlace(within, l.account.ID, place); err != nil {
		return err
	}
	r.wrote(r.ctx, l.account.ID)
	return nil
}
