package theme

import "html/template"

// DataPage is /fr/me/data: everything that the site keeps about a learner, to read, and to take away. It posts
// nothing. Days are in words of the page's language; what came later stands first.
type DataPage struct {
	Layout
	Download  string // address of the same as JSON
	Name      string // to sign in
	Display   string // empty: the name
	Wanted    string // language of the account
	Email     string // empty: none
	Confirmed bool   // that it is theirs
	Letters   int    // that wait to be sent
	Created   string // a day
	Seen      string // the day of the last visit
	HideXP    bool
	Codes     int // recovery codes that are left
	Passkeys  []PasskeyRow
	Sessions  []SessionRow
	Roles     []RoleRow
	News      []Link       // announcements that were read
	Mailings  []MailingRow // that they asked for
	Read      []DataRow    // lessons
	Places    []DataRow    // where reading stopped, one a module: What is the lesson
	Attempts  []DataAttempt
	Points    []EarnedRow // all of them
	Badges    []DataBadge
	Review    string     // the day on which the review was asked for; empty: it was not
	Cards     []DataCard // that were reviewed
	Foreign   []ForeignBadge
	Posts     []DataPost    // in the forum
	Marks     []DataMark    // in the forum, too
	Decisions []DecisionRow // about them
	Reports   []ReportRow   // that they sent
	Inquiries []InquiryRow  // to the team, which knows who wrote
	Proposed  []DataSuggestion
	Told      []ToldRow // by the team, and not yet put away
	Import    string    // address of the page that brings what was done on another site; empty: none
}

// DataSuggestion is a better text that they proposed.
type DataSuggestion struct {
	SuggestionRow
	Text string
}

func (*DataPage) Template() string { return "data" }

// RoleRow is what somebody may do for the site: a message "role." + Role names it.
type RoleRow struct {
	Role   string
	Module Link // Title empty: the whole site
	Date   string
}

// DataFile is the same as a file, for somebody who cannot sign in: the host hands it out. It stands alone and fetches
// nothing.
type DataFile struct {
	DataPage
	Base  string // address of the site, without a slash at its end
	Style template.CSS
	Day   string // on which it was written
}

func (*DataFile) Template() string { return "data-file" }

// DataFile makes a file of a page.
func (t *Theme) DataFile(page DataPage, base, day string) *DataFile {
	for i := range page.Foreign {
		page.Foreign[i].Download = "" // it is for who signs in
	}
	return &DataFile{DataPage: page, Base: base, Style: template.CSS(t.assets["file.css"].Data), Day: day}
}

// DataPost is what somebody wrote in the forum: message "forum.state." + State, but for "shown".
type DataPost struct {
	DataRow     // What is the topic; Title is empty where it is gone
	State, Text string
	Before      []DataVersion // what it was, the last one first
}

// DataVersion is a text of the forum as it was before an edit.
type DataVersion struct{ Date, Text string }

// DataMark is what somebody did in the forum without writing; message "data.mark." + Kind. What is the topic by its
// module, the lesson or the module.
type DataMark struct {
	DataRow
	Kind string // "thanks", "follow", "seen"
}

// DataRow is something that a learner did, and when.
type DataRow struct {
	What     Link // URL empty: it is no more, and Title is its id
	Date     string
	Imported bool // it came from an export of another site
}

// DataAttempt is a quiz that was begun, with all that was answered.
type DataAttempt struct {
	DataRow        // What is the attempt: its address is that of the result, or of the next question
	Points  string // in words of the language: "8,5"; empty: it is not handed in
	Total   string
	Answers []DataAnswer
}

// DataBadge is a badge that was issued.
type DataBadge struct {
	DataRow        // What is its page
	Name    string // that the page shows; empty: none
	Public  bool
	Revoked bool
}

// DataAnswer is what was answered to a question.
type DataAnswer struct {
	Question string // its title as plain text, or, where it is no more, its id
	Lang     string // of question and answer, where it is not the page's
	Shown    string // the answer as it was shown
	Points   string
	Total    string
	Date     string
}

// DataCard is a card of the review: Date is the last day on which it was reviewed.
type DataCard struct {
	DataRow
	Due   string // the day from which it may come back
	Count int    // how many times it was reviewed
}
