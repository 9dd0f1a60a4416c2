package web

import (
	"context"
	"strings"

	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// postAt is the post of the address, with its topic.
func (at corner) postAt(within context.Context) (forum.Topic, forum.Post, error) {
	t, err := at.topicAt(within)
	if err != nil {
		return forum.Topic{}, forum.Post{}, err
	}
	id := at.segment(5)
	if !isID(id) {
		return t, forum.Post{}, fault.New(fault.NotFound, "", nil)
	}
	p, err := at.members.Forum.Post(within, t.Module, t.ID, forum.PostID(id), at.reader())
	return t, p, err
}

// under is the frame of a page about a post.
func (at corner) under(t forum.Topic, title string) (theme.Layout, error) {
	link := at.topicLink(t)
	return at.framed(string(at.ctx.Path()), at.say(title), theme.Link{Title: at.say("forum.name"), URL: "/" + at.lang + "/forum"}, link)
}

// forgeText shows a post as text that a moderator copies into the issue of a forge. It names nobody.
func (at corner) forgeText(within context.Context) error {
	t, p, err := at.postAt(within)
	if err != nil {
		return err
	}
	if at.postView(t, p).Text == "" {
		return fault.New(fault.Forbidden, "", nil)
	}
	address := at.settings.BaseURL + at.topicLink(t).URL + "?post=" + string(p.ID)
	var b strings.Builder
	b.WriteString(t.Title + "\n\n")
	b.WriteString(at.say("post.text_of", "date", lang.Date(at.lang, p.Created), "url", address) + "\n")
	if l := lessonOf(at.module, t.Passage.Lesson); l != nil {
		where := at.settings.BaseURL + l.Address(at.lang)
		if t.Passage.Heading != "" {
			where += "#" + t.Passage.Heading
		}
		b.WriteString(l.Rendition(at.lang).Title + " – " + where + "\n")
	}
	if t.Passage.Revision != "" {
		b.WriteString(at.say("post.text_revision", "revision", t.Passage.Revision) + "\n")
	}
	b.WriteString("\n")
	for line := range strings.SplitSeq(strings.TrimSpace(p.Source), "\n") {
		b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
	}
	view := &theme.ForgePage{Topic: at.topicLink(t), Text: b.String()}
	if view.Layout, err = at.under(t, "post.text_title"); err != nil {
		return err
	}
	return at.show(view)
}
