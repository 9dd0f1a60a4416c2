package site

import "time"

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
	base := s.BaseURL()
	feed := atomFeed{
		Lang: lang, ID: urn("feed", path, base), Title: title + " – " + s.builder.settings.Identity.Name, Updated: rfc3339(time.Unix(0, 0)),
		Author: []atomName{{s.builder.settings.Identity.Name}},
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: base + path + "/feed.atom"},
			{Rel: "alternate", Type: "text/html", HrefLang: lang, Href: base + path},
		},
	}
	for i, e := range entries {
		if i == 0 {
			feed.Updated = rfc3339(e.Updated)
		}
		feed.Entries = append(feed.Entries, atomEntry{
			ID: urn("post", e.ID), Title: atomText{Lang: foreign(e.Lang, lang), Text: e.Title}, Published: rfc3339(e.Published),
			Updated: rfc3339(e.Updated), Link: atomLink{Rel: "alternate", Type: "text/html", HrefLang: lang, Href: base + e.URL},
			Authors: []atomName{{e.Author}}, Content: &atomText{Lang: foreign(e.Lang, lang), Type: "html", Text: e.HTML},
		})
	}
	return writeXML("feed of "+path, feed)
}
