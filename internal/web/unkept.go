package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// Of what a stranger answers, nothing is recorded: the attempt travels in a sealed cookie, which they can neither read
// nor change. An older state of it may be sent again, and a question answered anew. That is harmless: it earns nothing,
// and nobody is told. Questions and key never travel, so the key stays here until a question is answered.
const (
	// unkeptFor is how long the cookie is kept, and opened, after the last answer.
	unkeptFor = 2 * time.Hour
	// unkeptSize is how many bytes of it there may be before they are sealed: browsers take cookies of 4096 characters.
	unkeptSize = 2800
	// unkeptTyped is how many characters of something typed are shown again on the result; graded was all of it.
	unkeptTyped = 200
	// unkeptUse keeps what is sealed for this from being opened as anything else.
	unkeptUse = "sentier unkept attempt 1"
)

// unkept is the book of a stranger: a cookie of their browser, which holds one attempt.
type unkept struct{ request }

// carriedAttempt is an attempt as the cookie has it. Its questions follow from the seed.
type carriedAttempt struct {
	ID       progress.AttemptID `json:"i"`
	Module   course.ModuleID    `json:"m"`
	Sequence course.SequenceID  `json:"s"`
	Lang     string             `json:"l"`
	Seed     string             `json:"e"`
	Retry    progress.AttemptID `json:"r,omitempty"`
	Started  int64              `json:"b"`           // Unix seconds
	Finished int64              `json:"f,omitempty"` // Unix seconds; 0: in progress
	Until    int64              `json:"u"`           // Unix seconds: when the cookie is not opened any more
	Answers  []carriedAnswer    `json:"a"`
}

// carriedAnswer is one answer. Its verdict follows from the points.
type carriedAnswer struct {
	Question    string   `json:"q"` // the short name of its id
	Fingerprint string   `json:"f"` // the short name of the question's
	Lang        string   `json:"l,omitempty"`
	Ranks       []int    `json:"r,omitempty"`
	Texts       []string `json:"t,omitempty"`
	Points      int      `json:"p"`
	Total       int      `json:"o"`
	Carried     bool     `json:"c,omitempty"`
}

// shortName is a name that takes little room and that two questions of a quiz do not share.
func shortName(name string) string {
	sum := sha256.Sum256([]byte(name))
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

func (b unkept) begun(q *course.Quiz, start *theme.QuizStart) {
	if carried, found := b.open(); found && carried.of(q) && carried.Finished == 0 {
		start.Resume = q.Address(b.lang) + "/" + string(carried.ID)
	}
}

func (b unkept) find(_ context.Context, q *course.Quiz, id progress.AttemptID) (progress.Sheet, error) {
	carried, found := b.open()
	if !found || !carried.of(q) || carried.ID != id {
		return progress.Sheet{}, fault.New(fault.NotFound, "", nil)
	}
	return carried.sheet(q, courseOf(b.snapshot.Courses(), q.Sequence.Module).Revision), nil
}

func (b unkept) begin(_ context.Context, attempt progress.Attempt, carried []progress.Answer) error {
	return b.write(attempt, carried)
}

func (b unkept) answer(_ context.Context, sheet progress.Sheet, answer progress.Answer) (progress.Answer, error) {
	return answer, b.write(sheet.Attempt, append(answersOf(sheet), answer))
}

func (b unkept) finish(_ context.Context, sheet progress.Sheet, attempt progress.Attempt) error {
	return b.write(attempt, answersOf(sheet))
}

// tell says where to go on: nothing is earned.
func (b unkept) tell(_ context.Context, sheet progress.Sheet, view *theme.ResultPage) error {
	view.Next = b.snapshot.AfterQuiz(sheet.Quiz, b.lang)
	return nil
}

func answersOf(sheet progress.Sheet) []progress.Answer {
	var answers []progress.Answer
	for _, item := range sheet.Items {
		if item.Answer != nil {
			answers = append(answers, *item.Answer)
		}
	}
	return answers
}

func (c carriedAttempt) of(q *course.Quiz) bool {
	return c.Module == q.Sequence.Module.ID && c.Sequence == q.Sequence.ID
}

// sheet lays the attempt out, with the questions of today. Once it is handed in, those are the ones that were answered.
func (c carriedAttempt) sheet(q *course.Quiz, revision string) progress.Sheet {
	attempt := progress.Start(q, progress.Opening{ID: c.ID, Revision: revision, Lang: c.Lang, Seed: c.Seed, At: time.Unix(c.Started, 0)})
	attempt.Retry = c.Retry
	var answers []progress.Answer
	var answered []quiz.QuestionID
	for _, id := range attempt.Questions {
		for _, a := range c.Answers {
			if a.Question == shortName(string(id)) {
				answers, answered = append(answers, a.answer(q, id, c.Lang, revision)), append(answered, id)
			}
		}
	}
	if c.Finished == 0 {
		return progress.NewSheet(q, attempt, answers)
	}
	attempt.Questions = answered
	if finished, err := progress.NewSheet(q, attempt, answers).Finish(time.Unix(c.Finished, 0)); err == nil {
		attempt = finished
	}
	return progress.NewSheet(q, attempt, answers)
}

func (a carriedAnswer) answer(q *course.Quiz, id quiz.QuestionID, lang, revision string) progress.Answer {
	answer := progress.Answer{
		Question: id, Fingerprint: a.Fingerprint, Revision: revision, Lang: lang,
		Given: quiz.Answer{Ranks: a.Ranks, Texts: a.Texts}, Verdict: quiz.Partial, Points: a.Points, Total: a.Total, Carried: a.Carried,
	}
	if a.Lang != "" {
		answer.Lang = a.Lang
	}
	switch a.Points {
	case a.Total:
		answer.Verdict = quiz.Right
	case 0:
		answer.Verdict = quiz.Wrong
	}
	for _, question := range q.Questions {
		if question.ID == id && shortName(question.Fingerprint) == a.Fingerprint {
			answer.Fingerprint = question.Fingerprint
		}
	}
	return answer
}

// write puts an attempt into the cookie. Where it does not fit, what was given first is let go of, and its points stay.
func (b unkept) write(attempt progress.Attempt, answers []progress.Answer) error {
	carried := carriedAttempt{
		ID: attempt.ID, Module: attempt.Module, Sequence: attempt.Sequence, Lang: attempt.Lang, Seed: attempt.Seed, Retry: attempt.Retry,
		Started: attempt.Started.Unix(), Until: b.now().Add(unkeptFor).Unix(), Answers: make([]carriedAnswer, 0, len(answers)),
	}
	if !attempt.Finished.IsZero() {
		carried.Finished = attempt.Finished.Unix()
	}
	for _, a := range answers {
		one := carriedAnswer{
			Question: shortName(string(a.Question)), Fingerprint: shortName(a.Fingerprint), Ranks: a.Given.Ranks, Points: a.Points,
			Total: a.Total, Carried: a.Carried,
		}
		if a.Lang != attempt.Lang {
			one.Lang = a.Lang
		}
		for _, text := range a.Given.Texts {
			one.Texts = append(one.Texts, string([]rune(text)[:min(unkeptTyped, len([]rune(text)))]))
		}
		carried.Answers = append(carried.Answers, one)
	}
	plain, err := json.Marshal(carried)
	for i := 0; err == nil && len(plain) > unkeptSize && i < len(carried.Answers); i++ {
		carried.Answers[i].Ranks, carried.Answers[i].Texts = nil, nil
		plain, err = json.Marshal(carried)
	}
	if err != nil {
		return fmt.Errorf("write an attempt that is not kept: %w", err)
	}
	box, err := b.box()
	if err != nil {
		return err
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(plain)+box.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return fmt.Errorf("seal an attempt: %w", err)
	}
	b.keep(b.ctx, quizCookie, base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, plain, []byte(unkeptUse))), unkeptFor)
	return nil
}

// open reads the cookie; false: there is none, or none of ours, or it is too old.
func (b unkept) open() (carried carriedAttempt, found bool) {
	data, err := base64.RawURLEncoding.DecodeString(b.said(b.ctx, quizCookie))
	if err != nil {
		return carried, false
	}
	box, err := b.box()
	if err != nil || len(data) < box.NonceSize() {
		return carried, false
	}
	plain, err := box.Open(nil, data[:box.NonceSize()], data[box.NonceSize():], []byte(unkeptUse))
	if err != nil || json.Unmarshal(plain, &carried) != nil {
		return carried, false
	}
	return carried, b.now().Unix() <= carried.Until
}

// forgetAttempt takes back what the browser keeps of an attempt.
func (r request) forgetAttempt(address string) error {
	r.keep(r.ctx, quizCookie, "", 0)
	r.notice(r.ctx, "attempt_forgotten")
	return r.to(address)
}

// notTheirs answers who asks for an attempt that is not theirs, or not any more. Who was signed in with this browser is
// asked to do so again; a stranger begins anew, and so does who has made an account since.
func (r request) notTheirs(q *course.Quiz, err error) error {
	carried, found := unkept{r}.open()
	own := found && carried.of(q)
	switch {
	case r.visitor != nil && !own:
		return err
	case r.visitor == nil && (r.said(r.ctx, sessionCookie) != "" || r.said(r.ctx, browserCookie) != ""):
		return r.signInFirst()
	}
	r.notice(r.ctx, "attempt_gone")
	return r.to(q.Address(r.lang))
}
