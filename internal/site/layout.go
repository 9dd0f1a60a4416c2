package site

import (
	"strings"

	"sentier/internal/course"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// frame is what the layout of a page is made from.
type frame struct {
	lang        string
	path        string // after the language: "/module"; "" for the home page
	contentLang string // language of the page's own words
	title       string
	description string
	section     string
	crumbs      []theme.Link // from the first below the home page to the page above this one
	module      *course.Module
	article     bool
	noIndex     bool
	things      []thing // structured data, beside the breadcrumbs
}

// layout fills what a page has around its own matter.
func (b *builder) layout(f frame) (theme.Layout, error) {
	l := theme.Layout{
		Lang: f.lang, Dir: direction(f.lang), ContentLang: foreign(f.contentLang, f.lang), Title: f.title,
		Description: f.description, Path: "/" + f.lang + f.path, Section: f.section,
		Feed: "/" + f.lang + "/feed.atom", NoIndex: f.noIndex, Static: b.config.Static, HasAccounts: b.config.Accounts, HasForum: b.forum(), HasNews: b.config.Accounts && b.config.Voices,
	}
	base := b.settings.BaseURL
	if base != "" && !f.noIndex {
		l.Canonical = base + l.Path
	}
	for _, tag := range b.settings.Languages {
		a := theme.Alternate{Lang: tag, Name: lang.Name(tag), URL: "/" + tag + f.path}
		if base != "" {
			a.Href = base + a.URL
		}
		l.Alternates = append(l.Alternates, a)
	}
	if f.path != "" {
		home := theme.Link{Title: b.say(f.lang, "nav.modules"), URL: "/" + f.lang}
		l.Breadcrumbs = append([]theme.Link{home}, f.crumbs...)
	}
	l.OpenGraph = b.openGraph(f)
	var err error
	l.JSONLD, err = b.structured(l, f.things)
	return l, err
}

// forum tells whether there is one.
func (b *builder) forum() bool {
	return b.config.Accounts && !b.config.Static && b.settings.Forum != "off"
}

// say is a message of the theme.
func (b *builder) say(lang, key string, args ...any) string {
	return b.theme.Messages().Say(lang, key, args...)
}

// openGraph shows the card of the module where it has one, else the site's. Addresses in it must be whole.
func (b *builder) openGraph(f frame) theme.OpenGraph {
	o := theme.OpenGraph{Type: "website"}
	if f.article {
		o.Type = "article"
	}
	base := b.settings.BaseURL
	switch {
	case base == "":
	case f.module != nil && f.module.Card != nil:
		card := f.module.Card
		o.Image, o.ImageWidth, o.ImageHeight = base+card.URL(), card.Width, card.Height
		o.ImageAlt = f.module.Text(f.lang).Title
	default:
		card := b.theme.Card()
		o.Image, o.ImageWidth, o.ImageHeight = base+card.URL, card.Width, card.Height
		o.ImageAlt = b.settings.Identity.Name
	}
	return o
}

// direction is "rtl" for languages written so, else empty.
func direction(tag string) string {
	if lang.Dir(tag) == "rtl" {
		return "rtl"
	}
	return ""
}

// share is what it takes to pass a lesson on.
func (b *builder) share(l *course.Lesson, lang string) (theme.Share, error) {
	r := l.Rendition(lang)
	of := theme.ShareOf{
		Title: r.Title, Lang: foreign(r.Lang, lang), Authors: parties(authors(l)),
		Licence: theme.LicenceOf(l.Sequence.Module.Licence, lang),
	}
	if b.settings.BaseURL != "" {
		of.URL = b.settings.BaseURL + l.Address(lang)
	}
	return b.theme.Share(lang, of)
}

// parties names people as pages do.
func parties(all []course.Party) []theme.Party {
	var out []theme.Party
	for _, p := range all {
		out = append(out, theme.Party{Name: p.Name, URL: p.Address})
	}
	return out
}

// edit is where the source at a path of the course can be edited, or empty.
func (b *builder) edit(m *course.Module, path string) string {
	address := m.Forge.Edit
	if address == "" {
		address = b.settings.Forge.Edit
	}
	if path == "" {
		return ""
	}
	return strings.ReplaceAll(address, "{path}", escapePath(path))
}

// stale says that a translation is behind its source.
func (b *builder) stale(stale bool, m *course.Module, address func(lang string) string, path string) *theme.Stale {
	if !stale {
		return nil
	}
	source := m.Source()
	return &theme.Stale{
		Link: theme.Link{Title: lang.Name(source), URL: address(source), Lang: source}, Edit: b.edit(m, path),
	}
}
