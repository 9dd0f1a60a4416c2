package cli

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/fetch"
	"sentier/internal/jobs"
	"sentier/internal/mail"
	"sentier/internal/meeting"
	"sentier/internal/site"
	"sentier/internal/store"
	"sentier/internal/theme"
	"sentier/internal/web"
)

// newJobs are what no request waits for: one node does each at a time.
func newJobs(settings config.Config, live *atomic.Pointer[config.Config], kept *store.Store, people *web.Members, shown *atomic.Pointer[site.Snapshot],
	log *slog.Logger) ([]jobs.Job, error) {
	keys := keeperOf(settings, kept)
	all := []jobs.Job{
		jobs.Purge(kept, jobs.Terms{
			InquiryMonths: settings.InquiryMonths, ModerationDays: settings.ModerationDays, ConnectionMonths: settings.Connections.Months,
		}, time.Now),
		{Name: "keys", Every: time.Hour, Run: func(ctx context.Context) error { return rotateOld(ctx, keys, time.Now()) }},
	}
	asking, err := askOthers(settings, kept, log)
	if err != nil {
		return nil, err
	}
	all = append(all, asking)
	unused := jobs.UnusedConfig{Accounts: kept, Years: settings.UnusedYears}
	if settings.Mail.On() {
		unused.Letter = func(u account.Unused, now time.Time) (account.Letter, error) {
			return unusedLetter(settings, themeOf(shown), u, now)
		}
	}
	if settings.UnusedYears > 0 {
		all = append(all, jobs.Unused(unused))
	}
	if !settings.Mail.On() {
		return all, nil
	}
	sender, err := newSender(settings)
	if err != nil {
		return nil, err
	}
	post := mailings{settings, live, kept, people, shown, &knownNews{}}
	return append(all, jobs.Mail(jobs.MailConfig{Letters: kept, Sender: sender, Log: log}), post.announcements(), post.answers()), nil
}

// themeOf is the theme that is shown; nil: none yet.
func themeOf(shown *atomic.Pointer[site.Snapshot]) *theme.Theme {
	if snapshot := shown.Load(); snapshot != nil {
		return snapshot.Theme()
	}
	return nil
}

// askOthers is the job that asks the machines of others that the host names.
func askOthers(settings config.Config, kept *store.Store, log *slog.Logger) (jobs.Job, error) {
	client, err := fetch.New(fetch.Config{Private: settings.Elsewhere.Private})
	if err != nil {
		return jobs.Job{}, err
	}
	asked := jobs.ElsewhereConfig{Kept: kept, Client: client, Rooms: meeting.Doors(settings.Rooms), Log: log}
	for _, sister := range settings.Sisters {
		asked.Sisters = append(asked.Sisters, sister.URL)
	}
	return jobs.Elsewhere(asked), nil
}

// unusedLetter tells somebody that their account will go.
func unusedLetter(settings config.Config, look *theme.Theme, u account.Unused, now time.Time) (account.Letter, error) {
	if look == nil {
		return account.Letter{}, errNoTheme
	}
	id, err := uuid.NewV7()
	if err != nil {
		return account.Letter{}, err
	}
	if !slices.Contains(settings.Languages, u.Lang) {
		u.Lang = settings.Languages[0]
	}
	letter := look.Letter(theme.LetterView{
		Kind: account.UnusedLetter, Lang: u.Lang, Name: u.Name, Link: settings.BaseURL + "/" + u.Lang + "/sign-in",
	})
	letter.ID, letter.Account, letter.To = account.LetterID(id.String()), u.ID, u.Email
	letter.Created, letter.Ends = now, now.Add(account.NewsLife)
	return letter, nil
}

// newSender is the way to the mail server.
func newSender(settings config.Config) (*mail.Sender, error) {
	return mail.New(mail.Config{Mail: settings.Mail, Name: settings.Identity.Name, ReplyTo: settings.Host.Email})
}
