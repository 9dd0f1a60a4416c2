package theme

import "html/template"

// AdminNewsPage is /fr/admin/announcements: what was told, and what will be.
type AdminNewsPage struct {
	Layout
	Admin
	News  []AdminNewsRow
	Write string // address of the page to write another
}

func (*AdminNewsPage) Template() string { return "admin-announcements" }

// AdminNewsRow is an announcement, as those who write them see it.
type AdminNewsRow struct {
	Link          // to where it is changed
	State  string // "scheduled", "current", "past", "withdrawn"
	Alert  bool
	Reader string // "everyone", "members", "learners"
	Module Link   // of learners
	Begins string // day and time, in words
	Ends   string // may be empty
	Langs  []Link // languages that it is in: names alone
}

// AdminNewsEntryPage writes or changes an announcement. It posts to Action: do ("preview", "keep", "withdraw",
// "restore"), action (the id of the line in the log), alert ("on"), audience, module, begins, ends, and for each language
// title-LANG and body-LANG.
type AdminNewsEntryPage struct {
	Layout
	Admin
	Form
	ID       string // of the announcement
	InTab    bool   // drafts go with the tab: on a shared computer
	Line     string // the id of the line in the log
	State    string // as in AdminNewsRow; empty: it is new
	Page     string // its address, where readers see it
	Alert    bool
	Audience string
	Module   string
	Modules  []AdminNewsModule
	Whole    bool   // they may write for everybody, and not only for a module
	Begins   string // as the field has it
	Ends     string
	Texts    []AdminNewsText
	Preview  bool
	Most     int // characters of a title
}

func (*AdminNewsEntryPage) Template() string { return "admin-announcement" }

// AdminNewsModule is a module whose learners can be told something.
type AdminNewsModule struct {
	ID string
	Link
}

// AdminNewsText is an announcement in a language.
type AdminNewsText struct {
	Lang  string
	Name  string // of the language, in itself
	Title string
	Body  string
	HTML  template.HTML // of the preview; empty: there is nothing to show
}
