package site

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"sentier/internal/course"
)

// feedLength is how many lessons a feed holds, the last changed first.
const feedLength = 50

// feedIDs is the namespace of the names of lessons in feeds (RFC 9562, 5.5): an entry keeps its name when its
// address, its title or the site's own address changes.
var feedIDs = uuid.MustParse("7d3f0c52-6a51-4c0e-9a43-6f1df0a2c9be")

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  []atomName  `xml:"author"`
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
	Rel      string `xml:"rel,attr,omitempty"`
	Type     string `xml:"type,attr,omitempty"`
	HrefLang string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type atomName struct {
	Name string `xml:"name"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"` // empty: text
	Text string `xml:",chardata"`
}

// feed is the new and changed lessons of all courses in a language, as Atom (RFC 4287). Lessons without a date are
// left out. Without a configured address its links are relative to the feed's own.
func (b *builder) feed(lang string) ([]byte, error) {
	var dated []*course.Lesson
	for _, m := range b.modules {
		for _, l := range m.Lessons() {
			if !l.Published.IsZero() || !l.Changed.IsZero() {
				dated = append(dated, l)
			}
		}
	}
	slices.SortStableFunc(dated, func(x, y *course.Lesson) int {
		return cmp.Or(changed(y).Compare(changed(x)), cmp.Compare(x.Address(lang), y.Address(lang)))
	})
	dated = dated[:min(len(dated), feedLength)]

	base := b.settings.BaseURL
	feed := atomFeed{
		Lang: lang, ID: urn("feed", lang, base), Title: b.settings.Identity.Name, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author: []atomName{{b.settings.Identity.Name}},
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: base + "/" + lang + "/feed.atom"},
			{Rel: "alternate", Type: "text/html", HrefLang: lang, Href: base + "/" + lang},
		},
	}
	for i, l := range dated {
		if i == 0 {
			feed.Updated = rfc3339(changed(l))
		}
		r := l.Rendition(lang)
		entry := atomEntry{
			ID:        urn(string(l.Sequence.Module.ID), string(l.ID), lang),
			Title:     atomText{Lang: foreign(r.Lang, lang), Text: r.Title},
			Published: rfc3339(cmp.Or(l.Published, l.Changed)),
			Updated:   rfc3339(changed(l)),
			Link:      atomLink{Rel: "alternate", Type: "text/html", HrefLang: lang, Href: base + l.Address(lang)},
		}
		for _, who := range authors(l) {
			entry.Authors = append(entry.Authors, atomName{who.Name})
		}
		if r.Summary != "" {
			entry.Summary = &atomText{Lang: foreign(r.Lang, lang), Text: r.Summary}
		}
		feed.Entries = append(feed.Entries, entry)
	}
	return writeXML("feed of "+lang, feed)
}

// changed is when a lesson was last touched, or zero.
func changed(l *course.Lesson) time.Time { return cmp.Or(l.Changed, l.Published) }

// authors are those of the lesson, or of its module.
func authors(l *course.Lesson) []course.Party {
	if len(l.Authors) > 0 {
		return l.Authors
	}
	return l.Sequence.Module.Authors
}

// foreign is the language of a text where it is not that of the page, else "".
func foreign(text, page string) string {
	if text == page {
		return ""
	}
	return text
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// urn names something for ever by the parts of its identity.
func urn(parts ...string) string {
	return uuid.NewSHA1(feedIDs, fmt.Appendf(nil, "%q", parts)).URN()
}

func writeXML(what string, v any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	e := xml.NewEncoder(&out)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write the %s: %w", what, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
