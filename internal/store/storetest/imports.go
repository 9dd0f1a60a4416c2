package storetest

import (
	"testing"
	"time"

	"sentier/internal/badge"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/store"
)

// brought is a badge of another site that nobody else has.
func brought() badge.Foreign {
	return badge.Foreign{
		ID: id(), Credential: "https://other.example/ob/credentials/" + id(), Issuer: "https://other.example", Title: "Le chemin",
		Lang: "fr", Token: "a.b.c", Issued: noon.Add(-day),
	}
}

// abroad is what somebody did on another site.
func abroad() progress.Imported {
	r := read("m", "far")
	r.Imported, r.At = true, noon.Add(-day)
	a := finished(attempt(), 100)
	a.Imported = true
	return progress.Imported{
		Reads: []progress.Read{r}, Attempts: []progress.Sitting{{Attempt: a, Answers: []progress.Answer{answer("q1", 100), answer("q2", 0)}}},
		Entries: []progress.Entry{entry(progress.ForLesson, "m/far", 10), entry(progress.ForQuiz, "m/s", 20)},
	}
}

func imports(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)

	t.Run("twice is once", func(t *testing.T) {
		l, i, b := signUp(t, s), abroad(), brought()
		must(t, s.Import(t.Context(), l.ID, i, []badge.Foreign{b}))
		before := everythingOf(t, s, l.ID)
		wantSame(t, "facts", before.Facts, progress.Facts{Reads: i.Reads, Attempts: []progress.Attempt{i.Attempts[0].Attempt}, Entries: i.Entries})
		wantSame(t, "answers", before.Answers[i.Attempts[0].Attempt.ID], i.Attempts[0].Answers)
		wantSame(t, "badges", before.Foreign, []badge.Foreign{b})

		again, other := i, b
		again.Reads[0].Hash, again.Attempts[0].Attempt.Points, again.Entries[0].Points = "other", 300, 1000
		again.Attempts[0].Answers = []progress.Answer{answer("q3", 100)}
		other.Title, other.Token = "other", "other"
		must(t, s.Import(t.Context(), l.ID, again, []badge.Foreign{other}))
		wantSame(t, "everything, imported again", everythingOf(t, s, l.ID), before)
	})

	t.Run("what was done here stays", func(t *testing.T) {
		l, i := signUp(t, s), abroad()
		here := read("m", "far")
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{here}, nil))
		must(t, s.Import(t.Context(), l.ID, i, nil))
		wantSame(t, "lessons", factsOf(t, s, l.ID).Reads, []progress.Read{here})
	})

	t.Run("remove", func(t *testing.T) {
		l, i, b := signUp(t, s), abroad(), brought()
		own := attempt()
		must(t, s.StartAttempt(t.Context(), l.ID, own, []progress.Answer{answer("q1", 100)}))
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{read("m", "a")}, []progress.Entry{entry(progress.ForLesson, "m/a", 10)}))
		before := everythingOf(t, s, l.ID)
		must(t, s.Import(t.Context(), l.ID, i, []badge.Foreign{b, brought()}))
		must(t, s.RemoveForeignBadge(t.Context(), l.ID, b.ID))
		must(t, s.RemoveForeignBadge(t.Context(), l.ID, b.ID))
		if all, err := s.ForeignBadges(t.Context(), l.ID); err != nil || len(all) != 1 || all[0].ID == b.ID {
			t.Errorf("%+v, %v", all, err)
		}
		must(t, s.RemoveImported(t.Context(), l.ID, i.Entries))
		wantSame(t, "everything, without what was imported", everythingOf(t, s, l.ID), before)
		must(t, s.RemoveImported(t.Context(), l.ID, i.Entries))
		wantSame(t, "everything, again", everythingOf(t, s, l.ID), before)
		_, _, err := s.Attempt(t.Context(), l.ID, i.Attempts[0].Attempt.ID)
		wantKind(t, "an attempt that was removed", err, fault.NotFound)
	})

	t.Run("read here, too", func(t *testing.T) {
		l, i := signUp(t, s), abroad()
		must(t, s.Import(t.Context(), l.ID, i, nil))
		here := i.Reads[0]
		here.Imported, here.At = false, noon // the same text
		must(t, s.MarkRead(t.Context(), l.ID, []progress.Read{here}, nil))
		must(t, s.RemoveImported(t.Context(), l.ID, nil))
		here.At = noon.Add(-day)
		wantSame(t, "lessons", factsOf(t, s, l.ID).Reads, []progress.Read{here})
	})

	t.Run("at once", func(t *testing.T) {
		l, i, b := signUp(t, s), abroad(), brought()
		kinds := atOnce(t, crowd, func(int) error { return s.Import(t.Context(), l.ID, i, []badge.Foreign{b}) })
		wantSame(t, "outcomes", kinds, map[fault.Kind]int{done: crowd})
		if facts := factsOf(t, s, l.ID); len(facts.Attempts) != 1 || len(facts.Reads) != 1 || total(facts.Entries) != 30 {
			t.Errorf("%+v", facts)
		}
	})

	t.Run("nobody", func(t *testing.T) {
		wantKind(t, "Import", s.Import(t.Context(), somebody().ID, abroad(), []badge.Foreign{brought()}), fault.NotFound)
		must(t, s.RemoveImported(t.Context(), somebody().ID, nil))
	})

	t.Run("any text", func(t *testing.T) {
		l, i, b := signUp(t, s), abroad(), brought()
		a := &i.Attempts[0]
		a.Attempt.Lang, a.Attempt.Seed, a.Attempt.Revision = "fr", "a\x00b", "\xff"
		a.Attempt.Questions = append(a.Attempt.Questions, "q\x00")
		b.Title = "a\x00\xff"
		must(t, s.Import(t.Context(), l.ID, i, []badge.Foreign{b}))
		if len(factsOf(t, s, l.ID).Attempts) != 1 {
			t.Error("it is not kept")
		}
	})
}

// far is what withBelongings brings from abroad, with a mark in every text.
func far(mark string) (progress.Imported, badge.Foreign) {
	i, b := abroad(), brought()
	i.Reads[0].Hash, i.Attempts[0].Attempt.Seed = mark, mark
	for n := range i.Attempts[0].Answers {
		i.Attempts[0].Answers[n].Shown = "shown " + mark
	}
	i.Attempts[0].Attempt.Started = noon.Add(-time.Hour)
	i.Entries = nil
	b.Credential, b.Issuer, b.Title, b.Token = b.Credential+mark, "https://"+mark, "Title "+mark, "token."+mark
	return i, b
}
