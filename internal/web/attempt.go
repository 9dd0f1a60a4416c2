package web

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// book is where attempts at quizzes are written down: in the store for who is signed in (kept), in the browser alone
// for a stranger, where the site lets them (unkept).
type book interface {
	// begun adds to the page of a quiz what there is of it: the attempt in progress, those that were handed in.
	begun(q *course.Quiz, start *theme.QuizStart)
	// find lays out an attempt at this quiz; a NotFound where there is none of theirs.
	find(ctx context.Context, q *course.Quiz, id progress.AttemptID) (progress.Sheet, error)
	begin(ctx context.Context, attempt progress.Attempt, carried []progress.Answer) error
	// answer keeps an answer, and gives the one that stands: where another came first, that one.
	answer(ctx context.Context, sheet progress.Sheet, answer progress.Answer) (progress.Answer, error)
	finish(ctx context.Context, sheet progress.Sheet, attempt progress.Attempt) error
	// tell adds to a result what it means beyond the quiz.
	tell(ctx context.Context, sheet progress.Sheet, view *theme.ResultPage) error
}

// taken serves an address of a quiz to who may take it. What a stranger may not do, they are asked to sign in for.
func (s *Server) taken(handle func(request, book, *course.Quiz) error) fiber.Handler {
	return s.own(func(r request) error {
		q, err := r.quiz()
		if r.visitor == nil && err == nil && r.snapshot.Open(q) {
			return handle(r, unkept{r}, q)
		}
		return s.signedIn(func(r request, l *learner) error {
			if err != nil {
				return err
			}
			return handle(r, kept{r, l}, q)
		})(r)
	})
}

// laid hands over the attempt of the address, laid out.
func laid(handle func(request, context.Context, book, progress.Sheet) error) func(request, book, *course.Quiz) error {
	return func(r request, b book, q *course.Quiz) error {
		within, cancel := r.within()
		defer cancel()
		path := string(r.ctx.Path())
		sheet, err := b.find(within, q, progress.AttemptID(path[strings.LastIndexByte(path, '/')+1:]))
		if err != nil && fault.KindOf(err) == fault.NotFound {
			return r.notTheirs(q, err)
		}
		if err != nil {
			return err
		}
		return handle(r, within, b, sheet)
	}
}

// quiz is the one of the address: /LANG/MODULE/SEQUENCE/quiz, with or without more after it.
func (r request) quiz() (*course.Quiz, error) {
	parts := strings.SplitN(string(r.ctx.Path()), "/", 6)
	if len(parts) < 5 {
		return nil, fault.New(fault.NotFound, "", nil)
	}
	q, _ := r.snapshot.Quiz(strings.Join(parts[:5], "/"))
	if q == nil {
		return nil, fault.New(fault.NotFound, "", nil)
	}
	return q, nil
}

// quizPage is that of the snapshot, and one of their own for who is signed in or has begun.
func (s *Server) quizPage(c *fiber.Ctx) error {
	if ctx := c.Context(); s.visiting(ctx) == nil && s.said(ctx, quizCookie) == "" {
		return s.page(c)
	}
	return s.own(func(r request) error {
		if q, err := r.quiz(); r.visitor == nil && (err != nil || !r.snapshot.Open(q)) {
			return s.page(c)
		}
		return s.taken(request.quizEntry)(c)
	})(c)
}

// quizEntry shows what a quiz is about, and how to begin or go on.
func (r request) quizEntry(b book, q *course.Quiz) error {
	begin := &theme.QuizStart{Action: q.Address(r.lang), Unkept: r.visitor == nil}
	var err error
	if begin.Attempt, err = newID(); err != nil {
		return err
	}
	b.begun(q, begin)
	view, err := r.snapshot.QuizEntry(q, r.lang, begin)
	if err != nil {
		return err
	}
	return r.show(view)
}

// start begins an attempt, or another at what was missed, under the name that the form gave it. Where one is in
// progress, that goes on. The page that strangers share gives it no name.
func (r request) start(b book, q *course.Quiz) error {
	address, id := q.Address(r.lang), r.field("attempt")
	if r.visitor == nil {
		if r.field("forget") != "" {
			return r.forgetAttempt(address)
		}
		if id == "" {
			var err error
			if id, err = newID(); err != nil {
				return err
			}
		}
	}
	if !isID(id) || len(q.Questions) == 0 {
		return fault.New(fault.Invalid, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	opening := progress.Opening{
		ID: progress.AttemptID(id), Revision: courseOf(r.snapshot.Courses(), q.Sequence.Module).Revision, Lang: r.lang,
		Seed: rand.Text(), At: r.now(),
	}
	var attempt progress.Attempt
	var carried []progress.Answer
	if before := r.field("retry"); before != "" {
		sheet, err := b.find(within, q, progress.AttemptID(before))
		if err != nil {
			return err
		}
		if attempt, carried, err = sheet.Retry(opening); err != nil {
			return err
		}
	} else {
		var begun theme.QuizStart
		if b.begun(q, &begun); begun.Resume != "" {
			open := progress.AttemptID(strings.TrimPrefix(begun.Resume, address+"/"))
			if sheet, err := b.find(within, q, open); err == nil && len(sheet.Items) > 0 {
				return r.to(begun.Resume)
			}
		}
		attempt = progress.Start(q, opening)
	}
	if err := b.begin(within, attempt, carried); err != nil {
		return err
	}
	return r.to(address + "/" + id)
}

// kept is the book of somebody who is signed in: the store.
type kept struct {
	request
	l *learner
}

func (b kept) begun(q *course.Quiz, start *theme.QuizStart) {
	mark := markOf(b.l.in(b.snapshot), q)
	if mark == nil {
		return
	}
	if mark.Open != nil {
		start.Resume = q.Address(b.lang) + "/" + string(mark.Open.ID)
	}
	start.History = b.history(q, mark)
}

func (b kept) find(ctx context.Context, q *course.Quiz, id progress.AttemptID) (progress.Sheet, error) {
	attempt, answers, err := b.members.Learners.Attempt(ctx, b.l.account.ID, id)
	if err != nil {
		return progress.Sheet{}, err
	}
	if attempt.Module != q.Sequence.Module.ID || attempt.Sequence != q.Sequence.ID {
		return progress.Sheet{}, fault.New(fault.NotFound, "", nil)
	}
	return progress.NewSheet(q, attempt, answers), nil
}

func (b kept) begin(ctx context.Context, attempt progress.Attempt, carried []progress.Answer) error {
	return b.changed(b.members.Learners.StartAttempt(ctx, b.l.account.ID, attempt, carried))
}

func (b kept) answer(ctx context.Context, sheet progress.Sheet, answer progress.Answer) (progress.Answer, error) {
	stands, err := b.members.Learners.SaveAnswer(ctx, b.l.account.ID, sheet.Attempt.ID, answer)
	return stands, b.changed(err)
}

// finish hands an attempt in, and gives what it earns.
func (b kept) finish(ctx context.Context, sheet progress.Sheet, attempt progress.Attempt) error {
	facts, err := b.members.Learners.Facts(ctx, b.l.account.ID)
	if err != nil {
		return err
	}
	entries := progress.Earned(facts.WithAttempt(attempt), allCourses(b.snapshot), attempt.Finished)
	err = b.changed(b.members.Learners.FinishAttempt(ctx, b.l.account.ID, attempt, entries))
	if err == nil {
		b.reward(ctx, b.l.account.ID, facts.WithAttempt(attempt), sheet.Quiz.Sequence.Module) // the result tells of it
	}
	return err
}

// changed forgets what is remembered of the learner, once something was written.
func (b kept) changed(err error) error {
	if err == nil {
		b.wrote(b.ctx, b.l.account.ID)
	}
	return err
}

func (b kept) tell(ctx context.Context, sheet progress.Sheet, view *theme.ResultPage) error {
	path := b.l.in(b.snapshot)
	view.Earned = earnedBy(b.l, sheet.Attempt)
	if m := path.Module(sheet.Quiz.Sequence.Module.ID); m != nil {
		view.Finished = !m.Finished.IsZero()
		if m.Next != nil {
			view.Next = b.step(*m.Next)
		}
	}
	if mark := markOf(path, sheet.Quiz); mark != nil {
		view.History = b.history(sheet.Quiz, mark)
	}
	badges, err := b.members.Badges.Store.Badges(ctx, b.l.account.ID)
	if err != nil {
		return err
	}
	if card := b.pathBadge(sheet.Quiz.Sequence.Module, badges); card.Date != "" && !card.Revoked {
		view.Badge = &card
	}
	return nil
}

// step is where to go on, with its title.
func (r request) step(s progress.Step) *theme.Link {
	var l theme.Link
	if s.Lesson != nil {
		l = site.LessonLink(s.Lesson, r.lang)
	} else {
		l = site.QuizLink(s.Quiz, r.lang)
	}
	l.URL = s.Address(r.lang)
	return &l
}

// markOf is what a learner did of a quiz, or nil.
func markOf(path *progress.Path, q *course.Quiz) *progress.QuizMark {
	m := path.Module(q.Sequence.Module.ID)
	if m == nil {
		return nil
	}
	for _, s := range m.Sequences {
		if s.Sequence == q.Sequence {
			return s.Quiz
		}
	}
	return nil
}

// earnedBy is what was earned at the moment that an attempt was handed in.
func earnedBy(l *learner, a progress.Attempt) int {
	points := 0
	for _, e := range l.facts.Entries {
		if !l.account.HideXP && e.Module == a.Module && e.At.Equal(a.Finished) {
			points += e.Points
		}
	}
	return points
}
