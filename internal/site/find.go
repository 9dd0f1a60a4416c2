package site

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/search"
	"sentier/internal/theme"
)

// groupSize is how many results of each kind a search shows.
const groupSize = 20

// moduleDoc is the kind of a module among the documents; the other kinds are search's own.
const moduleDoc = "module"

// groups names the kinds of documents as pages do.
var groups = map[string]string{
	moduleDoc: "modules", search.Lesson: "lessons", search.Term: "words", search.Person: "people", search.Page: "pages",
}

// addIndex makes the search index. A static site has one of its own.
func (s *Snapshot) addIndex(ctx context.Context) error {
	if s.builder.config.Static {
		return nil
	}
	var docs []search.Doc
	for _, lang := range s.Languages() {
		docs = append(docs, s.builder.docs(lang)...)
	}
	var err error
	s.index, err = search.Build(ctx, docs)
	return err
}

// docs are what readers of a language can find. A text that is not in their language is found in its own.
func (b *builder) docs(lang string) []search.Doc {
	var docs []search.Doc
	for _, m := range b.modules {
		if m.Announced {
			continue
		}
		text := m.Text(lang)
		docs = append(docs, search.Doc{
			Kind: moduleDoc, Lang: lang, Written: foreign(text.Lang, lang), Title: text.Title, Summary: text.Summary,
			Body: text.Plain, URL: m.Address(lang),
		})
		for _, s := range m.Sequences {
			for _, l := range b.lessons[s] {
				docs = append(docs, lessonDoc(l, lang))
			}
		}
		for _, e := range m.Glossary.Entries {
			kind := search.Term
			if e.Person {
				kind = search.Person
			}
			entry := e.Text(lang)
			docs = append(docs, search.Doc{
				Kind: kind, Lang: lang, Written: foreign(entry.Lang, lang), Title: entry.Title, Also: entry.Also,
				Body: entry.Plain, URL: entryAddress(m, e.ID, lang), Context: []search.Label{moduleLabel(m, lang)},
			})
		}
	}
	for _, name := range []string{"help", "about", "contact", "contribute", "accessibility", "privacy", "terms", "legal", "comfort", "conduct"} {
		if name == "comfort" && b.config.Static || name == "conduct" && !b.forum() {
			continue
		}
		docs = append(docs, search.Doc{
			Kind: search.Page, Lang: lang, Title: b.say(lang, name+".title"), Summary: b.lead(name, lang),
			Body: b.words(name, lang), URL: "/" + lang + "/" + name,
		})
	}
	return docs
}

// wordy are the pages of the site whose texts are the same on every site.
var wordy = []string{"help", "contribute", "comfort", "conduct"}

// markup is what messages hold beside words: **bold** and [words](address).
var markup = regexp.MustCompile(`\*\*|\[|\]\([^)]*\)`)

// words are the texts of a page of the site, for search.
func (b *builder) words(name, lang string) string {
	if !slices.Contains(wordy, name) {
		return ""
	}
	var texts []string
	messages := b.theme.Messages()
	for _, key := range messages.Keys(lang) {
		if strings.HasPrefix(key, name+".") && strings.HasSuffix(key, "_text") {
			if text, plain := messages.Plain(lang, key); plain {
				texts = append(texts, markup.ReplaceAllString(strings.TrimSpace(text), ""))
			}
		}
	}
	return strings.Join(texts, "\n")
}

func lessonDoc(l *course.Lesson, lang string) search.Doc {
	r, sequence := l.Rendition(lang), l.Sequence.Text(lang)
	var headings []string
	for _, h := range r.Headings {
		headings = append(headings, h.Text)
	}
	return search.Doc{
		Kind: search.Lesson, Lang: lang, Written: foreign(r.Lang, lang), Title: r.Title,
		Headings: strings.Join(headings, "\n"), Summary: r.Summary, Body: r.Plain, URL: l.Address(lang),
		Context: []search.Label{moduleLabel(l.Sequence.Module, lang), {Text: sequence.Title, Lang: foreign(sequence.Lang, lang)}},
	}
}

func moduleLabel(m *course.Module, lang string) search.Label {
	text := m.Text(lang)
	return search.Label{Text: text.Title, Lang: foreign(text.Lang, lang)}
}

// Search renders the search page for a query. The snapshot must be held: see Acquire. On a static site, and in a
// language that the site has not, it is a fault of kind NotFound.
func (s *Snapshot) Search(ctx context.Context, lang, query string) (*Page, error) {
	if err := s.indexed(ctx); err != nil {
		return nil, err
	}
	if s.index == nil || !slices.Contains(s.Languages(), lang) {
		return nil, fault.New(fault.NotFound, "", fmt.Errorf("no search in %q", lang))
	}
	b := s.builder
	found, err := s.index.Search(ctx, lang, query, groupSize)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "", err)
	}
	view := &theme.SearchPage{Query: query}
	for _, group := range found.Groups() {
		g := theme.SearchGroup{Kind: groups[group.Kind]}
		for _, hit := range group.Hits {
			result := theme.SearchResult{
				Title: marked(hit.Title), URL: hit.Doc.URL, Excerpt: marked(hit.Excerpt), Lang: hit.Doc.Written,
			}
			for _, label := range hit.Doc.Context {
				result.Where = append(result.Where, theme.Link{Title: label.Text, Lang: label.Lang})
			}
			g.Results = append(g.Results, result)
		}
		view.Count += len(g.Results)
		view.Groups = append(view.Groups, g)
	}
	view.Layout, err = b.layout(frame{
		lang: lang, path: "/search", title: b.say(lang, "search.title"), section: "search", noIndex: true,
	})
	if err != nil {
		return nil, err
	}
	if query != "" {
		switchWith(&view.Layout, "?q="+url.QueryEscape(query))
	}
	return b.once(lang, view)
}

// switchWith keeps what a reader asked for when they change the language.
func switchWith(l *theme.Layout, query string) {
	for i := range l.Alternates {
		l.Alternates[i].URL += query
	}
}

func marked(segments []search.Segment) []theme.Marked {
	var out []theme.Marked
	for _, s := range segments {
		out = append(out, theme.Marked{Text: s.Text, Mark: s.Hit})
	}
	return out
}
