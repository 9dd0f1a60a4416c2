package site

import (
	"sentier/internal/course"
	"sentier/internal/theme"
)

// badgeJobs is the page of a module that says how its badge is earned, where badges can be.
func (b *builder) badgeJobs(m *course.Module, lang string) []job {
	if m.Badge == nil || !b.config.Badges {
		return nil
	}
	return []job{{path: badgeAddress(m, lang), lang: lang, view: func() (theme.Page, error) { return b.criteria(m, lang) }}}
}

func badgeAddress(m *course.Module, lang string) string { return m.Address(lang) + "/badge" }

func (b *builder) criteria(m *course.Module, lang string) (*theme.CriteriaPage, error) {
	text := m.Text(lang)
	page := &theme.CriteriaPage{
		Badge: badgeCard(m, lang), Lessons: b.count(m), Passed: m.Badge.Passed, NoAddress: b.settings.BaseURL == "",
	}
	for _, s := range m.Sequences {
		if s.Quiz != nil {
			page.Quizzes++
		}
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, path: badgeAddress(m, lang)[1+len(lang):], title: b.say(lang, "module.badge") + " · " + text.BadgeTitle,
		description: text.BadgeCriteria, section: "modules", crumbs: []theme.Link{moduleLink(m, lang)}, module: m,
	})
	return page, err
}

func badgeCard(m *course.Module, lang string) theme.BadgeCard {
	text := m.Text(lang)
	return theme.BadgeCard{
		Title: text.BadgeTitle, Criteria: text.BadgeCriteria, Lang: foreign(text.Lang, lang), Image: BadgeImage(m),
	}
}

// BadgeCriteria is the page that says how a badge is earned, for a learner who is signed in.
func (s *Snapshot) BadgeCriteria(m *course.Module, lang string, way *theme.BadgeWay) (theme.Page, error) {
	page, err := s.builder.criteria(m, lang)
	if err != nil {
		return nil, err
	}
	page.Way, page.NoIndex = way, true
	return page, nil
}

// BadgeLink names the badge of a module, and leads to how it is earned.
func BadgeLink(m *course.Module, lang string) theme.Link {
	text := m.Text(lang)
	return theme.Link{Title: text.BadgeTitle, URL: badgeAddress(m, lang), Lang: foreign(text.Lang, lang)}
}

// BadgeImage is the address of the picture of a module's badge; empty: the theme draws one.
func BadgeImage(m *course.Module) string {
	if m.Badge == nil || m.Badge.Image == nil {
		return ""
	}
	return m.Badge.Image.URL()
}
