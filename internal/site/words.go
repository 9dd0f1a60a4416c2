package site

import (
	"cmp"

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
		jobs = append(jobs, job{path: m.Address(tag) + "/glossary", lang: tag, view: func() (theme.Page, error) {
			return b.glossary(m, words, tag)
		}})
		for i, w := range words {
			jobs = append(jobs, job{path: entryAddress(m, w.entry.ID, tag), lang: tag, view: func() (theme.Page, error) {
				return b.entry(words, i, tag)
			}})
		}
	}
	all = sorted(all, tag)
	return append(jobs, job{path: "/" + tag + "/glossary", lang: tag, view: func() (theme.Page, error) {
		return b.glossary(nil, all, tag)
	}})
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
	lang.SortBy(lang.NewCollator(tag), words, func(w word) string { return w.entry.Text(tag).Title })
	return words
}

// glossary is the words of a module, or of the site where m is nil.
func (b *builder) glossary(m *course.Module, words []word, tag string) (theme.Page, error) {
	page := &theme.GlossaryPage{}
	f := frame{lang: tag, path: "/glossary", title: b.say(tag, "glossary.title"), section: "glossary"}
	if m != nil {
		link := moduleLink(m, tag)
		page.Module = &link
		f.path, f.module, f.crumbs = "/"+m.Slug+"/glossary", m, []theme.Link{link}
		f.title += " · " + link.Title
	}
	for _, w := range words {
		text := w.entry.Text(tag)
		row := theme.EntryRow{
			ID: string(w.entry.ID), Title: text.Title, URL: entryAddress(w.module, w.entry.ID, tag), Person: w.entry.Person,
			Short: text.Short, Lang: foreign(text.Lang, tag),
		}
		if m == nil {
			row.Module = w.module.Text(tag).Title
		}
		if w.entry.Person {
			page.People++
		} else {
			page.Words++
		}
		initial := lang.Initial(text.Title)
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
