package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/store"
)

func facts(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("nothing", func(t *testing.T) {
		wantSame(t, "facts of a new account", factsOf(t, s, signUp(t, s).ID), progress.Facts{})
		wantSame(t, "facts of nobody", factsOf(t, s, account.ID(id())), progress.Facts{})
	})

	t.Run("read", func(t *testing.T) {
		l := signUp(t, s)
		a, b := read("m", "a"), read("m", "b")
		b.At, b.Imported = noon.Add(-time.Hour), true
		forA, forB := entry(progress.ForLesson, "m/a", 10), entry(progress.ForLesson, "m/b", 10)
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{a}, []progress.Entry{forA}))
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{b, a}, []progress.Entry{forA, forB}))

		// The first time stands, with the text of the last; what is imported, or late, changes nothing.
		again := a
		again.Hash, again.Revision, again.At = "another", "another", noon.Add(day)
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{again}, nil))
		imported, late := again, again
		imported.Hash, imported.Imported, imported.At = "imported", true, noon.Add(2*day)
		late.Hash, late.At = "late", noon.Add(-day)
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{imported, late}, nil))
		a.Hash, a.Revision = again.Hash, again.Revision

		more := forA
		more.Points, more.At, more.Module = 1000, noon.Add(day), "other"
		must(t, s.MarkRead(t.Context(), l.ID, nil, []progress.Entry{more}))
		must(t, s.MarkRead(t.Context(), l.ID, nil, nil))
		facts := factsOf(t, s, l.ID)
		wantSame(t, "lessons read, by time", facts.Reads, []progress.Read{b, a})
		wantSame(t, "ledger", facts.Entries, []progress.Entry{forA, forB})
	})

	t.Run("read at once", func(t *testing.T) {
		l := signUp(t, s)
		kinds := atOnce(t, crowd, func(int) error {
			return s.MarkRead(t.Context(), l.ID, []progress.Read{read("m", "a")},
				[]progress.Entry{entry(progress.ForLesson, "m/a", 10), entry(progress.ForModule, "m", 5)})
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		facts := factsOf(t, s, l.ID)
		if len(facts.Reads) != 1 || len(facts.Entries) != 2 || total(facts.Entries) != 15 {
			t.Errorf("read at once: %+v", facts)
		}
	})

	// A hundred lessons that were read before signing up, in any order, at once with one another.
	t.Run("many at once", func(t *testing.T) {
		l := signUp(t, s)
		const lessons = 100
		kinds := atOnce(t, 8, func(i int) error {
			var reads []progress.Read
			var entries []progress.Entry
			for j := range lessons {
				n := (j*(2*i+1) + i) % lessons // each in an order of its own
				lesson := string(rune('a'+n/26)) + string(rune('a'+n%26))
				reads = append(reads, read("m", lesson))
				entries = append(entries, entry(progress.ForLesson, "m/"+lesson, 10))
			}
			return s.MarkRead(t.Context(), l.ID, reads, entries)
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: 8})
		facts := factsOf(t, s, l.ID)
		distinct := map[course.LessonID]bool{}
		for _, r := range facts.Reads {
			distinct[r.Lesson] = true
		}
		if len(facts.Reads) != len(distinct) || total(facts.Entries) != 10*len(distinct) || len(distinct) != lessons {
			t.Errorf("%d lessons read, %d of them distinct, %d points", len(facts.Reads), len(distinct), total(facts.Entries))
		}
	})

	t.Run("ledger", func(t *testing.T) {
		l := signUp(t, s)
		entries := []progress.Entry{
			entry(progress.ForLesson, "m/x", 1), entry(progress.ForQuiz, "m/x", 20), entry(progress.ForModule, "m", 300),
			entry(progress.ForLesson, "n/x", 4000), entry(progress.ForLesson, "m/x", 50_000), entry(progress.ForQuiz, "m/y", 0),
		}
		must(t, s.MarkRead(t.Context(), l.ID, nil, entries))
		facts := factsOf(t, s, l.ID)
		if len(facts.Entries) != 5 || total(facts.Entries) != 4321 {
			t.Errorf("a line a reason and subject: got %+v", facts.Entries)
		}
	})

	t.Run("places", func(t *testing.T) {
		l := signUp(t, s)
		old := progress.Place{Module: "m", Lesson: "a", Heading: "one", At: noon}
		late := progress.Place{Module: "m", Lesson: "b", At: noon.Add(time.Millisecond)}
		other := progress.Place{Module: "n", Lesson: "a", Heading: "two", At: noon.Add(time.Hour)}
		for _, place := range []progress.Place{old, late, old, other, late} {
			must(t, s.SetPlace(t.Context(), l.ID, place))
		}
		wantSame(t, "places", factsOf(t, s, l.ID).Places, []progress.Place{late, other})
		atOnce(t, crowd, func(i int) error {
			return s.SetPlace(t.Context(), l.ID, progress.Place{Module: "m", Lesson: "c", At: noon.Add(time.Duration(i) * time.Second)})
		})
		last := progress.Place{Module: "m", Lesson: "c", At: noon.Add((crowd - 1) * time.Second)}
		wantSame(t, "places after many at once", factsOf(t, s, l.ID).Places, []progress.Place{last, other})
	})

	t.Run("nobody", func(t *testing.T) {
		nobody := account.ID(id())
		wantKind(t, "MarkRead", s.MarkRead(t.Context(), nobody, []progress.Read{read("m", "a")}, nil), fault.NotFound)
		wantKind(t, "MarkRead, ledger", s.MarkRead(t.Context(), nobody, nil, []progress.Entry{entry(progress.ForLesson, "m/a", 1)}), fault.NotFound)
		wantKind(t, "SetPlace", s.SetPlace(t.Context(), nobody, progress.Place{Module: "m", Lesson: "a", At: noon}), fault.NotFound)
		wantSame(t, "facts of nobody", factsOf(t, s, nobody), progress.Facts{})
	})

	t.Run("texts and times", func(t *testing.T) {
		for _, text := range texts {
			l := signUp(t, s)
			must(t, s.SetPlace(t.Context(), l.ID, progress.Place{Module: "m", Lesson: "a", Heading: text.put, At: noon}))
			if got := factsOf(t, s, l.ID).Places[0].Heading; got != text.get {
				t.Errorf("%s: got %.40q, want %.40q", text.name, got, text.get)
			}
		}
		for _, at := range times {
			l := signUp(t, s)
			r, e := read("m", "a"), entry(progress.ForLesson, "m/a", 1)
			r.At, e.At = at.put, at.put
			must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{r}, []progress.Entry{e}))
			must(t, s.SetPlace(t.Context(), l.ID, progress.Place{Module: "m", Lesson: "a", At: at.put}))
			facts := factsOf(t, s, l.ID)
			got := [3]time.Time{facts.Reads[0].At, facts.Entries[0].At, facts.Places[0].At}
			wantSame(t, at.name, got, [3]time.Time{at.get, at.get, at.get})
		}
	})
}
