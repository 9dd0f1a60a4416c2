package web

import (
	"context"

	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/site"
)

// forumFeed is how many messages a feed of the forum holds.
const forumFeed = 40

// feed is the last messages of a forum that anyone may read, as Atom. What is for members alone has none: a feed reader
// is nobody's.
func (at corner) feed(within context.Context) error {
	if at.effective().Forum != "anyone" {
		return fault.New(fault.NotFound, "", nil)
	}
	module, title := "", at.say("forum.title")
	if at.module != nil {
		module, title = string(at.module.ID), at.say("forum.of", "title", site.ModuleLink(at.module, at.lang).Title)
	}
	recent, err := at.members.Forum.Recent(within, module, "", forumFeed)
	if err != nil {
		return err
	}
	var entries []site.FeedEntry
	for _, m := range recent {
		link, author := at.topicLink(m.Topic), m.Post.AuthorName
		if author == "" {
			author = at.say("forum.gone")
		}
		entries = append(entries, site.FeedEntry{
			ID: string(m.Post.ID), Lang: m.Topic.Lang, Title: link.Title, Author: author, URL: link.URL + "?post=" + string(m.Post.ID),
			Published: m.Post.Created, Updated: m.Post.Created, HTML: m.Post.HTML,
		})
	}
	text, err := at.snapshot.Feed(at.lang, title, at.home(), entries)
	if err != nil {
		return err
	}
	h := &at.ctx.Response.Header
	h.Set(fasthttp.HeaderCacheControl, cacheAsk)
	h.Set("X-Robots-Tag", "noindex")
	h.SetContentType("application/atom+xml; charset=utf-8")
	at.raw(at.ctx, text)
	return nil
}
