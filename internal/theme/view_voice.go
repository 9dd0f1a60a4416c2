package theme

// FeedbackPage is /fr/MODULE/SEQUENCE/LESSON/feedback, or that of a quiz: what somebody has to say of a passage. It
// posts key, stamp, kind, heading, q, text and website (empty: people do not see it).
type FeedbackPage struct {
	Layout
	Form
	About    Link // the lesson or the quiz
	Question string
	Asked    string // the id of the question; empty: it is about none
	Parts    []PartRow
	Kinds    []string // messages "feedback.kind." + each name them
	Kind     string   // that was chosen; empty: none
	Text     string
	Most     int // characters of it
	Key      string
	Stamp    string
	InTab    bool // drafts go with the tab: by a stranger, or on a shared computer
}

func (*FeedbackPage) Template() string { return "feedback" }

// PartRow is a part of a lesson.
type PartRow struct {
	Anchor string
	Title  string
	Chosen bool
}

// FeedbackStatePage is /fr/feedback/KEY: what became of what somebody said.
type FeedbackStatePage struct {
	Layout
	Remark RemarkRow
	Own    string // the address of this page, to be kept
	Sent   bool   // it was sent just now
}

func (*FeedbackStatePage) Template() string { return "feedback-state" }

// RemarkRow is what somebody said of a passage.
type RemarkRow struct {
	URL      string // of its page in the administration; empty: on its own page
	About    Link   // without address where the course has it no more
	Module   string // its title
	Part     string // empty: the whole
	Question string // empty: none
	Kind     string
	State    string // messages "feedback.state." + State name it
	Text     string
	Answer   string
	Lang     string // of Text
	Date     string // the day, in words
	Changed  string // the day of the answer; empty: there is none
}

// Tab is a choice among lists.
type Tab struct {
	Title string
	Count int
	URL   string
	Here  bool
}

// AdminFeedbackPage is /fr/admin/feedback: what readers say of passages.
type AdminFeedbackPage struct {
	Layout
	Admin
	States  []Tab
	Modules []Tab
	Remarks []RemarkRow
	Older   string // address of those before; empty: there are none
}

func (*AdminFeedbackPage) Template() string { return "admin-feedback" }

// AdminRemarkPage is /fr/admin/feedback/ID: an answer to it. It posts action, state and answer.
type AdminRemarkPage struct {
	Layout
	Admin
	Form
	Remark RemarkRow
	ID     string // of the action
	States []string
	State  string
	Answer string
	Most   int // characters of it
}

func (*AdminRemarkPage) Template() string { return "admin-remark" }
