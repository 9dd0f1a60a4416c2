package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/moderation"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/review"
	"sentier/internal/store"
	"sentier/internal/suggestion"
	"sentier/internal/voice"
)

// noon is the present of the suite, with milliseconds, so that losing them is seen. The store's own clock says when a
// session is over: noon is long after it, so that what the suite makes is not over, whenever it runs.
var noon = time.Date(2130, 5, 4, 12, 30, 15, 678e6, time.UTC)

const day = 24 * time.Hour

// id makes an id that nobody else has.
func id() string { return uuid.Must(uuid.NewV7()).String() }

// learner is somebody with an account and a session.
type learner struct {
	account.Account
	session account.Session
}

// somebody makes an account that nobody else has, not kept yet.
func somebody() learner {
	name := "Ana-" + id()
	a := account.Account{
		ID: account.ID(id()), Name: name, Key: strings.ToLower(name), Display: "Ana", Lang: "fr",
		Password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Email: "ana@example.org",
		Confirmed: noon.Add(-3 * day), Created: noon.Add(-4 * day), Seen: noon.Truncate(day),
	}
	return learner{a, sessionOf(a.ID)}
}

func sessionOf(id account.ID) account.Session {
	return account.Session{
		ID: account.SessionID(uuid.Must(uuid.NewV7()).String()), Account: id, Device: "Firefox, Android",
		Created: noon, Seen: noon.Truncate(day), Ends: noon.Add(30 * day),
	}
}

// signUp keeps somebody new, with two recovery codes.
func signUp(t *testing.T, s *store.Store) learner {
	t.Helper()
	l := somebody()
	if err := s.CreateAccount(t.Context(), l.Account, codesOf(l.ID, 2), l.session, nil, nil, account.Admission{}); err != nil {
		t.Fatal(err)
	}
	return l
}

// codesOf are hashes that are the learner's own.
func codesOf(id account.ID, n int) [][]byte {
	var codes [][]byte
	for i := range n {
		codes = append(codes, fmt.Appendf([]byte{0, 0xff, byte(i)}, "code of %s", id))
	}
	return codes
}

func read(module, lesson string) progress.Read {
	return progress.Read{Module: course.ModuleID(module), Lesson: course.LessonID(lesson), Hash: "8f0b", Revision: "0123456789ab", At: noon}
}

func entry(reason progress.Reason, subject string, points int) progress.Entry {
	module, _, _ := strings.Cut(subject, "/")
	return progress.Entry{Reason: reason, Subject: subject, Module: course.ModuleID(module), Points: points, At: noon}
}

// attempt is one that has begun.
func attempt() progress.Attempt {
	return progress.Attempt{
		ID: progress.AttemptID(id()), Module: "m", Sequence: "s", Lang: "fr", Revision: "0123456789ab", Seed: "5eed",
		Questions: []quiz.QuestionID{"q2", "q1", "q3"}, Started: noon,
	}
}

func finished(a progress.Attempt, points int) progress.Attempt {
	a.Finished, a.Points, a.Total, a.Passed = noon.Add(time.Hour), points, 300, points >= 240
	return a
}

func answer(question string, points int) progress.Answer {
	verdict := quiz.Wrong
	if points > 0 {
		verdict = quiz.Right
	}
	return progress.Answer{
		Question: quiz.QuestionID(question), Fingerprint: "f1", Revision: "0123456789ab", Lang: "fr",
		Given: quiz.Answer{Ranks: []int{2, 0}}, Shown: "la réponse de " + question, Verdict: verdict, Points: points,
		Total: 100, At: noon.Add(time.Minute),
	}
}

// everything is all that the store tells of a learner.
type everything struct {
	Account  account.Account
	Sessions []account.Session
	Codes    int
	Facts    progress.Facts
	Answers  map[progress.AttemptID][]progress.Answer
	Badges   []badge.Badge
	Foreign  []badge.Foreign
	Cards    []review.Card
	Missed   []review.MissedQuestion
	Passkeys []account.Passkey
	Letters  []account.Queued
	Mailings []account.Subscription
	Notices  []account.Notice
	Forum    forum.Belongings
	Reports  []moderation.Report
	Decided  []moderation.Decision
	Heard    []announce.ID
	Asked    []voice.Inquiry
	Proposed []suggestion.Suggestion
}

func everythingOf(t *testing.T, s *store.Store, id account.ID) everything {
	t.Helper()
	var all everything
	var err error
	if all.Account, err = s.Account(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Sessions, err = s.Sessions(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Codes, err = s.CodesLeft(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Facts, err = s.Facts(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	all.Answers = map[progress.AttemptID][]progress.Answer{}
	for _, a := range all.Facts.Attempts {
		_, answers, err := s.Attempt(t.Context(), id, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		all.Answers[a.ID] = answers
	}
	if all.Badges, err = s.Badges(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Foreign, err = s.ForeignBadges(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Cards, err = s.Cards(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Passkeys, err = s.Passkeys(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Missed, err = s.MissedQuestions(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Letters, err = s.LettersOf(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Heard, err = s.ReadAnnouncements(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Mailings, err = s.Subscriptions(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Notices, err = s.Notices(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Reports, err = s.ReportsBy(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Asked, err = s.InquiriesOf(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Proposed, err = s.SuggestionsOf(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Decided, err = s.Decisions(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if all.Forum, err = s.ForumOf(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	return all
}

func factsOf(t *testing.T, s *store.Store, id account.ID) progress.Facts {
	t.Helper()
	facts, err := s.Facts(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

func total(entries []progress.Entry) int {
	sum := 0
	for _, e := range entries {
		sum += e.Points
	}
	return sum
}

// must ends a test at an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantKind wants a fault of a kind, and not merely an error that has none.
func wantKind(t *testing.T, doing string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: got %v, want a fault of kind %d", doing, err, kind)
	}
}

func wantSame(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\ngot  %+v\nwant %+v", what, got, want)
	}
}

// atOnce does something n times at the same moment and counts how often each kind of fault came of it; -1 is none.
func atOnce(t *testing.T, n int, do func(i int) error) map[fault.Kind]int {
	t.Helper()
	var wait sync.WaitGroup
	start := make(chan struct{})
	errs := make([]error, n)
	for i := range n {
		wait.Go(func() {
			<-start
			errs[i] = do(i)
		})
	}
	close(start)
	wait.Wait()
	kinds := map[fault.Kind]int{}
	for _, err := range errs {
		if err == nil {
			kinds[done]++
			continue
		}
		kinds[fault.KindOf(err)]++
		if fault.KindOf(err) == fault.Internal || fault.KindOf(err) == fault.Unavailable {
			t.Errorf("one of %d at once: %v", n, err)
		}
	}
	return kinds
}

// done stands for no fault.
const done fault.Kind = -1

// crowd is how many do the same at once.
const crowd = 50

func hasSession(t *testing.T, s *store.Store, id account.ID, session account.SessionID) bool {
	t.Helper()
	all, err := s.Sessions(t.Context(), id)
	must(t, err)
	return slices.ContainsFunc(all, func(one account.Session) bool { return one.ID == session })
}

func isRevoked(t *testing.T, s *store.Store, session account.SessionID) bool {
	t.Helper()
	ids, _, err := s.Revoked(t.Context(), 0)
	must(t, err)
	return slices.Contains(ids, session)
}
