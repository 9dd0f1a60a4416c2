package progress

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"sentier/internal/course"
)

func subjects(entries []Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, fmt.Sprintf("%s %s %d", e.Reason, e.Subject, e.Points))
	}
	return all
}

func TestEarned(t *testing.T) {
	c := sample()
	short := c.Modules[1].Sequences[0].Quiz
	f := Facts{}
	for i, step := range []struct {
		more func()
		want []string
	}{
		{func() {}, nil},
		{func() { f = f.WithReads(read(c, 1, "net/liens", "court/lecon")...) }, []string{"lesson net/liens 10", "lesson court/lecon 5"}},
		{func() { f = f.WithReads(read(c, 2, "net/liens")...) }, nil},
		{func() { f = f.WithReads(Read{Module: "net", Lesson: "gone"}, Read{Module: "plus-tard", Lesson: "x"}) }, nil},
		{func() { f = f.WithAttempt(Start(short, opening(3))) }, nil},
		{func() { f = f.WithAttempt(handIn(short, 3, wrong)) }, []string{"quiz court/seule 5"}},
		{func() { f = f.WithAttempt(handIn(short, 4, right)) }, []string{"module court 0"}},
		{func() { f = f.WithAttempt(handIn(short, 5, right)) }, nil},
		{func() { f = f.WithReads(read(c, 5, "nu/origines")...) }, []string{"module nu 0"}},
	} {
		step.more()
		earned := Earned(f, c, day(9))
		if !slices.Equal(subjects(earned), step.want) {
			t.Errorf("step %d earns %q, want %q", i, subjects(earned), step.want)
		}
		f = f.WithEntries(earned...)
	}
	if Points(f.Entries) != 20 || Points(f.Entries, "court") != 10 || Points(f.Entries, "nu") != 0 {
		t.Errorf("points are %d, %d, %d", Points(f.Entries), Points(f.Entries, "court"), Points(f.Entries, "nu"))
	}
	for _, e := range f.Entries {
		if !e.At.Equal(day(9)) || e.Module == "" {
			t.Errorf("entry %+v", e)
		}
	}
}

func TestHistory(t *testing.T) {
	c := sample()
	entries := []Entry{
		{Reason: ForLesson, Subject: "net/liens", Module: "net", Points: 10, At: day(1)},
		{Reason: ForQuiz, Subject: "net/web", Module: "net", Points: 40, At: day(2)},
		{Reason: ForModule, Subject: "nu", Module: "nu", Points: 0, At: day(3)},
		{Reason: ForModule, Subject: "net", Module: "net", Points: 100, At: day(2)},
		{Reason: ForLesson, Subject: "gone/x", Module: "gone", Points: 1, At: day(4)},
	}
	h := History(entries, c)
	var got []string
	for _, e := range h {
		got = append(got, e.Subject)
	}
	if want := []string{"gone/x", "net", "net/web", "net/liens"}; !slices.Equal(got, want) {
		t.Fatalf("history %v, want %v", got, want)
	}
	if h[0].Of != nil || h[0].Lesson != nil || h[1].Of != c.Modules[0] || h[2].Quiz != c.Modules[0].Sequences[0].Quiz ||
		h[3].Lesson == nil || h[3].Lesson.ID != "liens" {
		t.Errorf("history %+v", h)
	}
}

// Whatever is done, in whatever order and however often, with the ledger written at once, late or not at all in
// between: the points are those that the rules give for the facts, and never shrink.
func TestPointsAreTheSumOfTheRules(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	c := sample()
	var lessons []*course.Lesson
	var quizzes []*course.Quiz
	for _, m := range c.Modules {
		lessons = append(lessons, m.Lessons()...)
		for _, s := range m.Sequences {
			if q := quizOf(s); q != nil {
				quizzes = append(quizzes, q)
			}
		}
	}
	most := 5*10 + 2*40 + 100 + 5 + 5
	reached := 0
	for round := range 300 {
		f := Facts{}
		points := 0
		for n := range 40 {
			switch r.IntN(4) {
			case 0:
				q := quizzes[r.IntN(len(quizzes))]
				f = f.WithAttempt(handIn(q, round*100+n, []asWell{right, wrong}[r.IntN(2)]))
			case 1:
				f = f.WithAttempt(Start(quizzes[r.IntN(len(quizzes))], opening(round*100+n)))
			default:
				f = f.WithReads(ReadOf(lessons[r.IntN(len(lessons))], "fr", c, day(n)))
			}
			if r.IntN(3) > 0 {
				earned := Earned(f, c, day(n))
				f = f.WithEntries(earned...).WithEntries(earned...)
			}
			if now := Points(f.Entries); now < points {
				t.Fatalf("%d points became %d", points, now)
			} else {
				points = now
			}
		}
		f = f.WithEntries(Earned(f, c, day(99))...)
		if want := byTheRules(f, c); Points(f.Entries) != want || want > most {
			t.Fatalf("%d points, want %d of at most %d", Points(f.Entries), want, most)
		}
		if more := Earned(f, c, day(100)); len(more) > 0 {
			t.Fatalf("earned twice: %v", more)
		}
		if Points(f.Entries) == most {
			reached++
		}
	}
	if reached == 0 {
		t.Error("no round did everything: the test does not go far")
	}
}

// byTheRules counts anew, from the facts alone, in the plainest way.
func byTheRules(f Facts, c *course.Course) int {
	sum := 0
	for _, m := range c.Modules {
		whole := len(m.Lessons()) > 0
		for _, l := range m.Lessons() {
			if slices.ContainsFunc(f.Reads, func(r Read) bool { return r.Module == m.ID && r.Lesson == l.ID }) {
				sum += m.XP.Lesson
			} else {
				whole = false
			}
		}
		for _, s := range m.Sequences {
			if s.Quiz == nil {
				continue
			}
			handedIn, passed := false, false
			for _, a := range f.Attempts {
				if a.Module == m.ID && a.Sequence == s.ID && !a.Finished.IsZero() {
					handedIn, passed = true, passed || a.Passed
				}
			}
			if handedIn {
				sum += m.XP.Quiz
			}
			whole = whole && handedIn && (passed || m.Badge == nil || !m.Badge.Passed)
		}
		if whole {
			sum += m.XP.Module
		}
	}
	return sum
}
