package site

import (
	"html/template"
	"net/url"
	"regexp"
	"strings"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// lessonJobs are the pages of all lessons.
func (b *builder) lessonJobs(lang string) []job {
	var jobs []job
	for _, m := range b.modules {
		if m.Announced {
			continue
		}
		for _, s := range m.Sequences {
			for i, l := range b.lessons[s] {
				jobs = append(jobs, job{
					path: l.Address(lang), lang: lang, changed: changed(l),
					view: func() (theme.Page, error) { return b.lesson(l, i, lang) },
				})
			}
		}
	}
	return jobs
}

// lesson is the page of the lesson at a rank, from 0, among those of its sequence.
func (b *builder) lesson(l *course.Lesson, rank int, lang string) (*theme.LessonPage, error) {
	s, r := l.Sequence, l.Rendition(lang)
	m, row := s.Module, lessonRow(l, rank+1, lang)
	all := b.lessons[s]
	page := &theme.LessonPage{
		Key: row.Key, Module: moduleLink(m, lang), Sequence: *sequenceLink(s, lang), SequenceNumber: s.Number,
		Number: row.Number, Total: len(all), Title: r.Title, Summary: r.Summary, Objectives: r.Objectives,
		Minutes: r.Minutes, Authors: parties(authors(l)), With: some(others(r.Changers, authors(l))), Licence: theme.LicenceOf(m.Licence, lang),
		CreditsURL: m.Address(lang) + "/credits", Published: l.Published, Changed: l.Changed,
		Edit: b.edit(m, r.Path), Terms: terms(m, r, lang), Stale: b.stale(r.Stale, m, l.Address, r.Path),
	}
	if b.config.Voices {
		page.Feedback, page.Improve = row.URL+"/feedback", row.URL+"/suggest"
	}
	if audio := l.Audio[r.Lang]; audio != nil {
		page.Audio = &theme.AudioView{URL: audio.URL(), Type: audio.Type}
	}
	if b.forum() {
		page.Ask = m.Address(lang) + "/forum/new?lesson=" + url.QueryEscape(string(l.ID))
	}
	if rank > 0 {
		before := lessonRow(all[rank-1], rank, lang)
		page.Previous = &before
	}
	if rank+1 < len(all) {
		after := lessonRow(all[rank+1], rank+2, lang)
		page.Next = &after
	} else {
		page.Quiz = quizRow(s.Quiz, lang)
		page.NextSequence = b.sequenceAfter(s, lang)
	}
	for _, block := range r.Blocks {
		page.Blocks = append(page.Blocks, b.block(block, l, lang, b.config.Static))
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: lang, path: row.URL[1+len(lang):], contentLang: r.Lang, title: r.Title, description: r.Summary,
		section: "modules", crumbs: []theme.Link{page.Module, page.Sequence}, module: m, article: true,
		things: []thing{b.lessonThing(l, lang)},
	})
	if err != nil {
		return nil, err
	}
	outlines, err := b.outlinesOf(outlineKey{m.ID, lang})
	if err != nil {
		return nil, err
	}
	page.Outline = outlines.At(row.Key)
	page.Share, err = b.share(l, lang)
	return page, err
}

// sequenceAfter is the next sequence that has a lesson, or nil.
func (b *builder) sequenceAfter(s *course.Sequence, lang string) *theme.Link {
	past := false
	for _, other := range s.Module.Sequences {
		if past && len(b.lessons[other]) > 0 {
			return sequenceLink(other, lang)
		}
		past = past || other == s
	}
	return nil
}

// block is a stretch of a lesson. Where no server answers, its questions bring their answers along, closed.
func (b *builder) block(block course.Block, l *course.Lesson, lang string, unanswered bool) theme.LessonBlock {
	c := block.Checkpoint
	if c == nil {
		if unanswered {
			return theme.LessonBlock{HTML: linkFilms(block.HTML, l.Rendition(lang).Videos)}
		}
		return theme.LessonBlock{HTML: block.HTML}
	}
	view := &theme.CheckpointView{Anchor: c.Heading.Anchor, Title: c.Heading.HTML, Intro: c.Intro}
	for i, q := range c.Questions {
		question := &theme.QuestionView{
			Number: i + 1, Total: len(c.Questions), Action: l.Address(lang), Prompt: q.Prompt(lang, quiz.Practice),
		}
		if b.config.Voices && !unanswered {
			question.Feedback = question.Action + "/feedback?q=" + string(q.ID)
		}
		if unanswered {
			review := q.Review(lang, quiz.Practice, q.Solution(lang))
			question.Review, question.Disclosed = &review, true
		}
		view.Questions = append(view.Questions, question)
	}
	return theme.LessonBlock{Checkpoint: view}
}

// onDemand is how a facade asks the server for its film.
var onDemand = regexp.MustCompile(`href="\?video=[^"]*"`)

// linkFilms makes the facades of films lead to where the films are: no server is there to put one in their place.
func linkFilms(text template.HTML, films []course.Video) template.HTML {
	for _, film := range films {
		link := onDemand.ReplaceAllLiteralString(string(film.Facade), `href="`+template.HTMLEscapeString(film.Embed)+`"`)
		text = template.HTML(strings.ReplaceAll(string(text), string(film.Facade), link))
	}
	return text
}

// terms are the entries that the lesson's links open in place.
func terms(m *course.Module, r *course.Rendition, lang string) []theme.TermView {
	var views []theme.TermView
	for _, id := range r.Terms {
		if e := m.Glossary.Entry(id); e != nil {
			text := e.Text(lang)
			views = append(views, theme.TermView{
				ID: string(id), Title: text.Title, Short: text.Short, URL: entryAddress(m, id, lang),
				Lang: foreign(text.Lang, lang),
			})
		}
	}
	return views
}

func entryAddress(m *course.Module, id glossary.EntryID, lang string) string {
	return m.Address(lang) + "/glossary/" + string(id)
}
