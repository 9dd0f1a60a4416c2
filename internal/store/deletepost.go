package store

import (
	"context"
	"errors"
	"fmt"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/forum"
)

const (
	countLater = `
select count(*)
from post p
where p.module = $1 and p.topic = $2 and p.created > $3 and p.state <> 'deleted' and (p.author is null or p.author <> $4)`
	deleteWordsIn    = `delete from post_words where module = $1 and topic = $2`
	deleteTopic      = `delete from topic where module = $1 and topic = $2`
	deleteOnePost    = `delete from post where module = $1 and topic = $2 and post = $3`
	deleteVersions   = `delete from version where module = $1 and topic = $2 and post = $3`
	deletePostThanks = `delete from thanks where module = $1 and topic = $2 and post = $3`
	blankPost        = `
update post
set author = null, source = '', html = '', same = '', cause = '', why = '', edited = 0,
    state = case when state = 'hidden' then state else 'deleted' end
where module = $1 and topic = $2 and post = $3`
	blankTopic = `
update topic
set author = null, title = '', heading = '', quote = ''
where module = $1 and topic = $2`
)

// DeletePost takes a post of somebody's out, its versions too. Where others have gone on after it, its place stays,
// with neither text nor author; a topic in which nobody else has written goes whole. Another person's is a
// fault.NotFound; one that is gone already is no error.
func (s *Store) DeletePost(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, by account.ID) error {
	err := s.write(ctx, func(ctx context.Context, tx tx) error {
		k, err := readKept(ctx, tx, module, topic, id)
		switch {
		case fault.KindOf(err) == fault.NotFound || err == nil && k.State == forum.Deleted:
			return nil
		case err != nil:
			return err
		case by == "" || k.Author != by:
			return fault.New(fault.NotFound, "", errors.New("delete post: it is another person's"))
		}
		var later int
		if err := tx.QueryRowContext(ctx, countLater, storable(module), storable(string(topic)), millis(k.Created), by).Scan(&later); err != nil {
			return fmt.Errorf("count what came later: %w", err)
		}
		return takeOut(ctx, tx, k, later == 0)
	})
	if err != nil {
		return err
	}
	if err := s.scrub(ctx); err != nil {
		s.log.Warn("the log of writes could not be emptied after a post was deleted", "error", err)
	}
	return nil
}

// takeOut erases a post, whole or down to its place.
func takeOut(ctx context.Context, tx tx, k kept, whole bool) error {
	module, topic, post := storable(k.Module), storable(string(k.Topic)), storable(string(k.ID))
	ofPost, ofTopic := []string{deleteWords, deleteVersions, deletePostThanks}, []string(nil)
	switch {
	case whole && k.first():
		ofTopic = []string{deleteWordsIn, deleteTopic, deleteFollowsOf}
	case whole:
		ofPost = append(ofPost, deleteOnePost)
	default:
		ofPost = append(ofPost, blankPost)
		if k.first() {
			ofTopic = []string{blankTopic}
		}
	}
	for _, query := range ofPost {
		if _, err := tx.ExecContext(ctx, query, module, topic, post); err != nil {
			return fmt.Errorf("delete post: %w", err)
		}
	}
	for _, query := range ofTopic {
		if _, err := tx.ExecContext(ctx, query, module, topic); err != nil {
			return fmt.Errorf("delete topic: %w", err)
		}
	}
	if err := recount(ctx, tx, k.Module, k.Topic); err != nil {
		return err
	}
	if !k.first() {
		return nil
	}
	_, err := raise(ctx, tx, forumGeneration)
	return err
}
