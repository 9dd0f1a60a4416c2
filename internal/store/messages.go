package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/forum"
)

const (
	fromPosts = `
from post p
join topic t on t.module = p.module and t.topic = p.topic
left join account asker on asker.account = t.author
left join account writer on writer.account = p.author`
	message = `
select` + topicColumns + `,` + postColumns + fromPosts

	heldPosts = `
where p.state = 'held' and ` + moderatesPost
	heldPage = message + heldPosts + `
order by p.created, p.post
limit $2 offset $3`
	countHeld = `
select count(*)
from post p` + heldPosts

	postsBy = `
where p.author = $2 and ` + seesPost + ` and ` + seesTopic
	postsByPage = message + postsBy + `
order by p.created desc, p.post desc
limit $3 offset $4`
	countPostsBy = `
select count(*)
from post p
join topic t on t.module = p.module and t.topic = p.topic` + postsBy

	recentAll = message + `
where p.state = 'shown' and t.state = 'shown' and $1 = '' and $2 = '' and $3 = ''
order by p.created desc
limit $4`
	recentIn = message + `
where t.module = $2 and ($3 = '' or t.lesson = $3) and t.state = 'shown' and p.state = 'shown' and $1 = ''
order by p.created desc, p.post desc
limit $4`
)

func scanMessage(row scanner) (forum.Message, error) {
	var m forum.Message
	var begun, active, created, edited int64
	err := row.Scan(append(topicInto(&m.Topic, &begun, &active), postInto(&m.Post, &created, &edited)...)...)
	m.Topic.Created, m.Topic.Active = moment(begun), moment(active)
	m.Post.Created, m.Post.Edited = moment(created), moment(edited)
	return m, err
}

func (s *Store) messages(ctx context.Context, count, page string, args []any, number int) (all []forum.Message, total int, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		if err := q.QueryRowContext(ctx, count, args...).Scan(&total); err != nil {
			return fmt.Errorf("count posts: %w", err)
		}
		rows, err := q.QueryContext(ctx, page, append(args, forum.PostsPage, (max(number, 1)-1)*forum.PostsPage)...)
		if err != nil {
			return fmt.Errorf("read posts: %w", err)
		}
		all, err = collect(rows, "read posts", scanMessage)
		return err
	})
	return all, total, err
}

// HeldPosts are those that wait for somebody who moderates their module, the oldest first, forum.PostsPage on a page,
// and how many there are. To others, none wait.
func (s *Store) HeldPosts(ctx context.Context, moderator account.ID, page int) ([]forum.Message, int, error) {
	return s.messages(ctx, countHeld, heldPage, []any{moderator}, page)
}

// PostsBy are the posts of somebody that the reader may see, the last one first, forum.PostsPage on a page, and how
// many there are: for themselves and for who moderates. No page tells others.
func (s *Store) PostsBy(ctx context.Context, author account.ID, page int, reader account.ID) ([]forum.Message, int, error) {
	return s.messages(ctx, countPostsBy, postsByPage, []any{reader, author}, page)
}

// Recent are the last posts that everybody sees, of a lesson, of a module (no lesson) or of all (no module): for
// feeds.
func (s *Store) Recent(ctx context.Context, module string, lesson course.LessonID, most int) ([]forum.Message, error) {
	query := recentIn
	if module == "" {
		query, lesson = recentAll, ""
	}
	rows, err := s.read().QueryContext(ctx, query, "", storable(module), storable(string(lesson)), most)
	if err != nil {
		return nil, asFault(fmt.Errorf("read the last posts: %w", err))
	}
	all, err := collect(rows, "read the last posts", scanMessage)
	return all, asFault(err)
}

const pastOf = `
select account.created,
    (select count(*) from post where post.author = $1 and post.state = 'shown'),
    (select count(*) from post where post.author = $1 and post.created > $2),
    coalesce((select min(post.created) from post where post.author = $1 and post.created > $2), 0),
    exists (select 1 from post where post.same = $4 and post.author = $1 and post.created > $3),
    exists (select 1 from post where post.same = $4 and post.author <> $1)
from account
where account.account = $1`

// Past is what the rules of writing ask of somebody who is about to write a text; without an account, it is a
// fault.NotFound.
func (s *Store) Past(ctx context.Context, id account.ID, source string, at time.Time) (forum.Past, error) {
	var p forum.Past
	var joined, oldest int64
	err := s.read().QueryRowContext(ctx, pastOf, id, millis(at.Add(-time.Hour)), millis(at.Add(-24*time.Hour)), forum.Fingerprint(source)).
		Scan(&joined, &p.Shown, &p.Recent, &oldest, &p.OwnSame, &p.Others)
	if err != nil {
		return forum.Past{}, asFault(fmt.Errorf("read what somebody wrote: %w", err))
	}
	p.Joined, p.Oldest = moment(joined), moment(oldest)
	return p, nil
}
