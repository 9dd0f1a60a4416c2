package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/markdown"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// shows are the ways to choose among topics; who is not signed in has the first two.
var shows = []string{"all", "unanswered", "followed", "mine"}

// topics lists the topics of a module, of a lesson (?lesson=) or of all modules: ?show=, ?category=, ?q=, ?page=.
func (at corner) topics(within context.Context) error {
	search, query := at.search()
	lesson := lessonOf(at.module, search.Lesson)
	if search.Lesson != "" && lesson == nil {
		return fault.New(fault.NotFound, "", nil)
	}
	var found []forum.Summary
	var total int
	var err error
	closed := at.who == nil && at.effective().Forum != "anyone" // a stranger learns what there is, and how to come in
	if !closed {
		found, total, err = at.members.Forum.Topics(within, search, at.reader())
		if last := lastPage(total, forum.TopicsPage); err == nil && search.Page > last { // there are fewer since
			search.Page = last
			found, total, err = at.members.Forum.Topics(within, search, at.reader())
		}
		if err != nil {
			return err
		}
	}
	view := &theme.ForumPage{Closed: closed, Back: at.asked(), Action: at.home(), Query: search.Words, Total: total, Pager: pager(at.home(), query, search.Page, total, forum.TopicsPage)}
	for _, one := range found {
		view.Topics = append(view.Topics, at.topicRow(one))
	}
	at.choices(view, query)
	if view.Empty = total == 0 && search.Page == 1 && len(query) == 0; view.Empty && at.who != nil {
		view.Empty = !at.moderates()
	}
	title, crumbs := at.say("forum.title"), []theme.Link(nil)
	if m := at.module; m != nil {
		link := site.ModuleLink(m, at.lang)
		view.Module, view.Ask = &link, at.home()+"/new"
		title, crumbs = at.say("forum.name"), []theme.Link{{Title: at.say("forum.name"), URL: "/" + at.lang + "/forum"}, link}
	} else {
		for _, m := range allCourses(at.snapshot).Modules {
			if !m.Announced {
				link := site.ModuleLink(m, at.lang)
				link.URL = forumAddress(m, at.lang)
				view.Modules = append(view.Modules, link)
			}
		}
	}
	if lesson != nil {
		link := site.LessonLink(lesson, at.lang)
		view.Lesson, view.Ask = &link, at.home()+"/new?"+url.Values{"lesson": {string(lesson.ID)}}.Encode()
		if view.Watched, err = at.watch(within, forum.Follow{Module: string(at.module.ID), Lesson: lesson.ID}, at.home()); err != nil {
			return err
		}
	}
	view.Meetings = at.meets()
	if at.effective().Forum == "anyone" {
		view.Feed = at.home() + "/feed.atom"
	}
	if view.Layout, err = at.framed(at.home(), title, crumbs...); err != nil {
		return err
	}
	if view.Feed != "" {
		view.Layout.Feed = view.Feed
	}
	if lesson != nil {
		view.Layout.Title = view.Lesson.Title
	} else if at.module != nil {
		view.Layout.Title = at.say("forum.of", "title", view.Module.Title)
	}
	return at.show(view)
}

// search is what a query asks for, and the query again as far as it is known.
func (at corner) search() (forum.Search, url.Values) {
	search, query := forum.Search{Page: at.pageNumber(), Lang: at.lang}, url.Values{}
	if at.module != nil {
		search.Module = string(at.module.ID)
		if lesson := at.field("lesson"); lesson != "" {
			search.Lesson = course.LessonID(lesson)
			query.Set("lesson", lesson)
		}
	}
	if category := forum.Category(at.field("category")); slices.Contains(forum.Categories(), category) {
		search.Category = category
		query.Set("category", string(category))
	}
	if search.Words = at.query(at.field("q")); search.Words != "" {
		query.Set("q", search.Words)
	}
	switch show := at.field("show"); {
	case show == "unanswered":
		search.Unanswered = true
		query.Set("show", show)
	case show == "followed" && at.who != nil:
		search.Followed = at.reader()
		query.Set("show", show)
	case show == "mine" && at.who != nil:
		search.By = at.reader()
		query.Set("show", show)
	}
	return search, query
}

// choices are the ways to choose among the topics of a page.
func (at corner) choices(view *theme.ForumPage, query url.Values) {
	with := func(name, value string) string {
		q := url.Values{}
		for other, values := range query {
			if other != name {
				q[other] = values
			}
		}
		if value != "all" {
			q.Set(name, value)
		}
		if len(q) == 0 {
			return at.home()
		}
		return at.home() + "?" + q.Encode()
	}
	chosen := func(name string) string {
		if v := query.Get(name); v != "" {
			return v
		}
		return "all"
	}
	known := shows
	if at.who == nil {
		known = shows[:2]
	}
	for _, show := range known {
		view.Filters = append(view.Filters, theme.Choice{Name: show, URL: with("show", show), Current: chosen("show") == show})
	}
	view.Kinds = append(view.Kinds, theme.Choice{Name: "all", URL: with("category", "all"), Current: chosen("category") == "all"})
	for _, c := range forum.Categories() {
		view.Kinds = append(view.Kinds, theme.Choice{Name: string(c), URL: with("category", string(c)), Current: chosen("category") == string(c)})
	}
	for _, name := range []string{"lesson", "show", "category"} {
		if v := query.Get(name); v != "" {
			view.Kept = append(view.Kept, theme.Field{Name: name, Value: v})
		}
	}
}

// topicRow is a topic in a list.
func (at corner) topicRow(one forum.Summary) theme.TopicRow {
	row := theme.TopicRow{
		Link: at.topicLink(one.Topic), Category: string(one.Category), Author: one.AuthorName, Date: lang.Date(at.lang, one.Active),
		Replies: one.Replies, Solved: one.Solved != "", Unread: one.Unread && at.who != nil, Locked: one.Locked, State: string(one.State), Excerpt: one.Excerpt,
	}
	m := at.moduleByID(one.Module)
	if m == nil {
		return row
	}
	if at.module == nil {
		row.Where = append(row.Where, site.ModuleLink(m, at.lang))
	}
	if l := lessonOf(m, one.Passage.Lesson); l != nil {
		row.Where = append(row.Where, site.LessonLink(l, at.lang))
	}
	return row
}

// topicLink names a topic.
func (r request) topicLink(t forum.Topic) theme.Link {
	link := theme.Link{Title: markdown.Typeset(t.Lang, t.Title), Lang: foreignTo(t.Lang, r.lang)}
	if link.Title == "" { // who asked took it back
		link.Title, link.Lang = r.say("topic.untitled"), ""
	}
	if m := r.moduleByID(t.Module); m != nil {
		link.URL = forumAddress(m, r.lang) + "/" + string(t.ID)
	} else {
		link.URL = "/" + r.lang + "/forum"
	}
	return link
}

// foreignTo is a language where it is not the page's.
func foreignTo(text, page string) string {
	if text == page {
		return ""
	}
	return text
}

// lessonOf finds a lesson of a module; nil: it has none of that id, or no more.
func lessonOf(m *course.Module, id course.LessonID) *course.Lesson {
	if m == nil || id == "" {
		return nil
	}
	all := m.Lessons()
	if i := slices.IndexFunc(all, func(l *course.Lesson) bool { return l.ID == id && !l.Draft }); i >= 0 {
		return all[i]
	}
	return nil
}

// watch is whether who asks follows something; nil: a stranger does not.
func (at corner) watch(within context.Context, f forum.Follow, action string) (*theme.Watch, error) {
	if at.who == nil {
		return nil, nil
	}
	all, err := at.members.Forum.Follows(within, at.reader())
	if err != nil {
		return nil, err
	}
	on := slices.ContainsFunc(all, func(one forum.Follow) bool {
		return one.Module == f.Module && one.Topic == f.Topic && one.Lesson == f.Lesson
	})
	w := &theme.Watch{Action: action, Lesson: string(f.Lesson), On: on}
	if on {
		w.Letters, err = at.letters(within)
	}
	return w, err
}

// letters is how often who asks is told by letter of what they follow: "none" where they could be, empty where no
// letter can reach them.
func (at corner) letters(within context.Context) (string, error) {
	rows, err := at.mailingRows(within, at.who.account)
	i := slices.IndexFunc(rows, func(row theme.MailingRow) bool { return row.Mailing == string(account.ForumMail) })
	if err != nil || i < 0 {
		return "", err
	}
	return cmp.Or(rows[i].Pace, "none"), nil
}

// followLesson begins or ends to follow a lesson: the form of its list.
func (at corner) followLesson(within context.Context) error {
	lesson := lessonOf(at.module, course.LessonID(at.field("lesson")))
	if lesson == nil {
		return fault.New(fault.Invalid, "", nil)
	}
	f := forum.Follow{Module: string(at.module.ID), Lesson: lesson.ID, Since: at.now()}
	if err := at.follow(within, f); err != nil {
		return err
	}
	return at.to(at.home() + "?" + url.Values{"lesson": {string(lesson.ID)}}.Encode())
}

// follow does what a form that follows asks for.
func (at corner) follow(within context.Context, f forum.Follow) error {
	switch at.field("do") {
	case "follow":
		return at.members.Forum.Follow(within, at.reader(), f)
	case "unfollow":
		return at.members.Forum.Unfollow(within, at.reader(), f)
	}
	return fault.New(fault.Invalid, "", nil)
}

// newAnswers are the topics that a learner follows in which others have written since they looked.
func (r request) newAnswers(within context.Context, l *learner) ([]theme.TopicRow, error) {
	if r.effective().Forum == "off" {
		return nil, nil
	}
	found, err := r.members.Forum.Unread(within, l.account.ID)
	if err != nil {
		return nil, err
	}
	at := corner{request: r, who: l}
	var rows []theme.TopicRow
	for _, one := range found {
		rows = append(rows, at.topicRow(one))
	}
	return rows, nil
}
