// Package theme turns facts into pages. It owns the templates, the words, the stylesheet, the script and the
// fonts of a site, and the view struct of every page: site and web fill a view, theme writes the HTML.
//
// A theme is a folder: theme.toml, templates/, messages/, assets/. Files are looked up in layers, one by one: the
// site's own folder, then the chosen theme, then what is embedded; messages are looked up one by one too, and
// stylesheets are joined. So a site that changes one word, one template or one colour writes only that.
//
// Everything is checked when a theme is loaded, with file and line: each template against its view struct in
// every branch, each message in every language, each hole and each file that a template names. Rendering then
// cannot meet a missing field, and costs little: words, addresses of files and icons are already plain text in
// the templates of each language.
//
// It never reads a request, a course folder or a database, and never decides what a reader may see. It is called
// by site, for the pages that are the same for everyone, and by web, for the others.
package theme

import "html/template"

// Page is a view: what one template shows.
type Page interface {
	Template() string // "lesson" for templates/lesson.html
	layout() *Layout
}

// Link is somewhere to go: its words, plain, and its address.
type Link struct {
	Title string
	URL   string
	Lang  string // of the title where it is not the page's; else empty
}

// Party is someone named, with an address where there is one.
type Party struct {
	Name string
	URL  string // https or mailto; may be empty
}

// Licence is a licence as people name it, and where its text is.
type Licence struct {
	Name string // "CC BY-SA 4.0"
	URL  string // may be empty
}

// Marked is a stretch of plain text, marked where it is what was searched.
type Marked struct {
	Text string
	Mark bool
}

// Rich is rendered text and its language where that is not the page's.
type Rich struct {
	HTML template.HTML
	Lang string
}
