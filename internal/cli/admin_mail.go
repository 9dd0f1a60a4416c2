package cli

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/mail"
	"sentier/internal/publish"
	"sentier/internal/store"
	"sentier/internal/theme"
)

type adminMailCommand struct {
	Test  adminMailTestCommand  `cmd:"" help:"Send one letter now, and print what the mail server said."`
	Queue adminMailQueueCommand `cmd:"" help:"List the letters that wait, and those that were given up."`
}

type adminMailTestCommand struct {
	settings
	Address string `arg:"" help:"Address to write to."`
}

// errNoMail is for a site that sends no letter.
var errNoMail = errors.New("this site sends no letters: set mail.smtp, mail.from and base_url")

// Run sends a letter past the queue.
func (c *adminMailTestCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	if !settings.Mail.On() {
		return errNoMail
	}
	if account.CheckEmail(c.Address) != nil {
		return fmt.Errorf("%q is no e-mail address: write one such as name@example.org", c.Address)
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return err
	}
	sender, err := newSender(settings)
	if err != nil {
		return err
	}
	lang := settings.Languages[0]
	letter := look.Letter(theme.LetterView{Kind: account.TestLetter, Lang: lang, Link: settings.BaseURL + "/" + lang})
	letter.ID, letter.To = account.LetterID(uuid.NewString()), c.Address
	ctx, cancel := context.WithTimeout(context.Background(), mail.LongestTry)
	defer cancel()
	answer, err := sender.Send(ctx, letter)
	if err != nil {
		return fmt.Errorf("%s did not take the letter: %w", settings.Mail.SMTP, err)
	}
	fmt.Fprintf(p.Stdout, "%s took the letter to %s and said: %s\n", settings.Mail.SMTP, c.Address, answer)
	return nil
}

type adminMailQueueCommand struct {
	settings
	Retry bool `help:"Try the letters that failed, and those that were given up, again now."`
}

// queueShown is how many letters are listed.
const queueShown = 500

// Run lists letters without what they say: links in them open accounts.
func (c *adminMailQueueCommand) Run(p *Process) error {
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		now := time.Now()
		if c.Retry {
			n, err := kept.RetryLetters(ctx, now)
			if err != nil {
				return err
			}
			fmt.Fprintf(p.Stdout, "%s to be tried again by the server, within seconds\n", plural(n, "letter"))
		}
		letters, err := kept.Letters(ctx, queueShown)
		if err != nil {
			return err
		}
		if len(letters) == 0 {
			fmt.Fprintln(p.Stdout, "no letter waits, and none was given up")
			return nil
		}
		table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "WRITTEN\tKIND\tTO\tTRIES\tTROUBLE\tSTATE")
		for _, l := range letters {
			fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s\n", stamp(l.Created), l.Kind, l.To, l.Tries, l.Trouble, stateOf(l, now))
		}
		if err := table.Flush(); err != nil {
			return err
		}
		if len(letters) == queueShown {
			fmt.Fprintf(p.Stdout, "and maybe more: %d are listed at most\n", queueShown)
		}
		if !settings.Mail.On() {
			fmt.Fprintln(p.Stdout, errNoMail)
		}
		return nil
	})
}

// stateOf says in words what becomes of a letter.
func stateOf(l account.Queued, now time.Time) string {
	switch {
	case !l.Dead.IsZero():
		return "given up " + stamp(l.Dead)
	case !now.Before(l.Ends):
		return "too late"
	case now.Before(l.Due):
		return "next " + stamp(l.Due)
	}
	return "due"
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04Z") }
