package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/store"
)

func attempts(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	start := func(t *testing.T, l learner) progress.Attempt {
		t.Helper()
		a := attempt()
		must(t, s.StartAttempt(t.Context(), l.ID, a, nil))
		return a
	}
	save := func(t *testing.T, l learner, a progress.Attempt, given progress.Answer) progress.Answer {
		t.Helper()
		stands, err := s.SaveAnswer(t.Context(), l.ID, a.ID, given)
		must(t, err)
		return stands
	}
	want := func(t *testing.T, l learner, a progress.Attempt, answers ...progress.Answer) {
		t.Helper()
		got, given, err := s.Attempt(t.Context(), l.ID, a.ID)
		must(t, err)
		wantSame(t, "the attempt", got, a)
		wantSame(t, "its answers", given, answers)
	}

	t.Run("whole", func(t *testing.T) {
		l := signUp(t, s)
		a := start(t, l)
		want(t, l, a)
		first, second := answer("q2", 100), answer("q1", 0)
		second.At, second.Given = first.At.Add(time.Millisecond), quiz.Answer{Texts: []string{"un", ""}}
		wantSame(t, "what stands", save(t, l, a, first), first)
		wantSame(t, "what stands", save(t, l, a, second), second)
		want(t, l, a, first, second)

		handed := finished(a, 100)
		forQuiz := entry(progress.ForQuiz, "m/s", 20)
		must(t, s.FinishAttempt(t.Context(), l.ID, handed, []progress.Entry{forQuiz}))
		want(t, l, handed, first, second)
		wantSame(t, "the facts", factsOf(t, s, l.ID),
			progress.Facts{Attempts: []progress.Attempt{handed}, Entries: []progress.Entry{forQuiz}})
	})

	t.Run("twice", func(t *testing.T) {
		l := signUp(t, s)
		carried := answer("q3", 100)
		carried.Carried, carried.At = true, noon
		a := attempt()
		a.Retry = progress.AttemptID(id())
		must(t, s.StartAttempt(t.Context(), l.ID, a, []progress.Answer{carried}))
		other := a
		other.Seed, other.Questions = "another", nil
		must(t, s.StartAttempt(t.Context(), l.ID, other, []progress.Answer{answer("q1", 100)}))
		want(t, l, a, carried)

		given := answer("q2", 0)
		better := answer("q2", 100)
		better.At, better.Given = given.At.Add(time.Minute), quiz.Answer{Ranks: []int{1}}
		save(t, l, a, given)
		wantSame(t, "what stands of two", save(t, l, a, better), given)
		wantSame(t, "what stands of what was carried over", save(t, l, a, answer("q3", 0)), carried)

		handed := finished(a, 100)
		must(t, s.FinishAttempt(t.Context(), l.ID, handed, []progress.Entry{entry(progress.ForQuiz, "m/s", 20)}))
		again := finished(a, 300)
		again.Finished = handed.Finished.Add(time.Hour)
		must(t, s.FinishAttempt(t.Context(), l.ID, again, []progress.Entry{entry(progress.ForQuiz, "m/s", 90), entry(progress.ForModule, "m", 900)}))
		want(t, l, handed, carried, given)
		wantSame(t, "what stands once handed in", save(t, l, a, better), given)
		if sum := total(factsOf(t, s, l.ID).Entries); sum != 20 {
			t.Errorf("%d points, want 20", sum)
		}

		// A start that arrives late does not open it again.
		must(t, s.StartAttempt(t.Context(), l.ID, a, nil))
		want(t, l, handed, carried, given)
	})

	t.Run("late", func(t *testing.T) {
		l := signUp(t, s)
		a := start(t, l)
		handed := finished(a, 0)
		must(t, s.FinishAttempt(t.Context(), l.ID, handed, nil))
		_, err := s.SaveAnswer(t.Context(), l.ID, a.ID, answer("q1", 100))
		wantKind(t, "answer once handed in", err, fault.Conflict)
		want(t, l, handed)
	})

	t.Run("not finished", func(t *testing.T) {
		l := signUp(t, s)
		a := start(t, l)
		if err := s.FinishAttempt(t.Context(), l.ID, a, []progress.Entry{entry(progress.ForQuiz, "m/s", 20)}); err == nil {
			t.Error("an attempt is handed in at no time")
		}
		want(t, l, a)
		wantSame(t, "the ledger", factsOf(t, s, l.ID).Entries, []progress.Entry(nil))
	})

	t.Run("at once", func(t *testing.T) {
		l := signUp(t, s)
		a := attempt()
		carried := []progress.Answer{answer("q3", 100)}
		kinds := atOnce(t, crowd, func(int) error { return s.StartAttempt(t.Context(), l.ID, a, carried) })
		wantSame(t, "outcomes of starting", kinds, map[fault.Kind]int{done: crowd})
		want(t, l, a, carried...)

		var mu sync.Mutex
		stands := map[string]int{}
		kinds = atOnce(t, crowd, func(i int) error {
			given := answer("q1", i)
			given.Shown = fmt.Sprint("answer ", i)
			got, err := s.SaveAnswer(t.Context(), l.ID, a.ID, given)
			mu.Lock()
			defer mu.Unlock()
			stands[got.Shown]++
			return err
		})
		wantSame(t, "outcomes of answering", kinds, map[fault.Kind]int{done: crowd})
		_, kept, err := s.Attempt(t.Context(), l.ID, a.ID)
		must(t, err)
		if len(kept) != 2 || len(stands) != 1 || stands[kept[0].Shown]+stands[kept[1].Shown] != crowd {
			t.Errorf("all must be told the one answer that stands: told %v, kept %+v", stands, kept)
		}

		kinds = atOnce(t, crowd, func(i int) error {
			return s.FinishAttempt(t.Context(), l.ID, finished(a, i), []progress.Entry{entry(progress.ForQuiz, "m/s", 20)})
		})
		wantSame(t, "outcomes of finishing", kinds, map[fault.Kind]int{done: crowd})
		facts := factsOf(t, s, l.ID)
		if len(facts.Attempts) != 1 || len(facts.Entries) != 1 || total(facts.Entries) != 20 {
			t.Errorf("finished at once: %+v", facts)
		}
	})

	t.Run("many quizzes at once", func(t *testing.T) {
		const learners = 16
		people := make([]learner, learners)
		for i := range people {
			people[i] = signUp(t, s)
		}
		kinds := atOnce(t, learners, func(i int) error {
			l, a := people[i], attempt()
			if err := s.StartAttempt(t.Context(), l.ID, a, nil); err != nil {
				return err
			}
			for _, q := range a.Questions {
				if _, err := s.SaveAnswer(t.Context(), l.ID, a.ID, answer(string(q), 100)); err != nil {
					return err
				}
			}
			return s.FinishAttempt(t.Context(), l.ID, finished(a, 300), []progress.Entry{entry(progress.ForQuiz, "m/s", 20)})
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: learners})
		for _, l := range people {
			all := everythingOf(t, s, l.ID)
			if len(all.Facts.Attempts) != 1 || len(all.Answers[all.Facts.Attempts[0].ID]) != 3 || total(all.Facts.Entries) != 20 {
				t.Errorf("a quiz among many: %+v", all)
			}
		}
	})

	t.Run("nobody and nothing", func(t *testing.T) {
		l, nobody, a := signUp(t, s), account.ID(id()), attempt()
		wantKind(t, "start for nobody", s.StartAttempt(t.Context(), nobody, a, nil), fault.NotFound)
		for _, attempt := range []progress.AttemptID{a.ID, "", "a\x00b", "a\xffb"} {
			_, _, err := s.Attempt(t.Context(), l.ID, attempt)
			wantKind(t, "read what was not started", err, fault.NotFound)
			_, err = s.SaveAnswer(t.Context(), l.ID, attempt, answer("q1", 0))
			wantKind(t, "answer what was not started", err, fault.NotFound)
			none := finished(a, 0)
			none.ID = attempt
			wantKind(t, "finish what was not started", s.FinishAttempt(t.Context(), l.ID, none, nil), fault.NotFound)
		}
		wantSame(t, "the facts", factsOf(t, s, l.ID), progress.Facts{})
	})

	t.Run("texts", func(t *testing.T) {
		l := signUp(t, s)
		for _, text := range texts {
			a := start(t, l)
			given := answer("q1", 0)
			given.Shown, given.Given = text.put, quiz.Answer{Texts: []string{text.put, "x"}}
			kept := given
			kept.Shown, kept.Given = text.get, quiz.Answer{Texts: []string{text.get, "x"}}
			wantSame(t, "what stands: "+text.name, save(t, l, a, given), kept)
			wantSame(t, "what stands the second time: "+text.name, save(t, l, a, given), kept)
			want(t, l, a, kept)
		}
		a := start(t, l)
		blank := answer("q1", 0)
		blank.Given = quiz.Answer{}
		wantSame(t, "what stands of nothing given", save(t, l, a, blank), blank)
		want(t, l, a, blank)
	})

	t.Run("times", func(t *testing.T) {
		for _, at := range times {
			l := signUp(t, s)
			a := attempt()
			a.Started = at.put
			must(t, s.StartAttempt(t.Context(), l.ID, a, nil))
			given := answer("q1", 0)
			given.At = at.put
			stands := save(t, l, a, given)
			got, kept, err := s.Attempt(t.Context(), l.ID, a.ID)
			must(t, err)
			wantSame(t, at.name, [3]time.Time{got.Started, kept[0].At, stands.At}, [3]time.Time{at.get, at.get, at.get})
		}
	})
}
