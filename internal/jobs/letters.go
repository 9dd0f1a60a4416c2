package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"sentier/internal/account"
	"sentier/internal/mail"
)

// Letters keeps the letters that wait. *store.Store does.
type Letters interface {
	LettersDue(ctx context.Context, now time.Time) (int, error)
	ClaimLetter(ctx context.Context, now, until time.Time) (letter account.Queued, found bool, err error)
	LetterSent(ctx context.Context, letter account.Queued) error
	LetterFailed(ctx context.Context, letter account.Queued) error
}

// Sender hands a letter to the mail server. *mail.Sender is one.
type Sender interface {
	Send(ctx context.Context, letter account.Letter) (answer string, err error)
}

// MailConfig is what the mail job needs.
type MailConfig struct {
	Letters Letters
	Sender  Sender
	Log     *slog.Logger
	Now     func() time.Time // nil: time.Now
	Every   time.Duration    // 0: two seconds
}

const (
	mailEvery = 2 * time.Second
	claimLife = 5 * time.Minute // far longer than a try takes
)

// Mail is the job that sends the letters that are due, one after the other.
//
// A letter is claimed before it is sent, and forgotten after: so no two nodes send it at once, whatever becomes of
// their leases. Whoever ends in between leaves a claim that is over after five minutes, and the letter is sent again,
// under the same Message-ID.
func Mail(c MailConfig) Job {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Every == 0 {
		c.Every = mailEvery
	}
	return Job{
		Name: "mail", Every: c.Every, Run: c.sendAll,
		Due: func(ctx context.Context) (bool, error) {
			n, err := c.Letters.LettersDue(ctx, c.Now())
			return n > 0, err
		},
	}
}

// sendAll sends until nothing is due, or the server itself is in trouble: what is due then waits for the next run.
func (c MailConfig) sendAll(ctx context.Context) error {
	for ctx.Err() == nil {
		now := c.Now()
		letter, found, err := c.Letters.ClaimLetter(ctx, now, now.Add(claimLife))
		if err != nil || !found {
			return err
		}
		// From here on the end of the program is waited with: a letter is sent and noted, or neither.
		goOn, err := c.send(context.WithoutCancel(ctx), letter)
		if err != nil || !goOn {
			return err
		}
	}
	return nil
}

func (c MailConfig) send(ctx context.Context, letter account.Queued) (goOn bool, err error) {
	within, cancel := context.WithTimeout(ctx, mail.LongestTry)
	defer cancel()
	_, err = c.Sender.Send(within, letter.Letter)
	if err == nil {
		return true, c.Letters.LetterSent(ctx, letter)
	}
	trouble := &mail.Trouble{Class: mail.Unreachable, Err: err}
	errors.As(err, &trouble)
	letter.Trouble = string(trouble.Class)
	pause, again := account.NextTry(letter.Tries)
	now := c.Now()
	letter.Due = now.Add(pause)
	if !again || trouble.Final() {
		letter.Due, letter.Dead = now, now
	}
	// Neither the address nor the words of the server, which may hold it.
	c.Log.Warn("a letter was not sent: \"sentier admin mail test\" tells what the server says", "kind", letter.Kind,
		"trouble", letter.Trouble, "tries", letter.Tries, "given up", !letter.Dead.IsZero())
	return !trouble.OfServer(), c.Letters.LetterFailed(ctx, letter)
}
