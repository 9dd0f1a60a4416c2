package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/review"
	"sentier/internal/store"
)

// card is one that was reviewed at noon.
func card(kind review.Kind, id string) review.Card {
	return review.Card{
		Key:    review.Key{Module: "m", Kind: kind, ID: id},
		Memory: review.Memory{Stability: 2.3065, Difficulty: 2.11810397}, Hash: "f1", Revision: "0123456789ab",
		Due: noon.Truncate(day).Add(2 * day), Reviewed: noon, Reviews: 1,
	}
}

func reviews(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	want := func(t *testing.T, l learner, cards ...review.Card) {
		t.Helper()
		all, err := s.Cards(t.Context(), l.ID)
		must(t, err)
		wantSame(t, "the cards", all, cards)
	}

	t.Run("cards", func(t *testing.T) {
		l := signUp(t, s)
		want(t, l)
		// The same id is another card in another module, and of another kind.
		late, word, elsewhere := card(review.Question, "a"), card(review.Term, "a"), card(review.Question, "a")
		late.Due, elsewhere.Module = late.Due.Add(day), "n"
		for _, c := range []review.Card{late, elsewhere, word} {
			must(t, s.KeepCard(t.Context(), l.ID, c))
		}
		want(t, l, word, elsewhere, late)
	})

	t.Run("again", func(t *testing.T) {
		l, first := signUp(t, s), card(review.Term, "a")
		must(t, s.KeepCard(t.Context(), l.ID, first))
		same, older := first, first
		same.Reviews, older.Reviews, older.Reviewed = 9, 9, first.Reviewed.Add(-time.Millisecond)
		for _, c := range []review.Card{same, older} {
			must(t, s.KeepCard(t.Context(), l.ID, c))
			want(t, l, first)
		}
		next := first
		next.Memory, next.Hash, next.Revision = review.Memory{Stability: 36500, Difficulty: 1}, "f2", "ba9876543210"
		next.Due, next.Reviewed, next.Reviews = first.Due.Add(9*day), first.Due.Add(time.Hour), 2
		must(t, s.KeepCard(t.Context(), l.ID, next))
		must(t, s.KeepCard(t.Context(), l.ID, first))
		want(t, l, next)
	})

	// What the scheduler makes of a card comes back to the last digit, however often it is reviewed.
	t.Run("memory", func(t *testing.T) {
		l, now := signUp(t, s), noon
		c := review.Card{Key: review.Key{Module: "m", Kind: review.Question, ID: "a"}}
		for n := range 40 {
			rated, ok := c.Rate([]review.Rating{review.Knew, review.Easy, review.Missed}[n%3], review.Asked{Hash: "f1"}, now)
			if !ok {
				t.Fatal("it is not due")
			}
			must(t, s.KeepCard(t.Context(), l.ID, rated))
			want(t, l, rated)
			c, now = rated, rated.Due.Add(time.Duration(n)*day)
		}
	})

	t.Run("at once", func(t *testing.T) {
		l, last := signUp(t, s), card(review.Term, "a")
		last.Reviewed = noon.Add((crowd - 1) * time.Millisecond)
		kinds := atOnce(t, crowd, func(i int) error {
			c := card(review.Term, "a")
			c.Reviewed = noon.Add(time.Duration(i) * time.Millisecond)
			return s.KeepCard(t.Context(), l.ID, c)
		})
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		want(t, l, last)
	})

	t.Run("nobody and nothing", func(t *testing.T) {
		l, nobody, c := signUp(t, s), account.ID(id()), card(review.Term, "a")
		wantKind(t, "a card of nobody", s.KeepCard(t.Context(), nobody, c), fault.NotFound)
		c.Reviewed = time.Time{}
		if err := s.KeepCard(t.Context(), l.ID, c); err == nil {
			t.Error("a card is kept that was never reviewed")
		}
		want(t, l)
		missed, err := s.MissedQuestions(t.Context(), nobody)
		if len(missed) != 0 || err != nil {
			t.Errorf("nobody missed %v, %v", missed, err)
		}
	})

	t.Run("texts", func(t *testing.T) {
		for _, text := range texts {
			if text.name == "long" {
				continue // no id is: PostgreSQL indexes no more than a few thousand bytes
			}
			l, c := signUp(t, s), card(review.Term, text.put)
			must(t, s.KeepCard(t.Context(), l.ID, c))
			c.ID = text.get
			want(t, l, c)
		}
	})

	t.Run("wanted no more", func(t *testing.T) {
		l, c := signUp(t, s), card(review.Term, "a")
		must(t, s.SetReview(t.Context(), l.ID, noon))
		must(t, s.KeepCard(t.Context(), l.ID, c))
		must(t, s.SetReview(t.Context(), l.ID, time.Time{}))
		want(t, l, c)
	})

	t.Run("missed", func(t *testing.T) {
		l := signUp(t, s)
		answers := []progress.Answer{answer("right", 100), answer("wrong", 0), answer("in part", 50)}
		hand := func(module string, at time.Time, answers ...progress.Answer) {
			t.Helper()
			a := attempt()
			a.Module = course.ModuleID(module)
			must(t, s.StartAttempt(t.Context(), l.ID, a, nil))
			for _, given := range answers {
				_, err := s.SaveAnswer(t.Context(), l.ID, a.ID, given)
				must(t, err)
			}
			if at.IsZero() {
				return
			}
			a = finished(a, 150)
			a.Finished = at
			must(t, s.FinishAttempt(t.Context(), l.ID, a, nil))
		}
		want := func(questions ...review.MissedQuestion) {
			t.Helper()
			got, err := s.MissedQuestions(t.Context(), l.ID)
			must(t, err)
			wantSame(t, "missed questions", got, questions)
		}
		hand("m", time.Time{}, answers...)
		want()
		hand("m", noon.Add(2*day), answers...)
		want(missed("m", "in part", noon.Add(2*day)), missed("m", "wrong", noon.Add(2*day)))

		// The first time that it was handed in, whichever was kept first; what is right later was missed once.
		hand("m", noon.Add(day), answers[1])
		hand("m", noon.Add(3*day), answers...)
		hand("m", noon.Add(4*day), answer("wrong", 100), answer("in part", 100))
		hand("n", noon.Add(5*day), answers[1])
		want(missed("m", "wrong", noon.Add(day)), missed("m", "in part", noon.Add(2*day)), missed("n", "wrong", noon.Add(5*day)))
	})
}

func missed(module, question string, at time.Time) review.MissedQuestion {
	return review.MissedQuestion{Module: course.ModuleID(module), Question: quiz.QuestionID(question), At: at}
}
