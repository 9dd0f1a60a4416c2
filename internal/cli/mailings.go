package cli

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/config"
	"sentier/internal/jobs"
	"sentier/internal/site"
	"sentier/internal/store"
	"sentier/internal/theme"
	"sentier/internal/web"
)

// mailings are the letters that people ask for.
type mailings struct {
	settings config.Config
	live     *atomic.Pointer[config.Config] // with what was set since the start; holds nil until that is read
	kept     *store.Store
	people   *web.Members
	shown    *atomic.Pointer[site.Snapshot]
	known    *knownNews
}

// knownNews are the announcements as they were at a generation, so that they are read once for all subscribers.
type knownNews struct {
	generation int64
	all        []announce.Announcement
}

// newsTold is how many announcements a letter can tell of: the latest that there are.
const newsTold = 100

// announcements is the job that tells them.
func (m mailings) announcements() jobs.Job {
	return jobs.Mailing(jobs.MailingConfig{
		Mailing: account.AnnouncementMail, Kept: m.kept, Latest: m.kept.LatestAnnouncement, Items: m.news, Letter: m.letter,
	})
}

// news are the announcements for a subscriber that began since they were last told, the first first.
func (m mailings) news(ctx context.Context, to account.Subscriber, until time.Time) ([]account.Item, error) {
	generation, err := m.kept.Generation(ctx, "announcements")
	if err != nil {
		return nil, err
	}
	if m.known.all == nil || m.known.generation != generation {
		all, err := m.kept.Announcements(ctx, newsTold)
		if err != nil {
			return nil, err
		}
		*m.known = knownNews{generation, all}
	}
	var reader *announce.Reader // their modules are read once they matter
	var items []account.Item
	for _, a := range slices.Backward(m.known.all) {
		if !a.Begins.After(to.Told) || a.Begins.After(until) || a.State(until) != announce.Current {
			continue
		}
		if reader == nil {
			facts, err := m.kept.Facts(ctx, to.ID)
			if err != nil {
				return nil, err
			}
			r := web.ReaderOf(account.Account{ID: to.ID}, facts)
			reader = &r
		}
		if a.For(*reader) {
			items = append(items, web.NewsItem(a, m.settings.BaseURL, m.lang(to), m.settings.Languages))
		}
	}
	return items, nil
}

// answers is the job that tells what is new where somebody follows the forum.
func (m mailings) answers() jobs.Job {
	return jobs.Mailing(jobs.MailingConfig{
		Mailing: account.ForumMail, Kept: m.kept, Latest: m.latestPost, Items: m.posts, Letter: m.letter,
	})
}

// latestPost is when something last came to the forum that may be told. Nothing is while the forum is closed.
func (m mailings) latestPost(ctx context.Context, until time.Time) (time.Time, error) {
	settings := &m.settings
	if now := m.live.Load(); now != nil {
		settings = now
	}
	if settings.Forum == "off" {
		return time.Time{}, nil
	}
	return m.kept.LatestPost(ctx, until)
}

// postsTold is how many posts a letter can tell of, far more than anybody reads: the rest is on their path.
const postsTold = 200

// posts are what came for a subscriber since they were last told, topic by topic.
func (m mailings) posts(ctx context.Context, to account.Subscriber, until time.Time) ([]account.Item, error) {
	snapshot := m.shown.Load()
	if snapshot == nil {
		return nil, errNoTheme
	}
	all, err := m.kept.UntoldPosts(ctx, to.ID, to.Told, until, postsTold)
	if err != nil {
		return nil, err
	}
	return web.PostItems(all, snapshot, m.settings.BaseURL, m.lang(to)), nil
}

// errNoTheme makes a job try again: until the site is made, nothing can be worded.
var errNoTheme = errors.New("the theme is not there yet: the letter is written later")

// letter writes a letter of a mailing.
func (m mailings) letter(to account.Subscriber, items []account.Item, now time.Time) (account.Letter, error) {
	snapshot := m.shown.Load()
	if snapshot == nil {
		return account.Letter{}, errNoTheme
	}
	id, err := uuid.NewV7()
	if err != nil {
		return account.Letter{}, err
	}
	lang := m.lang(to)
	end, err := m.people.Unsubscribe(m.settings.BaseURL, lang, to.Mailing, to.ID, now)
	if err != nil {
		return account.Letter{}, err
	}
	letter := snapshot.Theme().Letter(theme.LetterView{Kind: to.Mailing.Letter(), Lang: lang, Name: to.Name, Items: items, Unsubscribe: end})
	letter.ID, letter.Account, letter.To = account.LetterID(id.String()), to.ID, to.Email
	letter.Created, letter.Ends = now, now.Add(account.NewsLife)
	return letter, nil
}

// lang is the language of a subscriber, or what stands in for one that the site has no more.
func (m mailings) lang(to account.Subscriber) string {
	if slices.Contains(m.settings.Languages, to.Lang) {
		return to.Lang
	}
	return m.settings.Languages[0]
}
