package storetest

import (
	"strings"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/forum"
	"sentier/internal/moderation"
	"sentier/internal/progress"
	"sentier/internal/quiz"
	"sentier/internal/review"
	"sentier/internal/store"
	"sentier/internal/voice"
)

// belongings is a learner with something in every table that belongs to learners, and with a mark in every text.
type belongings struct {
	learner
	mark     string // in every text of theirs, and in nobody else's
	codes    [][]byte
	open     progress.Attempt // in progress
	closed   progress.Attempt // handed in
	question quiz.QuestionID  // answered in both
	unasked  quiz.QuestionID  // of both, not answered
	badge    badge.Badge
	card     review.Card
	passkey  account.Passkey
	foreign  badge.Foreign
	letter   account.Letter
	shown    forum.Topic // theirs, answered by somebody else
	held     forum.Topic // theirs, that nobody else sees
	thanked  forum.Post  // of somebody else, answered by them
	report   moderation.Report
	warned   moderation.Decision // about them, answered
	heard    announce.ID         // that they have read
	asked    voice.Inquiry       // of the host, who knows that they do
}

// withBelongings signs somebody up and lets them learn.
func withBelongings(t *testing.T, s *store.Store) belongings {
	t.Helper()
	mark := id()
	b := belongings{learner: somebody(), mark: mark, question: quiz.QuestionID("q1 " + mark), unasked: quiz.QuestionID("q2 " + mark)}
	b.Name, b.Key, b.Display, b.Email, b.Password = "Ana "+mark, "ana "+mark, "A "+mark, mark+"@example.org", "hash "+mark
	b.session.Device = "Device " + mark
	b.codes = [][]byte{[]byte("code one " + mark), []byte("code two " + mark)}
	reads := []progress.Read{read("m", "read "+mark)}
	reads[0].Hash = mark
	must(t, s.CreateAccount(t.Context(), b.Account, b.codes, b.session, reads,
		[]progress.Entry{entry(progress.ForLesson, "m/"+mark, 10)}, account.Admission{}))
	must(t, s.SetPlace(t.Context(), b.ID, progress.Place{Module: "m", Lesson: course.LessonID("place " + mark), Heading: mark, At: noon}))

	for _, a := range []*progress.Attempt{&b.open, &b.closed} {
		*a = attempt()
		a.Seed, a.Questions = mark, []quiz.QuestionID{b.question, b.unasked}
		must(t, s.StartAttempt(t.Context(), b.ID, *a, nil))
		given := answer(string(b.question), 100)
		given.Given, given.Shown = quiz.Answer{Texts: []string{"typed " + mark}}, "shown "+mark
		_, err := s.SaveAnswer(t.Context(), b.ID, a.ID, given)
		must(t, err)
	}
	b.closed = finished(b.closed, 100)
	must(t, s.FinishAttempt(t.Context(), b.ID, b.closed, []progress.Entry{entry(progress.ForQuiz, "m/"+mark, 20)}))

	b.badge = issued("m")
	b.badge.Title, b.badge.Token, b.badge.Name = "Title "+mark, "token."+mark, "Ana "+mark
	b.badge = issue(t, s, b.ID, b.badge)
	must(t, s.SetReview(t.Context(), b.ID, noon))
	b.card = card(review.Term, "word "+mark)
	must(t, s.KeepCard(t.Context(), b.ID, b.card))
	b.passkey = passkey()
	b.passkey.ID, b.passkey.Name, b.passkey.Public = []byte("id "+mark), "Phone "+mark, []byte("key "+mark)
	b.passkey.Transports = []string{"internal", mark}
	must(t, s.AddPasskey(t.Context(), b.ID, b.passkey, challenge()))
	var imported progress.Imported
	imported, b.foreign = far(mark)
	must(t, s.Import(t.Context(), b.ID, imported, []badge.Foreign{b.foreign}))
	b.letter = letterTo(b.ID)
	b.letter.To, b.letter.Subject, b.letter.Paragraphs = b.Email, "Subject "+mark, []string{"Text " + mark}
	must(t, s.Enqueue(t.Context(), b.letter))
	told := announcement()
	must(t, s.KeepAnnouncement(t.Context(), told, action("announcement.keep", "", "")))
	b.heard = told.ID
	must(t, s.MarkAnnouncements(t.Context(), b.ID, []announce.ID{told.ID}, noon))
	must(t, s.Subscribe(t.Context(), b.ID, subscription(account.Mailing(mark), account.Daily)))
	must(t, s.Notify(t.Context(), b.ID, account.Notice{ID: id(), Kind: account.ResetNotice, Reason: "Reason " + mark, At: noon},
		named(action("account.reset", "", b.ID), mark)))
	must(t, s.GiveRole(t.Context(), b.ID, grant(account.Moderator, mark), named(action("role.give", "", b.ID), mark)))
	must(t, s.LogAction(t.Context(), named(action("post.hide", b.ID, ""), mark)))
	b.write(t, s)
	b.judged(t, s)
	b.ask(t, s)
	b.propose(t, s)
	return b
}

// ask lets them write to the host, who may know who does.
func (b *belongings) ask(t *testing.T, s *store.Store) {
	t.Helper()
	var first voice.Turn
	b.asked, first = inquiry(b.ID, noon)
	b.asked.Place, b.asked.Name, b.asked.Address = "/place "+b.mark, "Ana "+b.mark, b.Email
	first.Text = "asked by " + string(b.ID) + " " + b.mark
	must(t, s.AddInquiry(t.Context(), b.asked, first, nil))
}

// propose lets them propose a better text, signed in.
func (b *belongings) propose(t *testing.T, s *store.Store) {
	t.Helper()
	one := proposal(b.ID, "m")
	one.Text, one.Credit, one.Why = "better "+b.mark+"\n", "Ana "+b.mark, "why "+b.mark
	must(t, s.AddSuggestion(t.Context(), one))
}

// write lets them write in the forum, and others go on after them.
func (b *belongings) write(t *testing.T, s *store.Store) {
	t.Helper()
	helper := signUp(t, s)
	marked := func(state forum.State) forum.Topic {
		topic, post := topicBy(b.ID, "m")
		topic.Title, topic.Passage.Quote, topic.State = "Title "+b.mark, "quote "+b.mark, state
		post.Source, post.HTML, post.State = "text "+b.mark, "<p>text "+b.mark+"</p>", state
		must(t, s.StartTopic(t.Context(), topic, post))
		return topic
	}
	b.shown, b.held = marked(forum.Shown), marked(forum.Held)
	edited := forum.Post{Module: "m", Topic: b.shown.ID, ID: forum.PostID(b.shown.ID), Source: "better " + b.mark + " " + plain(b.mark), State: forum.Shown}
	must(t, s.EditPost(t.Context(), edited, "", b.ID, noon))
	reply(t, s, helper.ID, b.shown)

	topic := begin(t, s, helper.ID, "m")
	b.thanked = reply(t, s, helper.ID, topic)
	own := answerBy(b.ID, topic)
	own.Source, own.HTML = "answer "+b.mark, "<p>answer "+b.mark+"</p>"
	must(t, s.Reply(t.Context(), own))
	reply(t, s, helper.ID, topic)
	must(t, s.Thank(t.Context(), b.ID, topic.Module, topic.ID, b.thanked.ID, noon))
	must(t, s.Follow(t.Context(), b.ID, forum.Follow{Module: "m", Lesson: course.LessonID("lesson " + b.mark), Since: noon}))
}

// plain is a mark as one word, as an index keeps it.
func plain(mark string) string { return strings.ReplaceAll(mark, "-", "") }

// judged lets them report, be decided about, and answer.
func (b *belongings) judged(t *testing.T, s *store.Store) {
	t.Helper()
	b.report = reportOf(string(b.thanked.ID), b.ID)
	b.report.Text, b.report.Contact = "report "+b.mark, "contact "+b.mark
	must(t, s.Report(t.Context(), b.report))
	b.warned = decisionOn(b.ID, "")
	b.warned.By = signUp(t, s).ID
	line := logOf(b.warned)
	b.warned.Reason = "reason " + b.mark
	must(t, s.Decide(t.Context(), b.warned, line))
	must(t, s.AnswerDecision(t.Context(), b.ID, b.warned.ID, "answer "+b.mark, noon.Add(time.Hour)))
}

// named is a line of the log with names that hold a mark.
func named(a account.Action, mark string) account.Action {
	if a.By != "" {
		a.ByName = "By " + mark
	}
	if a.Person != "" {
		a.Name = "Name " + mark
	}
	return a
}

// withID is an attempt that is like another, under an id.
func withID(a progress.Attempt, id progress.AttemptID) progress.Attempt {
	a.ID = id
	return a
}

// asAccount is a session that claims to be of an account.
func asAccount(session account.Session, id account.ID) account.Session {
	session.Account = id
	return session
}
