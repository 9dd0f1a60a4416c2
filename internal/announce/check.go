package announce

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The bounds of an announcement. Its text is bounded as posts are: see markdown.Post.
const (
	MostTitle = 120 // characters
	mostYears = 50  // from now: what is later was mistyped
)

// Fault is what is wrong with an announcement: in which field, and in which language where it is of one.
type Fault struct {
	Field string // "title", "body", "texts", "module", "begins", "ends", "audience"
	Lang  string // of title and body
	Key   string // of the message
}

// Check tells everything that is wrong with an announcement of a site with these modules, before its text is rendered.
func (a Announcement) Check(modules []string) []Fault {
	var all []Fault
	if len(a.Texts) == 0 {
		all = append(all, Fault{Field: "texts", Key: "announce.no_text"})
	}
	for _, lang := range slices.Sorted(keys(a.Texts)) {
		text := a.Texts[lang]
		switch n := utf8.RuneCountInString(strings.TrimSpace(text.Title)); {
		case n == 0:
			all = append(all, Fault{"title", lang, "announce.no_title"})
		case n > MostTitle:
			all = append(all, Fault{"title", lang, "announce.long_title"})
		}
		if strings.TrimSpace(text.Body) == "" {
			all = append(all, Fault{"body", lang, "announce.no_body"})
		}
	}
	switch {
	case !slices.Contains(Audiences(), a.Audience):
		all = append(all, Fault{Field: "audience", Key: "announce.no_audience"})
	case a.Audience == Learners && !slices.Contains(modules, a.Module):
		all = append(all, Fault{Field: "module", Key: "announce.no_module"})
	}
	switch last := a.Changed.AddDate(mostYears, 0, 0); {
	case a.Begins.IsZero() || a.Begins.After(last):
		all = append(all, Fault{Field: "begins", Key: "announce.no_day"})
	case !a.Ends.IsZero() && (!a.Ends.After(a.Begins) || a.Ends.After(last)):
		all = append(all, Fault{Field: "ends", Key: "announce.ends_before"})
	}
	return all
}
