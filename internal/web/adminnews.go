package web

import (
	"context"
	"html/template"
	"path"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/markdown"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// dayAndTime is how a field of a day and a time of it says them, in UTC.
const dayAndTime = "2006-01-02T15:04"

// mayTell is a fault.Forbidden unless somebody of the team may write an announcement: for the learners of a module,
// or for everybody.
func (m *staff) mayTell(a announce.Announcement) error {
	module := a.Module
	if a.Audience != announce.Learners {
		module = ""
	}
	return m.may(module, account.Editor)
}

// adminNews lists the announcements that somebody of the team may change.
func (r request) adminNews(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	all, err := r.members.Learners.Announcements(within, newsKept)
	if err != nil {
		return err
	}
	home := "/" + r.lang + "/admin" + newsPath
	view := &theme.AdminNewsPage{Write: home + "/new"}
	for _, a := range all {
		if m.mayTell(a) != nil {
			continue
		}
		row := theme.AdminNewsRow{Link: r.newsLink(a, r.lang), State: string(a.State(r.now())), Alert: a.Alert, Reader: string(a.Audience),
			Begins: r.when(a.Begins), Ends: r.when(a.Ends)}
		row.URL = home + "/" + string(a.ID)
		if a.Audience == announce.Learners {
			row.Module = r.moduleOr(allCourses(r.snapshot), a.Module)
		}
		for _, tag := range r.settings.Languages {
			if _, ok := a.Texts[tag]; ok {
				row.Langs = append(row.Langs, theme.Link{Title: lang.Name(tag), Lang: tag})
			}
		}
		view.News = append(view.News, row)
	}
	if view.Layout, view.Admin, err = r.frame(m, newsPath, "news.title"); err != nil {
		return err
	}
	return r.show(view)
}

// when is a day with its time, in words; of the zero time, nothing.
func (r request) when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return lang.Date(r.lang, t.UTC()) + ", " + t.UTC().Format("15:04") + " UTC"
}

// adminNewsForm is the page to write an announcement (new) or to change one.
func (r request) adminNewsForm(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	var a announce.Announcement
	if id := path.Base(string(r.ctx.Path())); id == "new" {
		made, err := newID()
		if err != nil {
			return err
		}
		a = announce.Announcement{ID: announce.ID(made), Audience: announce.Everyone}
		if m.may("", account.Editor) != nil {
			a.Audience = announce.Learners
		}
	} else {
		var err error
		if a, err = r.members.Learners.Announcement(within, announce.ID(id)); err != nil {
			return err
		}
		if err := m.mayTell(a); err != nil {
			return err
		}
	}
	view, err := r.adminNewsPage(m, a)
	if err != nil {
		return err
	}
	return r.show(view)
}

// adminNewsPage is the form of an announcement, filled with it.
func (r request) adminNewsPage(m *staff, a announce.Announcement) (*theme.AdminNewsEntryPage, error) {
	line, err := newID()
	if err != nil {
		return nil, err
	}
	view := &theme.AdminNewsEntryPage{
		Form: theme.Form{Action: "/" + r.lang + "/admin" + newsPath + "/" + string(a.ID)}, ID: string(a.ID), InTab: r.visitor.shared, Line: line, Alert: a.Alert, Audience: string(a.Audience),
		Module: a.Module, Whole: m.may("", account.Editor) == nil, Begins: field(a.Begins), Ends: field(a.Ends), Most: announce.MostTitle,
	}
	title, address := "write.new", newsPath+"/new"
	if !a.Created.IsZero() {
		state := a.State(r.now())
		view.State, title, address = string(state), "write.change", newsPath+"/"+string(a.ID)
		if state == announce.Current || state == announce.Past {
			view.Page = "/" + r.lang + newsPath + "/" + string(a.ID)
		}
	}
	for _, module := range allCourses(r.snapshot).Modules {
		if m.may(string(module.ID), account.Editor) == nil {
			view.Modules = append(view.Modules, theme.AdminNewsModule{ID: string(module.ID), Link: site.ModuleLink(module, r.lang)})
		}
	}
	for _, tag := range r.settings.Languages {
		text := a.Texts[tag]
		view.Texts = append(view.Texts, theme.AdminNewsText{Lang: tag, Name: lang.Name(tag), Title: text.Title, Body: text.Body})
	}
	view.Layout, view.Admin, err = r.frame(m, address, title)
	for i := range view.Sections {
		view.Sections[i].Here = view.Sections[i].Key == "announcements"
	}
	view.Breadcrumbs = append(view.Breadcrumbs, theme.Link{Title: r.snapshot.Theme().Messages().Say(r.lang, "news.title"), URL: "/" + r.lang + "/admin" + newsPath})
	return view, err
}

// field is how a form has a time; of the zero time, nothing.
func field(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(dayAndTime)
}

// adminNewsSent previews, keeps, withdraws or restores an announcement.
func (r request) adminNewsSent(m *staff) error {
	id := path.Base(string(r.ctx.Path()))
	if !isID(id) {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	old, err := r.members.Learners.Announcement(within, announce.ID(id))
	if absent(err) != nil {
		return err
	}
	if err == nil {
		if err := m.mayTell(old); err != nil {
			return err
		}
	}
	switch r.field("do") {
	case "keep", "preview":
		old.ID = announce.ID(id)
		return r.writeNews(within, m, old)
	case "withdraw":
		return r.withdrawNews(within, m, old, "announcement.withdraw", "news_withdrawn", r.now())
	case "restore":
		return r.withdrawNews(within, m, old, "announcement.restore", "news_restored", time.Time{})
	}
	return fault.New(fault.Invalid, "", nil)
}

func (r request) withdrawNews(ctx context.Context, m *staff, a announce.Announcement, verb, notice string, at time.Time) error {
	by, err := r.newsAction(m, a, verb)
	if err != nil {
		return err
	}
	if err := r.members.Learners.WithdrawAnnouncement(ctx, a.ID, at, by); err != nil {
		return err
	}
	return r.newsDone(ctx, notice, "")
}

func (r request) newsAction(m *staff, a announce.Announcement, verb string) (account.Action, error) {
	by, err := r.action(m, verb)
	by.Subject, by.Module = string(a.ID), a.Module
	return by, err
}

// newsDone shows what was done, here at once and on the other nodes within a second.
func (r request) newsDone(ctx context.Context, notice, fragment string) error {
	if err := r.share(ctx); err != nil {
		return err
	}
	r.notice(r.ctx, notice)
	return r.to("/" + r.lang + "/admin" + newsPath + fragment)
}

// writeNews takes what a form says of an announcement. What is wrong is told on the form, with all that was typed.
func (r request) writeNews(ctx context.Context, m *staff, old announce.Announcement) error {
	a, problems := r.typedNews(old)
	if err := m.mayTell(a); err != nil && len(problems) == 0 {
		return err
	}
	var modules []string
	for _, module := range allCourses(r.snapshot).Modules {
		modules = append(modules, string(module.ID))
	}
	if a.Audience == announce.Learners && old.Module == a.Module && a.Module != "" {
		modules = append(modules, a.Module) // it may be no more: what was written for it stays
	}
	for _, f := range a.Check(modules) {
		problems = append(problems, r.newsProblem(f))
	}
	for tag, text := range a.Texts {
		html, err := markdown.Post(text.Body, markdown.PostOptions{Lang: tag})
		if err != nil {
			form := theme.Form{}
			if err := blame(&form, "body-"+tag, err); err != nil {
				return err
			}
			problems = append(problems, form.Problems...)
		}
		text.HTML = template.HTML(html)
		a.Texts[tag] = text
	}
	preview := r.field("do") == "preview"
	if len(problems) > 0 || preview {
		a.Created = old.Created
		view, err := r.adminNewsPage(m, a)
		if err != nil {
			return err
		}
		view.Begins, view.Ends, view.Problems, view.Preview = r.field("begins"), r.field("ends"), problems, preview
		for i, text := range view.Texts {
			view.Texts[i].Title, view.Texts[i].Body = r.field("title-"+text.Lang), r.field("body-"+text.Lang)
			view.Texts[i].HTML = a.Texts[text.Lang].HTML
		}
		if len(problems) > 0 {
			return r.refuse(view)
		}
		return r.show(view)
	}
	by, err := r.newsAction(m, a, "announcement.keep")
	if err != nil {
		return err
	}
	if err := r.members.Learners.KeepAnnouncement(ctx, a, by); err != nil {
		return err
	}
	return r.newsDone(ctx, "news_kept", "#kept-"+string(a.ID)) // so that the browser forgets its draft
}

// newsProblem is what is wrong, at its field.
func (r request) newsProblem(f announce.Fault) theme.Problem {
	switch {
	case f.Field == "texts":
		return theme.Problem{Field: "title-" + r.settings.Languages[0], Key: f.Key}
	case f.Lang != "":
		return theme.Problem{Field: f.Field + "-" + f.Lang, Key: f.Key}
	}
	return theme.Problem{Field: f.Field, Key: f.Key}
}

// typedNews is the announcement that a form says, and what cannot be read of it. One that begins now or has begun
// keeps its moment, so that nobody is told twice, and nobody is told of the past.
func (r request) typedNews(old announce.Announcement) (announce.Announcement, []theme.Problem) {
	now := r.now().UTC().Truncate(time.Millisecond)
	a := old
	a.Alert, a.Audience, a.Module, a.Changed = r.field("alert") == "on", announce.Audience(r.field("audience")), "", now
	if a.Audience == announce.Learners {
		a.Module = r.field("module")
	}
	if a.Created.IsZero() {
		a.Created = now
	}
	var problems []theme.Problem
	read := func(name, key string) time.Time {
		typed := strings.TrimSpace(r.field(name))
		if typed == "" {
			return time.Time{}
		}
		at, err := time.Parse(dayAndTime, typed[:min(len(typed), len(dayAndTime))])
		if err != nil {
			problems = append(problems, theme.Problem{Field: name, Key: key})
		}
		return at
	}
	begins := read("begins", "announce.no_day")
	switch {
	case !old.Begins.IsZero() && (begins.IsZero() || field(begins) == field(old.Begins) || old.Begins.Before(now)):
		a.Begins = old.Begins
	case begins.Before(now):
		a.Begins = now
	default:
		a.Begins = begins
	}
	a.Ends = read("ends", "announce.ends_before")
	a.Texts = map[string]announce.Text{}
	for _, tag := range r.settings.Languages {
		text := announce.Text{Title: strings.Join(strings.Fields(r.field("title-"+tag)), " "), Body: strings.ReplaceAll(r.field("body-"+tag), "\r\n", "\n")}
		if text.Title != "" || strings.TrimSpace(text.Body) != "" {
			a.Texts[tag] = text
		}
	}
	return a, problems
}
