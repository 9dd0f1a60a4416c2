package site

import (
	"time"

	"sentier/internal/feed"
)

// FeedEntry is something that was written by people, in a feed.
type FeedEntry struct {
	ID                 string // names it for ever
	Lang               string
	Title, Author, URL string // the address is a path
	Published, Updated time.Time
	HTML               string // sanitised; relative addresses in it are of this site
}

// Feed is entries as Atom (RFC 4287), the newest first, of the page at a path. Without a configured address its links
// are relative to the feed's own.
func (s *Snapshot) Feed(lang, title, path string, entries []FeedEntry) ([]byte, error) {
	name := s.builder.settings.Identity.Name
	told := feed.Feed{
		ID: urn("feed", path, s.BaseURL()), Title: title + " – " + name, Lang: lang, Base: s.BaseURL(), Home: path,
		Atom: path + "/feed.atom", Author: name,
	}
	for _, e := range entries {
		told.Entries = append(told.Entries, feed.Entry{
			ID: urn("post", e.ID), Path: e.URL, Title: e.Title, Lang: foreign(e.Lang, lang), Published: e.Published, Updated: e.Updated,
			Authors: []string{e.Author}, HTML: e.HTML,
		})
	}
	return told.WriteAtom()
}
