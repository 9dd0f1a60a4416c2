package store

import (
	"context"
	"fmt"
	"time"

	"sentier/internal/account"
)

const subscriptionsOf = `
select mailing, pace, since, told
from subscription
where account = $1
order by mailing`

// Subscriptions are the mailings that a learner asked for.
func (s *Store) Subscriptions(ctx context.Context, id account.ID) ([]account.Subscription, error) {
	rows, err := s.read().QueryContext(ctx, subscriptionsOf, id)
	if err != nil {
		return nil, asFault(fmt.Errorf("read subscriptions: %w", err))
	}
	all, err := collect(rows, "read subscriptions", func(row scanner) (account.Subscription, error) {
		var one account.Subscription
		var since, told int64
		err := row.Scan(&one.Mailing, &one.Pace, &since, &told)
		one.Since, one.Told = moment(since), moment(told)
		return one, err
	})
	return all, asFault(err)
}

const (
	insertSubscription = `
insert into subscription (account, mailing, pace, since, told)
select account, $2, $3, $4, $4
from account
where account = $1
on conflict (account, mailing) do update set pace = excluded.pace`
	deleteSubscription = `delete from subscription where account = $1 and mailing = $2`
)

// Subscribe keeps that a learner asked for a mailing, from now on, or that they want it at another pace: then Since
// stays, and nothing is told twice or left out.
func (s *Store) Subscribe(ctx context.Context, id account.ID, sub account.Subscription) error {
	return s.exec(ctx, "subscribe", insertSubscription, id, string(sub.Mailing), string(sub.Pace), millis(sub.Since))
}

// Unsubscribe ends a mailing. One that is not asked for is no error. Its letters that wait are dropped.
func (s *Store) Unsubscribe(ctx context.Context, id account.ID, mailing account.Mailing) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		if _, err := tx.ExecContext(ctx, deleteSubscription, id, string(mailing)); err != nil {
			return fmt.Errorf("unsubscribe: %w", err)
		}
		if _, err := tx.ExecContext(ctx, deleteLettersOf, id, string(mailing.Letter())); err != nil {
			return fmt.Errorf("drop letters: %w", err)
		}
		return nil
	})
}

const deleteLettersOf = `delete from letter where account = $1 and kind = $2`

const subscribers = `
select account.account, account.name, account.lang, account.email, subscription.since, subscription.told
from subscription
join account on account.account = subscription.account
where subscription.mailing = $1 and subscription.pace = $2 and subscription.told < $3
	and account.email <> '' and account.confirmed > 0 and account.account > $4
order by account.account
limit $5`

// Subscribers are at most so many who get a mailing at a pace and were told nothing of what came since a time, behind
// the one that was given last (empty: from the beginning). Who has no confirmed address is none.
func (s *Store) Subscribers(ctx context.Context, mailing account.Mailing, pace account.Pace, told time.Time, behind account.ID,
	most int) ([]account.Subscriber, error) {
	rows, err := s.read().QueryContext(ctx, subscribers, string(mailing), string(pace), millis(told), behind, most)
	if err != nil {
		return nil, asFault(fmt.Errorf("read subscribers: %w", err))
	}
	all, err := collect(rows, "read subscribers", func(row scanner) (account.Subscriber, error) {
		one := account.Subscriber{Subscription: account.Subscription{Mailing: mailing, Pace: pace}}
		var since, told int64
		err := row.Scan(&one.ID, &one.Name, &one.Lang, &one.Email, &since, &told)
		one.Since, one.Told = moment(since), moment(told)
		return one, err
	})
	return all, asFault(err)
}

const tellSubscriber = `
update subscription
set told = $5
where account = $1 and mailing = $2 and pace = $3 and told = $4`

// Tell notes that a subscriber was told all that came until a time, and lets the letters wait that do so. Who was told
// meanwhile, by another node, or wants no more, gets none.
func (s *Store) Tell(ctx context.Context, to account.Subscriber, until time.Time, letters ...account.Letter) error {
	return s.write(ctx, func(ctx context.Context, tx tx) error {
		n, err := affected(tx.ExecContext(ctx, tellSubscriber, to.ID, string(to.Mailing), string(to.Pace), millis(to.Told), millis(until)))
		if err != nil {
			return fmt.Errorf("note what was told: %w", err)
		}
		if n == 0 {
			return nil
		}
		return enqueue(ctx, tx, to.ID, letters...)
	})
}
