package web

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sentier/internal/announce"
	"sentier/internal/fault"
	"sentier/internal/feed"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

const (
	newsExcerpt = 240 // characters of an announcement in lists
	newsLetter  = 700 // in letters
	newsInFeed  = 50  // announcements in a feed
)

// newsFor are the announcements that a reader has before them.
func (r request) newsFor(l *learner) []announce.Announcement {
	return slices.DeleteFunc(slices.Clone(r.announced()), func(a announce.Announcement) bool {
		return a.State(r.now()) != announce.Current || !a.For(l.reader())
	})
}

// newsRow is an announcement in a list.
func (r request) newsRow(a announce.Announcement) theme.NewsRow {
	text, _ := a.Text(append([]string{r.lang}, r.settings.Languages...)...)
	return theme.NewsRow{Link: r.newsLink(a, r.lang), Day: a.Begins, Date: lang.Date(r.lang, a.Begins), Alert: a.Alert,
		Excerpt: excerpt(theme.Plain(text.HTML), newsExcerpt)}
}

// newsList shows what the host tells, the latest first.
func (r request) newsList() error {
	within, cancel := r.within()
	defer cancel()
	l, read, err := r.reading(within)
	if err != nil {
		return err
	}
	all := r.newsFor(l)
	page, err := strconv.Atoi(r.field("page"))
	if last := (len(all)-1)/newsPage + 1; err != nil || page < 1 || page > last {
		page = 1
	}
	home := "/" + r.lang + newsPath
	view := &theme.NewsPage{Atom: home + ".atom", JSON: home + ".json", Member: l != nil, Mail: r.settings.Mail.On()}
	if page > 1 {
		view.Newer = home + "?page=" + strconv.Itoa(page-1)
	}
	if page*newsPage < len(all) {
		view.Older = home + "?page=" + strconv.Itoa(page+1)
	}
	unread := announce.Unread(all, l.reader(), read, r.now())
	for _, a := range all[min(len(all), (page-1)*newsPage):min(len(all), page*newsPage)] {
		row := r.newsRow(a)
		row.Unread = slices.ContainsFunc(unread, func(one announce.Announcement) bool { return one.ID == a.ID })
		view.News = append(view.News, row)
	}
	if view.Layout, err = r.layout(newsPath, "news.title"); err != nil {
		return err
	}
	view.Section, view.Feed = "", view.Atom
	return r.show(view)
}

// newsEntry shows one.
func (r request) newsEntry() error {
	within, cancel := r.within()
	defer cancel()
	address := string(r.ctx.Path())
	a, err := r.newsOf(within, address[strings.LastIndexByte(address, '/')+1:])
	if err != nil {
		return err
	}
	l, read, err := r.reading(within)
	if err != nil {
		return err
	}
	if l == nil && a.Audience != announce.Everyone {
		return r.signInFirst()
	}
	// Members read whatever they have the address of: an audience is who is told, not who is kept out.
	text, spoken := a.Text(append([]string{r.lang}, r.settings.Languages...)...)
	view := &theme.NewsEntryPage{Row: r.newsRow(a), HTML: text.HTML, Past: a.State(r.now()) == announce.Past}
	if !a.Ends.IsZero() {
		view.Ends = lang.Date(r.lang, a.Ends)
	}
	if a.Changed.Sub(a.Begins) >= 24*time.Hour {
		view.Changed = lang.Date(r.lang, a.Changed)
	}
	if l != nil && !slices.Contains(read, a.ID) {
		view.Read = address + "/read"
	}
	if view.Layout, err = r.layout(newsPath+"/"+string(a.ID), ""); err != nil {
		return err
	}
	view.Title, view.Section, view.Feed = text.Title, "", "/"+r.lang+newsPath+".atom"
	if spoken != r.lang {
		view.ContentLang = spoken
	}
	home := r.snapshot.Theme().Messages().Say(r.lang, "news.title")
	view.Breadcrumbs = append(view.Breadcrumbs, theme.Link{Title: home, URL: "/" + r.lang + newsPath})
	return r.show(view)
}

// newsFeed is what is for everybody, for readers of news.
func (r request) newsFeed() feed.Feed {
	home, name := "/"+r.lang+newsPath, r.settings.Identity.Name
	f := feed.Feed{
		ID:    announce.Announcement{ID: announce.ID("feed of " + r.settings.BaseURL)}.URN(r.lang),
		Title: r.snapshot.Theme().Messages().Say(r.lang, "news.feed", "site", name),
		Lang:  r.lang, Base: r.settings.BaseURL, Home: home, Atom: home + ".atom", JSON: home + ".json", Author: name,
	}
	for _, a := range r.newsFor(nil) {
		text, spoken := a.Text(append([]string{r.lang}, r.settings.Languages...)...)
		entry := feed.Entry{ID: a.URN(r.lang), Path: home + "/" + string(a.ID), Title: text.Title, Published: a.Begins, Updated: a.Changed,
			HTML: string(text.HTML)}
		if entry.Updated.Before(a.Begins) { // it was written before
			entry.Updated = a.Begins
		}
		if spoken != r.lang {
			entry.Lang = spoken
		}
		if f.Entries = append(f.Entries, entry); len(f.Entries) == newsInFeed {
			break
		}
	}
	return f
}

func (r request) newsAtom() error {
	data, err := r.newsFeed().WriteAtom()
	return r.sendFeed(data, "application/atom+xml; charset=utf-8", err)
}

func (r request) newsJSON() error {
	data, err := r.newsFeed().WriteJSON()
	return r.sendFeed(data, "application/feed+json; charset=utf-8", err)
}

// sendFeed answers with a feed, which is asked for again each time.
func (r request) sendFeed(data []byte, kind string, err error) error {
	if err != nil {
		return fault.New(fault.Internal, "", err)
	}
	r.ctx.Response.Header.Set("Cache-Control", cacheAsk)
	r.ctx.Response.Header.SetContentType(kind)
	r.ctx.SetBody(data)
	return nil
}

// excerpt is the beginning of a text on one line, cut between two words.
func excerpt(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + " …"
}
