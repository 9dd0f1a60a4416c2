package site

import (
	"fmt"
	"html/template"
	"time"

	"sentier/internal/course"
	"sentier/internal/theme"
)

// thing is a node of structured data (schema.org, as JSON-LD).
type thing map[string]any

// structured is the JSON-LD of a page: its things, and the way to it. A folder of files without an address has none:
// nothing in it could be named.
func (b *builder) structured(l theme.Layout, things []thing) (template.JS, error) {
	if b.config.Static && b.settings.BaseURL == "" {
		return "", nil
	}
	graph := append([]thing{}, things...)
	if len(l.Breadcrumbs) > 0 {
		var items []thing
		for i, crumb := range append(l.Breadcrumbs[:len(l.Breadcrumbs):len(l.Breadcrumbs)], theme.Link{Title: l.Title, URL: l.Path}) {
			items = append(items, thing{
				"@type": "ListItem", "position": i + 1, "name": crumb.Title, "item": b.settings.BaseURL + crumb.URL,
			})
		}
		graph = append(graph, thing{"@type": "BreadcrumbList", "itemListElement": items})
	}
	if len(graph) == 0 {
		return "", nil
	}
	return theme.JSONLD(thing{"@context": "https://schema.org", "@graph": graph})
}

// courseThing is a module as search engines know courses.
func (b *builder) courseThing(m *course.Module, lang string) thing {
	text := m.Text(lang)
	minutes := b.minutes(m, lang)
	t := thing{
		"@type": "Course", "@id": b.settings.BaseURL + m.Address(lang), "url": b.settings.BaseURL + m.Address(lang),
		"name": text.Title, "description": text.Summary, "inLanguage": text.Lang, "isAccessibleForFree": true,
		"author": peopleThings(m.Authors), "timeRequired": duration(minutes),
		"provider":          thing{"@type": "Organization", "name": b.provider(), "url": b.settings.BaseURL + "/" + lang},
		"offers":            thing{"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "EUR"},
		"hasCourseInstance": thing{"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": duration(minutes)},
	}
	if address := theme.LicenceOf(m.Licence, lang).URL; address != "" {
		t["license"] = address
	}
	return t
}

// lessonThing is a lesson as search engines know learning resources.
func (b *builder) lessonThing(l *course.Lesson, lang string) thing {
	r, m := l.Rendition(lang), l.Sequence.Module
	t := thing{
		"@type": "LearningResource", "url": b.settings.BaseURL + l.Address(lang), "name": r.Title, "inLanguage": r.Lang,
		"learningResourceType": "lesson", "isAccessibleForFree": true, "timeRequired": duration(r.Minutes),
		"author":   peopleThings(authors(l)),
		"isPartOf": thing{"@type": "Course", "@id": b.settings.BaseURL + m.Address(lang), "name": m.Text(lang).Title},
	}
	if r.Summary != "" {
		t["description"] = r.Summary
	}
	if len(r.Objectives) > 0 {
		t["teaches"] = r.Objectives
	}
	if address := theme.LicenceOf(m.Licence, lang).URL; address != "" {
		t["license"] = address
	}
	if !l.Published.IsZero() {
		t["datePublished"] = l.Published.Format(time.DateOnly)
	}
	if !l.Changed.IsZero() {
		t["dateModified"] = l.Changed.Format(time.DateOnly)
	}
	return t
}

// provider is who offers the courses: the host, or the site.
func (b *builder) provider() string {
	if b.settings.Host.Name != "" {
		return b.settings.Host.Name
	}
	return b.settings.Identity.Name
}

func peopleThings(all []course.Party) []thing {
	people := []thing{}
	for _, p := range all {
		people = append(people, thing{"@type": "Person", "name": p.Name})
	}
	return people
}

// duration writes minutes as ISO 8601 does.
func duration(minutes int) string { return fmt.Sprintf("PT%dM", minutes) }
