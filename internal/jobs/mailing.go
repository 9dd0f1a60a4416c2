package jobs

import (
	"context"
	"time"

	"sentier/internal/account"
)

// Subscribed keeps who asked for a mailing. *store.Store does.
type Subscribed interface {
	Subscribers(ctx context.Context, mailing account.Mailing, pace account.Pace, told time.Time, behind account.ID, most int) ([]account.Subscriber, error)
	Tell(ctx context.Context, to account.Subscriber, until time.Time, letters ...account.Letter) error
}

// MailingConfig is what the job of a mailing needs.
type MailingConfig struct {
	Mailing account.Mailing
	Kept    Subscribed
	// Latest is when something last came, until a time, that might be told to somebody; zero: never.
	Latest func(ctx context.Context, until time.Time) (time.Time, error)
	// Items are what there is to tell a subscriber of what came after to.Told, and until a time.
	Items func(ctx context.Context, to account.Subscriber, until time.Time) ([]account.Item, error)
	// Letter writes them.
	Letter func(to account.Subscriber, items []account.Item, now time.Time) (account.Letter, error)
	Now    func() time.Time // nil: time.Now
	Every  time.Duration    // 0: five seconds
}

const (
	mailingEvery  = 5 * time.Second
	mailingAtOnce = 200 // subscribers that are read at once
	// mailingSettles is for how long what comes may still be on its way into the store, under a time of before.
	mailingSettles = 10 * time.Second
)

// Mailing is the job that writes the letters of a mailing: at once to who wants each, and a letter a day to who wants
// that. It only lets them wait; Mail sends them. What somebody was told is noted with the letter that tells it, so that
// nothing is told twice, or left out, whoever ends in between.
func Mailing(c MailingConfig) Job {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Every == 0 {
		c.Every = mailingEvery
	}
	return Job{
		Name: "mailing " + string(c.Mailing), Every: c.Every, Run: c.tellAll,
		Due: func(ctx context.Context) (due bool, err error) {
			err = c.each(ctx, func(pace account.Pace, latest, until time.Time) error {
				some, err := c.Kept.Subscribers(ctx, c.Mailing, pace, latest, "", 1)
				due = due || len(some) > 0
				return err
			})
			return due, err
		},
	}
}

// each goes through the paces that have something to tell: what came last, and until when all of it is there.
func (c MailingConfig) each(ctx context.Context, do func(pace account.Pace, latest, until time.Time) error) error {
	settled := c.Now().Add(-mailingSettles)
	for pace, until := range map[account.Pace]time.Time{account.Each: settled, account.Daily: account.LastDigest(settled)} {
		latest, err := c.Latest(ctx, until)
		if err == nil && !latest.IsZero() {
			err = do(pace, latest, until)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c MailingConfig) tellAll(ctx context.Context) error {
	return c.each(ctx, func(pace account.Pace, latest, until time.Time) error {
		behind := account.ID("")
		for {
			some, err := c.Kept.Subscribers(ctx, c.Mailing, pace, latest, behind, mailingAtOnce)
			if err != nil || len(some) == 0 {
				return err
			}
			for _, to := range some {
				if err := c.tell(ctx, to, until); err != nil {
					return err
				}
			}
			behind = some[len(some)-1].ID
		}
	})
}

func (c MailingConfig) tell(ctx context.Context, to account.Subscriber, until time.Time) error {
	items, err := c.Items(ctx, to, until)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		return c.Kept.Tell(ctx, to, until)
	}
	letter, err := c.Letter(to, items, c.Now())
	if err != nil {
		return err
	}
	return c.Kept.Tell(ctx, to, until, letter)
}
