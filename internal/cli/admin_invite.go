package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/lang"
	"sentier/internal/publish"
	"sentier/internal/store"
	"sentier/internal/theme"
)

type adminInviteCommand struct {
	settings
	Count int    `default:"30" placeholder:"N" help:"How many invitations to make (default: 30)."`
	Note  string `placeholder:"TEXT" help:"For whom they are, to tell batches apart: a class, a workshop. It is printed on no slip."`
	Days  int    `default:"90" placeholder:"N" help:"How many days they are good for (default: 90)."`
	Print string `placeholder:"FILE" help:"Write slips to print as an HTML page: a file that is not there yet, or - for the output."`
	Lang  string `placeholder:"TAGS" help:"Languages of the slips, such as fr or fr,en (default: the site's first)."`
}

// How long invitations may be good for.
const mostDays = 3650

// Run makes a batch of invitations, each for one account, and prints their codes, which nobody can read again.
func (c *adminInviteCommand) Run(p *Process) error {
	if err := c.check(); err != nil {
		return err
	}
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		batch, err := account.NewBatch(strings.TrimSpace(c.Note), time.Now(), c.Days, nil)
		if err != nil {
			return err
		}
		codes, hashes, err := account.NewInvitations(c.Count, nil)
		if err != nil {
			return err
		}
		text, err := c.text(settings, batch, codes)
		if err != nil {
			return err
		}
		keep := func() error { return kept.AddInvitations(ctx, batch, hashes) }
		if err := writeOut(p, c.Print, "--print", text, keep); err != nil {
			return err
		}
		c.tell(p, settings, batch)
		return nil
	})
}

func (c *adminInviteCommand) check() error {
	switch {
	case c.Count < 1 || c.Count > account.MostInvitations:
		return fmt.Errorf("%d invitations cannot be made at once: write a --count from 1 to %d", c.Count, account.MostInvitations)
	case c.Days < 1 || c.Days > mostDays:
		return fmt.Errorf("invitations cannot be good for %d days: write --days from 1 to %d", c.Days, mostDays)
	case utf8.RuneCountInString(c.Note) > account.MostNote:
		return fmt.Errorf("the note is longer than %d characters: shorten --note", account.MostNote)
	}
	return nil
}

// text is what holds the codes: the page of slips, or a line each.
func (c *adminInviteCommand) text(settings config.Config, batch account.Batch, codes []string) ([]byte, error) {
	if c.Print == "" {
		return []byte(strings.Join(codes, "\n") + "\n"), nil
	}
	if settings.BaseURL == "" {
		return nil, errors.New("slips hold the address of the site, and it is not known: set base_url, or give it with --base-url")
	}
	var languages []string
	for asked := range strings.SplitSeq(c.Lang, ",") {
		l, err := pickLanguage(strings.TrimSpace(asked), settings.Languages)
		if err != nil {
			return nil, err
		}
		languages = append(languages, l)
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return nil, err
	}
	page, err := look.Slips(theme.SlipsOf{
		Languages: languages, BaseURL: settings.BaseURL, Batch: batch.ID, Note: batch.Note, LastDay: batch.LastDay(), Codes: codes,
	})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = look.Render(&out, page)
	return out.Bytes(), err
}

// tell says what was made. Where the output holds the codes, it is told beside it.
func (c *adminInviteCommand) tell(p *Process, settings config.Config, batch account.Batch) {
	w := p.Stdout
	if c.Print == "" || c.Print == "-" {
		w = p.Stderr
	}
	fmt.Fprintf(w, "batch %s: %s, good until %s\n", batch.ID, plural(c.Count, "invitation"), lang.Date("en", batch.LastDay()))
	switch c.Print {
	case "":
	case "-":
		fmt.Fprintln(w, "the page holds the slips: open it in a browser and print it on A4; these codes cannot be shown again")
	default:
		fmt.Fprintf(w, "%s holds the slips: open it in a browser, print it on A4, then delete it; these codes cannot be shown again\n", c.Print)
	}
	c.remind(p.Stderr, settings)
}

// remind says when nobody is asked for an invitation.
func (c *adminInviteCommand) remind(w io.Writer, settings config.Config) {
	if settings.Registration != "invitation" {
		fmt.Fprintf(w, "registration is %q here, so nobody is asked for an invitation: write registration = \"invitation\" in "+
			"the configuration, and start the server again\n", settings.Registration)
	}
}
