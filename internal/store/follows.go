package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
)

const (
	insertThanks = `
insert into thanks (account, module, topic, post, at)
select $1, p.module, p.topic, p.post, $5
from post p
where p.module = $2 and p.topic = $3 and p.post = $4 and p.state = 'shown' and (p.author is null or p.author <> $1)
on conflict do nothing`
	deleteThank = `delete from thanks where account = $1 and module = $2 and topic = $3 and post = $4`
)

// Thank notes that somebody says "thanks" of an answer, or "me too" of a question, once. It does nothing for one's own
// posts and for what others do not see.
func (s *Store) Thank(ctx context.Context, id account.ID, module string, topic forum.TopicID, post forum.PostID, at time.Time) error {
	return s.exec(ctx, "thank", insertThanks, id, storable(module), storable(string(topic)), storable(string(post)), millis(at))
}

// Unthank takes it back.
func (s *Store) Unthank(ctx context.Context, id account.ID, module string, topic forum.TopicID, post forum.PostID) error {
	return s.exec(ctx, "take thanks back", deleteThank, id, storable(module), storable(string(topic)), storable(string(post)))
}

const (
	insertFollow = `
insert into follow (account, module, topic, lesson, since)
values ($1, $2, $3, $4, $5)
on conflict do nothing`
	deleteFollow = `delete from follow where account = $1 and module = $2 and topic = $3 and lesson = $4`
	seenSoFar    = `
insert into seen (account, module, topic, at)
select $1, t.module, t.topic, t.active
from topic t
where t.module = $2 and t.topic = $3
on conflict do nothing`
)

// Follow keeps that somebody wants to hear of a topic (from now on), or of the topics of a lesson or of a module. A
// topic that they may not see is a fault.NotFound.
func (s *Store) Follow(ctx context.Context, id account.ID, f forum.Follow) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if f.Topic != "" {
			if _, err := readTopic(ctx, tx, f.Module, f.Topic, id); err != nil {
				return asFault(err)
			}
			f.Lesson = ""
			if _, err := tx.ExecContext(ctx, seenSoFar, id, storable(f.Module), storable(string(f.Topic))); err != nil {
				return fmt.Errorf("note what is seen: %w", err)
			}
		}
		if _, err := tx.ExecContext(ctx, insertFollow, id, storable(f.Module), storable(string(f.Topic)), storable(string(f.Lesson)), millis(f.Since)); err != nil {
			return fmt.Errorf("follow: %w", err)
		}
		return nil
	})
}

// Unfollow forgets it.
func (s *Store) Unfollow(ctx context.Context, id account.ID, f forum.Follow) error {
	return s.exec(ctx, "unfollow", deleteFollow, id, storable(f.Module), storable(string(f.Topic)), storable(string(f.Lesson)))
}

const followsOf = `
select module, topic, lesson, since
from follow
where account = $1
order by since, module, topic, lesson`

// Follows are what somebody follows, the oldest first.
func (s *Store) Follows(ctx context.Context, id account.ID) ([]forum.Follow, error) {
	rows, err := s.read().QueryContext(ctx, followsOf, id)
	if err != nil {
		return nil, asFault(fmt.Errorf("read follows: %w", err))
	}
	all, err := collect(rows, "read follows", scanFollow)
	return all, asFault(err)
}

func scanFollow(row scanner) (forum.Follow, error) {
	var f forum.Follow
	var since int64
	err := row.Scan(&f.Module, &f.Topic, &f.Lesson, &since)
	f.Since = moment(since)
	return f, err
}

const (
	upsertSeen = `
insert into seen (account, module, topic, at)
values ($1, $2, $3, $4)
on conflict (account, module, topic) do update set at = case when seen.at < excluded.at then excluded.at else seen.at end`
	seenPost = `
insert into seen (account, module, topic, at)
select $1, p.module, p.topic, p.created
from post p
where p.module = $2 and p.topic = $3 and p.post = $4
on conflict (account, module, topic) do update set at = case when seen.at < excluded.at then excluded.at else seen.at end`
)

// MarkSeen notes the last post of a topic that somebody has seen. It never goes back.
func (s *Store) MarkSeen(ctx context.Context, id account.ID, module string, topic forum.TopicID, post forum.PostID) error {
	return s.exec(ctx, "note what is seen", seenPost, id, storable(module), storable(string(topic)), storable(string(post)))
}

// What was never looked at is not in it: to follow a topic is to have seen it.
const newReplies = `
select` + topicColumns + `, 1 = 1
from seen
join topic t on t.module = seen.module and t.topic = seen.topic
left join account asker on asker.account = t.author
where seen.account = $1 and seen.at < t.active and t.state = 'shown'
    and exists (select 1 from follow where follow.account = $1 and follow.module = t.module
        and (follow.topic = t.topic or follow.topic = '' and follow.lesson in ('', t.lesson)))
order by t.active desc, t.topic desc
limit $2`

// Unread are the topics that somebody follows and in which others have written since they looked, the last one first,
// forum.TopicsPage at most.
func (s *Store) Unread(ctx context.Context, id account.ID) ([]forum.Summary, error) {
	rows, err := s.read().QueryContext(ctx, newReplies, id, forum.TopicsPage)
	if err != nil {
		return nil, asFault(fmt.Errorf("read new answers: %w", err))
	}
	all, err := collect(rows, "read new answers", scanSummary)
	return all, asFault(err)
}

const followersOf = `
select account.account, account.name, account.key, account.display, account.lang, account.email, account.confirmed
from account
where account.account in (
    select follow.account from follow
    where follow.module = $1 and (follow.topic = $2 and $2 <> '' or follow.topic = '' and follow.lesson = $3
        or follow.topic = '' and follow.lesson = '' and $2 = ''))
order by account.account`

// Followers are those to tell of an answer in a topic (topic is set, lesson empty), or of a new topic about a lesson
// or, without one, about a module (topic is empty): with ID, names, Lang, Email and Confirmed. Whether they asked for
// letters is not looked at.
func (s *Store) Followers(ctx context.Context, module string, topic forum.TopicID, lesson course.LessonID) ([]account.Account, error) {
	if topic != "" && lesson != "" {
		return nil, fault.New(fault.Invalid, "", fmt.Errorf("read followers: of a topic or of a lesson, not of both"))
	}
	rows, err := s.read().QueryContext(ctx, followersOf, storable(module), storable(string(topic)), storable(string(lesson)))
	if err != nil {
		return nil, asFault(fmt.Errorf("read followers: %w", err))
	}
	all, err := collect(rows, "read followers", func(row scanner) (account.Account, error) {
		var a account.Account
		var confirmed int64
		err := row.Scan(&a.ID, &a.Name, &a.Key, &a.Display, &a.Lang, &a.Email, &confirmed)
		a.Confirmed = moment(confirmed)
		return a, err
	})
	return all, asFault(err)
}
