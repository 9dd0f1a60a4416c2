package progress

import (
	"slices"
	"time"

	"sentier/internal/course"
)

// Imported is what a learner did on another site, to be kept here. All of it is marked as imported.
type Imported struct {
	Reads    []Read
	Attempts []Sitting // handed in
	Entries  []Entry   // what all this earns here
}

// Sitting is an attempt with what was answered.
type Sitting struct {
	Attempt Attempt
	Answers []Answer
}

// WithImported are the facts once this is taken over, without what it earns.
func (f Facts) WithImported(i Imported) Facts {
	f = f.WithReads(i.Reads...)
	for _, s := range i.Attempts {
		f = f.WithAttempt(s.Attempt)
	}
	return f
}

// WithoutImported are the facts once all that came from another site is taken away again, and the lines of the ledger
// that go with it: those of what is then neither read nor handed in, and that of a module that was finished with its
// help and is not without it.
func (f Facts) WithoutImported(c *course.Course, now time.Time) (left Facts, gone []Entry) {
	left = f
	left.Reads = slices.DeleteFunc(slices.Clone(f.Reads), func(r Read) bool { return r.Imported })
	left.Attempts = slices.DeleteFunc(slices.Clone(f.Attempts), func(a Attempt) bool { return a.Imported })
	first := map[course.ModuleID]time.Time{} // when a module first earned by what goes; zero: it never did
	touch := func(module course.ModuleID, reason Reason, subject string, stays bool) {
		if _, touched := first[module]; !touched {
			first[module] = time.Time{}
		}
		line := Entry{Reason: reason, Subject: subject}
		if i := slices.IndexFunc(f.Entries, line.same); i >= 0 && !stays && !slices.ContainsFunc(gone, line.same) {
			gone = append(gone, f.Entries[i])
			if at := f.Entries[i].At; first[module].IsZero() || at.Before(first[module]) {
				first[module] = at
			}
		}
	}
	for _, r := range f.Reads {
		if r.Imported {
			touch(r.Module, ForLesson, string(r.Module)+"/"+string(r.Lesson), false)
		}
	}
	for _, a := range f.Attempts {
		if a.Imported {
			own := slices.ContainsFunc(left.Attempts, func(b Attempt) bool {
				return b.Module == a.Module && b.Sequence == a.Sequence && !b.Finished.IsZero()
			})
			touch(a.Module, ForQuiz, string(a.Module)+"/"+string(a.Sequence), own)
		}
	}
	for _, e := range f.Entries {
		if at, touched := first[e.Module]; e.Reason == ForModule && touched && !e.At.Before(at) {
			gone = append(gone, e)
		}
	}
	left.Entries = slices.DeleteFunc(slices.Clone(f.Entries), func(e Entry) bool { return slices.ContainsFunc(gone, e.same) })
	again := Earned(left, c, now) // a module that is whole without what goes keeps its line
	gone = slices.DeleteFunc(gone, func(e Entry) bool { return slices.ContainsFunc(again, e.same) })
	left.Entries = slices.DeleteFunc(slices.Clone(f.Entries), func(e Entry) bool { return slices.ContainsFunc(gone, e.same) })
	return left, gone
}
