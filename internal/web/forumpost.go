package web

import (
	"context"
	"html/template"

	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// edit shows a post for its author to change.
func (at corner) edit(within context.Context) error {
	t, p, err := at.postAt(within)
	if err != nil {
		return err
	}
	view, err := at.editPage(within, t, p)
	if err != nil {
		return err
	}
	view.Body = p.Source
	if view.Titled {
		view.Subject = t.Title
	}
	return at.show(view)
}

func (at corner) editPage(within context.Context, t forum.Topic, p forum.Post) (*theme.EditPage, error) {
	if at.postView(t, p).Edit == "" && (reads(at.ctx) || p.Author != at.reader()) {
		return nil, fault.New(fault.Forbidden, "", nil)
	}
	link := at.topicLink(t)
	link.URL += "?post=" + string(p.ID)
	view := &theme.EditPage{
		Form: theme.Form{Action: string(at.ctx.Path())}, Topic: link, Titled: string(p.ID) == string(t.ID), Most: forum.MostTitle,
	}
	var err error
	if view.Silence, err = at.silence(within); err != nil {
		return nil, err
	}
	view.Layout, err = at.under(t, "post.edit_title")
	return view, err
}

// edited keeps what an author changed, or shows how it will look.
func (at corner) edited(within context.Context) error {
	t, p, err := at.postAt(within)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return at.gone(within, err)
	}
	if err != nil {
		return err
	}
	view, err := at.editPage(within, t, p)
	if err != nil {
		return err
	}
	view.Body, view.Subject = at.field("body"), forum.TidyTitle(at.field("title"))
	if at.postView(t, p).Edit == "" { // it was deleted, hidden or locked since
		view.Problems = append(view.Problems, theme.Problem{Key: "post.cannot"})
		return at.refuse(view)
	}
	changed, err := at.rewritten(within, &view.Form, t, p, view.Subject, view.Body)
	switch {
	case err != nil:
		return err
	case len(view.Problems) > 0:
		return at.refuse(view)
	case at.field("do") == "preview":
		view.Preview = template.HTML(changed.HTML)
		return at.show(view)
	}
	if err := at.members.Forum.EditPost(within, changed, view.Subject, at.reader(), at.now()); err != nil {
		if err := turnedDown(&view.Form, err); err != nil {
			return err
		}
		return at.refuse(view)
	}
	if err := at.share(within); err != nil {
		return err
	}
	if changed.State == forum.Held {
		at.notice(at.ctx, "post_held")
	} else {
		at.notice(at.ctx, "post_saved")
	}
	return at.toPost(within, t, p.ID)
}

// history shows a post as it was.
func (at corner) history(within context.Context) error {
	t, p, err := at.postAt(within)
	if err != nil {
		return err
	}
	versions, err := at.members.Forum.Versions(within, t.Module, t.ID, p.ID, at.reader())
	if err != nil {
		return err
	}
	if p.State == forum.Deleted || len(versions) == 0 {
		return fault.New(fault.NotFound, "", nil)
	}
	view := &theme.HistoryPage{Topic: at.topicLink(t), Post: at.bare(t, p)}
	for _, v := range versions {
		row := theme.VersionView{Title: v.Title, Source: v.Source, Until: lang.Date(at.lang, v.Until)}
		if v.By != p.Author {
			row.By = v.ByName
		}
		view.Versions = append(view.Versions, row)
	}
	if view.Layout, err = at.under(t, "post.history_title"); err != nil {
		return err
	}
	return at.show(view)
}

// bare is a post to look at, with nothing to do to it.
func (at corner) bare(t forum.Topic, p forum.Post) theme.PostView {
	view := at.postView(t, p)
	view.Quote, view.Edit, view.Delete, view.Text, view.History, view.MayThank, view.MaySolve = "", "", "", "", "", false, false
	view.Report, view.Decide = "", ""
	return view
}

// removing asks before a post goes.
func (at corner) removing(within context.Context) error {
	t, p, err := at.postAt(within)
	if err != nil {
		return err
	}
	if at.postView(t, p).Delete == "" {
		return fault.New(fault.Forbidden, "", nil)
	}
	view := &theme.DeletePage{Form: theme.Form{Action: string(at.ctx.Path())}, Topic: at.topicLink(t), Post: at.bare(t, p)}
	view.Answered = view.Post.Question && t.Replies > 0
	if view.Layout, err = at.under(t, "post.delete_title"); err != nil {
		return err
	}
	return at.show(view)
}

// removed deletes a post of one's own. What others answered stays.
func (at corner) removed(within context.Context) error {
	t, p, err := at.postAt(within)
	if err != nil {
		return err
	}
	if at.postView(t, p).Delete == "" {
		return fault.New(fault.Forbidden, "", nil)
	}
	if err := at.members.Forum.DeletePost(within, t.Module, t.ID, p.ID, at.reader()); err != nil {
		return err
	}
	if err := at.share(within); err != nil {
		return err
	}
	at.notice(at.ctx, "post_deleted")
	if _, err := at.members.Forum.Topic(within, t.Module, t.ID, at.reader()); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return at.to(at.home())
		}
		return err
	}
	return at.to(at.topicLink(t).URL)
}
