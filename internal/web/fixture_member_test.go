package web

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/store"
)

// member is somebody of a club, with a browser that keeps cookies and goes where it is sent, on days that they choose.
type member struct {
	t       *testing.T
	origin  string
	client  *http.Client
	kept    *store.Store
	account account.ID
	clock   *atomic.Int64 // Unix milliseconds
	courses []*course.Course
	club    *club
}

// morning is when members begin.
var morning = time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)

// signedIn serves the small course, with a quiz and a glossary, to somebody who has an account.
func signedIn(t *testing.T) *member {
	t.Helper()
	r := &member{t: t, clock: new(atomic.Int64), courses: []*course.Course{taughtCourse()}}
	r.clock.Store(morning.UnixMilli())
	c := newClub(t, "", r.courses...)
	r.club = c
	c.cfg.Now = func() time.Time { return time.UnixMilli(r.clock.Load()) }
	c.people.Sessions.Now = c.cfg.Now
	r.kept, r.origin = c.kept, "http://"+serve(t, c.cfg)
	id, cookie := c.join(t, "Renarde")
	r.account = id
	jar, err := cookiejar.New(nil)
	r.must(err)
	u, err := url.Parse(r.origin)
	r.must(err)
	name, value, _ := strings.Cut(cookie, "=")
	jar.SetCookies(u, []*http.Cookie{{Name: name, Value: value}})
	r.client = &http.Client{Jar: jar, Timeout: 10 * time.Second}
	return r
}

func (r *member) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// sleep lets so many days pass.
func (r *member) sleep(days int) {
	r.clock.Add(int64(days) * 24 * time.Hour.Milliseconds())
}

// get opens an address.
func (r *member) get(path string) (int, string) {
	r.t.Helper()
	answer, err := r.client.Get(r.origin + path)
	return r.body(answer, err)
}

// post sends a form, from a page of the site, and follows where it leads.
func (r *member) post(path string, fields url.Values) (int, string) {
	r.t.Helper()
	request, err := http.NewRequest(http.MethodPost, r.origin+path, strings.NewReader(fields.Encode()))
	r.must(err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", r.origin)
	answer, err := r.client.Do(request)
	return r.body(answer, err)
}

func (r *member) body(answer *http.Response, err error) (int, string) {
	r.t.Helper()
	r.must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	r.must(err)
	return answer.StatusCode, string(text)
}

// read marks the lesson of the course as read.
func (r *member) read() {
	r.t.Helper()
	if status, _ := r.post(lessonPath+"/read", nil); status != http.StatusOK {
		r.t.Fatalf("reading gives %d", status)
	}
}

// miss hands in the quiz with everything wrong.
func (r *member) miss() {
	r.t.Helper()
	q := r.courses[0].Modules[0].Sequences[0].Quiz
	id, err := newID()
	r.must(err)
	now := time.UnixMilli(r.clock.Load())
	a := progress.Start(q, progress.Opening{ID: progress.AttemptID(id), Revision: "0123456789ab", Lang: "fr", Seed: "s", At: now})
	r.must(r.kept.StartAttempt(r.t.Context(), r.account, a, nil))
	var answers []progress.Answer
	for _, question := range q.Questions {
		answer, ok := progress.Grade(question, progress.Reply{Given: quiz.Answer{Ranks: []int{0}}, Lang: "fr", Revision: "0123456789ab", At: now})
		if !ok || answer.Verdict != quiz.Wrong {
			r.t.Fatalf("%s: %+v", question.ID, answer)
		}
		answer, err = r.kept.SaveAnswer(r.t.Context(), r.account, a.ID, answer)
		r.must(err)
		answers = append(answers, answer)
	}
	a, err = progress.NewSheet(q, a, answers).Finish(now)
	r.must(err)
	r.must(r.kept.FinishAttempt(r.t.Context(), r.account, a, nil))
}

// taughtCourse is the small course with a quiz of one question, and a word that its lesson speaks of.
func taughtCourse() *course.Course {
	c := smallCourse()
	m := c.Modules[0]
	m.XP = course.XP{Lesson: 10, Quiz: 20, Module: 50}
	s := m.Sequences[0]
	s.Quiz = &course.Quiz{Sequence: s, Pass: 60, Questions: []*quiz.Question{capital()},
		Texts: map[string]*course.QuizText{"fr": {Lang: "fr", Title: "Quiz du début", Path: "apprendre/1-debut/quiz.fr.md"}}}
	m.Glossary = glossary.New([]*glossary.Entry{{ID: "reseau", Source: "fr", Texts: map[string]*glossary.Text{
		"fr": {Lang: "fr", Title: "Réseau", Short: "CLEF-réseau", Plain: "CLEF-réseau", Path: "apprendre/glossary.fr.md"}}}})
	m.Met = map[glossary.EntryID][]*course.Lesson{"reseau": s.Lessons}
	return c
}
