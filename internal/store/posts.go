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

// kept is a post as one who changes it needs it.
type kept struct {
	writable
	forum.Post
}

const postToChange = `
select coalesce(p.author, ''), p.source, p.state, p.why, p.created
from post p
where p.module = $1 and p.topic = $2 and p.post = $3`

func readKept(ctx context.Context, q querier, module string, topic forum.TopicID, id forum.PostID) (kept, error) {
	k := kept{Post: forum.Post{Module: module, Topic: topic, ID: id}}
	var created int64
	err := q.QueryRowContext(ctx, postToChange, storable(module), storable(string(topic)), storable(string(id))).
		Scan(&k.Author, &k.Source, &k.State, &k.Why, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return k, fault.New(fault.NotFound, "", errors.New("read post: there is none of this id"))
	}
	if err != nil {
		return k, fmt.Errorf("read post: %w", err)
	}
	k.Created = moment(created)
	k.writable, err = readWritable(ctx, q, module, topic)
	return k, err
}

// first tells that the post is the question.
func (k kept) first() bool { return string(k.ID) == string(k.Topic) }

// mayChange keeps out all but the author (while the topic is open) and those who moderate the module.
func (k kept) mayChange(ctx context.Context, tx tx, by account.ID) error {
	own := by != "" && k.Author == by
	if own && !k.locked {
		return nil
	}
	moderates, err := moderates(ctx, tx, by, k.Module)
	switch {
	case err != nil || moderates:
		return err
	case own:
		return fault.New(fault.Conflict, forum.IsLocked, errors.New("change post: its topic is locked"))
	}
	return fault.New(fault.NotFound, "", errors.New("change post: it is another person's"))
}

const (
	insertVersion = `
insert into version (module, topic, post, version, title, source, until, by)
select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7
from version
where module = $1 and topic = $2 and post = $3`
	updatePost = `
update post
set source = $4, html = $5, same = $6, state = $7, cause = $8, edited = $9
where module = $1 and topic = $2 and post = $3`
	updateTitle = `update topic set title = $3 where module = $1 and topic = $2`
)

// EditPost changes the text of a post, and the title of its topic where it is the first one (empty: as it was); what
// it was before is kept. by is its author or moderates the module; to others there is no such post (fault.NotFound),
// and in a locked topic an author is refused (fault.Conflict, forum.IsLocked). A post that others see may come to be
// held (State, Cause); one that they do not see stays so. The same text sent again changes nothing. What a moderator
// does has its lines for the log.
func (s *Store) EditPost(ctx context.Context, p forum.Post, title string, by account.ID, at time.Time, log ...account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		k, err := readKept(ctx, tx, p.Module, p.Topic, p.ID)
		if err != nil {
			return err
		}
		if err := k.mayChange(ctx, tx, by); err != nil {
			return err
		}
		if err := speaks(ctx, tx, by, at); err != nil {
			return err
		}
		if k.State == forum.Deleted {
			return fault.New(fault.NotFound, "", errors.New("edit post: it is deleted"))
		}
		if title = storable(title); title == "" || !k.first() {
			title = k.title
		}
		if storable(p.Source) == k.Source && title == k.title {
			return nil
		}
		state, cause := k.State, forum.Cause("")
		if p.State == forum.Held && state == forum.Shown || state == forum.Held {
			state, cause = forum.Held, p.Cause
		}
		before := ""
		if k.first() {
			before = k.title
		}
		if _, err := tx.ExecContext(ctx, insertVersion, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID)),
			before, k.Source, millis(at), by); err != nil {
			return fmt.Errorf("keep version: %w", err)
		}
		if _, err := tx.ExecContext(ctx, updatePost, storable(p.Module), storable(string(p.Topic)), storable(string(p.ID)),
			storable(p.Source), storable(p.HTML), forum.Fingerprint(p.Source), state, cause, millis(at)); err != nil {
			return fmt.Errorf("edit post: %w", err)
		}
		if err := addConnection(ctx, tx, p.Connection, millis(at)); err != nil {
			return err
		}
		if title != k.title {
			if _, err := tx.ExecContext(ctx, updateTitle, storable(p.Module), storable(string(p.Topic)), title); err != nil {
				return fmt.Errorf("edit title: %w", err)
			}
			k.title = title
		}
		k.Source = p.Source
		return s.settle(ctx, tx, k, state, log...)
	})
}

// settle brings topic, index, generation and log to where a post has come.
func (s *Store) settle(ctx context.Context, tx tx, k kept, state forum.State, log ...account.Action) error {
	title := ""
	if k.first() {
		title = k.title
	}
	was := k.State
	k.State = state
	if err := s.findable(ctx, tx, k.Post, title, k.lang); err != nil {
		return err
	}
	if was != state {
		if err := recount(ctx, tx, k.Module, k.Topic); err != nil {
			return err
		}
		if k.first() {
			if _, err := raise(ctx, tx, forumGeneration); err != nil {
				return err
			}
		}
	}
	for _, a := range log {
		if err := logAction(ctx, tx, a); err != nil {
			return err
		}
	}
	return nil
}

const versionsOf = `
select version.title, version.source, version.until, coalesce(version.by, ''), coalesce(nullif(account.display, ''), account.name, '')
from version
left join account on account.account = version.by
where version.module = $1 and version.topic = $2 and version.post = $3
order by version.version desc`

// Versions are what a post was before its edits, the last one first, for whom may see the post.
func (s *Store) Versions(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, reader account.ID) ([]forum.Version, error) {
	if _, err := s.Post(ctx, module, topic, id, reader); err != nil {
		return nil, err
	}
	rows, err := s.read().QueryContext(ctx, versionsOf, storable(module), storable(string(topic)), storable(string(id)))
	if err != nil {
		return nil, asFault(fmt.Errorf("read versions: %w", err))
	}
	all, err := collect(rows, "read versions", func(row scanner) (forum.Version, error) {
		var v forum.Version
		var until int64
		err := row.Scan(&v.Title, &v.Source, &until, &v.By, &v.ByName)
		v.Until = moment(until)
		return v, err
	})
	return all, asFault(err)
}

const updateSolved = `
update topic
set solved = $3
where module = $1 and topic = $2
    and ($3 = '' or exists (select 1 from post
        where post.module = $1 and post.topic = $2 and post.post = $3 and post.post <> $2 and post.state = 'shown'))`

// Solve marks the answer that helped, or none (empty). by asked the question or moderates the module; to others there
// is no such topic (fault.NotFound), as there is no answer that others do not see.
func (s *Store) Solve(ctx context.Context, module string, topic forum.TopicID, post forum.PostID, by account.ID, log ...account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		k, err := readKept(ctx, tx, module, topic, forum.PostID(topic))
		if err != nil {
			return err
		}
		k.locked = false // that it helped may be said later
		if err := k.mayChange(ctx, tx, by); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, updateSolved, storable(module), storable(string(topic)), storable(string(post))))
		if err := missing(n, err, "mark the answer that helped"); err != nil {
			return err
		}
		for _, a := range log {
			if err := logAction(ctx, tx, a); err != nil {
				return err
			}
		}
		return nil
	})
}
