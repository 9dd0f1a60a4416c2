package badge

import (
	"slices"
	"testing"

	"sentier/internal/course"
	"sentier/internal/progress"
)

// due is what the path of these facts says.
func due(m *course.Module, facts progress.Facts) bool {
	return Due(progress.Of(facts, &course.Course{Modules: []*course.Module{m}}).Modules[0])
}

func TestLeft(t *testing.T) {
	m := garden()
	handed := progress.Attempt{Module: "jardin", Sequence: "un", Finished: noon}
	elsewhere := handed
	elsewhere.Imported, elsewhere.Passed = true, true
	for _, test := range []struct {
		name     string
		facts    progress.Facts
		passed   bool
		lessons  []course.LessonID
		quizLeft bool
	}{
		{"nothing is done", progress.Facts{}, false, []course.LessonID{"semer", "arroser", "recolter"}, true},
		{"one is read, and the quiz handed in", progress.Facts{Reads: []progress.Read{{Module: "jardin", Lesson: "arroser"}},
			Attempts: []progress.Attempt{handed}}, false, []course.LessonID{"semer", "recolter"}, false},
		{"the quiz must be passed", progress.Facts{Attempts: []progress.Attempt{handed}}, true,
			[]course.LessonID{"semer", "arroser", "recolter"}, true},
		{"the quiz was taken elsewhere", progress.Facts{Attempts: []progress.Attempt{elsewhere}}, false,
			[]course.LessonID{"semer", "arroser", "recolter"}, true},
	} {
		m.Badge.Passed = test.passed
		lessons, quizzes := Left(progress.Of(test.facts, &course.Course{Modules: []*course.Module{m}}).Modules[0])
		var ids []course.LessonID
		for _, l := range lessons {
			ids = append(ids, l.ID)
		}
		if !slices.Equal(ids, test.lessons) || (len(quizzes) == 1) != test.quizLeft {
			t.Errorf("%s: lessons %v, %d quizzes", test.name, ids, len(quizzes))
		}
	}
}

func TestDue(t *testing.T) {
	read := func(lessons ...course.LessonID) (reads []progress.Read) {
		for _, l := range lessons {
			reads = append(reads, progress.Read{Module: "jardin", Lesson: l})
		}
		return reads
	}
	all := read("semer", "arroser", "recolter")
	handed := progress.Attempt{Module: "jardin", Sequence: "un", Finished: noon}
	passed, imported, elsewhere, other := handed, handed, handed, handed
	passed.Passed = true
	begun := progress.Attempt{Module: "jardin", Sequence: "un", Passed: true}
	imported.Imported, imported.Passed = true, true
	elsewhere.Module, other.Sequence = "verger", "deux"
	for _, test := range []struct {
		name     string
		reads    []progress.Read
		attempts []progress.Attempt
		done     bool // where quizzes need only be handed in
		passed   bool // where they must be passed
	}{
		{"nothing", nil, nil, false, false},
		{"all read", all, nil, false, false},
		{"all read, quiz begun", all, []progress.Attempt{begun}, false, false},
		{"all read, quiz handed in", all, []progress.Attempt{handed}, true, false},
		{"all read, quiz passed once", all, []progress.Attempt{handed, passed, handed}, true, true},
		{"a lesson is missing", read("semer", "recolter"), []progress.Attempt{passed}, false, false},
		{"a quiz of another site, and one of ours that is not passed", all, []progress.Attempt{imported, handed}, true, false},
		{"a quiz of another site", all, []progress.Attempt{imported}, false, false},
		{"a quiz of another module", all, []progress.Attempt{elsewhere}, false, false},
		{"a quiz of another sequence", all, []progress.Attempt{other}, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, facts := garden(), progress.Facts{Reads: test.reads, Attempts: test.attempts}
			if got := due(m, facts); got != test.done {
				t.Errorf("done: got %v", got)
			}
			m.Badge.Passed = true
			if got := due(m, facts); got != test.passed {
				t.Errorf("passed: got %v", got)
			}
			if m.Badge = nil; due(m, facts) {
				t.Error("a module without a badge earns one")
			}
		})
	}
	reads := read("semer", "arroser", "recolter")
	for i := range reads {
		reads[i].Module = "verger"
	}
	if due(garden(), progress.Facts{Reads: reads, Attempts: []progress.Attempt{passed}}) {
		t.Error("another module's lessons of the same names earn a badge")
	}
	if due(&course.Module{Badge: &course.Badge{}}, progress.Facts{}) {
		t.Error("a module without lessons earns a badge")
	}
	reads = read("semer", "arroser", "recolter")
	reads[0].Imported = true
	if !due(garden(), progress.Facts{Reads: reads, Attempts: []progress.Attempt{passed}}) {
		t.Error("a lesson read on another site does not count")
	}
}
