package storetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/review"
	"sentier/internal/store"
)

const (
	walks = 12 // sequences of calls, each from a seed of its own
	steps = 90 // calls of a sequence
)

// walk holds that no sequence of calls makes a ledger other than the sum of what is distinct in it, or lets one
// learner see or change what is another's. Three people use the same few ids all the time; beside the store, plain
// maps say what each must have.
func walk(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	for seed := range uint64(walks) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := &walker{t: t, s: s, r: rand.New(rand.NewPCG(seed, 4)), given: map[int]bool{}}
			for range 5 {
				w.ids = append(w.ids, progress.AttemptID(id()))
				w.free = append(w.free, issued("").Position)
			}
			for range 3 {
				w.people = append(w.people, w.somebodyNew())
			}
			for n := range steps {
				w.step()
				if n%15 == 14 || n == steps-1 {
					w.compare()
				}
				if t.Failed() {
					t.Fatalf("the last of these calls was wrong:\n%s", strings.Join(w.log, "\n"))
				}
			}
		})
	}
}

type walker struct {
	t      *testing.T
	s      *store.Store
	r      *rand.Rand
	ids    []progress.AttemptID // of attempts, shared by all
	free   []badge.Position     // of badges, wanted by all
	given  map[int]bool         // which of them, to whoever it was
	people []*expected
	log    []string
}

func (w *walker) somebodyNew() *expected {
	l := signUp(w.t, w.s)
	return &expected{
		account: l.Account, sessions: map[account.SessionID]account.Session{l.session.ID: l.session}, codes: 2,
		used: map[int]bool{}, reads: map[string]progress.Read{}, places: map[course.ModuleID]progress.Place{},
		attempts: map[progress.AttemptID]progress.Attempt{},
		answers:  map[progress.AttemptID]map[quiz.QuestionID]progress.Answer{}, ledger: map[string]progress.Entry{},
		badges: map[course.ModuleID]badge.Badge{}, cards: map[review.Key]review.Card{},
	}
}

// at is a time that may be before or after another.
func (w *walker) at() time.Time { return noon.Add(time.Duration(w.r.IntN(1000)) * time.Millisecond) }

func (w *walker) attempt() progress.AttemptID { return w.ids[w.r.IntN(len(w.ids))] }

func (w *walker) read() progress.Read {
	r := read(pick(w.r, "m", "n"), pick(w.r, "a", "b", "c"))
	r.At, r.Hash, r.Imported = w.at(), pick(w.r, "one", "two"), w.r.IntN(4) == 0
	return r
}

func (w *walker) entries() []progress.Entry {
	var entries []progress.Entry
	for range w.r.IntN(4) {
		e := entry(pick(w.r, progress.ForLesson, progress.ForQuiz, progress.ForModule), pick(w.r, "m/a", "m/b", "n/a"), 1+w.r.IntN(50))
		e.At = w.at()
		entries = append(entries, e)
	}
	return entries
}

func (w *walker) answer() progress.Answer {
	a := answer(pick(w.r, "q1", "q2", "q3"), w.r.IntN(101))
	a.At, a.Given = w.at(), quiz.Answer{Ranks: []int{w.r.IntN(4)}}
	return a
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// step makes one call of somebody and notes what must come of it.
func (w *walker) step() {
	p := w.people[w.r.IntN(len(w.people))]
	me := p.account.ID
	switch n := w.r.IntN(120); {
	case n < 20:
		reads, entries := []progress.Read{w.read(), w.read()}, w.entries()
		w.expect(done, fmt.Sprint("read ", reads, entries), me, w.s.MarkRead(w.t.Context(), me, reads, entries))
		for _, r := range reads {
			p.reread(r)
		}
		p.earn(entries)
	case n < 30:
		place := progress.Place{Module: pick[course.ModuleID](w.r, "m", "n"), Lesson: pick[course.LessonID](w.r, "a", "b"), At: w.at()}
		w.expect(done, fmt.Sprint("place ", place), me, w.s.SetPlace(w.t.Context(), me, place))
		if !place.At.Before(p.places[place.Module].At) {
			p.places[place.Module] = place
		}
	case n < 42:
		w.start(p)
	case n < 65:
		w.save(p)
	case n < 77:
		w.finish(p)
	case n < 85:
		w.sessions(p)
	case n < 91:
		w.codes(p)
	case n < 96:
		p.account.Display, p.account.HideXP = pick(w.r, "Ana", "Eva", ""), w.r.IntN(2) == 0
		w.expect(done, "rename", me, w.s.Rename(w.t.Context(), me, p.account.Display, p.account.Lang))
		w.expect(done, "hide", me, w.s.SetHideXP(w.t.Context(), me, p.account.HideXP))
	case n < 106:
		w.badges(p)
	case n < 116:
		c := card(pick(w.r, review.Question, review.Term), pick(w.r, "a", "b"))
		c.Reviewed, c.Reviews = w.at(), w.r.IntN(9)
		w.expect(done, fmt.Sprint("card ", c), me, w.s.KeepCard(w.t.Context(), me, c))
		if p.cards[c.Key].Reviewed.Before(c.Reviewed) {
			p.cards[c.Key] = c
		}
	default:
		w.expect(done, "delete", me, w.s.DeleteAccount(w.t.Context(), me))
		p.end(none)
		w.refused(p)
		*p = *w.somebodyNew()
	}
}

func (w *walker) expect(want fault.Kind, doing string, who account.ID, err error) {
	w.t.Helper()
	w.log = append(w.log, fmt.Sprintf("%s: %s: %v", who, doing, err))
	if want == done {
		if err != nil {
			w.t.Errorf("%s: %v", doing, err)
		}
		return
	}
	wantKind(w.t, doing, err, want)
}
