package publish

import (
	"context"
	"time"

	"sentier/internal/course"
	"sentier/internal/gitsync"
)

// dated gives lessons the days that their authors did not write: those of git. Nobody has seen the course yet.
func dated(ctx context.Context, r *gitsync.Repository, c *course.Course, commit, folder string) error {
	var names []string
	each := func(do func(l *course.Lesson, name string)) {
		for _, m := range c.Modules {
			for _, s := range m.Sequences {
				for _, l := range s.Lessons {
					if text := l.Renditions[m.Source()]; text != nil {
						do(l, text.Path)
					}
				}
			}
		}
	}
	each(func(_ *course.Lesson, name string) { names = append(names, name) })
	all, err := r.Dates(ctx, commit, folder, names)
	if err != nil {
		return err
	}
	each(func(l *course.Lesson, name string) {
		if l.Changed.After(l.Published) {
			return // both were written, or the day of the change alone
		}
		git := all[name]
		if l.Published.IsZero() {
			l.Published = day(git.Came)
		}
		if l.Changed = day(git.Changed); l.Changed.Before(l.Published) {
			l.Changed = l.Published
		}
	})
	return nil
}

// day is the day of a moment, as front matter has it.
func day(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.UTC().Truncate(24 * time.Hour)
}
