package theme

import (
	"html/template"
	"slices"
	"strconv"
)

// SearchPage is /fr/search, before and after a search.
type SearchPage struct {
	Layout
	Query  string
	Count  int
	Groups []SearchGroup // those that have results
	Index  string        // static site: address of the index that search.js reads
}

func (*SearchPage) Template() string { return "search" }

// SearchGroup is results of one sort.
type SearchGroup struct {
	Kind    string // "modules", "lessons", "words", "people", "pages"
	Results []SearchResult
}

// SearchResult is one thing found.
type SearchResult struct {
	Title   []Marked
	URL     string
	Where   []Link // module and sequence, as titles alone; may be empty
	Excerpt []Marked
	Lang    string // of title and excerpt, where it is not the page's
}

// The pages of a site about itself. Their words are messages of the theme, filled from the configuration.
type (
	HelpPage          struct{ Layout }
	AboutPage         struct{ Layout }
	TermsPage         struct{ Layout }
	AccessibilityPage struct{ Layout }
	LegalPage         struct{ Layout }
	ConductPage       struct{ Layout } // what people agree on who write to each other: /fr/conduct
)

// PrivacyPage says what is kept about a person: /fr/privacy.
type PrivacyPage struct {
	Layout
	Records []RecordRow // where people can have accounts; else the page says it in its own words
}

// RecordRow is one kind of data, in the words of account.Record.
type RecordRow struct{ ID, Where, Basis string }

func (*HelpPage) Template() string          { return "help" }
func (*AboutPage) Template() string         { return "about" }
func (*TermsPage) Template() string         { return "terms" }
func (*AccessibilityPage) Template() string { return "accessibility" }
func (*LegalPage) Template() string         { return "legal" }
func (*ConductPage) Template() string       { return "conduct" }
func (*PrivacyPage) Template() string       { return "privacy" }

// ContributePage is how to correct, translate and write: /fr/contribute.
type ContributePage struct {
	Layout
	Sources []Link // where the sources of the modules are; none: write to the host
}

func (*ContributePage) Template() string { return "contribute" }

// CreditsPage is who made what in a module: /fr/MODULE/credits.
type CreditsPage struct {
	Layout
	Module   Link
	Licence  Licence
	Authors  []Party
	With     []string // who else changed its texts, by name
	Partners []Party
	Funders  []Party
	Files    []FileCredit
	Fonts    []FileCredit // each family once
	Software []SoftwareRow
}

// SoftwareRow is a free library that is in the program.
type SoftwareRow struct{ Name, Version, URL string }

func (*CreditsPage) Template() string { return "credits" }

// FileCredit is a file that others made.
type FileCredit struct {
	Name    string
	URL     string
	Title   string // of the original; may be empty
	Authors []string
	Licence Licence
	Source  string // address of the original; may be empty
	Lessons []Link // that show it
}

// ComfortPage is the choices of reading comfort: /fr/comfort. Its form is POST, with the fields of ComfortChoices
// and back, a path of this site.
type ComfortPage struct {
	Layout
	Chosen map[string]string // by the name of the choice; absent: the first value
	Saved  bool
	Back   string // where to go on reading; may be empty
}

func (*ComfortPage) Template() string { return "comfort" }

// ErrorPage is what happened, what is safe, and a way on. Its words are the messages error.title.sSTATUS and
// error.text.sSTATUS.
type ErrorPage struct {
	Layout
	Status int
	Detail template.HTML // more words; may be empty
}

func (*ErrorPage) Template() string { return "error" }

// worded are the statuses that have words of their own. A 4xx without has those of 400, any other those of 500.
var worded = []int{400, 403, 404, 405, 409, 413, 500, 503}

// Words is the last part of the keys of its messages: "s404".
func (p *ErrorPage) Words() string {
	switch {
	case slices.Contains(worded, p.Status):
		return "s" + strconv.Itoa(p.Status)
	case p.Status >= 400 && p.Status < 500:
		return "s400"
	}
	return "s500"
}

// Number is the status as text: it is a name, not a quantity.
func (p *ErrorPage) Number() string { return strconv.Itoa(p.Status) }
