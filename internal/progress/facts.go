package progress

import (
	"slices"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

// WithReads are the facts once these lessons are read, too. The methods of this file follow the rules by which store
// keeps facts, and never change the facts that they begin with: those may be shared.
func (f Facts) WithReads(reads ...Read) Facts {
	f.Reads = slices.Clone(f.Reads)
	for _, read := range reads {
		i := slices.IndexFunc(f.Reads, func(r Read) bool { return r.Module == read.Module && r.Lesson == read.Lesson })
		if i < 0 {
			f.Reads = append(f.Reads, read)
			continue
		}
		if !read.Imported && !read.At.Before(f.Reads[i].At) {
			f.Reads[i].Hash, f.Reads[i].Revision, f.Reads[i].Imported = read.Hash, read.Revision, false
		}
	}
	return f
}

// Unread are those of these reads that are the first of their lesson. A merge into an account that has facts writes
// these alone: a browser does not know whether the text is still the one that was read.
func (f Facts) Unread(reads []Read) []Read {
	k := sift(f)
	return slices.DeleteFunc(slices.Clone(reads), func(r Read) bool {
		_, known := k.reads[lessonOf{r.Module, r.Lesson}]
		return known
	})
}

// WithPlace are the facts once the learner is there.
func (f Facts) WithPlace(place Place) Facts {
	f.Places = slices.DeleteFunc(slices.Clone(f.Places), func(p Place) bool { return p.Module == place.Module })
	f.Places = append(f.Places, place)
	return f
}

// WithAttempt are the facts once the attempt stands so. One that is finished stays as it was finished.
func (f Facts) WithAttempt(attempt Attempt) Facts {
	f.Attempts = slices.Clone(f.Attempts)
	i := slices.IndexFunc(f.Attempts, func(a Attempt) bool { return a.ID == attempt.ID })
	switch {
	case i < 0:
		f.Attempts = append(f.Attempts, attempt)
	case f.Attempts[i].Finished.IsZero():
		f.Attempts[i] = attempt
	}
	return f
}

// WithEntries are the facts once this is earned. What was earned before is not earned again.
func (f Facts) WithEntries(entries ...Entry) Facts {
	f.Entries = slices.Clone(f.Entries)
	for _, entry := range entries {
		if !slices.ContainsFunc(f.Entries, entry.same) {
			f.Entries = append(f.Entries, entry)
		}
	}
	return f
}

func (e Entry) same(other Entry) bool { return e.Reason == other.Reason && e.Subject == other.Subject }

// known is facts by what they are about.
type known struct {
	reads    map[lessonOf]Read
	attempts map[sequenceOf][]Attempt // by time
	places   map[course.ModuleID]Place
	entries  map[Reason]map[string]Entry // by subject
}

type (
	lessonOf struct {
		module course.ModuleID
		lesson course.LessonID
	}
	sequenceOf struct {
		module   course.ModuleID
		sequence course.SequenceID
	}
)

func sift(f Facts) known {
	k := known{
		reads: map[lessonOf]Read{}, attempts: map[sequenceOf][]Attempt{}, places: map[course.ModuleID]Place{},
		entries: map[Reason]map[string]Entry{},
	}
	for _, r := range f.Reads {
		k.reads[lessonOf{r.Module, r.Lesson}] = r
	}
	for _, a := range f.Attempts {
		at := sequenceOf{a.Module, a.Sequence}
		k.attempts[at] = append(k.attempts[at], a)
	}
	for _, p := range f.Places {
		k.places[p.Module] = p
	}
	for _, e := range f.Entries {
		if k.entries[e.Reason] == nil {
			k.entries[e.Reason] = map[string]Entry{}
		}
		k.entries[e.Reason][e.Subject] = e
	}
	return k
}

// moduleOf finds a module by its id, or nil.
func moduleOf(c *course.Course, id course.ModuleID) *course.Module {
	for _, m := range c.Modules {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// lessonsOf are the lessons of a sequence that are there for everyone: a draft is its author's alone.
func lessonsOf(s *course.Sequence) []*course.Lesson {
	var all []*course.Lesson
	for _, l := range s.Lessons {
		if !l.Draft {
			all = append(all, l)
		}
	}
	return all
}

// lesson finds a lesson of a module by its id, or nil.
func lesson(m *course.Module, id course.LessonID) *course.Lesson {
	if m == nil {
		return nil
	}
	for _, s := range m.Sequences {
		for _, l := range lessonsOf(s) {
			if l.ID == id {
				return l
			}
		}
	}
	return nil
}

// quizOf is the quiz of a sequence, or nil where there is none, or nothing is asked.
func quizOf(s *course.Sequence) *course.Quiz {
	if s.Quiz == nil || len(s.Quiz.Questions) == 0 {
		return nil
	}
	return s.Quiz
}

// question finds a question of a quiz by its id, or nil.
func question(q *course.Quiz, id quiz.QuestionID) *quiz.Question {
	if q == nil {
		return nil
	}
	for _, question := range q.Questions {
		if question.ID == id {
			return question
		}
	}
	return nil
}

// LessonKey is how a lesson is named everywhere that ids of several modules meet: the ledger, the outline of a page,
// what a browser keeps. It is the same in every language.
func LessonKey(l *course.Lesson) string { return string(l.Sequence.Module.ID) + "/" + string(l.ID) }

// QuizKey is how a page names a quiz. The ledger names its sequence.
func QuizKey(q *course.Quiz) string { return sequenceKey(q.Sequence) + "/quiz" }

func sequenceKey(s *course.Sequence) string { return string(s.Module.ID) + "/" + string(s.ID) }
