package storetest

import (
	"testing"

	"sentier/internal/insight"
	"sentier/internal/progress"
	"sentier/internal/store"
)

// insights is what is told of many people, and of nobody.
func insights(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	today := noon.Truncate(day)

	t.Run("views are added up, and forgotten", func(t *testing.T) {
		for range 2 {
			must(t, s.AddViews(t.Context(), []insight.Views{{Day: today, Page: "/fr", Count: 3}, {Day: today.Add(-day), Page: "/fr", Count: 1}}))
		}
		got, err := s.Views(t.Context(), today)
		must(t, err)
		wantSame(t, "views", got, []insight.Views{{Day: today, Page: "/fr", Count: 6}})
		must(t, s.PurgeViews(t.Context(), today))
		got, err = s.Views(t.Context(), today.Add(-day))
		must(t, err)
		wantSame(t, "views that are left", got, []insight.Views{{Day: today, Page: "/fr", Count: 6}})
	})

	t.Run("nothing is true of fewer than five people", func(t *testing.T) {
		for i := range insight.Least {
			who := signUp(t, s)
			must(t, s.MarkRead(t.Context(), who.ID, []progress.Read{read("m", "a"), read("m", "b")}, nil))
			must(t, s.SetPlace(t.Context(), who.ID, progress.Place{Module: "m", Lesson: "a", At: noon}))
			for range 2 { // a second attempt of the same person is not a second person
				a := attempt()
				must(t, s.StartAttempt(t.Context(), who.ID, a, nil))
				for question, points := range map[string]int{"q1": 0, "q2": 100} {
					_, err := s.SaveAnswer(t.Context(), who.ID, a.ID, answer(question, points))
					must(t, err)
				}
				must(t, s.FinishAttempt(t.Context(), who.ID, finished(a, 100), nil))
			}
			lessons, err := s.Readers(t.Context())
			must(t, err)
			missed, err := s.MostMissed(t.Context(), 10)
			must(t, err)
			if enough := i+1 == insight.Least; enough != (len(lessons) == 2) || enough != (len(missed) == 1) || !enough && len(lessons)+len(missed) > 0 {
				t.Fatalf("of %d people the store tells %+v and %+v", i+1, lessons, missed)
			}
			if len(missed) == 1 && missed[0] != (insight.Missed{Module: "m", Question: "q1", People: 5, Wrong: 5}) {
				t.Errorf("missed: %+v", missed)
			}
		}
	})

	t.Run("how large it is, and what waits", func(t *testing.T) {
		size, err := s.Size(t.Context())
		must(t, err)
		waiting, dead, err := s.LetterQueue(t.Context())
		must(t, err)
		if size < 1<<10 || waiting != 0 || dead != 0 {
			t.Errorf("%d bytes, %d letters, %d given up", size, waiting, dead)
		}
	})
}
