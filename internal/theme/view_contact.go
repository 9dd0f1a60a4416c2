package theme

// ContactPage is /fr/contact: what is often asked, the forum, then a message to the host alone.
type ContactPage struct {
	Layout
	Subjects []string // of such a message: messages "contact.subject." + each; none: nobody reads any
}

func (*ContactPage) Template() string { return "contact" }

// InquiryFormPage is /fr/contact/new?about=SUBJECT: a message to the host alone. It posts key, stamp, about, text, email,
// website (empty: people do not see it), known ("on") of who is signed in, and of a notice place, name and faith ("on").
type InquiryFormPage struct {
	Layout
	Form
	Subject  string
	Text     string
	Place    string // of a notice: where what is illegal stands
	Name     string // of a notice
	Email    string
	Faith    bool
	Known    bool   // the host may know their account
	SignedIn string // the name of who is signed in; empty: nobody is
	Letters  bool   // this site sends letters
	InTab    bool   // drafts go with the tab: by a stranger, or on a shared computer
	Key      string
	Stamp    string

	Most, MostPlace, MostName int // characters
}

func (*InquiryFormPage) Template() string { return "inquiry-form" }

// InquiryPage is /fr/contact/KEY: what somebody wrote to the host, and what came of it. It posts turn and text.
type InquiryPage struct {
	Layout
	Form
	Inquiry InquiryRow
	Own     string // the address of this page, to be kept
	Sent    bool   // it was sent just now
	Added   bool   // something was added just now
	GoesOn  bool   // something may be added
	Turn    string // its id
	Text    string
	Most    int // characters of it
}

func (*InquiryPage) Template() string { return "inquiry" }

// InquiryRow is what somebody wrote to the host, with what came of it.
type InquiryRow struct {
	URL     string // of its page in the administration, or behind its private link; empty: it stands on that page
	Subject string // messages "contact.subject." + Subject name it
	Stage   string // messages "contact.stage." + Stage
	Lang    string // of the page that it was written on
	Place   string // of a notice
	Name    string // of who gives notice; may be empty
	Email   string // may be empty
	By      Link   // the account that is known; no title: none is
	Date    string // the day on which it was written, in words
	Turns   []InquiryTurn
}

// Last is the last turn.
func (r InquiryRow) Last() InquiryTurn {
	if len(r.Turns) == 0 {
		return InquiryTurn{}
	}
	return r.Turns[len(r.Turns)-1]
}

// InquiryTurn is one text of it.
type InquiryTurn struct {
	Host bool // the host says it
	Text string
	Date string
}

// AdminInquiriesPage is /fr/admin/messages: what is written to the host alone.
type AdminInquiriesPage struct {
	Layout
	Admin
	Stages    []Tab
	Inquiries []InquiryRow
	Pager
}

func (*AdminInquiriesPage) Template() string { return "admin-messages" }

// AdminInquiryPage is /fr/admin/messages/ID: an answer to it. It posts action, turn, text and stage ("answered", "ended").
type AdminInquiryPage struct {
	Layout
	Admin
	Form
	Inquiry InquiryRow
	ID      string // of the action
	Turn    string // id of the answer
	Text    string
	Letters bool // a letter will tell that an answer came
	Most    int  // characters of it
}

func (*AdminInquiryPage) Template() string { return "admin-message" }
