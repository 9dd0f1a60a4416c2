package store

import (
	"context"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/forum"
)

const (
	topicsWrittenIn = `select distinct module, topic from post where author = $1`

	deleteWordsOf = `
delete from post_words
where exists (select 1 from post
    where post.module = post_words.module and post.topic = post_words.topic and post.post = post_words.post
        and post.author = $1)`
	deleteVersionsOf = `
delete from version
where exists (select 1 from post
    where post.module = version.module and post.topic = version.topic and post.post = version.post and post.author = $1)`
	// Where nobody else has written, there is nothing to keep a topic for.
	deleteTopicsOf = `
delete from topic
where author = $1
    and not exists (select 1 from post
        where post.module = topic.module and post.topic = topic.topic and post.state <> 'deleted'
            and (post.author is null or post.author <> $1))`
	// An answer leaves its place where others have gone on after it.
	deleteAnswersOf = `
delete from post
where author = $1 and post <> topic
    and not exists (select 1 from post later
        where later.module = post.module and later.topic = post.topic and later.created > post.created
            and later.state <> 'deleted' and (later.author is null or later.author <> $1))`
	blankPostsOf = `
update post
set author = null, source = '', html = '', same = '', cause = '', why = '', edited = 0,
    state = case when state = 'hidden' then state else 'deleted' end
where author = $1`
	blankTopicsOf = `
update topic
set author = null, title = '', heading = '', quote = ''
where author = $1`
	deleteFollowsOf = `
delete from follow
where module = $1 and topic = $2
    and not exists (select 1 from topic where topic.module = follow.module and topic.topic = follow.topic)`
)

// erasePosts takes out the texts of a learner and that they wrote them. What others have gone on after leaves its
// place, as a line that something was deleted; a topic in which nobody else has written goes whole.
func erasePosts(ctx context.Context, tx tx, id account.ID) error {
	type place struct {
		module string
		topic  forum.TopicID
	}
	rows, err := tx.QueryContext(ctx, topicsWrittenIn, id)
	if err != nil {
		return fmt.Errorf("read what a learner wrote: %w", err)
	}
	places, err := collect(rows, "read what a learner wrote", func(row scanner) (p place, err error) {
		err = row.Scan(&p.module, &p.topic)
		return p, err
	})
	if err != nil || len(places) == 0 {
		return err
	}
	for _, query := range []string{deleteWordsOf, deleteVersionsOf, deleteTopicsOf, deleteAnswersOf, blankPostsOf, blankTopicsOf} {
		if _, err := tx.ExecContext(ctx, query, id); err != nil {
			return fmt.Errorf("erase what a learner wrote: %w", err)
		}
	}
	for _, p := range places {
		if _, err := tx.ExecContext(ctx, deleteFollowsOf, p.module, p.topic); err != nil {
			return fmt.Errorf("erase who follows what is gone: %w", err)
		}
		if err := recount(ctx, tx, p.module, p.topic); err != nil {
			return err
		}
	}
	_, err = raise(ctx, tx, forumGeneration)
	return err
}

const recountTopic = `
update topic
set state = (select post.state from post where post.module = topic.module and post.topic = topic.topic and post.post = topic.topic),
    replies = (select count(*) from post
        where post.module = topic.module and post.topic = topic.topic and post.post <> topic.topic and post.state = 'shown'),
    answered = (select count(*) from (select 1 from post
        where post.module = topic.module and post.topic = topic.topic and post.post <> topic.topic and post.state = 'shown'
            and (post.author is null or topic.author is null or post.author <> topic.author) limit 1) answers),
    active = coalesce((select max(post.created) from post
        where post.module = topic.module and post.topic = topic.topic and post.state = 'shown'), topic.created),
    solved = coalesce((select post.post from post
        where post.module = topic.module and post.topic = topic.topic and post.post = topic.solved and post.state = 'shown'), '')
where module = $1 and topic = $2`

// recount makes a topic anew what its posts say of it.
func recount(ctx context.Context, tx tx, module string, topic forum.TopicID) error {
	if _, err := tx.ExecContext(ctx, recountTopic, storable(module), storable(string(topic))); err != nil {
		return fmt.Errorf("recount topic: %w", err)
	}
	return nil
}
