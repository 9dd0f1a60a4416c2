package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/forum"
)

const (
	insertTopic = `
insert into topic (module, topic, category, title, lesson, edition, revision, heading, quote, lang, author, state,
    created, active, last, replies, answered, solved, locked)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13, 0, 0, '', 0)
on conflict do nothing`
	insertPost = `
insert into post (module, topic, post, author, source, html, same, state, cause, why, created, edited, shown)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, 0, $11)
on conflict do nothing`
	writtenBy = `select count(*) from post where module = $1 and topic = $2 and post = $3 and author = $4`
)

// StartTopic keeps a topic with its first post, which has its id. Its author follows it. The same one sent again is
// there already and no error; an id that somebody else has is a fault.Conflict, as is an author who may not write
// (moderation.IsSilenced), or has written too much (forum.TooMany); one without an account is a fault.NotFound.
func (s *Store) StartTopic(ctx context.Context, t forum.Topic, p forum.Post) error {
	if p.ID != forum.PostID(t.ID) || p.Topic != t.ID || p.Module != t.Module || p.Author != t.Author {
		return fmt.Errorf("start topic %s: its first post is another topic's, or another person's", t.ID)
	}
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if err := speaks(ctx, tx, t.Author, p.Created); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, insertTopic, storable(t.Module), storable(string(t.ID)), t.Category,
			storable(t.Title), storable(string(t.Passage.Lesson)), t.Passage.Lang, t.Passage.Revision,
			storable(t.Passage.Heading), storable(t.Passage.Quote), t.Lang, t.Author, p.State, millis(p.Created)))
		if err != nil {
			return fmt.Errorf("insert topic: %w", err)
		}
		if n == 0 {
			return sameAuthor(ctx, tx, p)
		}
		if err := notFlooding(ctx, tx, p); err != nil {
			return err
		}
		if err := addPost(ctx, tx, p, millis(p.Created)); err != nil {
			return err
		}
		if err := s.findable(ctx, tx, p, t.Title, t.Lang); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, insertFollow, p.Author, storable(t.Module), t.ID, "", millis(p.Created)); err != nil {
			return fmt.Errorf("follow one's own topic: %w", err)
		}
		if p.State != forum.Shown {
			return nil
		}
		_, err = raise(ctx, tx, forumGeneration)
		return err
	})
}

// sameAuthor takes what is there already for what was sent, if its author sent it.
func sameAuthor(ctx context.Context, tx tx, p forum.Post) error {
	var same int
	if err := tx.QueryRowContext(ctx, writtenBy, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID)),
		p.Author).Scan(&same); err != nil {
		return fmt.Errorf("read post that is in the way: %w", err)
	}
	if same == 0 {
		return fault.New(fault.Conflict, "", errors.New("keep post: its id is taken"))
	}
	return nil
}

const (
	oneAtATime = `update account set seen = seen where account = $1`
	lastHour   = `select count(*) from post where author = $1 and created > $2`
)

// notFlooding is a fault.Conflict (forum.TooMany) where somebody has written as much within an hour as they may. Of what
// they send at once, each waits for the one before.
func notFlooding(ctx context.Context, tx tx, p forum.Post) error {
	if p.Hourly == 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, oneAtATime, p.Author); err != nil {
		return fmt.Errorf("wait for what else somebody writes: %w", err)
	}
	var n int
	if err := tx.QueryRowContext(ctx, lastHour, p.Author, millis(p.Created.Add(-time.Hour))).Scan(&n); err != nil {
		return fmt.Errorf("count what somebody wrote within an hour: %w", err)
	}
	if n >= p.Hourly {
		return fault.New(fault.Conflict, forum.TooMany, errors.New("keep post: its author has written as much within an hour as they may"))
	}
	return nil
}

// addPost keeps a post that is not there yet, and that its author has seen it.
func addPost(ctx context.Context, tx tx, p forum.Post, created int64) error {
	shown := int64(0)
	if p.State == forum.Shown {
		shown = created
	}
	n, err := affected(tx.ExecContext(ctx, insertPost, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID)),
		p.Author, storable(p.Source), storable(p.HTML), forum.Fingerprint(p.Source), p.State, p.Cause, created, shown))
	if err != nil {
		return fmt.Errorf("insert post: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "", errors.New("keep post: its id is taken"))
	}
	if err := addConnection(ctx, tx, p.Connection, created); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, upsertSeen, p.Author, storable(p.Module), storable(string(p.Topic)), created); err != nil {
		return fmt.Errorf("note that one's own post is seen: %w", err)
	}
	return nil
}

// writable is a topic as one who writes in it needs it.
type writable struct {
	title, lang, author, state string
	last                       int64
	locked                     bool
}

const topicToWrite = `
select title, lang, coalesce(author, ''), state, last, locked
from topic
where module = $1 and topic = $2`

func readWritable(ctx context.Context, q querier, module string, topic forum.TopicID) (writable, error) {
	var w writable
	err := q.QueryRowContext(ctx, topicToWrite, storable(module), storable(string(topic))).
		Scan(&w.title, &w.lang, &w.author, &w.state, &w.last, &w.locked)
	if errors.Is(err, sql.ErrNoRows) {
		return w, fault.New(fault.NotFound, "", errors.New("read topic: there is none of this id"))
	}
	if err != nil {
		return w, fmt.Errorf("read topic: %w", err)
	}
	return w, nil
}

const (
	updateReplied = `
update topic
set active = $3, replies = replies + 1,
    answered = case when author = $4 then answered else 1 end
where module = $1 and topic = $2`
	updateLast = `
update topic
set last = $3
where module = $1 and topic = $2`
)

// Reply keeps an answer. What was sent again is there already and no error; an id that somebody else has is a
// fault.Conflict, as is a locked topic (forum.IsLocked) for all but its moderators. A topic that its author may not see is
// a fault.NotFound. The answer is later than all before it, by a millisecond where clocks differ.
func (s *Store) Reply(ctx context.Context, p forum.Post) error {
	if p.ID == forum.PostID(p.Topic) {
		return fmt.Errorf("reply in %s: the answer has the id of the question", p.Topic)
	}
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if err := speaks(ctx, tx, p.Author, p.Created); err != nil {
			return err
		}
		w, err := readWritable(ctx, tx, p.Module, p.Topic)
		if err != nil {
			return err
		}
		if err := mayReply(ctx, tx, w, p); err != nil {
			return err
		}
		var there int
		if err := tx.QueryRowContext(ctx, countPost, storable(string(p.ID))).Scan(&there); err != nil {
			return fmt.Errorf("count post: %w", err)
		}
		if there > 0 {
			return sameAuthor(ctx, tx, p)
		}
		if err := notFlooding(ctx, tx, p); err != nil {
			return err
		}
		created := max(millis(p.Created), w.last+1)
		if err := addPost(ctx, tx, p, created); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, updateLast, storable(p.Module), storable(string(p.Topic)), created); err != nil {
			return fmt.Errorf("note an answer: %w", err)
		}
		if p.State != forum.Shown {
			return nil
		}
		if _, err := tx.ExecContext(ctx, updateReplied, storable(p.Module), storable(string(p.Topic)), created, p.Author); err != nil {
			return fmt.Errorf("note an answer: %w", err)
		}
		return s.findable(ctx, tx, p, "", w.lang)
	})
}

const countPost = `select count(*) from post where post = $1`

// mayReply keeps out who may not see a topic, and who may not write in one that is locked.
func mayReply(ctx context.Context, tx tx, w writable, p forum.Post) error {
	open := w.state == string(forum.Shown) || w.state == string(forum.Deleted) || w.author == string(p.Author) && w.author != ""
	if open && !w.locked {
		return nil
	}
	moderates, err := moderates(ctx, tx, p.Author, p.Module)
	switch {
	case err != nil || moderates:
		return err
	case !open:
		return fault.New(fault.NotFound, "", errors.New("reply: others do not see this topic"))
	}
	return fault.New(fault.Conflict, forum.IsLocked, errors.New("reply: the topic is locked"))
}

const countModerates = `
select count(*)
from role
where account = $1
    and (role = 'administrator' and module = '' or role = 'moderator' and (module = '' or module = $2))`

// moderates tells whether somebody may do in a module what moderators do: as account.Grants.May.
func moderates(ctx context.Context, q querier, id account.ID, module string) (bool, error) {
	var n int
	if err := q.QueryRowContext(ctx, countModerates, storable(string(id)), storable(module)).Scan(&n); err != nil {
		return false, fmt.Errorf("read whether somebody moderates: %w", err)
	}
	return n > 0, nil
}
