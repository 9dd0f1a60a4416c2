package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/forum"
)

const (
	postsWritten = `
select p.module, p.topic, p.post, t.title, t.category, t.lesson, case when p.post = t.topic then t.heading else '' end,
    case when p.post = t.topic then t.quote else '' end, t.lang, p.source, p.state, p.why, p.created, p.edited
from post p
join topic t on t.module = p.module and t.topic = p.topic
where p.author = $1
order by p.created, p.post`
	versionsWritten = `
select version.post, version.title, version.source, version.until
from version
join post on post.module = version.module and post.topic = version.topic and post.post = version.post
where post.author = $1
order by version.post, version.version`
	thanksGiven = `
select module, topic, post, at
from thanks
where account = $1
order by at, module, topic, post`
	topicsSeen = `
select module, topic, at
from seen
where account = $1
order by at, module, topic`
)

// ForumOf is everything in the forum that is somebody's.
func (s *Store) ForumOf(ctx context.Context, id account.ID) (own forum.Belongings, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		if own.Posts, err = rowsOf(ctx, q, postsWritten, id, scanOwnPost); err != nil {
			return err
		}
		if err := addVersions(ctx, q, id, own.Posts); err != nil {
			return err
		}
		own.Thanks, err = rowsOf(ctx, q, thanksGiven, id, func(row scanner) (forum.OwnThanks, error) {
			var t forum.OwnThanks
			var at int64
			err := row.Scan(&t.Module, &t.Topic, &t.Post, &at)
			t.At = moment(at)
			return t, err
		})
		if err != nil {
			return err
		}
		if own.Follows, err = rowsOf(ctx, q, followsOf, id, scanFollow); err != nil {
			return err
		}
		own.Seen, err = rowsOf(ctx, q, topicsSeen, id, func(row scanner) (forum.Seen, error) {
			var s forum.Seen
			var at int64
			err := row.Scan(&s.Module, &s.Topic, &at)
			s.At = moment(at)
			return s, err
		})
		return err
	})
	return own, err
}

// rowsOf reads what is somebody's.
func rowsOf[T any](ctx context.Context, q querier, query string, id account.ID, scan func(scanner) (T, error)) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, id)
	if err != nil {
		return nil, fmt.Errorf("read what is somebody's in the forum: %w", err)
	}
	return collect(rows, "read what is somebody's in the forum", scan)
}

func scanOwnPost(row scanner) (forum.OwnPost, error) {
	var p forum.OwnPost
	var created, edited int64
	err := row.Scan(&p.Module, &p.Topic, &p.Post, &p.Title, &p.Category, &p.Lesson, &p.Heading, &p.Quote, &p.Lang, &p.Source,
		&p.State, &p.Why, &created, &edited)
	p.Created, p.Edited = moment(created), moment(edited)
	return p, err
}

// addVersions gives each post what it was before.
func addVersions(ctx context.Context, q querier, id account.ID, posts []forum.OwnPost) error {
	type before struct {
		post forum.PostID
		forum.OwnVersion
	}
	all, err := rowsOf(ctx, q, versionsWritten, id, func(row scanner) (before, error) {
		var b before
		var until int64
		err := row.Scan(&b.post, &b.Title, &b.Source, &until)
		b.Until = moment(until)
		return b, err
	})
	at := map[forum.PostID]int{}
	for i := range posts {
		at[posts[i].Post] = i
	}
	for _, b := range all {
		p := &posts[at[b.post]]
		p.Before = append(p.Before, b.OwnVersion)
	}
	return err
}
