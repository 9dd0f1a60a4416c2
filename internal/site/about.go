package site

import (
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// aboutJobs are the pages of the site about itself.
func (b *builder) aboutJobs(lang string) []job {
	plain := func(name, section string, noIndex bool, make func(theme.Layout) theme.Page) job {
		return job{path: "/" + lang + "/" + name, lang: lang, noIndex: noIndex, view: func() (theme.Page, error) {
			l, err := b.layout(frame{
				lang: lang, path: "/" + name, title: b.say(lang, name+".title"), description: b.lead(name, lang),
				section: section, noIndex: noIndex,
			})
			return make(l), err
		}}
	}
	jobs := []job{
		plain("help", "help", false, func(l theme.Layout) theme.Page { return &theme.HelpPage{Layout: l} }),
		plain("about", "", false, func(l theme.Layout) theme.Page { return &theme.AboutPage{Layout: l} }),
		plain("contact", "", false, func(l theme.Layout) theme.Page {
			return &theme.ContactPage{Layout: l, Subjects: b.subjects()}
		}),
		plain("terms", "", false, func(l theme.Layout) theme.Page { return &theme.TermsPage{Layout: l} }),
		plain("accessibility", "", false, func(l theme.Layout) theme.Page { return &theme.AccessibilityPage{Layout: l} }),
		plain("legal", "", false, func(l theme.Layout) theme.Page { return &theme.LegalPage{Layout: l} }),
		plain("privacy", "", false, func(l theme.Layout) theme.Page { return b.privacy(l) }),
		plain("contribute", "", false, func(l theme.Layout) theme.Page {
			return &theme.ContributePage{Layout: l, Sources: b.sources(lang)}
		}),
		plain("search", "search", true, func(l theme.Layout) theme.Page {
			page := &theme.SearchPage{Layout: l}
			if b.config.Static {
				page.Index = indexAddress(lang)
			}
			return page
		}),
	}
	if b.forum() {
		jobs = append(jobs, plain("conduct", "forum", false, func(l theme.Layout) theme.Page { return &theme.ConductPage{Layout: l} }))
	}
	if !b.config.Static { // a cookie needs a server
		jobs = append(jobs, job{path: "/" + lang + "/comfort", lang: lang, noIndex: true, view: func() (theme.Page, error) {
			return b.comfort(lang)
		}})
	}
	return jobs
}

func (b *builder) privacy(l theme.Layout) *theme.PrivacyPage {
	page := &theme.PrivacyPage{Layout: l}
	if b.config.Accounts {
		for _, r := range account.Records() {
			if !b.config.Badges && r.ID == "badges" {
				continue // nothing is kept of what cannot be had
			}
			if r.ID == "unkept" && b.settings.Quizzes != "everyone" {
				continue
			}
			if r.ID == account.Connections && b.settings.Connections.Recipient == "" {
				continue
			}
			page.Records = append(page.Records, theme.RecordRow{ID: r.ID, Where: string(r.Where), Basis: string(r.Basis)})
		}
	}
	return page
}

// subjects are those of a message to the host, where somebody reads it.
func (b *builder) subjects() []string {
	var all []string
	if b.config.Voices {
		for _, subject := range voice.Subjects() {
			all = append(all, string(subject))
		}
	}
	return all
}

func (b *builder) comfort(lang string) (*theme.ComfortPage, error) {
	l, err := b.layout(frame{
		lang: lang, path: "/comfort", title: b.say(lang, "comfort.title"), section: "comfort", noIndex: true,
	})
	return &theme.ComfortPage{Layout: l}, err
}

// lead is the first sentence of a page of the site, or nothing.
func (b *builder) lead(name, lang string) string {
	if key := name + ".lead"; b.theme.Messages().Has(lang, key) {
		return b.say(lang, key, "name", b.settings.Identity.Name)
	}
	return ""
}

// sources are where the modules are written.
func (b *builder) sources(lang string) []theme.Link {
	var links []theme.Link
	for _, m := range b.modules {
		if m.Forge.Source != "" {
			link := moduleLink(m, lang)
			link.URL = strings.ReplaceAll(m.Forge.Source, "{path}", escapePath(m.Text(lang).Path))
			links = append(links, link)
		}
	}
	return links
}

// escapePath writes a path as a part of an address.
func escapePath(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// credits is who made what in a module.
func (b *builder) credits(m *course.Module, lang string) (theme.Page, error) {
	page := &theme.CreditsPage{
		Module: moduleLink(m, lang), Licence: theme.LicenceOf(m.Licence, lang), Authors: parties(m.Authors),
		With: others(m.Changers, m.Authors), Partners: parties(m.Partners), Funders: parties(m.Funders),
	}
	shown := map[*course.Media][]theme.Link{}
	for _, s := range m.Sequences {
		for _, l := range b.lessons[s] {
			for _, media := range l.Rendition(lang).Media {
				shown[media] = append(shown[media], *lessonLink(l, lang))
			}
		}
	}
	for _, media := range m.Media {
		if c := media.Credit; c != nil {
			page.Files = append(page.Files, theme.FileCredit{
				Name: media.Name, URL: media.URL(), Title: c.Title, Authors: c.Authors, Licence: theme.LicenceOf(c.Licence, lang),
				Source: c.Source, Lessons: shown[media],
			})
		}
	}
	page.Fonts, page.Software = b.fonts(lang), software()
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, path: "/" + m.Slug + "/credits", title: b.say(lang, "credits.title") + " · " + page.Module.Title, section: "modules",
		crumbs: []theme.Link{page.Module}, module: m,
	})
	return page, err
}

// mostNames is how many people a lesson names; the page of credits names all.
const mostNames = 12

// others are who changed a text and is not named as its author.
func others(changers []string, authors []course.Party) []string {
	return slices.DeleteFunc(slices.Clone(changers), func(name string) bool {
		return slices.ContainsFunc(authors, func(a course.Party) bool { return a.Name == name })
	})
}

func some(names []string) []string { return names[:min(len(names), mostNames)] }

// fonts are those of the theme, each family once.
func (b *builder) fonts(lang string) []theme.FileCredit {
	var fonts []theme.FileCredit
	seen := map[string]bool{}
	for _, font := range b.theme.Fonts() {
		if font.Credit == nil || seen[font.Credit.Source] {
			continue
		}
		seen[font.Credit.Source] = true
		credit := *font.Credit
		credit.Licence = theme.LicenceOf(font.SPDX, lang)
		fonts = append(fonts, credit)
	}
	return fonts
}

// software are the libraries of this program, as they were built into it.
func software() []theme.SoftwareRow {
	var rows []theme.SoftwareRow
	if built, ok := debug.ReadBuildInfo(); ok {
		for _, m := range built.Deps {
			rows = append(rows, theme.SoftwareRow{Name: m.Path, Version: m.Version, URL: "https://pkg.go.dev/" + m.Path + "@" + m.Version})
		}
	}
	return rows
}

// statuses are those with words of their own. Any other below 500 is shown as 400, from 500 on as 500.
var statuses = []int{400, 403, 404, 405, 409, 413, 500, 503}

// errorJobs are the pages of the statuses, in the order of statuses.
func (b *builder) errorJobs(lang string) []job {
	var jobs []job
	for _, status := range statuses {
		jobs = append(jobs, job{path: "error", lang: lang, noIndex: true, view: func() (theme.Page, error) {
			return b.failure(lang, status)
		}})
	}
	return jobs
}

func (b *builder) failure(lang string, status int) (theme.Page, error) {
	page := &theme.ErrorPage{Status: status}
	var err error
	page.Layout, err = b.layout(frame{lang: lang, title: b.say(lang, "error.title."+page.Words()), noIndex: true})
	return page, err
}
