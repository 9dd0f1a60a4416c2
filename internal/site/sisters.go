package site

import (
	"sentier/internal/course"
	"sentier/internal/elsewhere"
	"sentier/internal/meeting"
	"sentier/internal/theme"
)

// Taught are the modules that can be read, as sister sites are told of them.
func (s *Snapshot) Taught() []elsewhere.Module {
	b := s.builder
	all := []elsewhere.Module{}
	for _, m := range b.modules {
		if m.Announced {
			continue
		}
		module := elsewhere.Module{Languages: m.Languages, Licence: m.Licence, Minutes: b.minutes(m, m.Source()), Texts: map[string]elsewhere.Text{}}
		for _, lang := range m.Languages {
			text := elsewhere.Text{Title: m.Text(lang).Title}
			if b.speaks(lang) {
				text.Address = b.settings.BaseURL + m.Address(lang)
			}
			module.Texts[lang] = text
		}
		all = append(all, module)
	}
	return all
}

// MeetingsPath ends the address at which the learners of a module, or of the whole site, read when they meet.
const MeetingsPath = "/meetings"

// meetings is that address, of a module whose learners have a room; else empty.
func (b *builder) meetings(m *course.Module, lang string) string {
	if !b.config.Accounts || b.config.Static || len(meeting.Of(b.settings.Rooms, string(m.ID), m.Slug)) == 0 {
		return ""
	}
	return m.Address(lang) + MeetingsPath
}

// speaks tells whether the site has pages in a language.
func (b *builder) speaks(lang string) bool {
	for _, tag := range b.settings.Languages {
		if tag == lang {
			return true
		}
	}
	return false
}

// Sisters are the other sites of the configuration, as pages in a language name them.
func (s *Snapshot) Sisters(lang string) []theme.Sister { return s.builder.theme.Sisters(lang) }
