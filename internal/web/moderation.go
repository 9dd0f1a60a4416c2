package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/moderation"
	"sentier/internal/theme"
)

const queuePath = "/moderation"

// queue shows what waits for a decision in the modules that who asks moderates.
func (r request) queue(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	view := &theme.QueuePage{}
	if m.may("", account.Moderator) == nil {
		view.BlockList = "/" + r.lang + "/admin" + blockPath
	}
	for _, list := range []struct {
		name  string
		read  func(context.Context, account.ID, int) ([]forum.Message, int, error)
		rows  *[]theme.QueueRow
		pages *theme.Pager
	}{
		{"reported", r.members.Moderation.ReportedPosts, &view.Reported, &view.ReportedPager},
		{"held", r.members.Moderation.HeldPosts, &view.Held, &view.HeldPager},
	} {
		page := 1 // each list has its own
		if r.field("list") == list.name {
			page = r.pageNumber()
		}
		found, total, err := list.read(within, m.account.ID, page)
		if err != nil {
			return err
		}
		*list.rows = r.queueRows(found)
		*list.pages = pager("/"+r.lang+"/admin"+queuePath, url.Values{"list": {list.name}}, page, total, forum.PostsPage)
		list.pages.Of = r.say("moderation." + list.name)
	}
	answers, err := r.members.Moderation.Answers(within, m.account.ID)
	if err != nil {
		return err
	}
	for _, d := range answers {
		if d.Person != m.account.ID {
			view.Answers = append(view.Answers, theme.QueueRow{Author: d.Name, Date: lang.Date(r.lang, d.Answered),
				Link: theme.Link{Title: r.say("appeal.title", "name", d.Name), URL: r.appealAddress(d)}})
		}
	}
	if view.Layout, view.Admin, err = r.frame(m, queuePath, "moderation.title"); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) queueRows(all []forum.Message) []theme.QueueRow {
	var rows []theme.QueueRow
	for _, one := range all {
		link := r.topicLink(one.Topic)
		link.URL = r.caseAddress(one.Post.ID)
		rows = append(rows, theme.QueueRow{Link: link, Author: one.Post.AuthorName, Date: lang.Date(r.lang, one.Post.Created), Cause: string(one.Post.Cause)})
	}
	return rows
}

func (r request) caseAddress(id forum.PostID) string {
	return "/" + r.lang + "/admin" + queuePath + "/" + string(id)
}

// caseOf is the post of the address, and who wrote it.
func (r request) caseOf(within context.Context, m *staff) (one forum.Message, roles account.Grants, err error) {
	id := r.segment(4)
	if !isID(id) {
		return one, nil, fault.New(fault.NotFound, "", nil)
	}
	if one, err = r.members.Moderation.Message(within, forum.PostID(id), m.account.ID); err != nil {
		return one, nil, err
	}
	if err = m.may(one.Post.Module, account.Moderator); err != nil || one.Post.Author == "" {
		return one, nil, err
	}
	roles, err = r.members.Learners.Roles(within, one.Post.Author)
	return one, roles, err
}

// weigh shows a post in its context, with what was said of it and what was decided about its author before.
func (r request) weigh(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	one, roles, err := r.caseOf(within, m)
	if err != nil {
		return err
	}
	view, err := r.casePage(within, m, one, roles)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) casePage(within context.Context, m *staff, one forum.Message, roles account.Grants) (*theme.CasePage, error) {
	author := one.Post.Author
	view := &theme.CasePage{
		Form: theme.Form{Action: r.caseAddress(one.Post.ID)}, Topic: r.topicLink(one.Topic), Post: r.messageView(one),
		Locked: one.Topic.Locked, Own: author == m.account.ID, Act: string(moderation.Keep), Sanction: string(moderation.None),
		MaySanction: moderation.MayDecide(m.account.ID, author, roles, moderation.Warn), Whole: m.may("", account.Moderator) == nil,
		Spans: moderation.Spans(), Days: "7", Most: moderation.MostText, Acts: actsOn(one.Post.State),
		Sanctions: []string{string(moderation.None), string(moderation.Warn)},
	}
	view.Act = view.Acts[0]
	if view.Whole && author != "" {
		view.Person = r.personAddress(author)
	}
	view.Topic.URL += "?post=" + string(one.Post.ID)
	if view.Whole {
		view.Sanctions = append(view.Sanctions, string(moderation.Suspend), string(moderation.Ban))
	}
	for _, g := range moderation.Grounds() {
		view.Grounds = append(view.Grounds, string(g))
	}
	said, err := r.members.Moderation.Reports(within, one.Post.ID)
	if err != nil {
		return nil, err
	}
	for _, report := range said {
		view.Reports = append(view.Reports, r.reportRow(report))
	}
	if author != "" && !view.Own {
		before, err := r.members.Learners.Decisions(within, author)
		if err != nil {
			return nil, err
		}
		for _, d := range before {
			view.History = append(view.History, r.decisionRow(d))
		}
	}
	if view.Deeds, err = r.topicDeeds(m, one); err != nil {
		return nil, err
	}
	if err := r.around(within, m, one, view); err != nil {
		return nil, err
	}
	if view.Deed, err = newID(); err != nil {
		return nil, err
	}
	if view.Layout, view.Admin, err = r.frame(m, queuePath+"/"+string(one.Post.ID), "case.title"); err != nil {
		return nil, err
	}
	view.Breadcrumbs = append(view.Breadcrumbs, theme.Link{Title: r.say("moderation.title"), URL: "/" + r.lang + "/admin" + queuePath})
	return view, nil
}

// actsOn are what may be done to a post, the one that changes nothing first.
func actsOn(state forum.State) []string {
	if state == forum.Shown {
		return []string{string(moderation.Keep), string(moderation.Hide)}
	}
	return []string{string(moderation.Show), string(moderation.Hide)}
}

// around adds what was written before and after a post.
func (r request) around(within context.Context, m *staff, one forum.Message, view *theme.CasePage) error {
	page, err := r.members.Forum.PostPage(within, one.Post.Module, one.Post.Topic, one.Post.ID, m.account.ID)
	if err != nil {
		return err
	}
	posts, _, err := r.members.Forum.Posts(within, one.Post.Module, one.Post.Topic, page, m.account.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(posts, func(p forum.Post) bool { return p.ID == one.Post.ID })
	for n, p := range posts {
		switch {
		case i < 0 || n == i:
		case n < i && n >= i-2:
			view.Before = append(view.Before, r.messageView(forum.Message{Topic: one.Topic, Post: p}))
		case n == i+1:
			view.After = append(view.After, r.messageView(forum.Message{Topic: one.Topic, Post: p}))
		}
	}
	return nil
}

// decided does what was decided of a post and of its author.
func (r request) decided(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	one, roles, err := r.caseOf(within, m)
	if err != nil {
		return err
	}
	if do := r.field("do"); do != "" {
		return r.toTopic(within, m, one, roles, do)
	}
	line, err := r.action(m, "")
	if err != nil {
		return err
	}
	d := moderation.Decision{
		ID: line.ID, Person: one.Post.Author, Module: one.Post.Module, Topic: string(one.Topic.ID), Post: string(one.Post.ID),
		Act: moderation.Act(r.field("act")), Sanction: moderation.Sanction(r.field("sanction")), Ground: moderation.Ground(r.field("ground")),
		Reason: strings.TrimSpace(r.field("reason")), By: m.account.ID, At: line.At,
	}
	if d.Sanction == "" {
		d.Sanction = moderation.None
	}
	view, err := r.casePage(within, m, one, roles)
	if err != nil {
		return err
	}
	days, _ := strconv.Atoi(r.field("days"))
	if d.Sanction == moderation.Suspend {
		if !slices.Contains(moderation.Spans(), days) {
			return fault.New(fault.Invalid, "", nil)
		}
		d.Ends = d.At.Add(time.Duration(days) * 24 * time.Hour)
	}
	switch {
	case !slices.Contains(view.Acts, string(d.Act)):
		return fault.New(fault.Invalid, "", nil)
	case !slices.Contains(view.Sanctions, string(d.Sanction)), !moderation.MayDecide(m.account.ID, d.Person, roles, d.Sanction):
		return fault.New(fault.Forbidden, "", nil)
	}
	d.Reported = slices.ContainsFunc(view.Reports, func(one theme.ReportRow) bool { return one.Outcome == "" })
	field := "reason"
	if !d.Ground.Known() {
		field = "ground"
	}
	if err := blame(&view.Form, field, d.Check()); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		view.Act, view.Sanction, view.Ground, view.Reason, view.Days = string(d.Act), string(d.Sanction), string(d.Ground), d.Reason, r.field("days")
		view.Deed = d.ID
		return r.refuse(view)
	}
	return r.carryOut(within, m, d, one, line)
}

// carryOut keeps a decision with its lines in the log and a letter to whom it concerns.
func (r request) carryOut(within context.Context, m *staff, d moderation.Decision, one forum.Message, line account.Action) error {
	line.Module, line.Subject, line.Person, line.Name, line.Reason = d.Module, d.Post, d.Person, one.Post.AuthorName, d.Reason
	post, person := d.Verbs()
	line.Verb = post
	log := []account.Action{line}
	if person != "" {
		id, err := newID()
		if err != nil {
			return err
		}
		line.ID, line.Verb = id, person
		log = append(log, line)
	}
	var letters []account.Letter
	if d.Restricts() && d.Person != "" {
		a, err := r.members.Learners.Account(within, d.Person)
		if err != nil {
			return err
		}
		if letters, err = r.news(account.DecidedLetter, a); err != nil {
			return err
		}
	}
	if err := r.members.Moderation.Decide(within, d, log, letters...); err != nil {
		return err
	}
	r.notice(r.ctx, "decided")
	return r.to("/" + r.lang + "/admin" + queuePath)
}
