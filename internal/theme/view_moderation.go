package theme

// ReportPage is /fr/report/POST: what somebody says of a post to the team. It posts id, ground, text and contact. With
// ?report= and ?key= it shows what became of it.
type ReportPage struct {
	Layout
	Form
	Post     *PostView // nil: a stranger, who may not read it here
	ID       string
	Grounds  []string
	Ground   string
	Text     string
	Contact  string
	SignedIn bool
	Most     int        // characters
	Sent     *ReportRow // nil: it is not sent yet
}

func (*ReportPage) Template() string { return "report" }

// ReportRow is a report: messages "ground." + Ground and "report.outcome." + Outcome.
type ReportRow struct {
	Ground, Text, Contact, By string
	Date                      string
	Outcome                   string // empty: it waits
}

// QueuePage is /fr/admin/moderation: what waits for a decision, the oldest first.
type QueuePage struct {
	Layout
	Admin
	Reported, Held, Answers  []QueueRow
	ReportedPager, HeldPager Pager
	BlockList                string // address; empty: who reads it may not change it
}

func (*QueuePage) Template() string { return "queue" }

// QueueRow is what waits.
type QueueRow struct {
	Link
	Author string // empty: an account that is gone
	Date   string
	Cause  string // of what is held: message "moderation.cause." + Cause
}

// CasePage is /fr/admin/moderation/POST: a post in its context, to decide of. It posts action, act, sanction, days,
// ground and reason; or do: "lock", "unlock", "solve", "unsolve" or "move" (place, category), with action and reason.
type CasePage struct {
	Layout
	Admin
	Form
	Topic                               Link
	Before, After                       []PostView
	Post                                PostView
	Reports                             []ReportRow
	History                             []DecisionRow
	Deed                                string
	Locked, Own, MaySanction, Whole     bool // Whole: suspensions are theirs to decide
	Acts, Sanctions, Grounds            []string
	Spans                               []int
	Act, Sanction, Ground, Reason, Days string
	Most                                int
	Person                              string // address of the page of its author; empty: not for the reader
	Deeds                               []TopicDeed
}

// TopicDeed is a form that does something to the topic of a post: messages "case.deed." + Do and "case.deed_go." + Do.
// Its fields are Do + "-" and their names.
type TopicDeed struct {
	Form
	Do, Line, Reason string
	Open             bool
	Places           []LessonGroup // to move it to; empty: it is not moved
	Place, Category  string
	Categories       []string
}

func (*CasePage) Template() string { return "case" }

// DecisionRow is a decision, as it is stated.
type DecisionRow struct {
	ID, Date, Act, Sanction, Ends, Ground, Reason string
	Law, Reported                                 bool
	Lifted                                        string // the day; empty: it holds
	Post                                          *Link
	Answer, Answered, Reply, Replied              string
	MayAnswer                                     bool
	Typed                                         string // an answer that was refused
}

// DecisionsPage is /fr/me/decisions: what was decided about who reads it, and what became of what they reported. It
// posts decision and answer.
type DecisionsPage struct {
	Layout
	Form
	Decisions []DecisionRow
	Reports   []ReportRow
	Most      int
}

func (*DecisionsPage) Template() string { return "decisions" }

// AppealPage is /fr/admin/moderation/answer/PERSON/DECISION: what somebody answered to a decision, to look into. It
// posts action, verdict ("stand" or "lift") and reply.
type AppealPage struct {
	Layout
	Admin
	Form
	Person   string
	Decision DecisionRow
	Waits    bool // others look first
	Deed     string
	Reply    string
	Verdict  string
	Most     int
}

func (*AppealPage) Template() string { return "appeal" }

// BlockListPage is /fr/admin/block-list: the words and domains whose posts wait. It posts words, domains (one a line) and
// reason.
type BlockListPage struct {
	Layout
	Admin
	Form
	Words, Domains string
	Reason         string
	Lines          int // of each list
	Most           int // characters of the reason
}

func (*BlockListPage) Template() string { return "block-list" }
