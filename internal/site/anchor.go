package site

import (
	"bytes"
	"html"
	"net/url"

	"sentier/internal/course"
)

// A text that stands in for its translation links to headings by the anchors of its own language, while the lesson
// that it leads to may be translated, and then has others.

// anchors are, by language and address ("/module/sequence/lesson"), the anchors of other renditions of a lesson
// with those of the same headings in this one.
type anchors map[string]map[string]map[string]string

// anchorsOf gathers them from all lessons that have as many headings in two languages.
func anchorsOf(lessons map[*course.Sequence][]*course.Lesson) anchors {
	all := anchors{}
	for _, list := range lessons {
		for _, l := range list {
			for lang, r := range l.Renditions {
				others := map[string]string{}
				for _, o := range l.Renditions {
					pairHeadings(others, o.Headings, r.Headings)
				}
				for _, h := range r.Headings {
					delete(others, h.Anchor)
				}
				if len(others) == 0 {
					continue
				}
				if all[lang] == nil {
					all[lang] = map[string]map[string]string{}
				}
				all[lang][l.Address(lang)[len("/"+lang):]] = others
			}
		}
	}
	return all
}

// pairHeadings adds from → to for each heading, where there are as many of them.
func pairHeadings(anchors map[string]string, from, to []course.Heading) {
	if len(from) != len(to) {
		return
	}
	for i, h := range from {
		if h.Anchor != to[i].Anchor {
			anchors[h.Anchor] = to[i].Anchor
		}
	}
}

// linked looks at the rest of an address, up to its quotation mark. When it is that of a lesson and of an anchor in
// another language, it gives the lesson's address and the anchor in lang, as it is written in an attribute.
func (a anchors) linked(lang string, rest []byte) (address, anchor string) {
	end := bytes.IndexByte(rest, '"')
	if end < 0 {
		return "", ""
	}
	path, fragment, found := bytes.Cut(rest[:end], []byte{'#'})
	if !found {
		return "", ""
	}
	name, err := url.PathUnescape(html.UnescapeString(string(fragment)))
	if err != nil {
		return "", ""
	}
	if to := a[lang][string(path)][name]; to != "" {
		return string(path), html.EscapeString(to)
	}
	return "", ""
}
