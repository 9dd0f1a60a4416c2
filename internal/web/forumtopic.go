package web

import (
	"context"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/moderation"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// topic shows a topic: ?page=, ?quote=POST for an answer that quotes one, ?post=POST to be sent to where it stands.
func (at corner) topic(within context.Context) error {
	t, err := at.topicAt(within)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		if m := at.movedTo(within); m != nil {
			address := forumAddress(m, at.lang) + "/" + at.segment(4)
			if post := at.field("post"); isID(post) {
				address += "?post=" + post
			}
			return at.to(address)
		}
	}
	if err != nil {
		return err
	}
	if post := at.field("post"); post != "" {
		return at.toPost(within, t, forum.PostID(post))
	}
	view, err := at.topicPage(within, t, at.pageNumber())
	if err != nil {
		return err
	}
	if quoted := at.field("quote"); quoted != "" && view.Writes {
		p, err := at.members.Forum.Post(within, t.Module, t.ID, forum.PostID(quoted), at.reader())
		if err != nil {
			return err
		}
		view.Body = quote(p.Source)
	}
	return at.show(view)
}

// topicAt is the topic of the address.
func (at corner) topicAt(within context.Context) (forum.Topic, error) {
	id, err := at.topicID()
	if err != nil {
		return forum.Topic{}, err
	}
	return at.members.Forum.Topic(within, string(at.module.ID), id, at.reader())
}

// movedTo is the module of a topic that is not in the one of the address any more; nil: there is none.
func (at corner) movedTo(within context.Context) *course.Module {
	id, err := at.topicID()
	if err != nil {
		return nil
	}
	module, err := at.members.Forum.TopicModule(within, id, at.reader())
	if m := at.moduleByID(module); err == nil && m != at.module {
		return m
	}
	return nil
}

// toPost sends on to where a post stands.
func (at corner) toPost(within context.Context, t forum.Topic, id forum.PostID) error {
	page, err := at.members.Forum.PostPage(within, t.Module, t.ID, id, at.reader())
	if err != nil {
		return err
	}
	return at.to(at.postAddress(t, id, page))
}

// postAddress is where a post stands on a page of its topic.
func (at corner) postAddress(t forum.Topic, id forum.PostID, page int) string {
	address := at.topicLink(t).URL
	if page > 1 {
		address += "?page=" + strconv.Itoa(page)
	}
	return address + "#p-" + string(id)
}

// topicPage is a page of a topic, with a form for an answer.
func (at corner) topicPage(within context.Context, t forum.Topic, page int) (*theme.TopicPage, error) {
	posts, total, err := at.members.Forum.Posts(within, t.Module, t.ID, page, at.reader())
	if last := lastPage(total, forum.PostsPage); err == nil && page > last { // there are fewer since
		page = last
		posts, total, err = at.members.Forum.Posts(within, t.Module, t.ID, page, at.reader())
	}
	if err != nil {
		return nil, err
	}
	if len(posts) == 0 {
		return nil, fault.New(fault.NotFound, "", nil)
	}
	address := at.topicLink(t).URL
	view := &theme.TopicPage{
		Form: theme.Form{Action: address}, Module: site.ModuleLink(at.module, at.lang), Category: string(t.Category),
		TopicLang: foreignTo(t.Lang, at.lang), Opened: lang.Date(at.lang, t.Created), Replies: t.Replies, Locked: t.Locked,
		Pager: pager(address, nil, page, total, forum.PostsPage),
	}
	if l := lessonOf(at.module, t.Passage.Lesson); l != nil {
		link := site.LessonLink(l, at.lang)
		if anchor := t.Passage.Heading; slices.ContainsFunc(l.Rendition(at.lang).Headings, isAnchor(anchor)) {
			link.URL += "#" + url.PathEscape(anchor)
		}
		view.About = &link
	}
	for _, p := range posts {
		one := at.postView(t, p)
		if p.ID == forum.PostID(t.ID) {
			view.First, view.Question = true, one
		} else {
			view.Answers = append(view.Answers, one)
		}
	}
	if t.Solved != "" {
		view.Solved = &theme.Link{URL: address + "?post=" + string(t.Solved)}
		if slices.ContainsFunc(posts, func(p forum.Post) bool { return p.ID == t.Solved }) {
			view.Solved.URL = "#p-" + string(t.Solved)
		}
	}
	if err := at.answering(within, t, view); err != nil {
		return nil, err
	}
	title := at.topicLink(t).Title
	view.Layout, err = at.framed(address, title, theme.Link{Title: at.say("forum.name"), URL: "/" + at.lang + "/forum"},
		theme.Link{Title: view.Module.Title, Lang: view.Module.Lang, URL: at.home()})
	if err != nil {
		return nil, err
	}
	if at.who != nil && at.ctx.IsGet() { // who only asks whether it is there has seen nothing
		err = at.members.Forum.MarkSeen(within, at.reader(), t.Module, t.ID, posts[len(posts)-1].ID)
	}
	return view, err
}

// answering adds what it takes to write in a topic.
func (at corner) answering(within context.Context, t forum.Topic, view *theme.TopicPage) (err error) {
	if at.who == nil {
		view.SignIn = "/" + at.lang + "/sign-in?back=" + url.QueryEscape(view.Action)
		return nil
	}
	view.InTab = at.visitor.shared
	if view.Held, err = at.waits(within); err != nil {
		return err
	}
	if view.Watched, err = at.watch(within, forum.Follow{Module: t.Module, Topic: t.ID}, view.Action); err != nil {
		return err
	}
	if !at.writer().MayReply(t) {
		return nil
	}
	if view.Silence, err = at.silence(within); err != nil {
		return err
	}
	if view.Silence != nil { // there is no form to quote into, and what they wrote stays as it is
		view.Question.Quote, view.Question.Edit = "", ""
		for i := range view.Answers {
			view.Answers[i].Quote, view.Answers[i].Edit = "", ""
		}
		return nil
	}
	view.Writes = true
	view.ID, err = newID()
	return err
}

// silence is what keeps who asks from writing where others read; nil: nothing.
func (at corner) silence(within context.Context) (*theme.Silence, error) {
	quiet, err := at.members.Moderation.Silenced(within, at.reader(), at.now())
	if err != nil || !quiet {
		return nil, err
	}
	all, err := at.members.Learners.Decisions(within, at.reader())
	i := slices.IndexFunc(all, func(d moderation.Decision) bool { return d.Silences(at.now()) })
	if err != nil || i < 0 {
		return nil, err
	}
	view := &theme.Silence{Reason: all[i].Reason, URL: "/" + at.lang + "/me/decisions", MayAnswer: all[i].MayAnswer()}
	if !all[i].Ends.IsZero() {
		view.Ends = lang.Date(at.lang, all[i].Ends)
	}
	return view, nil
}

// postView is a post with what who asks may do with it.
func (at corner) postView(t forum.Topic, p forum.Post) theme.PostView {
	address := at.topicLink(t).URL
	own := address + "/" + string(p.ID)
	view := theme.PostView{
		ID: "p-" + string(p.ID), Name: string(p.ID), Action: address, Address: address + "?post=" + string(p.ID),
		Question: p.ID == forum.PostID(t.ID), Author: p.AuthorName, Face: string(p.Author), Team: p.Team, Best: p.ID == t.Solved,
		Date: lang.Date(at.lang, p.Created), Machine: p.Created.UTC().Format(time.DateOnly), State: string(p.State), Why: p.Why, Cause: string(p.Cause),
		Lang: foreignTo(t.Lang, at.lang), HTML: template.HTML(p.HTML), Thanked: p.Thanked,
	}
	if p.State == forum.Deleted {
		view.HTML = ""
		return view
	}
	if !p.Edited.IsZero() {
		view.Edited, view.History = lang.Date(at.lang, p.Edited), own+"/history"
	}
	writer := at.writer()
	view.Mine = p.Author != "" && p.Author == writer.ID
	if view.Question {
		view.Same = p.Thanks
	} else {
		view.Helped = view.Mine && p.Thanks > 0
	}
	if writer.MayReply(t) && p.State == forum.Shown {
		view.Quote = address + "?quote=" + string(p.ID) + "#Reply"
		view.MaySolve = !view.Question && t.Author == writer.ID && writer.MaySolve(t) // moderators: see request.toTopic
	}
	view.MayThank = writer.MayThank(p) && !t.Locked
	if view.Mine && writer.MayEdit(t, p) {
		view.Edit = own + "/edit"
	}
	if writer.MayDelete(p) {
		view.Delete = own + "/delete"
	}
	if at.moderates() {
		view.Text, view.Decide = own+"/text", at.caseAddress(p.ID)
	}
	if !view.Mine && p.State == forum.Shown {
		view.Report = "/" + at.lang + "/report/" + string(p.ID)
	}
	return view
}

// isAnchor finds a heading.
func isAnchor(anchor string) func(course.Heading) bool {
	return func(h course.Heading) bool { return h.Anchor == anchor }
}

// mostQuoted bounds what an answer quotes, in characters.
const mostQuoted = 600

// quote is a text as Markdown quotes it, with room for an answer under it.
func quote(source string) string {
	if text := []rune(source); len(text) > mostQuoted {
		source = strings.TrimSpace(string(text[:mostQuoted])) + "…"
	}
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(source), "\n") {
		if strings.HasPrefix(line, ">") { // what was quoted there is not quoted again
			continue
		}
		b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
	}
	return b.String() + "\n"
}

// inTopic does what a form of a topic asks for.
func (at corner) inTopic(within context.Context) error {
	do := at.field("do")
	t, err := at.topicAt(within)
	if err != nil && fault.KindOf(err) == fault.NotFound && (do == "reply" || do == "preview") {
		m := at.movedTo(within)
		if m == nil {
			return at.gone(within, err)
		}
		at.module = m
		t, err = at.topicAt(within)
	}
	if err != nil {
		return err
	}
	switch do {
	case "reply", "preview":
		return at.reply(within, t)
	case "follow", "unfollow":
		if err := at.follow(within, forum.Follow{Module: t.Module, Topic: t.ID, Since: at.now()}); err != nil {
			return err
		}
		return at.to(at.topicLink(t).URL)
	case "solve", "unsolve", "thank", "unthank":
		return at.mark(within, t, do)
	}
	return fault.New(fault.Invalid, "", nil)
}

// mark says thanks for a post, or that it is the answer.
func (at corner) mark(within context.Context, t forum.Topic, do string) error {
	id := forum.PostID(at.field("post"))
	p, err := at.members.Forum.Post(within, t.Module, t.ID, id, at.reader())
	if err != nil {
		return err
	}
	view := at.postView(t, p)
	switch {
	case do == "thank" && view.MayThank:
		err = at.members.Forum.Thank(within, at.reader(), t.Module, t.ID, id, at.now())
	case do == "unthank":
		err = at.members.Forum.Unthank(within, at.reader(), t.Module, t.ID, id)
	case do == "solve" && view.MaySolve:
		err = at.members.Forum.Solve(within, t.Module, t.ID, id, at.reader())
	case do == "unsolve" && view.MaySolve:
		err = at.members.Forum.Solve(within, t.Module, t.ID, "", at.reader())
	default:
		err = fault.New(fault.Forbidden, "", nil)
	}
	if err != nil {
		return err
	}
	return at.toPost(within, t, id)
}
