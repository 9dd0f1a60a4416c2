package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/forum"
)

// Pieces of the texts below, in which $1 is always who reads. What others do not see is seen by its author and by who
// moderates the module.
const (
	topicColumns = `
t.module, t.topic, t.category, t.title, t.lesson, t.edition, t.revision, t.heading, t.quote, t.lang,
coalesce(t.author, ''), coalesce(nullif(asker.display, ''), asker.name, ''), t.state, t.created, t.active, t.replies,
t.solved, t.locked`
	postColumns = `
p.module, p.topic, p.post, coalesce(p.author, ''), coalesce(nullif(writer.display, ''), writer.name, ''),
exists (select 1 from role where role.account = p.author and role.module in ('', p.module)),
p.source, p.html, p.state, p.cause, p.why, p.created, p.edited,
(select count(*) from thanks where thanks.module = p.module and thanks.topic = p.topic and thanks.post = p.post),
exists (select 1 from thanks where thanks.account = $1 and thanks.module = p.module and thanks.topic = p.topic
    and thanks.post = p.post)`
	moderatesTopic = `
exists (select 1 from role where role.account = $1 and (role.role = 'administrator' and role.module = ''
    or role.role = 'moderator' and role.module in ('', t.module)))`
	moderatesPost = `
exists (select 1 from role where role.account = $1 and (role.role = 'administrator' and role.module = ''
    or role.role = 'moderator' and role.module in ('', p.module)))`
	seesTopic = `(t.state in ('shown', 'deleted') or t.author = $1 or ` + moderatesTopic + `)`
	seesPost  = `(p.state in ('shown', 'deleted') or p.author = $1 or ` + moderatesPost + `)`
)

// into are the places for topicColumns.
func topicInto(t *forum.Topic, created, active *int64) []any {
	return []any{&t.Module, &t.ID, &t.Category, &t.Title, &t.Passage.Lesson, &t.Passage.Lang, &t.Passage.Revision,
		&t.Passage.Heading, &t.Passage.Quote, &t.Lang, &t.Author, &t.AuthorName, &t.State, created, active, &t.Replies,
		&t.Solved, &t.Locked}
}

func scanTopic(row scanner, more ...any) (forum.Topic, error) {
	var t forum.Topic
	var created, active int64
	err := row.Scan(append(topicInto(&t, &created, &active), more...)...)
	t.Created, t.Active = moment(created), moment(active)
	return t, err
}

func postInto(p *forum.Post, created, edited *int64) []any {
	return []any{&p.Module, &p.Topic, &p.ID, &p.Author, &p.AuthorName, &p.Team, &p.Source, &p.HTML, &p.State, &p.Cause,
		&p.Why, created, edited, &p.Thanks, &p.Thanked}
}

func scanPost(row scanner) (forum.Post, error) {
	var p forum.Post
	var created, edited int64
	err := row.Scan(postInto(&p, &created, &edited)...)
	p.Created, p.Edited = moment(created), moment(edited)
	return p, err
}

const topicByID = `
select` + topicColumns + `
from topic t
left join account asker on asker.account = t.author
where t.module = $2 and t.topic = $3 and ` + seesTopic

// Topic is a topic of a module, if the reader (empty: nobody in particular) may see it; else a fault.NotFound.
func (s *Store) Topic(ctx context.Context, module string, id forum.TopicID, reader account.ID) (forum.Topic, error) {
	t, err := readTopic(ctx, s.read(), module, id, reader)
	return t, asFault(err)
}

func readTopic(ctx context.Context, q querier, module string, id forum.TopicID, reader account.ID) (forum.Topic, error) {
	t, err := scanTopic(q.QueryRowContext(ctx, topicByID, reader, storable(module), storable(string(id))))
	if err != nil {
		return forum.Topic{}, fmt.Errorf("read topic: %w", err)
	}
	return t, nil
}

const moduleOfTopic = `
select t.module
from topic t
where t.topic = $2 and ` + seesTopic

// TopicModule is the module that a topic is in now: it may have been moved since a link to it was made.
func (s *Store) TopicModule(ctx context.Context, id forum.TopicID, reader account.ID) (module string, err error) {
	if err := s.read().QueryRowContext(ctx, moduleOfTopic, reader, storable(string(id))).Scan(&module); err != nil {
		return "", asFault(fmt.Errorf("read the module of a topic: %w", err))
	}
	return module, nil
}

const (
	postByID = `
select` + postColumns + `
from post p
left join account writer on writer.account = p.author
where p.module = $2 and p.topic = $3 and p.post = $4 and ` + seesPost
	answersOn = `
select` + postColumns + `
from post p
left join account writer on writer.account = p.author
where p.module = $2 and p.topic = $3 and p.post <> $3 and ` + seesPost + `
order by p.created
limit $4 offset $5`
	countAnswers = `
select count(*)
from post p
where p.module = $2 and p.topic = $3 and p.post <> $3 and ` + seesPost
	countBefore = `
select count(*)
from post p
where p.module = $2 and p.topic = $3 and p.post <> $3 and ` + seesPost + `
    and p.created < (select created from post where module = $2 and topic = $3 and post = $4)`
)

// Post is one post, if the reader may see it and its topic; else a fault.NotFound.
func (s *Store) Post(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, reader account.ID) (p forum.Post, err error) {
	err = s.snapshot(ctx, func(q querier) error {
		if _, err := readTopic(ctx, q, module, topic, reader); err != nil {
			return err
		}
		p, err = scanPost(q.QueryRowContext(ctx, postByID, reader, storable(module), storable(string(topic)), storable(string(id))))
		if err != nil {
			return fmt.Errorf("read post: %w", err)
		}
		return nil
	})
	return p, err
}

// Posts are the answers on a page of a topic (from 1), forum.PostsPage of them, in the order in which they came; on
// the first page, the question is before them. total is how many answers the reader may see, the places of deleted
// ones included. A topic that the reader may not see is a fault.NotFound; a page past the end is empty.
func (s *Store) Posts(ctx context.Context, module string, topic forum.TopicID, page int, reader account.ID) (posts []forum.Post, total int, err error) {
	page = max(page, 1)
	err = s.snapshot(ctx, func(q querier) error {
		if _, err := readTopic(ctx, q, module, topic, reader); err != nil {
			return err
		}
		args := []any{reader, storable(module), storable(string(topic))}
		if err := q.QueryRowContext(ctx, countAnswers, args...).Scan(&total); err != nil {
			return fmt.Errorf("count answers: %w", err)
		}
		if page == 1 {
			question, err := scanPost(q.QueryRowContext(ctx, postByID, append(args, storable(string(topic)))...))
			if err != nil {
				return fmt.Errorf("read question: %w", err)
			}
			posts = append(posts, question)
		}
		rows, err := q.QueryContext(ctx, answersOn, append(args, forum.PostsPage, (page-1)*forum.PostsPage)...)
		if err != nil {
			return fmt.Errorf("read answers: %w", err)
		}
		answers, err := collect(rows, "read answers", scanPost)
		posts = append(posts, answers...)
		return err
	})
	return posts, total, err
}

// PostPage is the page of its topic on which a reader finds a post, from 1.
func (s *Store) PostPage(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, reader account.ID) (int, error) {
	if _, err := s.Post(ctx, module, topic, id, reader); err != nil {
		return 0, err
	}
	var before int
	err := s.read().QueryRowContext(ctx, countBefore, reader, storable(module), storable(string(topic)), storable(string(id))).Scan(&before)
	if err != nil {
		return 0, asFault(fmt.Errorf("count the posts before one: %w", err))
	}
	return before/forum.PostsPage + 1, nil
}
