package theme

import "html/template"

// GlossaryPage is the words of a module, /fr/MODULE/glossary, or of the site, /fr/glossary.
type GlossaryPage struct {
	Layout
	Module  *Link // nil: the site's
	Words   int   // in all, whatever the filter
	People  int
	Filters []Filter // none: no filters
	Letters []Letter // those that have entries, in order
	Stale   *Stale   // of a module's
}

func (*GlossaryPage) Template() string { return "glossary" }

// Filter is a choice of what a list shows.
type Filter struct {
	Kind    string // "all", "words", "people"
	URL     string
	Current bool
}

// Letter is the entries under one heading of the alphabet.
type Letter struct {
	Letter  string
	Entries []EntryRow
}

// EntryRow is an entry in a list.
type EntryRow struct {
	ID     string
	Title  string
	URL    string
	Person bool
	Short  template.HTML
	Lang   string
	Module string // title of its module, on the site's glossary
}

// LetterLink is a letter of the bar above a glossary.
type LetterLink struct {
	Letter  string
	Present bool
}

// Alphabet is the bar: A to Z, and what else has entries, in order.
func (p *GlossaryPage) Alphabet() []LetterLink {
	present := map[string]bool{}
	var first, last []LetterLink
	for _, l := range p.Letters {
		present[l.Letter] = true
		if l.Letter < "A" {
			first = append(first, LetterLink{l.Letter, true})
		} else if l.Letter > "Z" {
			last = append(last, LetterLink{l.Letter, true})
		}
	}
	for c := 'A'; c <= 'Z'; c++ {
		first = append(first, LetterLink{string(c), present[string(c)]})
	}
	return append(first, last...)
}

// EntryPage is a word or a person: /fr/MODULE/glossary/ID.
type EntryPage struct {
	Layout
	Module      Link
	GlossaryURL string
	Title       string
	Person      bool
	Also        []string
	Short       template.HTML
	Rest        template.HTML
	Met         []LessonRow // lessons that speak of it
	Previous    *Link       // neighbours in the alphabet
	Next        *Link
	Stale       *Stale
	Edit        string // address where the source is edited; empty: no link
	Improve     string // where to propose a better text; empty: no link
}

func (*EntryPage) Template() string { return "entry" }
