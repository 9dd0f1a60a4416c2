package site

import (
	"slices"

	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// catalogueJobs are the home page and the pages of each module that are not lessons or words.
func (b *builder) catalogueJobs(lang string) []job {
	jobs := []job{{path: "/" + lang, lang: lang, view: func() (theme.Page, error) { return b.home(lang) }}}
	for _, m := range b.modules {
		if m.Announced {
			continue
		}
		jobs = append(jobs,
			job{path: m.Address(lang), lang: lang, view: func() (theme.Page, error) { return b.module(m, lang) }},
			job{path: m.Address(lang) + "/credits", lang: lang, view: func() (theme.Page, error) { return b.credits(m, lang) }},
		)
		jobs = append(jobs, b.badgeJobs(m, lang)...)
		for i, s := range m.Sequences {
			jobs = append(jobs, job{path: s.Address(lang), lang: lang, view: func() (theme.Page, error) {
				return b.sequence(m, i, lang)
			}})
			if s.Quiz != nil {
				jobs = append(jobs, job{path: s.Quiz.Address(lang), lang: lang, view: func() (theme.Page, error) {
					return b.quizEntry(s.Quiz, lang)
				}})
			}
		}
	}
	return jobs
}

func (b *builder) home(lang string) (theme.Page, error) {
	page := &theme.HomePage{}
	for _, m := range catalogued(b.modules, lang) {
		text := m.Text(lang)
		card := theme.ModuleCard{
			Title: text.Title, Summary: text.Summary, URL: m.Address(lang), Lang: foreign(text.Lang, lang),
			Sequences: len(m.Sequences), Lessons: b.count(m), Minutes: b.minutes(m, lang), Announced: m.Announced,
		}
		if m.Announced {
			card.URL = ""
			page.Announced++
		} else {
			page.Open++
			if page.Start == nil {
				page.Start = b.start(m, lang)
			}
		}
		page.Modules = append(page.Modules, card)
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, title: b.homeText(b.settings.Home.Title, lang, "home.title"),
		description: b.homeText(b.settings.Home.Lead, lang, "home.lead"), section: "modules",
		things: []thing{{"@type": "WebSite", "name": b.settings.Identity.Name, "url": b.settings.BaseURL + "/" + lang, "inLanguage": lang}},
	})
	return page, err
}

// catalogued puts the modules that can be read before those that are announced, and each of both by their titles.
func catalogued(modules []*course.Module, language string) []*course.Module {
	modules = slices.Clone(modules)
	lang.SortBy(lang.NewCollator(language), modules, func(m *course.Module) string { return m.Text(language).Title })
	slices.SortStableFunc(modules, func(x, y *course.Module) int {
		switch {
		case x.Announced == y.Announced:
			return 0
		case y.Announced:
			return -1
		}
		return 1
	})
	return modules
}

// homeText is what the host wrote for the home page, or the theme's words.
func (b *builder) homeText(own config.Text, lang, key string) string {
	if text := own.In(lang); text != "" {
		return text
	}
	return b.say(lang, key)
}

func (b *builder) module(m *course.Module, lang string) (theme.Page, error) {
	text := m.Text(lang)
	page := &theme.ModulePage{
		Title: text.Title, Summary: text.Summary, Audience: text.Audience, Body: text.Body,
		Minutes: b.minutes(m, lang), Lessons: b.count(m), Licence: theme.LicenceOf(m.Licence, lang), Authors: parties(m.Authors),
		Partners: parties(m.Partners), Funders: parties(m.Funders), Start: b.start(m, lang),
		CreditsURL: m.Address(lang) + "/credits", MeetingsURL: b.meetings(m, lang), Stale: b.stale(text.Stale, m, m.Address, text.Path),
	}
	if len(m.Glossary.Entries) > 0 {
		page.GlossaryURL = m.Address(lang) + "/glossary"
	}
	for _, s := range m.Sequences {
		page.Sequences = append(page.Sequences, b.sequenceCard(s, lang))
	}
	if m.Badge != nil && b.config.Badges {
		card := badgeCard(m, lang)
		card.URL = badgeAddress(m, lang)
		page.Badge = &card
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, path: "/" + m.Slug, contentLang: text.Lang, title: text.Title, description: text.Summary,
		section: "modules", module: m, things: []thing{b.courseThing(m, lang)},
	})
	return page, err
}

func (b *builder) sequenceCard(s *course.Sequence, lang string) theme.SequenceCard {
	text := s.Text(lang)
	return theme.SequenceCard{
		Number: s.Number, Title: text.Title, URL: s.Address(lang), Lang: foreign(text.Lang, lang),
		Objectives: text.Objectives, Lessons: b.rows(s, lang), Quiz: quizRow(s.Quiz, lang), Minutes: b.sequenceMinutes(s, lang),
	}
}

func (b *builder) sequence(m *course.Module, i int, lang string) (theme.Page, error) {
	s := m.Sequences[i]
	text := s.Text(lang)
	page := &theme.SequencePage{
		Module: moduleLink(m, lang), Number: s.Number, Total: len(m.Sequences), Title: text.Title,
		Objectives: text.Objectives, Body: text.Body, Lessons: b.rows(s, lang), Quiz: quizRow(s.Quiz, lang),
		Minutes: b.sequenceMinutes(s, lang), Stale: b.stale(text.Stale, m, s.Address, text.Path),
	}
	if lessons := b.lessons[s]; len(lessons) > 0 {
		page.Start = lessonLink(lessons[0], lang)
	}
	if i > 0 {
		page.Previous = sequenceLink(m.Sequences[i-1], lang)
	}
	if i+1 < len(m.Sequences) {
		page.Next = sequenceLink(m.Sequences[i+1], lang)
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, path: s.Address(lang)[1+len(lang):], contentLang: text.Lang, title: text.Title,
		description: m.Text(lang).Summary, section: "modules", crumbs: []theme.Link{page.Module}, module: m,
		things: []thing{{
			"@type": "LearningResource", "url": b.settings.BaseURL + s.Address(lang), "name": text.Title, "inLanguage": text.Lang,
			"learningResourceType": "sequence", "isAccessibleForFree": true,
			"isPartOf": thing{"@type": "Course", "@id": b.settings.BaseURL + m.Address(lang), "name": m.Text(lang).Title},
		}},
	})
	return page, err
}

func (b *builder) quizEntry(q *course.Quiz, lang string) (*theme.QuizEntryPage, error) {
	s, m, text := q.Sequence, q.Sequence.Module, q.Text(lang)
	page := &theme.QuizEntryPage{
		Module: moduleLink(m, lang), Sequence: *sequenceLink(s, lang), SequenceNumber: s.Number, Title: text.Title,
		Intro: text.Intro, Questions: len(q.Questions), Pass: q.Pass, Objectives: s.Text(lang).Objectives,
		Lessons: b.rows(s, lang), Stale: b.stale(text.Stale, m, q.Address, text.Path),
	}
	if b.open(q) {
		page.Begin = &theme.QuizStart{Action: q.Address(lang), Unkept: true}
	}
	if b.settings.Group == "everyone" && b.config.Accounts && !b.config.Static {
		page.GroupURL = q.Address(lang) + "/group"
	}
	if b.config.Static && b.settings.BaseURL != "" {
		page.OnlineURL = b.settings.BaseURL + q.Address(lang)
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, path: q.Address(lang)[1+len(lang):], contentLang: text.Lang, title: text.Title,
		description: m.Text(lang).Summary, section: "modules", crumbs: []theme.Link{page.Module, page.Sequence}, module: m,
	})
	return page, err
}

// rows are the lessons of a sequence.
func (b *builder) rows(s *course.Sequence, lang string) []theme.LessonRow {
	rows := make([]theme.LessonRow, 0, len(b.lessons[s]))
	for i, l := range b.lessons[s] {
		rows = append(rows, lessonRow(l, i+1, lang))
	}
	return rows
}

func lessonRow(l *course.Lesson, number int, lang string) theme.LessonRow {
	r := l.Rendition(lang)
	return theme.LessonRow{
		Key: lessonKey(l), Number: number, Title: r.Title, Summary: r.Summary, URL: l.Address(lang),
		Lang: foreign(r.Lang, lang), Minutes: r.Minutes,
	}
}

func lessonKey(l *course.Lesson) string { return string(l.Sequence.Module.ID) + "/" + string(l.ID) }

func quizKey(q *course.Quiz) string {
	return string(q.Sequence.Module.ID) + "/" + string(q.Sequence.ID) + "/quiz"
}

func quizRow(q *course.Quiz, lang string) *theme.QuizRow {
	if q == nil {
		return nil
	}
	text := q.Text(lang)
	return &theme.QuizRow{
		Key:   quizKey(q),
		Title: text.Title, URL: q.Address(lang), Lang: foreign(text.Lang, lang), Questions: len(q.Questions),
	}
}

func moduleLink(m *course.Module, lang string) theme.Link {
	text := m.Text(lang)
	return theme.Link{Title: text.Title, URL: m.Address(lang), Lang: foreign(text.Lang, lang)}
}

func sequenceLink(s *course.Sequence, lang string) *theme.Link {
	text := s.Text(lang)
	return &theme.Link{Title: text.Title, URL: s.Address(lang), Lang: foreign(text.Lang, lang)}
}

func lessonLink(l *course.Lesson, lang string) *theme.Link {
	r := l.Rendition(lang)
	return &theme.Link{Title: r.Title, URL: l.Address(lang), Lang: foreign(r.Lang, lang)}
}

// start is the first lesson of a module, or nil.
func (b *builder) start(m *course.Module, lang string) *theme.Link {
	for _, s := range m.Sequences {
		if lessons := b.lessons[s]; len(lessons) > 0 {
			return lessonLink(lessons[0], lang)
		}
	}
	return nil
}

// count is how many lessons a module has.
func (b *builder) count(m *course.Module) int {
	n := 0
	for _, s := range m.Sequences {
		n += len(b.lessons[s])
	}
	return n
}

// minutes is the time to read a module in the renditions that a reader of lang gets.
func (b *builder) minutes(m *course.Module, lang string) int {
	n := 0
	for _, s := range m.Sequences {
		n += b.sequenceMinutes(s, lang)
	}
	return n
}

func (b *builder) sequenceMinutes(s *course.Sequence, lang string) int {
	n := 0
	for _, l := range b.lessons[s] {
		n += l.Rendition(lang).Minutes
	}
	return n
}
