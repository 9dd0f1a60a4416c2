package progress

import (
	"slices"
	"time"

	"sentier/internal/course"
)

// Milestone is a point of a module's path that was reached. It is derived from the course as it is today; only the
// end of the module, which the ledger remembers, stays when the course grows.
type Milestone struct {
	Kind     MilestoneKind
	Sequence *course.Sequence // of SequenceDone
	At       time.Time
}

// MilestoneKind is what a milestone stands for.
type MilestoneKind string

// The milestones, in the order of the path.
const (
	FirstLesson  MilestoneKind = "first"    // a lesson was read
	SequenceDone MilestoneKind = "sequence" // all of a sequence, its quiz included
	HalfWay      MilestoneKind = "half"     // half of the module's lessons and quizzes
	ModuleDone   MilestoneKind = "module"   // all of the module
)

// fewSteps is where a module is too short to have a middle.
const fewSteps = 4

// milestones are those that were reached, by time; those of one moment in the order of the path.
func (m *ModulePath) milestones() []Milestone {
	var all []Milestone
	var read, done []time.Time
	for _, s := range m.Sequences {
		var here []time.Time
		for _, l := range s.Lessons {
			if l.Read {
				read, here = append(read, l.At), append(here, l.At)
			}
		}
		if s.Quiz != nil && s.Quiz.Done {
			here = append(here, s.Quiz.At)
		}
		if s.Steps > 0 && s.Done == s.Steps {
			all = append(all, Milestone{Kind: SequenceDone, Sequence: s.Sequence, At: slices.MaxFunc(here, time.Time.Compare)})
		}
		done = append(done, here...)
	}
	if len(read) > 0 {
		all = slices.Insert(all, 0, Milestone{Kind: FirstLesson, At: slices.MinFunc(read, time.Time.Compare)})
	}
	slices.SortFunc(done, time.Time.Compare)
	if half := (m.Steps + 1) / 2; m.Steps >= fewSteps && len(done) >= half {
		all = append(all, Milestone{Kind: HalfWay, At: done[half-1]})
	}
	switch {
	case !m.Finished.IsZero():
		all = append(all, Milestone{Kind: ModuleDone, At: m.Finished})
	case m.Complete:
		all = append(all, Milestone{Kind: ModuleDone, At: done[len(done)-1]})
	}
	slices.SortStableFunc(all, func(a, b Milestone) int { return a.At.Compare(b.At) })
	return all
}
