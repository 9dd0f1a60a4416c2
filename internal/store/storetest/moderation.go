package storetest

import (
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/badge"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/moderation"
	"sentier/internal/store"
)

func reportOf(post string, by account.ID) moderation.Report {
	return moderation.Report{ID: moderation.ReportID(id()), Post: post, By: by, Ground: moderation.Unkind, Text: "rude", Lang: "fr", At: noon}
}

// decisionOn warns somebody, of a post where one is named.
func decisionOn(person account.ID, post forum.PostID) moderation.Decision {
	return moderation.Decision{ID: id(), Person: person, Post: string(post), Sanction: moderation.Warn, Ground: moderation.Unkind,
		Reason: "because it hurts", At: noon}
}

// logOf is what the log says of a decision.
func logOf(d moderation.Decision) []account.Action {
	return []account.Action{{ID: d.ID, By: d.By, Verb: "person.warn", Subject: d.Post, Person: d.Person, Reason: d.Reason, At: d.At}}
}

func reports(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	author, witness, chief, far := signUp(t, s), signUp(t, s), signUp(t, s), signUp(t, s)
	must(t, s.GiveRole(t.Context(), chief.ID, grant(account.Moderator, "m"), action("role.give", "", chief.ID)))
	must(t, s.GiveRole(t.Context(), far.ID, grant(account.Moderator, "other"), action("role.give", "", far.ID)))
	topic := begin(t, s, author.ID, "m")
	post := reply(t, s, author.ID, topic)

	t.Run("kept once", func(t *testing.T) {
		first, second := reportOf(string(post.ID), witness.ID), reportOf(string(topic.ID), "")
		second.Contact, first.At = "Eva <eva@example.org>", noon.Add(time.Hour)
		for range 2 {
			must(t, s.Report(t.Context(), first))
			must(t, s.Report(t.Context(), second))
		}
		theirs := first
		theirs.By = far.ID
		wantKind(t, "the id of somebody else", s.Report(t.Context(), theirs), fault.Conflict)
		got, err := s.Reports(t.Context(), post.ID)
		must(t, err)
		first.ByName = witness.Display
		wantSame(t, "what was said", got, []moderation.Report{first})
		own, err := s.ReportsBy(t.Context(), witness.ID)
		must(t, err)
		wantSame(t, "what they said", own, []moderation.Report{first})
		one, err := s.ReportByID(t.Context(), second.ID)
		must(t, err)
		wantSame(t, "what somebody signed out said", one, second)
		_, err = s.ReportByID(t.Context(), moderation.ReportID(id()))
		wantKind(t, "no report", err, fault.NotFound)
		queue, total, err := s.ReportedPosts(t.Context(), chief.ID, 1)
		must(t, err)
		if total != 2 || len(queue) != 2 || queue[0].Post.ID != forum.PostID(topic.ID) || queue[1].Post.ID != post.ID {
			t.Errorf("%d wait: %+v", total, queue)
		}
		for _, who := range []account.ID{far.ID, witness.ID, ""} {
			if queue, total, err := s.ReportedPosts(t.Context(), who, 1); err != nil || total != 0 || len(queue) != 0 {
				t.Errorf("%d wait for somebody else: %v", total, err)
			}
		}
	})

	t.Run("bounded", func(t *testing.T) {
		busy := signUp(t, s)
		var last moderation.Report
		for range moderation.ReportsADay {
			last = reportOf(string(reply(t, s, author.ID, topic).ID), busy.ID)
			must(t, s.Report(t.Context(), last))
		}
		must(t, s.Report(t.Context(), last))
		more := reportOf(string(post.ID), busy.ID)
		wantKind(t, "one more", s.Report(t.Context(), more), fault.Conflict)
		more.At = noon.Add(25 * time.Hour)
		must(t, s.Report(t.Context(), more))
		loud := reply(t, s, author.ID, topic)
		for range moderation.OpenReports {
			must(t, s.Report(t.Context(), reportOf(string(loud.ID), "")))
		}
		wantKind(t, "of the same post, signed out", s.Report(t.Context(), reportOf(string(loud.ID), "")), fault.Conflict)
	})

	t.Run("gone", func(t *testing.T) {
		lost := reply(t, s, author.ID, topic)
		r := reportOf(string(lost.ID), witness.ID)
		must(t, s.Report(t.Context(), r))
		must(t, s.PostState(t.Context(), "m", topic.ID, lost.ID, forum.Deleted, "", noon, action("post.delete", chief.ID, author.ID)))
		got, err := s.ReportByID(t.Context(), r.ID)
		must(t, err)
		if got.Outcome != moderation.Gone {
			t.Errorf("it became %q", got.Outcome)
		}
	})
}

func decisions(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	author, witness, chief := signUp(t, s), signUp(t, s), signUp(t, s)
	must(t, s.GiveRole(t.Context(), chief.ID, grant(account.Moderator, ""), action("role.give", "", chief.ID)))
	of := func(p forum.Post, act moderation.Act, sanction moderation.Sanction) moderation.Decision {
		d := decisionOn(author.ID, p.ID)
		d.By, d.Module, d.Topic, d.Act, d.Sanction = chief.ID, p.Module, string(p.Topic), act, sanction
		return d
	}
	state := func(t *testing.T, p forum.Post) forum.State {
		t.Helper()
		got, err := s.Message(t.Context(), p.ID, chief.ID)
		must(t, err)
		return got.Post.State
	}

	t.Run("hidden, answered, shown again", func(t *testing.T) {
		topic := begin(t, s, author.ID, "m")
		p := reply(t, s, author.ID, topic)
		r := reportOf(string(p.ID), witness.ID)
		must(t, s.Report(t.Context(), r))
		d := of(p, moderation.Hide, moderation.None)
		d.Reported = true
		for range 2 {
			must(t, s.Decide(t.Context(), d, logOf(d), letterTo(author.ID)))
		}
		if got := state(t, p); got != forum.Hidden {
			t.Errorf("the post is %s", got)
		}
		r, err := s.ReportByID(t.Context(), r.ID)
		must(t, err)
		if r.Outcome != moderation.Hid || !r.Closed.Equal(noon) {
			t.Errorf("the report became %q at %v", r.Outcome, r.Closed)
		}
		all, err := s.Decisions(t.Context(), author.ID)
		must(t, err)
		d.Title, d.Name, d.ByName = topic.Title, author.Display, chief.Display
		wantSame(t, "what was decided", all, []moderation.Decision{d})
		letters, err := s.LettersOf(t.Context(), author.ID)
		must(t, err)
		log, err := s.Actions(t.Context(), "", author.ID, string(p.ID))
		must(t, err)
		if len(letters) != 1 || len(log) != 1 || log[0].ID != d.ID {
			t.Errorf("letters %+v, log %+v", letters, log)
		}
		unseen := func(want int) {
			t.Helper()
			if n, err := s.Unseen(t.Context(), author.ID); err != nil || n != want {
				t.Errorf("%d not seen, want %d: %v", n, want, err)
			}
		}
		unseen(1)
		must(t, s.SeeDecisions(t.Context(), author.ID, noon.Add(time.Minute)))
		unseen(0)
		for range 2 {
			must(t, s.AnswerDecision(t.Context(), author.ID, d.ID, "it was a joke", noon.Add(time.Hour)))
		}
		wantKind(t, "another answer", s.AnswerDecision(t.Context(), author.ID, d.ID, "no joke", noon), fault.Conflict)
		wantKind(t, "by somebody else", s.AnswerDecision(t.Context(), witness.ID, d.ID, "a joke", noon), fault.NotFound)
		for who, want := range map[account.ID]int{chief.ID: 1, witness.ID: 0} {
			if open, err := s.Answers(t.Context(), who); err != nil || len(open) != want {
				t.Errorf("%d answers wait, want %d: %v", len(open), want, err)
			}
		}
		d, err = s.Decision(t.Context(), author.ID, d.ID)
		must(t, err)
		d.Reply, d.Replied = "you are right", noon.Add(2*time.Hour)
		line := action("decision.lift", chief.ID, author.ID)
		for range 2 {
			must(t, s.Review(t.Context(), d, true, line, letterTo(author.ID)))
		}
		wantKind(t, "again", s.Review(t.Context(), d, false, action("decision.stand", chief.ID, author.ID)), fault.Conflict)
		if got := state(t, p); got != forum.Shown {
			t.Errorf("the post is %s", got)
		}
		if r, err = s.ReportByID(t.Context(), r.ID); err != nil || r.Outcome != moderation.Restored {
			t.Errorf("the report became %q, %v", r.Outcome, err)
		}
		got, err := s.Decision(t.Context(), author.ID, d.ID)
		must(t, err)
		if got.Reply != d.Reply || !got.Lifted.Equal(d.Replied) {
			t.Errorf("it is %+v", got)
		}
		unseen(1)
	})

	t.Run("held, let through", func(t *testing.T) {
		topic, post := topicBy(author.ID, "m")
		topic.State, post.State, post.Cause = forum.Held, forum.Held, forum.Newcomer
		must(t, s.StartTopic(t.Context(), topic, post))
		d := of(post, moderation.Show, moderation.None)
		d.Ground, d.Reason = "", ""
		must(t, s.Decide(t.Context(), d, logOf(d)))
		if got := state(t, post); got != forum.Shown {
			t.Errorf("the post is %s", got)
		}
		if _, err := s.Decision(t.Context(), author.ID, d.ID); fault.KindOf(err) != fault.NotFound || err == nil {
			t.Errorf("what takes nothing is stated: %v", err)
		}
	})

	t.Run("silenced", func(t *testing.T) {
		topic := begin(t, s, witness.ID, "m")
		p := reply(t, s, author.ID, topic)
		shown := issue(t, s, author.ID, issued("banned"))
		must(t, s.PublishBadge(t.Context(), author.ID, shown.ID, true, "Ana"))
		first := of(p, moderation.Keep, moderation.Suspend)
		first.Ends = noon.Add(3 * day)
		must(t, s.Decide(t.Context(), first, logOf(first)))
		refused := func(at time.Time, want fault.Kind) {
			t.Helper()
			answer := answerBy(author.ID, topic)
			answer.Created = at
			err := s.Reply(t.Context(), answer)
			if want == done {
				must(t, err)
				return
			}
			wantKind(t, "reply", err, want)
			if fault.Message(err) != moderation.IsSilenced {
				t.Errorf("it says %q", fault.Message(err))
			}
			next, post := topicBy(author.ID, "m")
			post.Created = at
			wantKind(t, "begin", s.StartTopic(t.Context(), next, post), want)
			p.Source = "changed"
			wantKind(t, "edit", s.EditPost(t.Context(), p, "", author.ID, at), want)
			if quiet, err := s.Silenced(t.Context(), author.ID, at); err != nil || !quiet {
				t.Errorf("silenced: %t, %v", quiet, err)
			}
		}
		refused(noon.Add(time.Hour), fault.Conflict)
		refused(first.Ends, done)
		ban := of(p, moderation.Keep, moderation.Ban)
		ban.At = noon.Add(4 * day)
		must(t, s.Decide(t.Context(), ban, logOf(ban)))
		refused(noon.Add(9000*day), fault.Conflict)
		if got, err := s.Decision(t.Context(), author.ID, first.ID); err != nil || got.Lifted.IsZero() {
			t.Errorf("the ban takes no place: %+v, %v", got, err)
		}
		name := func(want string) {
			t.Helper()
			var b badge.Badge
			b, err := s.Badge(t.Context(), shown.ID)
			must(t, err)
			if b.Name != want {
				t.Errorf("others read the name %q, want %q", b.Name, want)
			}
		}
		name("")
		wantKind(t, "a name that others read", s.PublishBadge(t.Context(), author.ID, shown.ID, true, "Eva"), fault.Conflict)
		must(t, s.MarkRead(t.Context(), author.ID, nil, nil)) // learning goes on
		ban, err := s.Decision(t.Context(), author.ID, ban.ID)
		must(t, err)
		for range 2 {
			must(t, s.Lift(t.Context(), ban, noon.Add(5*day), action("decision.lift", chief.ID, author.ID)))
		}
		name("Ana")
		refused(noon.Add(9000*day), done)
	})

	t.Run("purged", func(t *testing.T) {
		all, err := s.Decisions(t.Context(), author.ID)
		must(t, err)
		if len(all) != 3 {
			t.Fatalf("%d decisions: %+v", len(all), all)
		}
		must(t, s.PurgeModeration(t.Context(), noon.Add(3*day)))
		all, err = s.Decisions(t.Context(), author.ID)
		must(t, err)
		log, err := s.Actions(t.Context(), "", author.ID, "")
		must(t, err)
		if len(all) != 1 || all[0].Sanction != moderation.Ban || len(log) != 1 {
			t.Errorf("left are %+v and %+v", all, log)
		}
		left, err := s.ReportsBy(t.Context(), witness.ID)
		must(t, err)
		if len(left) != 0 {
			t.Errorf("left are %+v", left)
		}
	})
}
