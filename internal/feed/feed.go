// Package feed writes what is new as files that readers of news fetch: Atom (RFC 4287) and JSON Feed 1.1
// (https://www.jsonfeed.org/version/1.1/). It knows no page and keeps nothing: web hands it what it may show.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// Feed is a list of what is new, the newest first.
type Feed struct {
	ID      string // an URI that stays
	Title   string
	Lang    string
	Base    string // of the site; empty: it was told none, and addresses stay relative
	Home    string // the path of the page that shows the same
	Atom    string // the path of the feed as Atom
	JSON    string // the path of the feed as JSON; may be empty
	Author  string
	Entries []Entry
}

// Entry is something new.
type Entry struct {
	ID        string // an URI that stays
	Path      string // of its page
	Title     string
	Lang      string // where it is not that of the feed; else empty
	Published time.Time
	Updated   time.Time
	Authors   []string // none: that of the feed
	Summary   string   // plain; may be empty
	HTML      string   // the whole of it; may be empty
}

// updated is when the feed last changed: the start of time where there is nothing in it.
func (f Feed) updated() time.Time {
	last := time.Unix(0, 0)
	for _, e := range f.Entries {
		if e.Updated.After(last) {
			last = e.Updated
		}
	}
	return last
}

// whole makes the addresses of our pages whole, for readers far from them.
func (f Feed) whole(html string) string {
	return strings.ReplaceAll(html, `href="/`, `href="`+f.Base+`/`)
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomName    `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     atomText   `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Link      atomLink   `xml:"link"`
	Authors   []atomName `xml:"author"`
	Summary   *atomText  `xml:"summary"`
	Content   *atomText  `xml:"content"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr"`
	HrefLang string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type atomName struct {
	Name string `xml:"name"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Text string `xml:",chardata"`
}

// WriteAtom gives the feed as Atom.
func (f Feed) WriteAtom() ([]byte, error) {
	a := atomFeed{
		Lang: f.Lang, ID: f.ID, Title: f.Title, Updated: rfc3339(f.updated()), Author: atomName{f.Author},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Base + f.Atom},
			{Rel: "alternate", Type: "text/html", HrefLang: f.Lang, Href: f.Base + f.Home}},
	}
	for _, e := range f.Entries {
		entry := atomEntry{ID: e.ID, Title: atomText{Lang: e.Lang, Text: e.Title}, Published: rfc3339(e.Published), Updated: rfc3339(e.Updated),
			Link: atomLink{Rel: "alternate", Type: "text/html", HrefLang: f.Lang, Href: f.Base + e.Path}}
		for _, name := range e.Authors {
			entry.Authors = append(entry.Authors, atomName{name})
		}
		if e.Summary != "" {
			entry.Summary = &atomText{Lang: e.Lang, Text: e.Summary}
		}
		if e.HTML != "" {
			entry.Content = &atomText{Lang: e.Lang, Type: "html", Text: f.whole(e.HTML)}
		}
		a.Entries = append(a.Entries, entry)
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	e := xml.NewEncoder(&out)
	e.Indent("", " ")
	if err := e.Encode(a); err != nil {
		return nil, fmt.Errorf("write the feed %s: %w", f.Atom, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

type jsonFeed struct {
	Version string       `json:"version"`
	Title   string       `json:"title"`
	Home    string       `json:"home_page_url"`
	Feed    string       `json:"feed_url"`
	Lang    string       `json:"language"`
	Authors []jsonAuthor `json:"authors,omitempty"`
	Items   []jsonItem   `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html,omitempty"`
	Text      string       `json:"content_text,omitempty"`
	Summary   string       `json:"summary,omitempty"`
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified"`
	Lang      string       `json:"language,omitempty"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// WriteJSON gives the feed as JSON. An item has a content of one sort at least, as version 1.1 wants.
func (f Feed) WriteJSON() ([]byte, error) {
	j := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Base + f.Home, Feed: f.Base + f.JSON, Lang: f.Lang,
		Authors: []jsonAuthor{{f.Author}}, Items: []jsonItem{}}
	for _, e := range f.Entries {
		item := jsonItem{ID: e.ID, URL: f.Base + e.Path, Title: e.Title, HTML: f.whole(e.HTML), Summary: e.Summary,
			Published: rfc3339(e.Published), Modified: rfc3339(e.Updated), Lang: e.Lang}
		if item.HTML == "" {
			item.Text = e.Title
		}
		for _, name := range e.Authors {
			item.Authors = append(item.Authors, jsonAuthor{name})
		}
		j.Items = append(j.Items, item)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(j); err != nil {
		return nil, fmt.Errorf("write the feed %s: %w", f.JSON, err)
	}
	return out.Bytes(), nil
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }
