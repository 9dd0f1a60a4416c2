package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/publish"
	"sentier/internal/store"
	"sentier/internal/theme"
)

type adminResetCommand struct {
	settings
	Name   string `arg:"" help:"Name with which the person signs in."`
	Reason string `required:"" placeholder:"TEXT" help:"Why, and how they showed that the account is theirs: they read it at their next visit."`
}

// Run prints a link for a new password. The owner is told, as when it is made on a page.
func (c *adminResetCommand) Run(p *Process) error {
	if strings.TrimSpace(c.Reason) == "" {
		return errors.New("write the reason with --reason: it stays in the log, and the person reads it")
	}
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		a, err := named(ctx, kept, c.Name)
		if err != nil {
			return err
		}
		if a, err = kept.Account(ctx, a.ID); err != nil {
			return err
		}
		people, err := members(ctx, settings, kept, p.hashing(slog.New(slog.DiscardHandler)))
		if err != nil {
			return err
		}
		now := time.Now()
		key, err := people.ResetKey(a, now)
		if err != nil {
			return err
		}
		line, err := fromShell("account.reset", a, c.Reason)
		if err != nil {
			return err
		}
		letters, err := resetLetters(settings, a, now)
		if err != nil {
			return err
		}
		told := account.Notice{ID: line.ID, Kind: account.ResetNotice, Reason: line.Reason, At: line.At}
		if err := kept.Notify(ctx, a.ID, told, line, letters...); err != nil {
			return err
		}
		fmt.Fprintf(p.Stdout, "%s/%s/recover/new?link=%s\n", cmp.Or(settings.BaseURL, "http://"+settings.Listen), settings.Languages[0], key)
		fmt.Fprintf(p.Stderr, "hand this link to %s: it is good for a day, and once; they are told that it was made\n", a.Name)
		return nil
	})
}

// resetLetters tell the owner, where there is an address that is known to be theirs.
func resetLetters(settings config.Config, a account.Account, now time.Time) ([]account.Letter, error) {
	if !settings.Mail.On() || a.Confirmed.IsZero() {
		return nil, nil
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return nil, err
	}
	lang, err := pickLanguage(a.Lang, settings.Languages)
	if err != nil {
		lang = settings.Languages[0]
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	letter := look.Letter(theme.LetterView{Kind: account.ResetLetter, Lang: lang, Name: a.Name, Link: settings.BaseURL + "/" + lang + "/me/account"})
	letter.ID, letter.Account, letter.To = account.LetterID(id.String()), a.ID, a.Email
	letter.Created, letter.Ends = now, now.Add(account.NewsLife)
	return []account.Letter{letter}, nil
}
