package storetest

import (
	"slices"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/review"
)

// expected is what a learner must have.
type expected struct {
	account  account.Account
	sessions map[account.SessionID]account.Session
	ended    []account.Session
	codes    int
	used     map[int]bool
	reads    map[string]progress.Read
	places   map[course.ModuleID]progress.Place
	attempts map[progress.AttemptID]progress.Attempt
	answers  map[progress.AttemptID]map[quiz.QuestionID]progress.Answer
	ledger   map[string]progress.Entry
	badges   map[course.ModuleID]badge.Badge
	cards    map[review.Key]review.Card
}

func (p *expected) reread(r progress.Read) {
	key := string(r.Module) + "/" + string(r.Lesson)
	first, there := p.reads[key]
	switch {
	case !there:
		p.reads[key] = r
	case !r.Imported && !r.At.Before(first.At):
		first.Hash, first.Revision, first.Imported = r.Hash, r.Revision, false
		p.reads[key] = first
	}
}

func (p *expected) earn(entries []progress.Entry) {
	for _, e := range entries {
		if key := string(e.Reason) + " " + e.Subject; p.ledger[key].Reason == "" {
			p.ledger[key] = e
		}
	}
}

// end ends the sessions that are not kept.
func (p *expected) end(keep func(account.SessionID) bool) {
	for id, session := range p.sessions {
		if !keep(id) {
			p.ended = append(p.ended, session)
			delete(p.sessions, id)
		}
	}
}

func none(account.SessionID) bool { return false }

// refused holds that what ended stays so, and that nothing else is refused.
func (w *walker) refused(p *expected) {
	revoked, _, err := w.s.Revoked(w.t.Context(), 0)
	if err != nil {
		w.t.Error(err)
	}
	for _, session := range p.ended {
		if !slices.Contains(revoked, session.ID) {
			w.t.Errorf("session %s has ended and is not refused", session.ID)
		}
	}
	for id := range p.sessions {
		if slices.Contains(revoked, id) {
			w.t.Errorf("session %s has not ended and is refused", id)
		}
	}
}

func (w *walker) compare() {
	for _, p := range w.people {
		w.refused(p)
		got := everythingOf(w.t, w.s, p.account.ID)
		wantSame(w.t, "the account", got.Account, p.account)
		wantSame(w.t, "codes left", got.Codes, p.codes)
		wantSame(w.t, "sessions", keyed(got.Sessions, func(s account.Session) account.SessionID { return s.ID }), p.sessions)
		wantSame(w.t, "lessons read", keyed(got.Facts.Reads, func(r progress.Read) string { return string(r.Module) + "/" + string(r.Lesson) }), p.reads)
		wantSame(w.t, "places", keyed(got.Facts.Places, func(p progress.Place) course.ModuleID { return p.Module }), p.places)
		wantSame(w.t, "attempts", keyed(got.Facts.Attempts, func(a progress.Attempt) progress.AttemptID { return a.ID }), p.attempts)
		wantSame(w.t, "the ledger", keyed(got.Facts.Entries, func(e progress.Entry) string { return string(e.Reason) + " " + e.Subject }), p.ledger)
		wantSame(w.t, "badges", keyed(got.Badges, func(b badge.Badge) course.ModuleID { return b.Module }), p.badges)
		wantSame(w.t, "cards", keyed(got.Cards, func(c review.Card) review.Key { return c.Key }), p.cards)
		wantSame(w.t, "missed questions", keyed(got.Missed, func(m review.MissedQuestion) review.MissedQuestion { return m }), p.missed())
		for id, answers := range got.Answers {
			wantSame(w.t, "answers", keyed(answers, func(a progress.Answer) quiz.QuestionID { return a.Question }), p.answers[id])
		}
		sum := 0
		for _, e := range p.ledger {
			sum += e.Points
		}
		if total(got.Facts.Entries) != sum {
			w.t.Errorf("the ledger is %d, and what is distinct in it %d", total(got.Facts.Entries), sum)
		}
		for _, id := range w.ids {
			if _, there := p.attempts[id]; !there {
				if _, _, err := w.s.Attempt(w.t.Context(), p.account.ID, id); fault.KindOf(err) != fault.NotFound {
					w.t.Errorf("attempt %s of another: %v", id, err)
				}
			}
		}
	}
}

// missed are the questions that were not wholly right in an attempt that was handed in.
func (p *expected) missed() map[review.MissedQuestion]review.MissedQuestion {
	all := map[review.MissedQuestion]review.MissedQuestion{}
	for id, a := range p.attempts {
		for _, given := range p.answers[id] {
			if !a.Finished.IsZero() && given.Points < given.Total {
				m := review.MissedQuestion{Module: a.Module, Question: given.Question, At: a.Finished}
				all[m] = m
			}
		}
	}
	return all
}

func keyed[K comparable, V any](list []V, key func(V) K) map[K]V {
	all := map[K]V{}
	for _, v := range list {
		all[key(v)] = v
	}
	return all
}
