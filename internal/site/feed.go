package site

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"sentier/internal/course"
	"sentier/internal/feed"
)

// feedLength is how many lessons a feed holds, the last changed first.
const feedLength = 50

// feedIDs is the namespace of the names of lessons in feeds (RFC 9562, 5.5): an entry keeps its name when its
// address, its title or the site's own address changes.
var feedIDs = uuid.MustParse("7d3f0c52-6a51-4c0e-9a43-6f1df0a2c9be")

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

	news := feed.Feed{
		ID: urn("feed", lang, b.settings.BaseURL), Title: b.settings.Identity.Name, Lang: lang, Base: b.settings.BaseURL, Home: "/" + lang,
		Atom: "/" + lang + "/feed.atom", Author: b.settings.Identity.Name,
	}
	for _, l := range dated {
		r := l.Rendition(lang)
		entry := feed.Entry{
			ID: urn(string(l.Sequence.Module.ID), string(l.ID), lang), Path: l.Address(lang), Title: r.Title, Lang: foreign(r.Lang, lang),
			Published: cmp.Or(l.Published, l.Changed), Updated: changed(l), Summary: r.Summary,
		}
		for _, who := range authors(l) {
			entry.Authors = append(entry.Authors, who.Name)
		}
		news.Entries = append(news.Entries, entry)
	}
	return news.WriteAtom()
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

// urn names something for ever by the parts of its identity.
func urn(parts ...string) string {
	return uuid.NewSHA1(feedIDs, fmt.Appendf(nil, "%q", parts)).URN()
}
