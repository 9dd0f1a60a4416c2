package publish

import (
	"context"
	"slices"
	"time"

	"sentier/internal/course"
	"sentier/internal/gitsync"
)

// told gives a course what git knows of it: the days of lessons that their authors did not write, and who changed its
// texts. Nobody has seen the course yet.
func told(ctx context.Context, r *gitsync.Repository, c *course.Course, commit, folder string) error {
	var names []string
	for _, m := range c.Modules {
		names = append(names, texts(m)...)
	}
	all, err := r.History(ctx, commit, folder, names)
	if err != nil {
		return err
	}
	for _, m := range c.Modules {
		var changers []string
		for _, name := range texts(m) {
			changers = append(changers, all[name].By...)
		}
		m.Changers = once(changers)
		for _, l := range m.Lessons() {
			var source gitsync.File
			if text := l.Renditions[m.Source()]; text != nil {
				source = all[text.Path]
			}
			dated(l, source)
			for _, text := range l.Renditions {
				text.Changers = once(slices.Concat(source.By, all[text.Path].By))
			}
		}
	}
	return nil
}

// texts are the paths of what a module is written in.
func texts(m *course.Module) []string {
	var names []string
	for _, text := range m.Texts {
		names = append(names, text.Path)
	}
	for _, s := range m.Sequences {
		for _, text := range s.Texts {
			names = append(names, text.Path)
		}
		for _, l := range s.Lessons {
			for _, text := range l.Renditions {
				names = append(names, text.Path)
			}
		}
		if s.Quiz != nil {
			for _, text := range s.Quiz.Texts {
				names = append(names, text.Path)
			}
		}
	}
	for _, e := range m.Glossary.Entries {
		for _, text := range e.Texts {
			names = append(names, text.Path)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// once leaves each name where it stands first.
func once(names []string) []string {
	var all []string
	for _, name := range names {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// dated gives a lesson the days of git where it has none.
func dated(l *course.Lesson, git gitsync.File) {
	if l.Changed.After(l.Published) {
		return // both were written, or the day of the change alone
	}
	if l.Published.IsZero() {
		l.Published = day(git.Came)
	}
	if l.Changed = day(git.Changed); l.Changed.Before(l.Published) {
		l.Changed = l.Published
	}
}

// day is the day of a moment, as front matter has it.
func day(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.UTC().Truncate(24 * time.Hour)
}
