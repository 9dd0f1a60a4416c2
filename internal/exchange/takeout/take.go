package takeout

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/progress"
	"sentier/internal/quiz"
)

// Here is who takes something over, and where.
type Here struct {
	Account account.ID
	Facts   progress.Facts  // what they have
	Badges  []badge.Foreign // that they have brought before
	Course  *course.Course  // all courses of the site, as one
	Base    string          // the address of the site
	Now     time.Time
}

// Taken is what is to be kept, and what became of everything in the file.
type Taken struct {
	progress.Imported
	Badges                  []badge.Foreign
	Lessons, Quizzes, Signs Tally // Signs: badges
}

// Tally counts what became of one kind of thing.
type Tally struct {
	Came    int // it is taken over
	Had     int // it is here already
	Unknown int // this site has no such thing
	Open    int // a quiz that was not handed in
	Broken  int // it could not be read, or not be verified, or there are too many
}

// Take holds a file against what is here. The same file taken again gives nothing new.
func (f File) Take(h Here) Taken {
	t := Taken{}
	t.Lessons.Broken, t.Quizzes.Broken, t.Signs.Broken = f.Broken.Reads, f.Broken.Attempts, f.Broken.Badges
	h.reads(f.Reads, &t)
	h.attempts(f.Attempts, &t)
	h.badges(f.Tokens, &t)
	t.Entries = progress.Earned(h.Facts.WithImported(t.Imported), h.Course, h.Now)
	return t
}

func (h Here) reads(reads []progress.Read, t *Taken) {
	type key struct {
		module course.ModuleID
		lesson course.LessonID
	}
	had := map[key]bool{}
	for _, r := range h.Facts.Reads {
		had[key{r.Module, r.Lesson}] = true
	}
	for _, r := range reads {
		switch at := (key{r.Module, r.Lesson}); {
		case !h.hasLesson(r.Module, r.Lesson):
			t.Lessons.Unknown++
		case had[at]:
			t.Lessons.Had++
		case !h.happened(r.At):
			t.Lessons.Broken++
		default:
			had[at] = true
			t.Lessons.Came++
			t.Reads = append(t.Reads, progress.Read{
				Module: r.Module, Lesson: r.Lesson, Hash: mark(r.Hash), Revision: mark(r.Revision), At: kept(r.At), Imported: true,
			})
		}
	}
	slices.SortStableFunc(t.Reads, func(a, b progress.Read) int { return a.At.Compare(b.At) })
}

func (h Here) hasLesson(module course.ModuleID, id course.LessonID) bool {
	for _, m := range h.Course.Modules {
		if m.ID == module {
			return slices.ContainsFunc(m.Lessons(), func(l *course.Lesson) bool { return l.ID == id && !l.Draft })
		}
	}
	return false
}

// happened tells whether a time can be that of something that was done on such a site.
func (h Here) happened(at time.Time) bool {
	return !at.Before(earliest) && !at.After(h.Now.Add(time.Minute)) // clocks differ
}

// kept is a time as it will be read again.
func kept(at time.Time) time.Time { return time.UnixMilli(at.UnixMilli()).UTC() }

func (h Here) attempts(sittings []progress.Sitting, t *Taken) {
	had, room := map[string]progress.AttemptID{}, mostAttempts
	for _, a := range h.Facts.Attempts {
		had[natural(a)] = a.ID
		if a.Imported {
			room--
		}
	}
	sittings = slices.Clone(sittings)
	slices.SortStableFunc(sittings, func(a, b progress.Sitting) int { return a.Attempt.Started.Compare(b.Attempt.Started) })
	ids := map[progress.AttemptID]progress.AttemptID{} // there → here
	for _, s := range sittings {
		q := h.quiz(s.Attempt)
		known, there := had[natural(s.Attempt)]
		switch {
		case q == nil:
			t.Quizzes.Unknown++
		case s.Attempt.Finished.IsZero():
			t.Quizzes.Open++
		case there:
			ids[s.Attempt.ID] = known
			t.Quizzes.Had++
		default:
			taken, ok := h.sitting(q, s)
			if !ok || room <= 0 {
				t.Quizzes.Broken++
				continue
			}
			room--
			taken.Attempt.Retry = ids[s.Attempt.Retry]
			ids[s.Attempt.ID], had[natural(s.Attempt)] = taken.Attempt.ID, taken.Attempt.ID
			t.Quizzes.Came++
			t.Attempts = append(t.Attempts, taken)
		}
	}
}

// natural is what an attempt is known again by, whatever each site calls it: one person begins a quiz once at a time.
func natural(a progress.Attempt) string {
	return string(a.Module) + "/" + string(a.Sequence) + "/" + strconv.FormatInt(a.Started.UnixMilli(), 10)
}

// quiz is the one of an attempt, or nil where this site has none.
func (h Here) quiz(a progress.Attempt) *course.Quiz {
	for _, m := range h.Course.Modules {
		for _, s := range m.Sequences {
			if m.ID == a.Module && s.ID == a.Sequence && s.Quiz != nil && len(s.Quiz.Questions) > 0 {
				return s.Quiz
			}
		}
	}
	return nil
}

// sitting is an attempt as it is kept here, under an id of its own that says nothing of the one it had. It is passed by
// today's bar. False: something in it cannot be.
func (h Here) sitting(q *course.Quiz, s progress.Sitting) (progress.Sitting, bool) {
	a := s.Attempt
	if !h.happened(a.Started) || !h.happened(a.Finished) || a.Finished.Before(a.Started) || !asked(a.Questions) ||
		len(s.Answers) > mostAsked {
		return progress.Sitting{}, false
	}
	taken := progress.Sitting{Attempt: progress.Attempt{
		ID: h.name(a), Module: a.Module, Sequence: a.Sequence, Lang: language(a.Lang), Revision: mark(a.Revision),
		Seed: mark(a.Seed), Questions: slices.Clone(a.Questions), Started: kept(a.Started), Finished: kept(a.Finished), Imported: true,
	}}
	for _, id := range a.Questions {
		i := slices.IndexFunc(s.Answers, func(given progress.Answer) bool { return given.Question == id })
		if i < 0 {
			continue
		}
		answer, ok := h.answer(q, s.Answers[i], taken.Attempt.Finished)
		if !ok {
			return progress.Sitting{}, false
		}
		taken.Answers = append(taken.Answers, answer)
		taken.Attempt.Points += answer.Points
		taken.Attempt.Total += answer.Total
	}
	if len(taken.Answers) == 0 {
		return progress.Sitting{}, false
	}
	slices.SortStableFunc(taken.Answers, func(a, b progress.Answer) int { // as store gives them
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Question, b.Question))
	})
	taken.Attempt.Passed = 100*taken.Attempt.Points >= q.Pass*taken.Attempt.Total
	return taken, true
}

// mostAsked is how many questions an attempt may have.
const mostAsked = 300

func asked(ids []quiz.QuestionID) bool {
	seen := map[quiz.QuestionID]bool{}
	for _, id := range ids {
		if id == "" || seen[id] || len(seen) == mostAsked || line(string(id), 200) == "" {
			return false
		}
		seen[id] = true
	}
	return len(ids) > 0
}

// name is the id of an attempt that comes from elsewhere: the same each time, and another for each learner.
func (h Here) name(a progress.Attempt) progress.AttemptID {
	sum := sha256.Sum256([]byte("sentier import\x00" + string(h.Account) + "\x00" + natural(a)))
	id := uuid.UUID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80 // version 8: made in a way of one's own (RFC 9562)
	return progress.AttemptID(id.String())
}

// Bounds of an answer: those of quiz.ParseAnswer, and room for how it was shown.
const (
	mostGiven  = 64
	mostTyped  = 4000
	mostShown  = 16 << 10
	mostPoints = 100 * 1000 // hundredths
)

// answer is what was given, graded anew where the question is the same here; else as it was graded there.
func (h Here) answer(q *course.Quiz, a progress.Answer, handedIn time.Time) (progress.Answer, bool) {
	if len(a.Given.Ranks) > mostGiven || len(a.Given.Texts) > mostGiven || !short(a.Shown, mostShown) ||
		slices.ContainsFunc(a.Given.Texts, func(text string) bool { return !short(text, mostTyped) }) ||
		slices.ContainsFunc(a.Given.Ranks, func(rank int) bool { return rank < -1 || rank > 1000 }) {
		return progress.Answer{}, false
	}
	taken := progress.Answer{
		Question: a.Question, Fingerprint: mark(a.Fingerprint), Revision: mark(a.Revision), Lang: language(a.Lang),
		Given: a.Given, Shown: a.Shown, Verdict: a.Verdict, Points: a.Points, Total: a.Total, Carried: a.Carried, At: handedIn,
	}
	if h.happened(a.At) && !a.At.After(handedIn) {
		taken.At = kept(a.At)
	}
	i := slices.IndexFunc(q.Questions, func(question *quiz.Question) bool { return question.ID == a.Question })
	if i >= 0 && q.Questions[i].Fingerprint == a.Fingerprint {
		graded, full := progress.Grade(q.Questions[i], progress.Reply{
			Given: a.Given, Lang: taken.Lang, Revision: taken.Revision, At: taken.At,
		})
		graded.Carried = a.Carried
		return graded, full
	}
	whole := a.Total > 0 && a.Total <= mostPoints && a.Points >= 0 && a.Points <= a.Total
	switch a.Verdict {
	case quiz.Right:
		return taken, whole && a.Points == a.Total
	case quiz.Partial:
		return taken, whole && a.Points > 0 && a.Points < a.Total
	case quiz.Wrong:
		return taken, whole && a.Points == 0
	}
	return taken, false
}

func (h Here) badges(tokens []string, t *Taken) {
	had, room := map[string]bool{}, mostBadges-len(h.Badges)
	for _, b := range h.Badges {
		had[b.ID] = true
	}
	for _, token := range tokens {
		b, err := badge.ReadForeign(token, h.Now)
		switch {
		case err == nil && (had[b.ID] || b.Issuer == h.Base):
			t.Signs.Had++
		case err != nil || room <= 0 || !h.happened(b.Issued):
			t.Signs.Broken++
		default:
			had[b.ID] = true
			room--
			t.Signs.Came++
			t.Badges = append(t.Badges, b)
		}
	}
	slices.SortStableFunc(t.Badges, func(a, b badge.Foreign) int {
		return cmp.Or(a.Issued.Compare(b.Issued), cmp.Compare(a.ID, b.ID))
	})
}

// short tells whether a text can be kept and shown: valid, bounded, and without controls but ends of lines.
func short(s string, most int) bool {
	return len(s) <= most && utf8.ValidString(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}

// mark is a hash, a revision or a seed: letters, digits and little else, or nothing.
func mark(s string) string {
	if len(s) > 128 || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return s
}

// language is a tag, or nothing: then the words of the source are meant.
func language(s string) string {
	if len(s) > 35 || strings.Trim(s, "-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return ""
	}
	return s
}
