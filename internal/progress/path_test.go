package progress

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"sentier/internal/course"
	"sentier/internal/quiz"
)

func TestPathOfWhoDidNothing(t *testing.T) {
	c := sample()
	p := Of(Facts{}, c)
	if len(p.Modules) != 3 || p.Module("plus-tard") != nil || p.Latest() != nil || p.Points != 0 {
		t.Fatalf("path %+v", p)
	}
	m := p.Module("net")
	if m.Lessons != 5 || m.Quizzes != 2 || m.Steps != 7 || m.Done != 0 || m.Complete || !m.Touched.IsZero() ||
		len(m.Milestones) != 0 || len(m.DoneKeys()) != 0 {
		t.Errorf("module %+v", m)
	}
	if m.Next == nil || m.Next.Key() != "net/origines" || m.Resume == nil || m.Resume.Key() != "net/origines" {
		t.Errorf("next is %+v, resume %+v, want the first lesson", m.Next, m.Resume)
	}
}

func TestPathCounts(t *testing.T) {
	c := sample()
	web := c.Modules[0].Sequences[0]
	f := Facts{}.
		WithReads(read(c, 1, "net/origines", "net/pages")...).
		WithReads(Read{Module: "net", Lesson: "gone", At: day(1)}, Read{Module: "gone", Lesson: "origines", At: day(1)}).
		WithReads(Read{Module: "court", Lesson: "lecon", At: day(2), Imported: true}).
		WithAttempt(handIn(web.Quiz, 3, wrong)).
		WithAttempt(handIn(web.Quiz, 4, right)).
		WithAttempt(handIn(web.Quiz, 5, wrong)).
		WithAttempt(Start(web.Quiz, opening(6))).
		WithEntries(Entry{Reason: ForLesson, Subject: "gone/x", Module: "gone", Points: 7, At: day(0)})
	f = f.WithEntries(Earned(f, c, day(7))...)
	p := Of(f, c)
	m := p.Module("net")
	if m.Read != 2 || m.HandedIn != 1 || m.Passed != 1 || m.Done != 3 || m.Points != 60 || p.Points != 72 {
		t.Errorf("module %+v of %d points", m, p.Points)
	}
	mark := m.Sequences[0].Quiz
	if len(mark.Attempts) != 3 || mark.Best == nil || mark.Best.ID != "attempt-4" || mark.Open == nil ||
		mark.Open.ID != "attempt-6" || !mark.At.Equal(day(3).Add(time.Hour)) {
		t.Errorf("quiz %+v", mark)
	}
	if keys := m.DoneKeys(); !slices.Equal(keys, []string{"net/origines", "net/pages", "net/web/quiz"}) {
		t.Errorf("done are %v", keys)
	}
	if mark := m.Lesson("origines"); !mark.Read || !mark.At.Equal(day(1)) || mark.Changed {
		t.Errorf("lesson %+v", mark)
	}
	if mark := p.Module("court").Lesson("lecon"); !mark.Read || mark.Changed {
		t.Errorf("lesson of another site %+v", mark)
	}
	if !m.Touched.Equal(day(6)) || p.Latest() != m {
		t.Errorf("touched %v, latest %+v", m.Touched, p.Latest())
	}
}

func TestComplete(t *testing.T) {
	c := sample()
	short := c.Modules[1].Sequences[0].Quiz
	f := Facts{}.WithReads(read(c, 1, "court/lecon", "nu/origines")...)
	complete := func() bool { return Of(f, c).Module("court").Complete }
	if complete() {
		t.Error("complete without its quiz")
	}
	f = f.WithAttempt(Start(short, opening(2)))
	if complete() {
		t.Error("complete with a quiz in progress")
	}
	f = f.WithAttempt(handIn(short, 3, wrong))
	if m := Of(f, c).Module("court"); m.Complete || m.HandedIn != 1 || m.Next == nil || m.Next.Key() != "court/seule/quiz" {
		t.Errorf("the badge asks for a quiz that is passed: %+v", m)
	}
	f = f.WithAttempt(handIn(short, 4, right))
	if !complete() {
		t.Error("not complete, though all is read and passed")
	}
	f = f.WithAttempt(handIn(short, 5, wrong))
	if !complete() {
		t.Error("a worse attempt takes away what was done")
	}
	c.Modules[1].Badge.Passed = false
	f = Facts{}.WithReads(read(c, 1, "court/lecon")...).WithAttempt(handIn(short, 3, wrong))
	if !complete() {
		t.Error("not complete, though the quiz need only be handed in")
	}
	if m := Of(Facts{}.WithReads(read(c, 1, "nu/origines")...), c).Module("nu"); !m.Complete {
		t.Error("not complete, though there is no quiz")
	}
	if m := Of(Facts{}, &course.Course{Modules: []*course.Module{{ID: "vide", Languages: []string{"fr"}}}}).Module("vide"); m.Complete || m.Next != nil {
		t.Error("a module without a lesson is complete")
	}
}

// A draft is its author's alone: nobody has to read it, and nobody earns by it.
func TestDraft(t *testing.T) {
	c := sample()
	f := Facts{}.WithReads(read(c, 1, "nu/origines")...)
	addLesson(c.Modules[2].Sequences[0], "secret").Draft = true
	c.Modules[2].XP.Lesson = 10
	if m := Of(f, c).Module("nu"); !m.Complete || m.Lessons != 1 || m.Next != nil {
		t.Errorf("with a draft beside it: %+v", m)
	}
	if reads := Merge([]string{"nu/secret"}, c, day(1)); len(reads) != 0 {
		t.Errorf("merged %+v", reads)
	}
	if _, ok := PlaceIn(c, "nu/secret", "", day(1)); ok {
		t.Error("a draft is a place")
	}
	f = f.WithReads(Read{Module: "nu", Lesson: "secret", At: day(1)})
	if got := subjects(Earned(f, c, day(2))); !slices.Equal(got, []string{"lesson nu/origines 10", "module nu 0"}) {
		t.Errorf("earned %q", got)
	}
}

func TestNewSinceFinished(t *testing.T) {
	c := sample()
	s := c.Modules[2].Sequences[0]
	f := Facts{}.WithReads(read(c, 1, "nu/origines")...)
	f = f.WithEntries(Earned(f, c, day(1))...)
	if m := Of(f, c).Module("nu"); !m.Finished.Equal(day(1)) || len(m.New)+len(m.Changed) != 0 {
		t.Fatalf("finished %v, new %v, changed %v", m.Finished, m.New, m.Changed)
	}
	added := addLesson(s, "neuve")
	for _, r := range s.Lessons[0].Renditions {
		r.Hash += "-rewritten"
	}
	m := Of(f, c).Module("nu")
	if !m.Finished.Equal(day(1)) || m.Complete || !slices.Equal(m.New, []*course.Lesson{added}) ||
		!slices.Equal(m.Changed, s.Lessons[:1]) || m.Next == nil || m.Next.Lesson != added {
		t.Errorf("module %+v", m)
	}
	f = f.WithReads(read(c, 2, "nu/neuve", "nu/origines")...)
	if m := Of(f, c).Module("nu"); !m.Complete || len(m.New)+len(m.Changed) != 0 || !m.Lesson("origines").At.Equal(day(1)) {
		t.Errorf("once read: %+v", m)
	}
	if more := Earned(f, c, day(2)); len(more) != 0 {
		t.Errorf("a module that is finished again earns %v", more)
	}
	// What is read in one language is not changed by the other.
	s.Lessons[0].Renditions["en"].Hash = "moved on"
	if m := Of(f, c).Module("nu"); len(m.Changed) != 0 {
		t.Errorf("changed is %v, though only the other language did", m.Changed)
	}
}

func TestResume(t *testing.T) {
	c := sample()
	web := c.Modules[0].Sequences[0]
	place := func(key, heading string, n int) Place {
		p, ok := PlaceIn(c, key, heading, day(n))
		if !ok {
			t.Fatalf("no place %s", key)
		}
		return p
	}
	all := read(c, 1, "net/origines", "net/liens", "net/pages", "net/portraits", "net/pouvoirs")
	for _, test := range []struct {
		name  string
		facts Facts
		want  string
	}{
		{"nothing", Facts{}, "/fr/le-net/la-web/lecon-origines"},
		{"a place", Facts{}.WithPlace(place("net/liens", "", 1)), "/fr/le-net/la-web/lecon-liens"},
		{"a heading", Facts{}.WithPlace(place("net/liens", "où-ça-fr", 1)), "/fr/le-net/la-web/lecon-liens#o%C3%B9-%C3%A7a-fr"},
		{"a heading of the other language", Facts{}.WithPlace(place("net/liens", "où-ça-en", 1)), "/fr/le-net/la-web/lecon-liens"},
		{"a lesson that went", Facts{}.WithPlace(Place{Module: "net", Lesson: "gone", At: day(1)}), "/fr/le-net/la-web/lecon-origines"},
		{"read since: the next", Facts{}.WithPlace(place("net/liens", "où-ça-fr", 1)).WithReads(read(c, 2, "net/liens")...), "/fr/le-net/la-web/lecon-pages"},
		{"read before, and again", Facts{}.WithPlace(place("net/liens", "", 3)).WithReads(read(c, 2, "net/liens")...), "/fr/le-net/la-web/lecon-liens"},
		{"the last: from the beginning", Facts{}.WithPlace(place("net/pouvoirs", "", 1)).WithReads(read(c, 2, "net/pouvoirs")...).
			WithAttempt(handIn(c.Modules[0].Sequences[1].Quiz, 1, wrong)), "/fr/le-net/la-web/lecon-origines"},
		{"the quiz", Facts{}.WithReads(all...), "/fr/le-net/la-web/quiz"},
		{"an attempt", Facts{}.WithPlace(place("net/liens", "", 1)).WithAttempt(Start(web.Quiz, opening(2))), "/fr/le-net/la-web/quiz/attempt-2"},
		{"a place after the attempt", Facts{}.WithPlace(place("net/liens", "", 3)).WithAttempt(Start(web.Quiz, opening(2))), "/fr/le-net/la-web/lecon-liens"},
		{"that lesson, read: back to the attempt", Facts{}.WithPlace(place("net/pages", "", 3)).WithReads(read(c, 4, "net/pages")...).
			WithAttempt(Start(web.Quiz, opening(2))), "/fr/le-net/la-web/quiz/attempt-2"},
		{"an attempt left behind", Facts{}.WithReads(all...).WithAttempt(Start(web.Quiz, opening(2))).WithAttempt(handIn(web.Quiz, 3, wrong)), "/fr/le-net/la-geants/quiz"},
		{"the newest of two attempts", Facts{}.WithAttempt(Start(web.Quiz, opening(2))).WithAttempt(Start(web.Quiz, opening(3))).
			WithAttempt(Start(c.Modules[0].Sequences[1].Quiz, opening(1))), "/fr/le-net/la-web/quiz/attempt-3"},
		{"all is done but a retry", Facts{}.WithPlace(place("net/pages", "", 6)).WithReads(read(c, 7, "net/pages")...).WithReads(all...).
			WithAttempt(handIn(web.Quiz, 3, wrong)).WithAttempt(handIn(c.Modules[0].Sequences[1].Quiz, 4, wrong)).
			WithAttempt(Start(web.Quiz, opening(5))), "/fr/le-net/la-web/quiz/attempt-5"},
		{"all is done", Facts{}.WithReads(all...).WithAttempt(handIn(web.Quiz, 3, wrong)).
			WithAttempt(handIn(c.Modules[0].Sequences[1].Quiz, 4, wrong)), ""},
		{"all is done, one lesson is read again", Facts{}.WithReads(all...).WithAttempt(handIn(web.Quiz, 3, wrong)).
			WithAttempt(handIn(c.Modules[0].Sequences[1].Quiz, 4, wrong)).WithPlace(place("net/liens", "", 5)), "/fr/le-net/la-web/lecon-liens"},
	} {
		got := ""
		if step := Of(test.facts, c).Module("net").Resume; step != nil {
			got = step.Address("fr")
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestLatest(t *testing.T) {
	c := sample()
	f := Facts{}.WithReads(read(c, 2, "net/origines")...).WithReads(read(c, 1, "court/lecon")...)
	if m := Of(f, c).Latest(); m == nil || m.Module.ID != "net" {
		t.Errorf("latest is %+v, want net", m)
	}
	f = f.WithReads(read(c, 3, "nu/origines")...)
	if m := Of(f, c).Latest(); m == nil || m.Module.ID != "net" {
		t.Errorf("latest is %+v, want net: nothing is left to do in nu", m)
	}
}

func TestMilestones(t *testing.T) {
	c := sample()
	web, geants := c.Modules[0].Sequences[0], c.Modules[0].Sequences[1]
	kinds := func(f Facts) []string {
		var all []string
		for _, m := range Of(f, c).Module("net").Milestones {
			where := ""
			if m.Sequence != nil {
				where = " " + string(m.Sequence.ID)
			}
			all = append(all, fmt.Sprintf("%s%s %s", m.Kind, where, m.At.Format("02")))
		}
		return all
	}
	f := Facts{}.WithReads(read(c, 1, "net/liens")...)
	steps := []struct {
		more func()
		want []string
	}{
		{func() {}, []string{"first 02"}},
		{func() { f = f.WithReads(read(c, 2, "net/origines", "net/pages")...) }, []string{"first 02"}},
		{func() { f = f.WithAttempt(handIn(web.Quiz, 3, wrong)) }, []string{"first 02", "sequence web 04", "half 04"}},
		{func() {
			f = f.WithReads(read(c, 4, "net/portraits", "net/pouvoirs")...).WithAttempt(handIn(geants.Quiz, 5, wrong))
		}, []string{"first 02", "sequence web 04", "half 04", "sequence geants 06", "module 06"}},
		{func() { f = f.WithEntries(Earned(f, c, day(6))...); addLesson(geants, "neuve") },
			[]string{"first 02", "sequence web 04", "half 04", "module 07"}},
	}
	for i, step := range steps {
		if step.more(); !slices.Equal(kinds(f), step.want) {
			t.Errorf("step %d: %q, want %q", i, kinds(f), step.want)
		}
	}
	if m := Of(Facts{}.WithReads(read(c, 1, "nu/origines")...), c).Module("nu"); len(m.Milestones) != 3 {
		t.Errorf("a module of one lesson has %+v, want no middle", m.Milestones)
	}
}

// Nothing that is derived may change the facts: they are shared by requests.
func TestFactsStayAsTheyAre(t *testing.T) {
	c := sample()
	facts := func() Facts {
		f := Facts{}.WithReads(read(c, 1, "net/origines")...).WithPlace(Place{Module: "net", Lesson: "liens", At: day(1)}).
			WithAttempt(handIn(c.Modules[0].Sequences[0].Quiz, 2, right)).WithAttempt(Start(c.Modules[0].Sequences[0].Quiz, opening(3)))
		return f.WithEntries(Earned(f, c, day(4))...)
	}
	f, want := facts(), facts()
	p := Of(f, c)
	p.Module("net").Sequences[0].Quiz.Attempts[0].Points = -1
	p.Module("net").Sequences[0].Quiz.Open.Seed = "changed"
	History(f.Entries, c)
	f.WithReads(Read{Module: "net", Lesson: "origines", Hash: "changed"})
	f.WithPlace(Place{Module: "net", Lesson: "pages"})
	f.WithAttempt(Attempt{ID: "attempt-3"})
	f.WithEntries(Entry{Reason: ForLesson, Subject: "x"})
	if !reflect.DeepEqual(f, want) {
		t.Errorf("facts are %+v, were %+v", f, want)
	}
	if g := f.WithAttempt(Attempt{ID: "attempt-2", Points: 1}); !reflect.DeepEqual(g, f) {
		t.Error("an attempt that is handed in changed")
	}
}

func TestReadAgain(t *testing.T) {
	first := Read{Module: "net", Lesson: "liens", Hash: "one", Revision: "1", At: day(2)}
	for _, c := range []struct {
		name string
		read Read
		want string
	}{
		{"later", Read{Hash: "two", Revision: "2", At: day(3)}, "two"},
		{"late", Read{Hash: "two", Revision: "2", At: day(1)}, "one"},
		{"imported", Read{Hash: "two", Revision: "2", At: day(3), Imported: true}, "one"},
	} {
		c.read.Module, c.read.Lesson = first.Module, first.Lesson
		f := Facts{}.WithReads(first).WithReads(c.read)
		if len(f.Reads) != 1 || f.Reads[0].Hash != c.want || !f.Reads[0].At.Equal(day(2)) || f.Reads[0].Imported {
			t.Errorf("%s: %+v", c.name, f.Reads)
		}
	}
}

func TestBest(t *testing.T) {
	if _, found := Best([]Attempt{{ID: "open", Points: 1, Total: 1}}); found {
		t.Error("an attempt in progress is the best")
	}
	for _, c := range []struct {
		name string
		all  []Attempt
		want AttemptID
	}{
		{"the first of equals, of whatever total", []Attempt{
			{ID: "half", Finished: day(1), Points: 50, Total: 100}, {ID: "five of ten", Finished: day(2), Points: 5, Total: 10},
		}, "half"},
		{"open ones do not count", []Attempt{
			{ID: "none", Finished: day(1), Total: 100}, {ID: "open", Points: 100, Total: 100},
		}, "none"},
		{"one without points, first", []Attempt{
			{ID: "empty", Finished: day(1)}, {ID: "some", Finished: day(2), Points: 1, Total: 100},
		}, "some"},
	} {
		if best, _ := Best(c.all); best.ID != c.want {
			t.Errorf("%s: %s, want %s", c.name, best.ID, c.want)
		}
	}
}

// An attempt at a quiz that is no more can still be looked at.
func TestSheetOfAQuizThatWent(t *testing.T) {
	s := NewSheet(nil, Attempt{Questions: []quiz.QuestionID{"un"}, Finished: day(1), Total: 100},
		[]Answer{{Question: "un", Verdict: quiz.Wrong, Shown: "fausse"}})
	r, ok := s.Result("fr")
	if !ok || len(r.Outcomes) != 1 || r.Outcomes[0].Review != nil || r.Outcomes[0].Answer.Shown != "fausse" || r.Missed != 0 {
		t.Errorf("result %+v", r)
	}
}
