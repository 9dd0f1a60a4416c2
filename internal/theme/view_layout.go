package theme

import (
	"encoding/json"
	"fmt"
	"html/template"
)

// Layout is what every page has around its own matter.
type Layout struct {
	Lang        string // of the interface, and of the page but for what says otherwise
	Dir         string // "rtl"; empty: left to right
	ContentLang string // language of the page's matter where a fallback stands in; else empty
	Title       string // plain, without the site's name
	Description string // plain
	Path        string // "/fr/module", without query
	Canonical   string // absolute address; empty without base URL: no canonical link
	Alternates  []Alternate
	Breadcrumbs []Link // from the home page to the page above this one
	Section     string // of the main navigation: "modules", "glossary", "help", "search", "comfort"; may be empty
	OpenGraph   OpenGraph
	JSONLD      template.JS // made by JSONLD; may be empty
	Feed        string      // address of the Atom feed; may be empty
	NoIndex     bool
	HasAccounts bool // people can have accounts: links to signing in, attempts make sense
	HasForum    bool // there is a forum: links to it make sense
	HasNews     bool // a host tells others what is new: links to it make sense
	Static      bool // page of the static site: no server answers forms
	Faulty      bool // a form of the page has problems: its title says so first (templates set it, with head)
}

func (l *Layout) layout() *Layout { return l }

// Within is the title of the page above this one, home apart: a lesson and a page of the site may have one title,
// and a list of tabs should tell them apart.
func (l Layout) Within() string {
	if len(l.Breadcrumbs) < 2 {
		return ""
	}
	return l.Breadcrumbs[len(l.Breadcrumbs)-1].Title
}

// Alternate is the same page in a language of the site, this one included.
type Alternate struct {
	Lang string
	Name string // in itself: Français
	URL  string // a path, for the language switch
	Href string // absolute, for hreflang; empty without base URL
}

// OpenGraph is what a link shared elsewhere shows.
type OpenGraph struct {
	Type                    string // "website" or "article"; empty: website
	Image                   string // absolute address; may be empty
	ImageWidth, ImageHeight int
	ImageAlt                string
}

// JSONLD makes structured data safe to stand in a page.
func JSONLD(v any) (template.JS, error) {
	text, err := json.Marshal(v) // escapes <, > and &
	if err != nil {
		return "", fmt.Errorf("write structured data: %w", err)
	}
	return template.JS(text), nil
}
