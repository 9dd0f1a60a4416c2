package web

import (
	"context"
	"sync"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/forum"
	"sentier/internal/moderation"
	"sentier/internal/progress"
	"sentier/internal/review"
	"sentier/internal/site"
)

// Learners keeps accounts and what learners did. *store.Store is one; every method is one transaction.
type Learners interface {
	CreateAccount(ctx context.Context, a account.Account, codes [][]byte, session account.Session,
		reads []progress.Read, entries []progress.Entry, on account.Admission, letters ...account.Letter) error
	Account(ctx context.Context, id account.ID) (account.Account, error)
	AccountByKey(ctx context.Context, key string) (account.Account, error)
	CountAccounts(ctx context.Context) (int, error)
	Rename(ctx context.Context, id account.ID, display, lang string) error
	SetHideXP(ctx context.Context, id account.ID, hide bool) error
	ChangePassword(ctx context.Context, id account.ID, hash string, keep account.SessionID, letters ...account.Letter) error
	Rehash(ctx context.Context, id account.ID, old, hash string) error
	DeleteAccount(ctx context.Context, id account.ID) error
	DeleteAccountKeepingPosts(ctx context.Context, id account.ID) error
	Roles(ctx context.Context, id account.ID) (account.Grants, error)
	Administration
	Elsewhere
	Generation(ctx context.Context, name string) (int64, error)
	ForumOf(ctx context.Context, id account.ID) (forum.Belongings, error)
	ReportsBy(ctx context.Context, id account.ID) ([]moderation.Report, error)
	Decisions(ctx context.Context, id account.ID) ([]moderation.Decision, error)

	AddSession(ctx context.Context, session account.Session) error
	RenewSession(ctx context.Context, session account.Session) error
	Sessions(ctx context.Context, id account.ID) ([]account.Session, error)
	RevokeSession(ctx context.Context, id account.ID, session account.SessionID) error
	RevokeSessions(ctx context.Context, id account.ID, keep account.SessionID) error
	Revoked(ctx context.Context, since int64) (ids []account.SessionID, generation int64, err error)

	SetEmail(ctx context.Context, id account.ID, email string, letters ...account.Letter) error
	ConfirmEmail(ctx context.Context, id account.ID, email string, now time.Time) error
	Recover(ctx context.Context, id account.ID, r account.Recovery, now time.Time) error
	AskLetter(ctx context.Context, letter account.Letter, bucket []byte, until time.Time) error
	LettersOf(ctx context.Context, id account.ID) ([]account.Queued, error)
	Announcements(ctx context.Context, most int) ([]announce.Announcement, error)
	Announcement(ctx context.Context, id announce.ID) (announce.Announcement, error)
	KeepAnnouncement(ctx context.Context, a announce.Announcement, by account.Action) error
	WithdrawAnnouncement(ctx context.Context, id announce.ID, at time.Time, by account.Action) error
	MarkAnnouncements(ctx context.Context, id account.ID, read []announce.ID, at time.Time) error
	ReadAnnouncements(ctx context.Context, id account.ID) ([]announce.ID, error)
	Subscriptions(ctx context.Context, id account.ID) ([]account.Subscription, error)
	Subscribe(ctx context.Context, id account.ID, sub account.Subscription) error
	Unsubscribe(ctx context.Context, id account.ID, mailing account.Mailing) error

	RenewCodes(ctx context.Context, id account.ID, hashes [][]byte) error
	CodesLeft(ctx context.Context, id account.ID) (int, error)
	AddPasskey(ctx context.Context, id account.ID, p account.Passkey, answered account.Challenge) error
	Passkeys(ctx context.Context, id account.ID) ([]account.Passkey, error)
	UsePasskey(ctx context.Context, id account.ID, p account.Passkey, answered account.Challenge) error
	RemovePasskey(ctx context.Context, id account.ID, passkey []byte) error
	Failures(ctx context.Context, bucket []byte) (count int, until time.Time, err error)
	Fail(ctx context.Context, bucket []byte, until time.Time) error
	Forgive(ctx context.Context, bucket []byte) error

	Facts(ctx context.Context, id account.ID) (progress.Facts, error)
	MarkRead(ctx context.Context, id account.ID, reads []progress.Read, entries []progress.Entry) error
	SetPlace(ctx context.Context, id account.ID, place progress.Place) error
	StartAttempt(ctx context.Context, id account.ID, a progress.Attempt, carried []progress.Answer) error
	Attempt(ctx context.Context, id account.ID, attempt progress.AttemptID) (progress.Attempt, []progress.Answer, error)
	SaveAnswer(ctx context.Context, id account.ID, attempt progress.AttemptID, a progress.Answer) (progress.Answer, error)
	Import(ctx context.Context, id account.ID, i progress.Imported, badges []badge.Foreign) error
	RemoveImported(ctx context.Context, id account.ID, gone []progress.Entry) error
	ForeignBadges(ctx context.Context, id account.ID) ([]badge.Foreign, error)
	RemoveForeignBadge(ctx context.Context, id account.ID, b string) error
	FinishAttempt(ctx context.Context, id account.ID, a progress.Attempt, entries []progress.Entry) error

	SetReview(ctx context.Context, id account.ID, at time.Time) error
	Cards(ctx context.Context, id account.ID) ([]review.Card, error)
	MissedQuestions(ctx context.Context, id account.ID) ([]review.MissedQuestion, error)
	KeepCard(ctx context.Context, id account.ID, c review.Card) error

	Voices
	Inquiries
	Suggestions
}

// The bounds of what is remembered of learners between two requests.
const (
	learnersKept = 20_000           // learners; more make room by chance
	learnerFresh = 30 * time.Second // how long another node's write may stay unseen
)

// learner is what is known of somebody who is signed in, as it was read at a time. Nothing in it changes but what is
// derived from it, under the lock.
type learner struct {
	account account.Account
	facts   progress.Facts
	read    time.Time

	mu       sync.Mutex
	snapshot *site.Snapshot // that what follows was made for
	path     *progress.Path
	holes    map[string]*site.Holes // by the path of the page
}

// in is the learner's path in the courses of a snapshot.
func (l *learner) in(s *site.Snapshot) *progress.Path {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.derived(s)
}

func (l *learner) derived(s *site.Snapshot) *progress.Path {
	if l.snapshot != s {
		l.snapshot, l.path, l.holes = s, progress.Of(l.facts, allCourses(s)), map[string]*site.Holes{}
	}
	return l.path
}

// allCourses is every course of a snapshot as one: learners have one path. Revisions are told per course.
func allCourses(s *site.Snapshot) *course.Course {
	courses := s.Courses()
	if len(courses) == 1 {
		return courses[0]
	}
	all := &course.Course{}
	for _, c := range courses {
		all.Revision += c.Revision
		all.Modules = append(all.Modules, c.Modules...)
	}
	return all
}

// learners remembers who was here lately, so that a page of theirs asks the store nothing. It is safe for concurrent
// use.
type learners struct {
	mu   sync.Mutex
	byID map[account.ID]*learner
}

// fresh gives a learner out of memory, as they were at since or later; nil: the store has to be asked.
func (s *Server) fresh(id account.ID, since time.Time) *learner {
	if oldest := s.now().Add(-learnerFresh); since.Before(oldest) {
		since = oldest
	}
	s.remembered.mu.Lock()
	defer s.remembered.mu.Unlock()
	if l := s.remembered.byID[id]; l != nil && !l.read.Before(since) {
		return l
	}
	return nil
}

// learner gives a learner as they were at since or later.
func (s *Server) learner(ctx context.Context, id account.ID, since time.Time) (*learner, error) {
	if l := s.fresh(id, since); l != nil {
		return l, nil
	}
	now := s.now()
	a, err := s.members.Learners.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	facts, err := s.members.Learners.Facts(ctx, id)
	if err != nil {
		return nil, err
	}
	l := &learner{account: a, facts: facts, read: now}
	s.remembered.mu.Lock()
	defer s.remembered.mu.Unlock()
	if len(s.remembered.byID) >= learnersKept {
		for other := range s.remembered.byID {
			delete(s.remembered.byID, other)
			break
		}
	}
	s.remembered.byID[id] = l
	return l, nil
}

// forget lets the next request read a learner anew, after something of theirs was written.
func (s *Server) forget(id account.ID) {
	s.remembered.mu.Lock()
	defer s.remembered.mu.Unlock()
	delete(s.remembered.byID, id)
}

// tidy forgets who was not here lately: what is remembered of them would be read anew, and holds an old snapshot.
func (s *Server) tidy() {
	oldest := s.now().Add(-learnerFresh)
	s.remembered.mu.Lock()
	defer s.remembered.mu.Unlock()
	for id, l := range s.remembered.byID {
		if l.read.Before(oldest) {
			delete(s.remembered.byID, id)
		}
	}
}
