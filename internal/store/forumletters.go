package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sentier/internal/account"
	"sentier/internal/forum"
)

const (
	latestShown = `
select shown
from post
where state = 'shown' and shown <= $1
order by shown desc
limit 1`
	untoldPosts = message + `
where p.state = 'shown' and p.shown > $2 and p.shown <= $3 and (p.author is null or p.author <> $1)
    and (t.state in ('shown', 'deleted') or t.author = $1)
    and exists (select 1 from follow where follow.account = $1 and follow.module = t.module and follow.since < p.shown
        and (follow.topic = t.topic and p.post <> p.topic
            or follow.topic = '' and p.post = p.topic and follow.lesson in ('', t.lesson)))
    and not exists (select 1 from seen where seen.account = $1 and seen.module = t.module and seen.topic = t.topic
        and seen.at >= p.created)
    and not exists (select 1 from decision where decision.account = $1 and decision.sanction = 'ban' and decision.lifted = 0)
order by p.shown, p.post
limit $4`
)

// LatestPost is when others came to see the last post that they see now, until a time; zero: they see none.
func (s *Store) LatestPost(ctx context.Context, until time.Time) (time.Time, error) {
	var shown int64
	err := s.read().QueryRowContext(ctx, latestShown, millis(until)).Scan(&shown)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, asFault(fmt.Errorf("read the latest post: %w", err))
	}
	return moment(shown), nil
}

// UntoldPosts are what there is to tell somebody of what they follow: answers in a topic, new topics about a lesson or
// in a module, that others came to see after a time and until another, the first of them first. They are neither
// theirs, nor hidden since, nor seen by them on the site meanwhile, nor from before they followed. Who is banned is told
// nothing.
func (s *Store) UntoldPosts(ctx context.Context, id account.ID, after, until time.Time, most int) ([]forum.Message, error) {
	rows, err := s.read().QueryContext(ctx, untoldPosts, id, millis(after), millis(until), most)
	if err != nil {
		return nil, asFault(fmt.Errorf("read what followers are not told: %w", err))
	}
	all, err := collect(rows, "read what followers are not told", scanMessage)
	return all, asFault(err)
}
