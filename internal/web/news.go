package web

import (
	"context"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// What the host tells is held in memory, as it is when it last changed: neither its pages and feeds nor the alerts that
// stand on every page ask the store anything for a stranger.

const (
	newsPath = "/announcements"
	newsKept = 500 // announcements that are held; what is older is found by its address alone
	newsPage = 20  // on a page of the list
)

// composeNews holds the announcements anew, and writes the alerts that are for everybody.
func (s *Server) composeNews(ctx context.Context, c *commons) error {
	all, err := s.members.Learners.Announcements(ctx, newsKept)
	if err != nil {
		return err
	}
	s.news.Store(&all)
	now := s.now()
	for _, a := range all {
		if turns := a.Turns(now); !turns.IsZero() {
			c.until(turns)
		}
	}
	for _, lang := range s.settings.Languages {
		text, err := s.bannerOf(c.snapshot, lang, alerts(all, announce.Reader{}, nil, now))
		if err != nil {
			return err
		}
		c.everywhere(lang, site.Banner, text)
	}
	return nil
}

// announced are the announcements, the latest first.
func (s *Server) announced() []announce.Announcement {
	if all := s.news.Load(); all != nil {
		return *all
	}
	return nil
}

// alerts are the current ones for a reader that they have not hidden.
func alerts(all []announce.Announcement, r announce.Reader, hidden []string, now time.Time) []announce.Announcement {
	return slices.DeleteFunc(slices.Clone(all), func(a announce.Announcement) bool {
		return !a.Alert || a.State(now) != announce.Current || !a.For(r) || slices.Contains(hidden, string(a.ID))
	})
}

// bannerOf writes alerts; none: nothing.
func (s *Server) bannerOf(snapshot *site.Snapshot, lang string, all []announce.Announcement) (string, error) {
	if len(all) == 0 {
		return "", nil
	}
	var view theme.BannerHole
	for _, a := range all {
		link := s.newsLink(a, lang)
		view.Alerts = append(view.Alerts, theme.BannerAlert{Link: link, Hide: link.URL + "/hide"})
	}
	return snapshot.Theme().BannerHole(lang, view)
}

// alerted is what stands on the page of a request in place of the alerts that everybody has; same: those do.
func (s *Server) alerted(ctx *fasthttp.RequestCtx) (text string, same bool) {
	all, now, snapshot := s.announced(), s.now(), s.snapshot.Load()
	some := slices.ContainsFunc(all, func(a announce.Announcement) bool { return a.Alert && a.State(now) == announce.Current })
	if snapshot == nil || !some {
		return "", true
	}
	var l *learner
	if v := s.visiting(ctx); v != nil {
		l = s.fresh(v.account, v.since)
	}
	hidden := strings.Split(s.said(ctx, alertsCookie), ".")
	everybodys := alerts(all, announce.Reader{}, nil, now)
	own := alerts(all, l.reader(), hidden, now)
	if slices.EqualFunc(own, everybodys, func(a, b announce.Announcement) bool { return a.ID == b.ID }) {
		return "", true
	}
	text, err := s.bannerOf(snapshot, s.langOf(spoken(ctx)), own)
	if err != nil {
		s.log.Error("a page lacks its alerts", "cause", err)
	}
	return text, false
}

// reader is who a learner is to announcements; of nil, a stranger.
func (l *learner) reader() announce.Reader {
	if l == nil {
		return announce.Reader{}
	}
	return ReaderOf(l.account, l.facts)
}

// ReaderOf is who somebody is to announcements, by what they did.
func ReaderOf(a account.Account, facts progress.Facts) announce.Reader {
	r := announce.Reader{Account: a.ID, Joined: a.Created}
	for _, read := range facts.Reads {
		r.Modules = append(r.Modules, string(read.Module))
	}
	for _, attempt := range facts.Attempts {
		r.Modules = append(r.Modules, string(attempt.Module))
	}
	slices.Sort(r.Modules)
	r.Modules = slices.Compact(r.Modules)
	return r
}

// NewsItem is an announcement in a letter.
func NewsItem(a announce.Announcement, base, lang string, languages []string) account.Item {
	text, _ := a.Text(append([]string{lang}, languages...)...)
	return account.Item{Title: text.Title, Text: excerpt(theme.Plain(text.HTML), newsLetter), Link: base + "/" + lang + newsPath + "/" + string(a.ID)}
}

// newsLink names an announcement in a language, or in the first of the site's that it has.
func (s *Server) newsLink(a announce.Announcement, lang string) theme.Link {
	text, spoken := a.Text(append([]string{lang}, s.settings.Languages...)...)
	link := theme.Link{Title: text.Title, URL: "/" + lang + newsPath + "/" + string(a.ID)}
	if spoken != lang {
		link.Lang = spoken
	}
	return link
}

// reading is who reads a page of announcements, with those that they have read.
func (r request) reading(ctx context.Context) (*learner, []announce.ID, error) {
	if r.visitor == nil {
		return nil, nil, nil
	}
	l, err := r.learner(ctx, r.visitor.account, r.visitor.since)
	if err != nil {
		return nil, nil, absent(err) // the account is gone: a stranger
	}
	read, err := r.members.Learners.ReadAnnouncements(ctx, l.account.ID)
	return l, read, err
}

// newsOf is the announcement of an address /LANG/announcements/ID or one under it, for who may read it now; else a
// fault.NotFound. One that is past can still be read.
func (r request) newsOf(ctx context.Context, id string) (announce.Announcement, error) {
	var none announce.Announcement
	if !isID(id) {
		return none, fault.New(fault.NotFound, "", nil)
	}
	i := slices.IndexFunc(r.announced(), func(a announce.Announcement) bool { return string(a.ID) == id })
	var a announce.Announcement
	var err error
	if i >= 0 {
		a = r.announced()[i]
	} else if a, err = r.members.Learners.Announcement(ctx, announce.ID(id)); err != nil {
		return none, err
	}
	if state := a.State(r.now()); state != announce.Current && state != announce.Past {
		return none, fault.New(fault.NotFound, "", nil)
	}
	return a, nil
}

// markNews notes that a member has read an announcement.
func (r request) markNews(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	a, err := r.newsOf(within, path.Base(path.Dir(string(r.ctx.Path()))))
	if err != nil {
		return err
	}
	if err := r.members.Learners.MarkAnnouncements(within, l.account.ID, []announce.ID{a.ID}, r.now()); err != nil {
		return err
	}
	return r.to("/" + r.lang + newsPath)
}

// The alerts that a browser has hidden, and for how long it remembers.
const (
	mostHidden = 12
	hiddenFor  = 90 * 24 * time.Hour
)

// hideNews hides an alert in this browser, and goes back to the page on which it stood.
func (r request) hideNews() error {
	within, cancel := r.within()
	defer cancel()
	a, err := r.newsOf(within, path.Base(path.Dir(string(r.ctx.Path()))))
	if err != nil {
		return err
	}
	hidden := []string{string(a.ID)}
	for id := range strings.SplitSeq(r.said(r.ctx, alertsCookie), ".") {
		if isID(id) && !slices.Contains(hidden, id) && len(hidden) < mostHidden {
			hidden = append(hidden, id)
		}
	}
	r.keep(r.ctx, alertsCookie, strings.Join(hidden, "."), hiddenFor)
	back := "/" + r.lang
	if from, err := url.Parse(string(r.ctx.Request.Header.Referer())); err == nil && from.Host == string(r.ctx.Host()) {
		back = local(from.RequestURI(), back)
	}
	return r.to(back)
}

// unread are the announcements that my path shows.
func (r request) unread(ctx context.Context, l *learner) ([]theme.NewsRow, error) {
	read, err := r.members.Learners.ReadAnnouncements(ctx, l.account.ID)
	if err != nil {
		return nil, err
	}
	var rows []theme.NewsRow
	for _, a := range announce.Unread(r.announced(), l.reader(), read, r.now()) {
		if rows = append(rows, r.newsRow(a)); len(rows) == unreadRows {
			break
		}
	}
	return rows, nil
}

// unreadRows is how many announcements stand on my path.
const unreadRows = 5
