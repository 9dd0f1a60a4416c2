package web

import (
	"context"
	"html/template"
	"slices"
	"strconv"
	"time"

	"sentier/internal/connection"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/markdown"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// compose shows the form of a new topic: ?lesson=, ?heading= and ?category= fill it in, ?title= looks for what is similar.
func (at corner) compose(within context.Context) error {
	view, err := at.composePage(within)
	if err != nil {
		return err
	}
	if view.ID, err = newID(); err != nil {
		return err
	}
	if view.Subject != "" {
		if err := at.lookFor(within, view); err != nil {
			return err
		}
	}
	return at.show(view)
}

// composePage is the form with what was filled in.
func (at corner) composePage(within context.Context) (*theme.ComposePage, error) {
	view := &theme.ComposePage{
		Form: theme.Form{Action: at.home() + "/new"}, Module: site.ModuleLink(at.module, at.lang), Most: forum.MostTitle,
		ID: at.field("id"), Subject: forum.TidyTitle(at.field("title")), Category: at.field("category"), Body: at.field("body"),
		InTab: at.visitor.shared,
	}
	for _, c := range forum.Categories() {
		view.Categories = append(view.Categories, string(c))
	}
	if reads(at.ctx) && !slices.Contains(view.Categories, view.Category) {
		view.Category = string(forum.Question)
	}
	for _, s := range at.module.Sequences {
		text := s.Text(at.lang)
		group := theme.LessonGroup{Title: text.Title, Lang: foreignTo(text.Lang, at.lang)}
		for _, l := range s.Lessons {
			if !l.Draft {
				link := site.LessonLink(l, at.lang)
				group.Lessons = append(group.Lessons, theme.LessonOption{ID: string(l.ID), Title: link.Title, Lang: link.Lang})
			}
		}
		if len(group.Lessons) > 0 {
			view.Lessons = append(view.Lessons, group)
		}
	}
	if l := lessonOf(at.module, course.LessonID(at.field("lesson"))); l != nil {
		view.Lesson = string(l.ID)
		headings := l.Rendition(at.lang).Headings
		if i := slices.IndexFunc(headings, isAnchor(at.field("heading"))); i >= 0 {
			view.Heading, view.HeadingIs = headings[i].Anchor, headings[i].Text
		}
	}
	var err error
	if view.Held, err = at.waits(within); err != nil {
		return nil, err
	}
	if view.Silence, err = at.silence(within); err != nil {
		return nil, err
	}
	view.Layout, err = at.framed(view.Action, at.say("compose.title"), theme.Link{Title: at.say("forum.name"), URL: "/" + at.lang + "/forum"},
		theme.Link{Title: view.Module.Title, Lang: view.Module.Lang, URL: at.home()})
	return view, err
}

// composed publishes a topic, or shows how it will look. What is similar is shown before, once.
func (at corner) composed(within context.Context) error {
	view, err := at.composePage(within)
	if err != nil {
		return err
	}
	if !isID(view.ID) {
		return fault.New(fault.Invalid, "", nil)
	}
	post, err := at.written(within, &view.Form, forum.TopicID(view.ID), forum.PostID(view.ID), view.Subject, view.Body)
	if err != nil {
		return err
	}
	if !slices.Contains(view.Categories, view.Category) {
		view.Problems = append(view.Problems, theme.Problem{Field: "category", Key: "compose.choose"})
	}
	switch {
	case len(view.Problems) > 0:
		if view.ID, err = anew(view.ID, view.Problems); err != nil {
			return err
		}
		return at.refuse(view)
	case at.field("do") == "preview":
		view.Preview, view.Similar.Seen = template.HTML(post.HTML), at.field("seen") == "on"
		return at.show(view)
	case at.field("seen") != "on":
		if err := at.lookFor(within, view); err != nil {
			return err
		}
		if view.Similar.Any() {
			view.Similar.Stop = true
			return at.show(view)
		}
	}
	t := forum.Topic{
		Module: post.Module, ID: post.Topic, Category: forum.Category(view.Category), Title: view.Subject, Lang: at.lang,
		Author: post.Author, State: post.State, Created: post.Created,
	}
	if view.Lesson != "" {
		t.Passage = course.Passage{Lesson: course.LessonID(view.Lesson), Lang: at.lang, Revision: at.revision(), Heading: view.Heading}
	}
	if err := at.members.Forum.StartTopic(within, t, post); err != nil {
		if err := turnedDown(&view.Form, err); err != nil {
			return err
		}
		return at.refuse(view)
	}
	if err := at.share(within); err != nil {
		return err
	}
	at.tell(post)
	return at.to(at.topicLink(t).URL)
}

// gone keeps a text for who wrote it where its topic is no more: it can become another one. Without a text, the fault
// stays what it is.
func (at corner) gone(within context.Context, missing error) error {
	if at.field("body") == "" {
		return missing
	}
	view, err := at.composePage(within)
	if err != nil {
		return err
	}
	if view.ID, err = newID(); err != nil {
		return err
	}
	view.Category, view.Problems = string(forum.Question), []theme.Problem{{Key: "forum.topic_gone"}}
	return at.refuse(view)
}

// reply keeps an answer, or shows how it will look.
func (at corner) reply(within context.Context, t forum.Topic) error {
	id := at.field("id")
	if !isID(id) || id == string(t.ID) {
		return fault.New(fault.Invalid, "", nil)
	}
	var form theme.Form
	body := at.field("body")
	post, err := at.written(within, &form, t.ID, forum.PostID(id), "", body)
	if err == nil && len(form.Problems) == 0 && at.field("do") == "reply" {
		if err = at.members.Forum.Reply(within, post); err == nil {
			at.tell(post)
			return at.toPost(within, t, post.ID)
		}
		err = turnedDown(&form, err)
	}
	if err != nil {
		return err
	}
	view, err := at.topicPage(within, t, at.pageNumber())
	if err != nil {
		return err
	}
	if id, err = anew(id, form.Problems); err != nil {
		return err
	}
	view.ID, view.Body, view.Problems = id, body, form.Problems
	if len(view.Problems) > 0 {
		view.Writes = true // nothing typed is lost, even where it cannot be sent
		return at.refuse(view)
	}
	view.Preview = template.HTML(post.HTML)
	return at.show(view)
}

// sentAlready says that another text stands where this one was to go.
const sentAlready = "forum.sent_already"

// anew gives the id of what a form will become: another one where a text went under this one.
func anew(id string, problems []theme.Problem) (string, error) {
	if !slices.ContainsFunc(problems, func(p theme.Problem) bool { return p.Key == sentAlready }) {
		return id, nil
	}
	return newID()
}

// written makes a post of what was typed, judged by the rules of the forum; what can be mended goes to the form. A
// title belongs to a new topic alone. One that is kept already is judged no more.
func (at corner) written(within context.Context, form *theme.Form, topic forum.TopicID, id forum.PostID, title, body string) (forum.Post, error) {
	post := forum.Post{
		Module: string(at.module.ID), Topic: topic, ID: id, Author: at.reader(), Source: body, State: forum.Shown, Created: at.now(),
	}
	if err := at.check(form, &post, topic == forum.TopicID(id), title); err != nil || len(form.Problems) > 0 || at.field("do") == "preview" {
		return post, err
	}
	if before, err := at.members.Forum.Post(within, post.Module, topic, id, at.reader()); err == nil && before.Author == post.Author {
		if before.Source != body { // the button "back" brought them to the form of what they have sent
			form.Problems = append(form.Problems, theme.Problem{Field: "body", Key: sentAlready})
		}
		post.State = before.State
		return post, nil
	}
	past, err := at.members.Forum.Past(within, at.reader(), body, post.Created)
	if err != nil {
		return post, err
	}
	rules, err := at.rules(within)
	if err != nil {
		return post, err
	}
	verdict := rules.Judge(title, body, past, at.moderates(), post.Created)
	if verdict.Refused != "" {
		form.Problems = append(form.Problems, theme.Problem{Field: "body", Key: verdict.Refused, Arg: strconv.Itoa(int(verdict.Wait.Seconds()))})
	}
	post.State, post.Cause = verdict.State, verdict.Cause
	rules.Bound(&post, at.moderates())
	post.Connection, err = at.connection(connection.Wrote, post)
	return post, err
}

// connection seals from where a post is written, where the host keeps that.
func (at corner) connection(act connection.Act, p forum.Post) ([]byte, error) {
	if !at.members.Connections.On() {
		return nil, nil
	}
	address := at.client(at.ctx)
	if address == at.ctx.RemoteIP().String() { // no proxy hides the port
		address = at.ctx.RemoteAddr().String()
	}
	return at.members.Connections.Seal(connection.Record{
		At: at.now(), Act: act, Address: address, Account: string(at.reader()), Name: at.who.account.Name,
		Module: p.Module, Topic: string(p.Topic), Post: string(p.ID),
	})
}

// turnedDown puts what the store says of a text that was sent at its form: the topic was locked in the meantime, its
// author is kept from writing, or sent more at once than goes within an hour.
func turnedDown(form *theme.Form, err error) error {
	key := fault.Message(err)
	if key == "" {
		return err
	}
	wrong := theme.Problem{Key: key}
	if key == forum.TooMany {
		wrong.Field, wrong.Arg = "body", strconv.Itoa(int(time.Hour.Seconds()))
	}
	form.Problems = append(form.Problems, wrong)
	return nil
}

// check renders a post, and tells what is wrong with it.
func (at corner) check(form *theme.Form, post *forum.Post, titled bool, title string) error {
	if titled {
		if err := blame(form, "title", forum.CheckTitle(title)); err != nil {
			return err
		}
	}
	if err := forum.CheckText(post.Source); err != nil {
		return blame(form, "body", err)
	}
	var err error
	post.HTML, err = markdown.Post(post.Source, markdown.PostOptions{Lang: at.lang})
	return blame(form, "body", err)
}

// rules are those of this site, as they are now on every node.
func (s *Server) rules(ctx context.Context) (forum.Rules, error) {
	words, domains, err := s.blocked(ctx)
	return forum.Rules{HoldFirst: s.holdFirst(), Words: words, Domains: domains}, err
}

// holdFirst is how many first posts of newcomers wait.
func (s *Server) holdFirst() int {
	if now := s.effective(); now.Registration == "open" {
		return now.ForumHold
	}
	return 0
}

// waits tells whether what somebody writes next waits for approval, whatever it says.
func (at corner) waits(within context.Context) (bool, error) {
	past, err := at.members.Forum.Past(within, at.reader(), "", at.now())
	return past.Shown < at.holdFirst() && !at.moderates(), err
}

// rewritten is a post with another text, judged as an edit.
func (at corner) rewritten(within context.Context, form *theme.Form, t forum.Topic, p forum.Post, title, body string) (forum.Post, error) {
	p.Source = body
	if err := at.check(form, &p, string(p.ID) == string(t.ID), title); err != nil || len(form.Problems) > 0 || at.field("do") == "preview" {
		return p, err
	}
	past, err := at.members.Forum.Past(within, at.reader(), body, at.now())
	if err != nil {
		return p, err
	}
	rules, err := at.rules(within)
	if err != nil {
		return p, err
	}
	verdict := rules.JudgeEdit(title, body, past, at.moderates(), at.now())
	p.State, p.Cause = verdict.State, verdict.Cause
	p.Connection, err = at.connection(connection.Edited, p)
	return p, err
}

// tell says what became of a post, on the next page.
func (at corner) tell(p forum.Post) {
	if p.State == forum.Held {
		at.notice(at.ctx, "post_held")
		return
	}
	at.notice(at.ctx, "post_kept")
}

// revision is that of the course that a module is of.
func (at corner) revision() string {
	for _, c := range at.snapshot.Courses() {
		if slices.Contains(c.Modules, at.module) {
			return c.Revision
		}
	}
	return ""
}
