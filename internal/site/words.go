package site

import (
	"cmp"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// word is an entry of a glossary with the module that explains it.
type word struct {
	entry  *glossary.Entry
	module *course.Module
}

// glossaryJobs are the glossary of each module, its entries, and the glossary of the site.
func (b *builder) glossaryJobs(tag string) []job {
	var jobs []job
	var all []word
	for _, m := range b.modules {
		if m.Announced || len(m.Glossary.Entries) == 0 {
			continue
		}
		words := sorted(wordsOf(m), tag)
		all = append(all, words...)
		jobs = append(jobs, b.lists(m, words, tag)...)
		for i, w := range words {
			jobs = append(jobs, job{path: entryAddress(m, w.entry.ID, tag), lang: tag, view: func() (theme.Page, error) {
				return b.entry(words, i, tag)
			}})
		}
	}
	return append(jobs, b.lists(nil, sorted(all, tag), tag)...)
}

// shows are what a glossary can show: the value of ?show=, and which entries it keeps.
var shows = []struct {
	kind  string
	query string
	keeps func(word) bool
}{
	{"all", "", func(word) bool { return true }},
	{"words", "?show=words", func(w word) bool { return !w.entry.Person }},
	{"people", "?show=people", func(w word) bool { return w.entry.Person }},
}

// lists are the pages of one glossary: all of it, and where it has words and people, each by themselves.
func (b *builder) lists(m *course.Module, words []word, tag string) []job {
	address := "/" + tag + "/glossary"
	if m != nil {
		address = m.Address(tag) + "/glossary"
	}
	some := shows[:1]
	if people := slices.IndexFunc(words, shows[2].keeps); people >= 0 && slices.ContainsFunc(words, shows[1].keeps) {
		some = shows
	}
	var jobs []job
	for i, show := range some {
		jobs = append(jobs, job{path: address + show.query, lang: tag, noIndex: i > 0, view: func() (theme.Page, error) {
			page, err := b.glossary(m, words, tag, i)
			if err != nil || len(some) == 1 {
				return page, err
			}
			switchWith(&page.Layout, show.query)
			for _, other := range some {
				page.Filters = append(page.Filters, theme.Filter{Kind: other.kind, URL: address + other.query, Current: other.kind == show.kind})
			}
			return page, nil
		}})
	}
	return jobs
}

func wordsOf(m *course.Module) []word {
	var words []word
	for _, e := range m.Glossary.Entries {
		words = append(words, word{e, m})
	}
	return words
}

// sorted puts words in the order of the alphabet of a language.
func sorted(words []word, tag string) []word {
	words = append([]word(nil), words...)
	lang.SortBy(lang.NewCollator(tag), words, func(w word) string { return w.filed(tag) })
	return words
}

// filed is what an entry is put in the alphabet by: a person's last name first.
func (w word) filed(tag string) string {
	title := w.entry.Text(tag).Title
	if first, last, ok := cutLast(title, " "); w.entry.Person && ok {
		return last + " " + first
	}
	return title
}

func cutLast(s, separator string) (before, after string, found bool) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(separator):], true
}

// glossary is the words of a module, or of the site where m is nil, that one of shows keeps.
func (b *builder) glossary(m *course.Module, words []word, tag string, show int) (*theme.GlossaryPage, error) {
	page := &theme.GlossaryPage{}
	f := frame{lang: tag, path: "/glossary", title: b.say(tag, "glossary.title"), section: "glossary", noIndex: show > 0}
	if show > 0 {
		f.title = b.say(tag, "glossary.show."+shows[show].kind) + " · " + f.title
	}
	if m != nil {
		link := moduleLink(m, tag)
		page.Module = &link
		f.path, f.module, f.crumbs = "/"+m.Slug+"/glossary", m, []theme.Link{link}
		f.title += " · " + link.Title
		page.Stale = b.staleWords(m, words, tag)
	}
	several := slices.ContainsFunc(words, func(w word) bool { return w.module != words[0].module })
	for _, w := range words {
		text := w.entry.Text(tag)
		row := theme.EntryRow{
			ID: string(w.entry.ID), Title: text.Title, URL: entryAddress(w.module, w.entry.ID, tag), Person: w.entry.Person,
			Short: text.Short, Lang: foreign(text.Lang, tag),
		}
		if m == nil && several { // with one module it would say the same at each word
			row.Module = w.module.Text(tag).Title
		}
		if w.entry.Person {
			page.People++
		} else {
			page.Words++
		}
		if !shows[show].keeps(w) {
			continue
		}
		initial := lang.Initial(w.filed(tag))
		if n := len(page.Letters); n == 0 || page.Letters[n-1].Letter != initial {
			page.Letters = append(page.Letters, theme.Letter{Letter: initial})
		}
		last := &page.Letters[len(page.Letters)-1]
		last.Entries = append(last.Entries, row)
	}
	var err error
	page.Layout, err = b.layout(f)
	return page, err
}

// entry is the page of the word at a rank, from 0, among those of its module.
func (b *builder) entry(words []word, rank int, tag string) (theme.Page, error) {
	m, e := words[rank].module, words[rank].entry
	text := e.Text(tag)
	page := &theme.EntryPage{
		Module: moduleLink(m, tag), GlossaryURL: m.Address(tag) + "/glossary", Title: text.Title, Person: e.Person,
		Also: text.Also, Short: text.Short, Rest: text.Rest,
	}
	for _, l := range m.Met[e.ID] {
		if !l.Draft {
			page.Met = append(page.Met, lessonRow(l, l.Number, tag))
		}
	}
	if rank > 0 {
		page.Previous = wordLink(words[rank-1], tag)
	}
	if rank+1 < len(words) {
		page.Next = wordLink(words[rank+1], tag)
	}
	page.Stale = b.stale(text.Stale && text.Lang == tag, m, func(lang string) string { return entryAddress(m, e.ID, lang) }, text.Path)
	if page.Edit = b.edit(m, text.Path); b.config.Voices {
		page.Improve = entryAddress(m, e.ID, tag) + "/suggest"
	}
	list := theme.Link{Title: b.say(tag, "glossary.title"), URL: page.GlossaryURL}
	kind := "DefinedTerm"
	if e.Person {
		kind = "Person"
	}
	var err error
	page.Layout, err = b.layout(frame{
		lang: tag, path: page.GlossaryURL[1+len(tag):] + "/" + string(e.ID), contentLang: text.Lang, title: text.Title,
		description: firstSentences(text.Plain), section: "glossary", crumbs: []theme.Link{page.Module, list}, module: m,
		things: []thing{{
			"@type": kind, "name": text.Title, "description": firstSentences(text.Plain),
			"url": b.settings.BaseURL + entryAddress(m, e.ID, tag),
		}},
	})
	return page, err
}

// staleWords says of a list that its texts are behind their source: they come from one file, and are so together.
func (b *builder) staleWords(m *course.Module, words []word, tag string) *theme.Stale {
	i := slices.IndexFunc(words, func(w word) bool { text := w.entry.Text(tag); return text.Stale && text.Lang == tag })
	if i < 0 {
		return nil
	}
	return b.stale(true, m, func(lang string) string { return m.Address(lang) + "/glossary" }, words[i].entry.Text(tag).Path)
}

func wordLink(w word, tag string) *theme.Link {
	text := w.entry.Text(tag)
	return &theme.Link{Title: text.Title, URL: entryAddress(w.module, w.entry.ID, tag), Lang: foreign(text.Lang, tag)}
}

// descriptionMax is how much of a text search engines show, in bytes.
const descriptionMax = 200

// firstSentences is the beginning of a plain text, cut after a sentence where one ends in time, else after a word.
func firstSentences(text string) string {
	if len(text) <= descriptionMax {
		return text
	}
	sentence, space := 0, 0
	for i, r := range text[:descriptionMax] {
		if r == ' ' || r == '\n' {
			if i > 0 && (text[i-1] == '.' || text[i-1] == '!' || text[i-1] == '?') {
				sentence = i
			}
			space = i
		}
	}
	if sentence > 0 {
		return text[:sentence]
	}
	return text[:cmp.Or(space, 0)] + "…"
}
