package storetest

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/badge"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/progress"
	"sentier/internal/store"
)

// swap is a method that is called by one learner with everything that they could know of another.
type swap struct {
	method string
	want   fault.Kind
	call   func(ctx context.Context, s *store.Store, own learner, other belongings) (answer any, err error)
}

// swaps has a line for every method that takes a learner or a session; ownership finds one that was forgotten.
var swaps = []swap{
	{"CreateAccount", fault.Conflict, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		mine := own.Account
		mine.ID, mine.Key = other.ID, other.Key
		return nil, s.CreateAccount(ctx, mine, other.codes, asAccount(own.session, other.ID), nil, nil, account.Admission{})
	}},
	{"Account", done, func(ctx context.Context, s *store.Store, own learner, _ belongings) (any, error) {
		return s.Account(ctx, own.ID)
	}},
	{"Rename", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Rename(ctx, own.ID, "Eva", "en")
	}},
	{"Rehash", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Rehash(ctx, own.ID, other.Password, "other's")
	}},
	{"SetHideXP", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.SetHideXP(ctx, own.ID, true)
	}},
	{"ChangePassword", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.ChangePassword(ctx, own.ID, "new", other.session.ID)
	}},
	{"DeleteAccount", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.DeleteAccount(ctx, own.ID)
	}},
	{"AddSession", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.AddSession(ctx, sessionOf(own.ID))
	}},
	{"RenewSession", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		longer := asAccount(other.session, own.ID)
		longer.Ends = longer.Ends.Add(day)
		return nil, s.RenewSession(ctx, longer)
	}},
	{"Sessions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Sessions(ctx, own.ID)
	}},
	{"RevokeSession", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RevokeSession(ctx, own.ID, other.session.ID)
	}},
	{"RevokeSessions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RevokeSessions(ctx, own.ID, other.session.ID)
	}},
	{"UseCode", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.UseCode(ctx, own.ID, other.codes[0], noon)
	}},
	{"RenewCodes", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RenewCodes(ctx, own.ID, other.codes)
	}},
	{"CodesLeft", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.CodesLeft(ctx, own.ID)
	}},
	{"Facts", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Facts(ctx, own.ID)
	}},
	{"MarkRead", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.MarkRead(ctx, own.ID, []progress.Read{read("m", "a")}, []progress.Entry{entry(progress.ForLesson, "m/a", 1)})
	}},
	{"SetPlace", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.SetPlace(ctx, own.ID, progress.Place{Module: "m", Lesson: "a", At: noon.Add(day)})
	}},
	{"StartAttempt", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.StartAttempt(ctx, own.ID, withID(attempt(), other.open.ID), []progress.Answer{answer(string(other.unasked), 100)})
	}},
	{"Attempt", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		a, answers, err := s.Attempt(ctx, own.ID, other.closed.ID)
		return []any{a, answers}, err
	}},
	{"SaveAnswer", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.SaveAnswer(ctx, own.ID, other.open.ID, answer("q", 0))
	}},
	{"SaveAnswer", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.SaveAnswer(ctx, own.ID, other.closed.ID, answer(string(other.question), 0))
	}},
	{"FinishAttempt", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.FinishAttempt(ctx, own.ID, finished(withID(attempt(), other.open.ID), 300),
			[]progress.Entry{entry(progress.ForQuiz, "m/s", 20)})
	}},
	{"IssueBadge", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.IssueBadge(ctx, own.ID, issued(other.badge.Module), picture)
	}},
	{"IssueBadge", fault.Conflict, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		mine := issued("m")
		mine.ID = other.badge.ID
		return s.IssueBadge(ctx, own.ID, mine, picture)
	}},
	{"IssueBadge", fault.Conflict, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		mine := issued("m")
		mine.Position = other.badge.Position
		return s.IssueBadge(ctx, own.ID, mine, picture)
	}},
	{"Badges", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Badges(ctx, own.ID)
	}},
	{"PublishBadge", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.PublishBadge(ctx, own.ID, other.badge.ID, true, "Eva")
	}},
	{"RevokeBadge", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RevokeBadge(ctx, own.ID, other.badge.ID)
	}},
	{"Import", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		i := abroad()
		i.Attempts[0].Attempt = withID(i.Attempts[0].Attempt, other.closed.ID)
		b := brought()
		b.ID = other.foreign.ID
		return nil, s.Import(ctx, own.ID, i, []badge.Foreign{b})
	}},
	{"RemoveImported", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RemoveImported(ctx, own.ID, []progress.Entry{entry(progress.ForQuiz, "m/"+other.mark, 20)})
	}},
	{"ForeignBadges", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.ForeignBadges(ctx, own.ID)
	}},
	{"RemoveForeignBadge", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RemoveForeignBadge(ctx, own.ID, other.foreign.ID)
	}},
	{"SetReview", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.SetReview(ctx, own.ID, noon.Add(day))
	}},
	{"Cards", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Cards(ctx, own.ID)
	}},
	{"KeepCard", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		mine := other.card
		mine.Reviewed = mine.Reviewed.Add(day)
		return nil, s.KeepCard(ctx, own.ID, mine)
	}},
	{"AddPasskey", fault.Conflict, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		mine := passkey()
		mine.ID = other.passkey.ID
		return nil, s.AddPasskey(ctx, own.ID, mine, challenge())
	}},
	{"Passkeys", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Passkeys(ctx, own.ID)
	}},
	{"UsePasskey", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.UsePasskey(ctx, own.ID, used(other.passkey, other.passkey.Count+1), challenge())
	}},
	{"RemovePasskey", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RemovePasskey(ctx, own.ID, other.passkey.ID)
	}},
	{"MissedQuestions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.MissedQuestions(ctx, own.ID)
	}},
	{"SetEmail", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.SetEmail(ctx, own.ID, "eva@example.org", withLetterID(letterTo(own.ID), other.letter.ID))
	}},
	{"ConfirmEmail", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.ConfirmEmail(ctx, own.ID, other.Email, noon)
	}},
	{"Recover", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Recover(ctx, own.ID, account.Recovery{Was: other.Password, Hash: "new"}, noon)
	}},
	{"Recover", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Recover(ctx, own.ID, account.Recovery{Code: other.codes[0], Hash: "new"}, noon)
	}},
	{"LettersOf", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.LettersOf(ctx, own.ID)
	}},
	{"Enqueue", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Enqueue(ctx, withLetterID(letterTo(own.ID), other.letter.ID))
	}},
	{"AskLetter", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.AskLetter(ctx, withLetterID(letterTo(own.ID), other.letter.ID), []byte(other.ID), noon)
	}},
	{"WarnUnused", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.WarnUnused(ctx, account.Unused{ID: own.ID, Seen: own.Seen}, withLetterID(letterTo(other.ID), other.letter.ID))
	}},
	{"DeleteUnused", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.DeleteUnused(ctx, account.Unused{ID: own.ID, Seen: own.Seen})
	}},
	{"LetterSent", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.LetterSent(ctx, account.Queued{Letter: withLetterID(letterTo(own.ID), other.letter.ID)})
	}},
	{"LetterFailed", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.LetterFailed(ctx, account.Queued{Letter: withLetterID(letterTo(own.ID), other.letter.ID), Trouble: "refused", Dead: noon})
	}},
	{"MarkAnnouncements", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		all, err := s.Announcements(ctx, 10)
		if err != nil {
			return nil, err
		}
		return nil, s.MarkAnnouncements(ctx, own.ID, []announce.ID{all[0].ID}, noon.Add(day))
	}},
	{"ReadAnnouncements", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.ReadAnnouncements(ctx, own.ID)
	}},
	{"Subscriptions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Subscriptions(ctx, own.ID)
	}},
	{"Subscribe", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Subscribe(ctx, own.ID, subscription(account.Mailing(other.mark), account.Each))
	}},
	{"Unsubscribe", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Unsubscribe(ctx, own.ID, account.Mailing(other.mark))
	}},
	{"Subscribers", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Subscribers(ctx, account.ForumMail, account.Each, noon, own.ID, 10)
	}},
	{"Tell", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		to := account.Subscriber{ID: own.ID, Subscription: subscription(account.Mailing(other.mark), account.Daily)}
		return nil, s.Tell(ctx, to, noon.Add(day), withLetterID(letterTo(own.ID), other.letter.ID))
	}},
	{"Roles", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Roles(ctx, own.ID)
	}},
	{"GiveRole", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.GiveRole(ctx, own.ID, grant(account.Moderator, "m"), action("role.give", "", own.ID))
	}},
	{"FirstAdministrator", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.FirstAdministrator(ctx, own.ID, noon, action("role.first", own.ID, own.ID))
	}},
	{"Notify", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Notify(ctx, own.ID, told(), action("account.reset", "", own.ID))
	}},
	{"Notices", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Notices(ctx, own.ID)
	}},
	{"Understood", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		theirs, err := s.Notices(ctx, other.ID)
		if err != nil {
			return nil, err
		}
		return nil, s.Understood(ctx, own.ID, theirs[0].ID)
	}},
	{"RemoveAccount", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.RemoveAccount(ctx, own.ID, false, action("account.delete", "", own.ID))
	}},
	{"TakeRole", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.TakeRole(ctx, own.ID, account.Moderator, "m", action("role.take", "", own.ID))
	}},
	{"DeleteAccountKeepingPosts", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.DeleteAccountKeepingPosts(ctx, own.ID)
	}},
	{"Topic", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Topic(ctx, other.held.Module, other.held.ID, own.ID)
	}},
	{"TopicModule", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.TopicModule(ctx, other.held.ID, own.ID)
	}},
	{"Posts", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		posts, total, err := s.Posts(ctx, other.held.Module, other.held.ID, 1, own.ID)
		return []any{posts, total}, err
	}},
	{"Post", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Post(ctx, other.held.Module, other.held.ID, forum.PostID(other.held.ID), own.ID)
	}},
	{"PostPage", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.PostPage(ctx, other.held.Module, other.held.ID, forum.PostID(other.held.ID), own.ID)
	}},
	{"Topics", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		topics, total, err := s.Topics(ctx, forum.Search{Module: other.held.Module, By: own.ID}, own.ID)
		return []any{topics, total}, err
	}},
	{"Thank", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Thank(ctx, own.ID, other.held.Module, other.held.ID, forum.PostID(other.held.ID), noon)
	}},
	{"Unthank", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Unthank(ctx, own.ID, other.thanked.Module, other.thanked.Topic, other.thanked.ID)
	}},
	{"Follow", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Follow(ctx, own.ID, forum.Follow{Module: other.held.Module, Topic: other.held.ID, Since: noon})
	}},
	{"Unfollow", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Unfollow(ctx, own.ID, forum.Follow{Module: other.held.Module, Topic: other.held.ID})
	}},
	{"Follows", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Follows(ctx, own.ID)
	}},
	{"MarkSeen", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.MarkSeen(ctx, own.ID, other.shown.Module, other.shown.ID, forum.PostID(other.shown.ID))
	}},
	{"Unread", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Unread(ctx, own.ID)
	}},
	{"EditPost", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		p := answerBy(own.ID, other.shown)
		p.ID = forum.PostID(other.shown.ID)
		return nil, s.EditPost(ctx, p, "Eva's", own.ID, noon)
	}},
	{"DeletePost", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.DeletePost(ctx, other.held.Module, other.held.ID, forum.PostID(other.held.ID), own.ID)
	}},
	{"Versions", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Versions(ctx, other.held.Module, other.held.ID, forum.PostID(other.held.ID), own.ID)
	}},
	{"Solve", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.Solve(ctx, other.shown.Module, other.shown.ID, "", own.ID)
	}},
	{"HeldPosts", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		posts, total, err := s.HeldPosts(ctx, own.ID, 1)
		return []any{posts, total}, err
	}},
	{"PostsBy", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		posts, total, err := s.PostsBy(ctx, own.ID, 1, own.ID)
		return []any{posts, total}, err
	}},
	{"Past", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Past(ctx, own.ID, "text "+other.mark, noon)
	}},
	{"UntoldPosts", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.UntoldPosts(ctx, own.ID, noon.Add(-day), noon.Add(day), 10)
	}},
	{"ForumOf", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.ForumOf(ctx, own.ID)
	}},
	{"ReportsBy", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.ReportsBy(ctx, own.ID)
	}},
	{"InquiriesOf", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.InquiriesOf(ctx, own.ID)
	}},
	{"SuggestionsOf", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.SuggestionsOf(ctx, own.ID)
	}},
	{"ReportedPosts", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		posts, total, err := s.ReportedPosts(ctx, own.ID, 1)
		return []any{posts, total}, err
	}},
	{"Message", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Message(ctx, forum.PostID(other.held.ID), own.ID)
	}},
	{"Decisions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Decisions(ctx, own.ID)
	}},
	{"Answers", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Answers(ctx, own.ID)
	}},
	{"Decision", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Decision(ctx, own.ID, other.warned.ID)
	}},
	{"Silenced", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Silenced(ctx, own.ID, noon)
	}},
	{"Unseen", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Unseen(ctx, own.ID)
	}},
	{"SeeDecisions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.SeeDecisions(ctx, own.ID, noon)
	}},
	{"AnswerDecision", fault.NotFound, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return nil, s.AnswerDecision(ctx, own.ID, other.warned.ID, "mine", noon)
	}},
	{"Decide", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		d := decisionOn(own.ID, "")
		return nil, s.Decide(ctx, d, logOf(d), withLetterID(letterTo(own.ID), other.letter.ID))
	}},
	{"Review", fault.Conflict, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		d := decisionOn(own.ID, "")
		d.ID, d.Reply, d.Replied = other.warned.ID, "no", noon
		return nil, s.Review(ctx, d, true, action("decision.lift", "", own.ID))
	}},
	{"Lift", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		d := decisionOn(own.ID, "")
		d.ID = other.warned.ID
		return nil, s.Lift(ctx, d, noon, action("decision.lift", "", own.ID))
	}},
	{"Actions", done, func(ctx context.Context, s *store.Store, own learner, other belongings) (any, error) {
		return s.Actions(ctx, "", own.ID, "")
	}},
}

func ownership(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	other := withBelongings(t, s)
	before := everythingOf(t, s, other.ID)

	for _, swap := range swaps {
		t.Run(swap.method, func(t *testing.T) {
			own := signUp(t, s)
			empty := everythingOf(t, s, own.ID)
			answer, err := swap.call(t.Context(), s, own, other)
			if swap.want == done {
				must(t, err)
			} else {
				wantKind(t, swap.method, err, swap.want)
				wantSame(t, "one's own data, once refused", everythingOf(t, s, own.ID), empty)
			}
			if text := fmt.Sprintf("%+v %v", answer, err); strings.Contains(text, other.mark) || strings.Contains(text, string(other.ID)) {
				t.Errorf("the answer tells of another: %.400s", text)
			}
			wantSame(t, "the other's data", everythingOf(t, s, other.ID), before)
			if isRevoked(t, s, other.session.ID) {
				t.Fatal("the other's session is ended")
			}
		})
	}

	t.Run("the same attempt id", func(t *testing.T) {
		own := signUp(t, s)
		mine := withID(attempt(), other.open.ID)
		must(t, s.StartAttempt(t.Context(), own.ID, mine, nil))
		given := answer("q1", 100)
		stands, err := s.SaveAnswer(t.Context(), own.ID, mine.ID, given)
		must(t, err)
		wantSame(t, "what stands", stands, given)
		must(t, s.FinishAttempt(t.Context(), own.ID, finished(mine, 100), nil))
		a, answers, err := s.Attempt(t.Context(), own.ID, mine.ID)
		must(t, err)
		wantSame(t, "one's own attempt", a, finished(mine, 100))
		wantSame(t, "one's own answers", answers, []progress.Answer{given})
		wantSame(t, "the other's data", everythingOf(t, s, other.ID), before)
	})

	t.Run("no method is forgotten", func(t *testing.T) {
		tried := map[string]bool{}
		for _, swap := range swaps {
			tried[swap.method] = true
		}
		methods := reflect.TypeFor[*store.Store]()
		for i := range methods.NumMethod() {
			if m := methods.Method(i); takesLearner(m.Type) && !tried[m.Name] {
				t.Errorf("%s takes a learner: give it a line in swaps", m.Name)
			}
		}
	})
}

func takesLearner(method reflect.Type) bool {
	for i := range method.NumIn() {
		switch method.In(i) {
		case reflect.TypeFor[account.ID](), reflect.TypeFor[account.Account](), reflect.TypeFor[account.Session](),
			reflect.TypeFor[account.SessionID](), reflect.TypeFor[account.Letter](), reflect.TypeFor[account.Queued]():
			return true
		}
	}
	return false
}
