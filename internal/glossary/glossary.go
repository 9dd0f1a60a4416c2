// Package glossary is the words of a module that are explained, and the people it speaks of. It holds the
// entries and finds the forms under which prose names them; it never renders and never reads a file.
//
// compile fills it and asks it for mentions; pages read it.
package glossary

import "html/template"

// EntryID names an entry in its module for ever.
type EntryID string

// Entry is a term or a person in all its languages.
type Entry struct {
	ID     EntryID
	Person bool
	Source string           // the language whose text is always there
	Texts  map[string]*Text // by language
}

// Text is an entry in one language.
type Text struct {
	Lang  string
	Title string        // the heading, typeset, plain
	Also  []string      // further forms that link here
	Short template.HTML // the first paragraph, inline: the definition shown in place
	Rest  template.HTML // what follows, for the entry's own page; may be empty
	Plain string        // all of it as plain text, for search
	Path  string        // the file, under the course
	Line  int
	Stale bool // the source has changed since this was translated
}

// Text is the entry in lang, or in its source language.
func (e *Entry) Text(lang string) *Text {
	if t := e.Texts[lang]; t != nil {
		return t
	}
	return e.Texts[e.Source]
}

// Glossary is the entries of a module, in the order of the source file.
type Glossary struct {
	Entries []*Entry
	byID    map[EntryID]*Entry
}

// New makes a glossary of entries whose ids are all different.
func New(entries []*Entry) *Glossary {
	g := &Glossary{Entries: entries, byID: make(map[EntryID]*Entry, len(entries))}
	for _, e := range entries {
		g.byID[e.ID] = e
	}
	return g
}

// Entry finds an entry, or nil.
func (g *Glossary) Entry(id EntryID) *Entry { return g.byID[id] }
