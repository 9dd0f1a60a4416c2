package lsp

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/glossary"
)

// outline is what links can lead to, as the last compilation saw it.
type outline struct {
	mu      sync.Mutex // while modules are added
	modules map[string]*moduleOutline
	files   fs.FS
}

type moduleOutline struct {
	slug      string
	languages []string
	texts     map[string]*textOutline // by path
	entries   []*entryOutline         // in every language
}

// textOutline is one text.
type textOutline struct {
	path, lang, kind, source, title, summary string
	headings                                 []headingOutline
}

type headingOutline struct {
	anchor, text string
	level        int
	at           diag.Pos
}

// entryOutline is an entry of a glossary in one language.
type entryOutline struct {
	id, lang, title, short string
	forms                  []string
	at                     diag.Pos
}

func newOutline() *outline { return &outline{modules: map[string]*moduleOutline{}} }

// add takes what it needs of a module; nothing of what it is given is kept.
func (o *outline) add(m compile.Reviewed) {
	out := &moduleOutline{slug: m.Slug, languages: slices.Clone(m.Languages), texts: map[string]*textOutline{}}
	for _, t := range m.Texts {
		text := &textOutline{path: t.Path, lang: t.Lang, kind: t.Kind, source: t.Source}
		for i, p := range t.Phrases {
			if i == 0 {
				text.title = p.Text
			} else if i == 1 && (t.Kind == "lesson" && len(t.Phrases)-t.Objectives == 2 || t.Kind == "module") {
				text.summary = p.Text
			}
		}
		for _, s := range t.Document.Sections {
			if s.Heading == nil {
				continue
			}
			text.headings = append(text.headings, headingOutline{strings.Clone(s.Heading.Anchor), strings.Clone(s.Heading.Plain), s.Heading.Level, s.Heading.Pos})
			if d := s.Directive; t.Kind == "glossary" && d != nil && d.ID != "" {
				e := &entryOutline{id: d.ID, lang: t.Lang, title: strings.Clone(s.Heading.Plain), at: s.Heading.Pos, forms: []string{s.Heading.Plain}}
				if len(s.Blocks) > 0 {
					e.short = t.Document.Plain(t.Lang, s.Blocks[:1])
				}
				for _, a := range d.Args {
					for form := range strings.SplitSeq(a.Value, ",") {
						if form = strings.TrimSpace(form); a.Key == "also" && form != "" {
							e.forms = append(e.forms, form)
						}
					}
				}
				out.entries = append(out.entries, e)
			}
		}
		out.texts[t.Path] = text
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.modules[m.Slug] = out
}

// module gives the one that a path is in, nil where there is none.
func (o *outline) module(at string) *moduleOutline {
	slug, _, _ := strings.Cut(at, "/")
	return o.modules[slug]
}

// entry finds an entry of the glossary: in a language, else in the module's first that has it.
func (m *moduleOutline) entry(id, lang string) *entryOutline {
	for _, l := range append([]string{lang}, m.languages...) {
		for _, e := range m.entries {
			if e.id == id && e.lang == l {
				return e
			}
		}
	}
	return nil
}

// ids are the entries, each once, in the language where it is there.
func (m *moduleOutline) ids(lang string) []*entryOutline {
	var all []*entryOutline
	seen := map[string]bool{}
	for _, e := range m.entries {
		if !seen[e.id] {
			seen[e.id] = true
			all = append(all, m.entry(e.id, lang))
		}
	}
	slices.SortFunc(all, func(a, b *entryOutline) int { return strings.Compare(a.id, b.id) })
	return all
}

// mentioned finds the entry that readers of a language would see opened by a word at an offset of a line.
func (m *moduleOutline) mentioned(line string, offset int, lang string) (e *entryOutline, from, to int) {
	var forms []glossary.Form
	for _, e := range m.entries {
		if e.lang == lang {
			for _, f := range e.forms {
				forms = append(forms, glossary.Form{Text: f, ID: glossary.EntryID(e.id)})
			}
		}
	}
	for _, match := range glossary.NewMatcher(lang, forms).Find(line, func(glossary.EntryID) bool { return true }) {
		if match.Start <= offset && offset <= match.End {
			return m.entry(string(match.ID), lang), match.Start, match.End
		}
	}
	return nil, 0, 0
}

// media lists the files of a module that are no texts, by path.
func (o *outline) media(slug string) []string {
	var all []string
	folders := []string{slug, path.Join(slug, "media")}
	entries, _ := fs.ReadDir(o.files, slug) // a folder that is gone has none
	for _, e := range entries {
		if e.IsDir() && e.Name() != "media" {
			folders = append(folders, path.Join(slug, e.Name(), "media"))
		}
	}
	for _, folder := range folders {
		entries, _ := fs.ReadDir(o.files, folder)
		for _, e := range entries {
			name := e.Name()
			if !e.IsDir() && path.Ext(name) != ".md" && path.Ext(name) != ".license" && name[0] != '.' && name[0] != '_' {
				all = append(all, path.Join(folder, name))
			}
		}
	}
	return all
}
