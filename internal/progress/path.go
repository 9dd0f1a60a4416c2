package progress

import (
	"slices"
	"time"

	"sentier/internal/course"
)

// Path is how far a learner is, in the course as it is today. It shares nothing with the facts that it was made of
// and may be kept as long as those and the course stay.
type Path struct {
	Modules []*ModulePath // those that are open, in the course's order
	Points  int           // of the whole ledger, modules that went included
}

// ModulePath is a module with what was done of it.
type ModulePath struct {
	Module    *course.Module
	Sequences []SequencePath

	Read, Lessons     int // lessons read, of all
	HandedIn, Quizzes int // quizzes handed in, of all
	Passed            int // quizzes passed
	Done, Steps       int // lessons and quizzes that are done, of all
	Points            int

	Touched time.Time // of the newest fact about it; zero: not begun
	Next    *Step     // the first thing to do in the module's order; nil: none
	Resume  *Step     // where the learner stopped, or what comes after that; nil: nothing is left to do

	Complete bool             // all is read and handed in, or passed where the badge asks for that; see badge.Due, too
	Finished time.Time        // when it was complete for the first time; zero: never yet
	New      []*course.Lesson // once Finished: lessons that came since, and are not read

	// Changed are the lessons that were rewritten since they were read, once Finished.
	Changed    []*course.Lesson
	Milestones []Milestone // those that were reached, by time
}

// SequencePath is a sequence with what was done of it.
type SequencePath struct {
	Sequence *course.Sequence
	Lessons  []LessonMark
	Quiz     *QuizMark // nil: none
	Done     int       // lessons and quiz
	Steps    int
}

// LessonMark is a lesson, and whether it was read.
type LessonMark struct {
	Lesson  *course.Lesson
	Read    bool
	At      time.Time // when it was read; zero: it was not
	Changed bool      // it is not what was read
}

// QuizMark is a quiz and its attempts.
type QuizMark struct {
	Quiz     *course.Quiz
	Attempts []Attempt // handed in, by time
	Open     *Attempt  // the newest one in progress, if it was begun after the last that was handed in; nil: none
	Best     *Attempt  // nil: none handed in
	HandedIn bool
	Passed   bool // by any attempt, by the bar that held then
	Done     bool // handed in, or passed where the module's badge asks for that
	At       time.Time
}

// Of is the path of whoever did this.
func Of(f Facts, c *course.Course) *Path {
	k := sift(f)
	p := &Path{Points: Points(f.Entries)}
	for _, m := range c.Modules {
		if m.Announced {
			continue
		}
		mp := k.module(m)
		mp.Points = Points(f.Entries, m.ID)
		mp.Finished = k.entries[ForModule][string(m.ID)].At
		mp.news()
		mp.Touched = k.touched(mp)
		mp.Next = mp.following(nil)
		mp.Resume = k.resume(mp)
		mp.Milestones = mp.milestones()
		p.Modules = append(p.Modules, mp)
	}
	return p
}

// Module finds a module by its id, or nil.
func (p *Path) Module(id course.ModuleID) *ModulePath {
	for _, m := range p.Modules {
		if m.Module.ID == id {
			return m
		}
	}
	return nil
}

// Latest is the module in which there is most recently something to go on with, or nil where none is begun.
func (p *Path) Latest() *ModulePath {
	var latest *ModulePath
	for _, m := range p.Modules {
		if m.Resume != nil && !m.Touched.IsZero() && (latest == nil || m.Touched.After(latest.Touched)) {
			latest = m
		}
	}
	return latest
}

// Lesson finds the mark of a lesson, or an empty one.
func (m *ModulePath) Lesson(id course.LessonID) LessonMark {
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			if l.Lesson.ID == id {
				return l
			}
		}
	}
	return LessonMark{}
}

// DoneKeys are the keys of all lessons and quizzes that are done, as outlines write them.
func (m *ModulePath) DoneKeys() []string {
	var keys []string
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			if l.Read {
				keys = append(keys, LessonKey(l.Lesson))
			}
		}
		if s.Quiz != nil && s.Quiz.Done {
			keys = append(keys, QuizKey(s.Quiz.Quiz))
		}
	}
	return keys
}

// module counts what was done of a module.
func (k known) module(m *course.Module) *ModulePath {
	mp := &ModulePath{Module: m}
	for _, s := range m.Sequences {
		lessons := lessonsOf(s)
		sp := SequencePath{Sequence: s, Steps: len(lessons), Quiz: k.quiz(m, s)}
		for _, l := range lessons {
			mark := k.lesson(m, l)
			sp.Lessons = append(sp.Lessons, mark)
			mp.Read += count(mark.Read)
			sp.Done += count(mark.Read)
		}
		mp.Lessons += len(lessons)
		if q := sp.Quiz; q != nil {
			mp.Quizzes++
			mp.HandedIn += count(q.HandedIn)
			mp.Passed += count(q.Passed)
			sp.Steps++
			sp.Done += count(q.Done)
		}
		mp.Done += sp.Done
		mp.Steps += sp.Steps
		mp.Sequences = append(mp.Sequences, sp)
	}
	mp.Complete = mp.Steps > 0 && mp.Done == mp.Steps && !m.Announced
	return mp
}

// lesson marks a lesson. A fact without a hash, from elsewhere, is of no known text, and nothing has changed.
func (k known) lesson(m *course.Module, l *course.Lesson) LessonMark {
	read, found := k.reads[lessonOf{m.ID, l.ID}]
	mark := LessonMark{Lesson: l, Read: found, At: read.At, Changed: found && read.Hash != ""}
	for _, r := range l.Renditions {
		mark.Changed = mark.Changed && r.Hash != read.Hash
	}
	return mark
}

// quiz marks the quiz of a sequence; nil where there is none.
func (k known) quiz(m *course.Module, s *course.Sequence) *QuizMark {
	q := quizOf(s)
	if q == nil {
		return nil
	}
	mark := &QuizMark{Quiz: q}
	mustPass := m.Badge != nil && m.Badge.Passed
	attempts := k.attempts[sequenceOf{m.ID, s.ID}]
	for i := range attempts {
		a := attempts[i]
		if a.Finished.IsZero() {
			continue
		}
		mark.Attempts = append(mark.Attempts, a)
		mark.HandedIn = true
		mark.Passed = mark.Passed || a.Passed
		if (a.Passed || !mustPass) && (!mark.Done || a.Finished.Before(mark.At)) {
			mark.Done, mark.At = true, a.Finished
		}
	}
	slices.SortStableFunc(mark.Attempts, func(a, b Attempt) int { return a.Finished.Compare(b.Finished) })
	if best, found := Best(mark.Attempts); found {
		mark.Best = &best
	}
	mark.Open = underway(attempts)
	return mark
}

// underway is the newest attempt in progress that was begun after the last one that was handed in, or nil: an older
// one was left behind.
func underway(attempts []Attempt) *Attempt {
	var open *Attempt
	var last time.Time
	for i := range attempts {
		a := attempts[i]
		switch {
		case a.Imported: // what was done elsewhere leaves nothing behind here
		case !a.Finished.IsZero():
			last = newer(last, a.Finished)
		case open == nil || !a.Started.Before(open.Started):
			open = &a
		}
	}
	if open == nil || open.Started.Before(last) {
		return nil
	}
	return open
}

// news tells what is new in a module that was finished.
func (m *ModulePath) news() {
	if m.Finished.IsZero() {
		return
	}
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			switch {
			case !l.Read:
				m.New = append(m.New, l.Lesson)
			case l.Changed:
				m.Changed = append(m.Changed, l.Lesson)
			}
		}
	}
}

// touched is the time of the newest fact about a module.
func (k known) touched(m *ModulePath) time.Time {
	latest := k.places[m.Module.ID].At
	for _, s := range m.Sequences {
		for _, l := range s.Lessons {
			latest = newer(latest, l.At)
		}
		for _, a := range k.attempts[sequenceOf{m.Module.ID, s.Sequence.ID}] {
			latest = newer(latest, newer(a.Started, a.Finished))
		}
	}
	return latest
}

func newer(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
