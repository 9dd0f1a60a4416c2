package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/forum"
)

const (
	updateState = `
update post
set state = $4, why = $5, cause = '', created = $6, shown = case when shown = 0 then $7 else shown end
where module = $1 and topic = $2 and post = $3`
	eraseText = `
update post
set source = '', html = '', same = ''
where module = $1 and topic = $2 and post = $3`
)

// PostState shows, hides or erases a post, as a moderator: why is for its author, and the log has its line. What was
// held comes after all that was written meanwhile, so that nobody misses it; an erased one keeps its author. A state
// that it has already changes nothing. Whether somebody may is for whom calls.
func (s *Store) PostState(ctx context.Context, module string, topic forum.TopicID, id forum.PostID, state forum.State, why string,
	at time.Time, a account.Action) error {
	err := s.write(ctx, func(ctx context.Context, tx tx) error {
		return s.setState(ctx, tx, module, topic, id, state, why, at, a)
	})
	if err != nil || state != forum.Deleted {
		return err
	}
	if err := s.scrub(ctx); err != nil {
		s.log.Warn("the log of writes could not be emptied after a post was erased", "error", err)
	}
	return nil
}

// setState is for the transaction of what was decided.
func (s *Store) setState(ctx context.Context, tx tx, module string, topic forum.TopicID, id forum.PostID, state forum.State, why string,
	at time.Time, log ...account.Action) error {
	k, err := readKept(ctx, tx, module, topic, id)
	if err != nil {
		return err
	}
	if why = storable(why); k.State == state && k.Why == why {
		return nil
	}
	created, shown := millis(k.Created), int64(0)
	if state == forum.Shown {
		shown = millis(at)
	}
	if k.State == forum.Held && state == forum.Shown && !k.first() {
		created = max(millis(at), k.last+1)
		shown = created
		if _, err := tx.ExecContext(ctx, updateLast, storable(module), storable(string(topic)), created); err != nil {
			return fmt.Errorf("set state of post: %w", err)
		}
	}
	if _, err := tx.ExecContext(ctx, updateState, storable(module), storable(string(topic)), storable(string(id)), state, why, created, shown); err != nil {
		return fmt.Errorf("set state of post: %w", err)
	}
	if state == forum.Deleted {
		for _, query := range []string{eraseText, deleteVersions} {
			if _, err := tx.ExecContext(ctx, query, storable(module), storable(string(topic)), storable(string(id))); err != nil {
				return fmt.Errorf("erase post: %w", err)
			}
		}
	}
	return s.settle(ctx, tx, k, state, log...)
}

const updateLocked = `
update topic
set locked = $3
where module = $1 and topic = $2 and locked <> $3`

// Lock says whether nobody but those who moderate may write in a topic. The log has its line.
func (s *Store) Lock(ctx context.Context, module string, topic forum.TopicID, locked bool, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := readWritable(ctx, tx, module, topic); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, updateLocked, storable(module), storable(string(topic)), flag(locked)))
		if err != nil || n == 0 {
			return err
		}
		return logAction(ctx, tx, a)
	})
}

const (
	moveTopic = `
update topic
set heading = case when module = $3 and lesson = $4 then heading else '' end,
    quote = case when module = $3 and lesson = $4 then quote else '' end,
    module = $3, lesson = $4, category = $5
where module = $1 and topic = $2`
	moveWords   = `update post_words set module = $3 where module = $1 and topic = $2`
	moveFollows = `update follow set module = $3 where module = $1 and topic = $2`
)

// Move puts a topic elsewhere: in another module, about another lesson, in another category. The log has its line.
func (s *Store) Move(ctx context.Context, module string, topic forum.TopicID, to forum.Place, a account.Action) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, moveTopic, storable(module), storable(string(topic)), storable(to.Module),
			storable(string(to.Lesson)), storable(string(to.Category))))
		if err := missing(n, err, "move topic"); err != nil {
			return err
		}
		for _, query := range []string{moveWords, moveFollows} {
			if _, err := tx.ExecContext(ctx, query, storable(module), storable(string(topic)), storable(to.Module)); err != nil {
				return fmt.Errorf("move topic: %w", err)
			}
		}
		if _, err := raise(ctx, tx, forumGeneration); err != nil {
			return err
		}
		return logAction(ctx, tx, a)
	})
}
