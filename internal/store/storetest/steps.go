package storetest

import (
	"fmt"
	"maps"
	"slices"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
)

// The steps of a walk that are more than a line.

func (w *walker) start(p *expected) {
	a := withID(attempt(), w.attempt())
	a.Seed, a.Started = pick(w.r, "one", "two"), w.at()
	var carried []progress.Answer
	if w.r.IntN(2) == 0 {
		carried = append(carried, w.answer())
		carried[0].Carried = true
	}
	w.expect(done, fmt.Sprint("start ", a.ID, carried), p.account.ID, w.s.StartAttempt(w.t.Context(), p.account.ID, a, carried))
	if _, there := p.attempts[a.ID]; !there {
		p.attempts[a.ID], p.answers[a.ID] = a, map[quiz.QuestionID]progress.Answer{}
		for _, c := range carried {
			p.answers[a.ID][c.Question] = c
		}
	}
}

func (w *walker) save(p *expected) {
	id, given := w.attempt(), w.answer()
	a, there := p.attempts[id]
	first, answered := p.answers[id][given.Question]
	want := done
	switch {
	case !there:
		want = fault.NotFound
	case !answered && !a.Finished.IsZero():
		want = fault.Conflict
	case !answered:
		p.answers[id][given.Question] = given
		first = given
	}
	stands, err := w.s.SaveAnswer(w.t.Context(), p.account.ID, id, given)
	w.expect(want, fmt.Sprint("answer ", id, given), p.account.ID, err)
	wantSame(w.t, "the answer that stands", stands, first)
}

func (w *walker) finish(p *expected) {
	id, entries := w.attempt(), w.entries()
	a, there := p.attempts[id]
	handed := finished(withID(a, id), w.r.IntN(301))
	want := done
	switch {
	case !there:
		want = fault.NotFound
	case a.Finished.IsZero():
		p.attempts[id] = handed
		p.earn(entries)
	}
	w.expect(want, fmt.Sprint("finish ", id, entries), p.account.ID, w.s.FinishAttempt(w.t.Context(), p.account.ID, handed, entries))
}

// sessions adds one, or ends one that may be another's, or all.
func (w *walker) sessions(p *expected) {
	me := p.account.ID
	switch w.r.IntN(3) {
	case 0:
		session := sessionOf(me)
		w.expect(done, "add session", me, w.s.AddSession(w.t.Context(), session))
		p.sessions[session.ID] = session
	case 1:
		of := w.people[w.r.IntN(len(w.people))]
		if len(of.sessions) == 0 {
			return
		}
		id, want := slices.Min(slices.Collect(maps.Keys(of.sessions))), fault.NotFound
		if of == p {
			want = done
			p.end(func(other account.SessionID) bool { return other != id })
		}
		w.expect(want, fmt.Sprint("revoke ", id), me, w.s.RevokeSession(w.t.Context(), me, id))
	default:
		w.expect(done, "revoke all", me, w.s.ChangePassword(w.t.Context(), me, "new", ""))
		p.account.Password = "new"
		p.end(none)
	}
}

// badges issues one at a place that may be taken, or publishes or revokes one that may be another's.
func (w *walker) badges(p *expected) {
	me, of := p.account.ID, w.people[w.r.IntN(len(w.people))]
	b := issued(pick[course.ModuleID](w.r, "m", "n"))
	n := w.r.IntN(len(w.free))
	theirs, there := of.badges[b.Module]
	want := fault.NotFound
	if of == p && there {
		want = done
	}
	switch w.r.IntN(3) {
	case 0:
		b.Position = w.free[n]
		stands, has := p.badges[b.Module]
		want := done
		switch {
		case !has && w.given[n]:
			want = fault.Conflict
		case !has:
			w.given[n], p.badges[b.Module], stands = true, b, b
		}
		got, err := w.s.IssueBadge(w.t.Context(), me, b, picture)
		w.expect(want, fmt.Sprint("issue ", b.ID, b.Position), me, err)
		wantSame(w.t, "the badge that stands", got, stands)
	case 1:
		name := pick(w.r, "Ana", "")
		w.expect(want, fmt.Sprint("publish ", theirs.ID), me, w.s.PublishBadge(w.t.Context(), me, theirs.ID, name != "", name))
		if want == done {
			theirs.Public, theirs.Name = name != "", name
			p.badges[b.Module] = theirs
		}
	default:
		w.expect(want, fmt.Sprint("revoke ", theirs.ID), me, w.s.RevokeBadge(w.t.Context(), me, theirs.ID))
		if want == done {
			got, err := w.s.Badge(w.t.Context(), theirs.ID)
			must(w.t, err)
			if got.Revoked.IsZero() || !theirs.Revoked.IsZero() && !got.Revoked.Equal(theirs.Revoked) {
				w.t.Errorf("revoked at %v, after %v", got.Revoked, theirs.Revoked)
			}
			theirs.Revoked = got.Revoked
			p.badges[b.Module] = theirs
		}
	}
}

// codes uses one that may be another's, or used.
func (w *walker) codes(p *expected) {
	of, n := w.people[w.r.IntN(len(w.people))], w.r.IntN(2)
	want := fault.NotFound
	if of == p && !p.used[n] {
		want = done
		p.used[n] = true
		p.codes--
	}
	err := w.s.UseCode(w.t.Context(), p.account.ID, codesOf(of.account.ID, 2)[n], noon)
	w.expect(want, fmt.Sprint("code ", n, " of ", of.account.ID), p.account.ID, err)
}
