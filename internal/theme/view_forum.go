package theme

import "html/template"

// ForumPage is a list of topics: /fr/MODULE/forum of a module or, with ?lesson=, of one of its lessons, and /fr/forum of
// all modules. Its search form sends q by GET, with the fields Kept.
type ForumPage struct {
	Layout
	Module   *Link    // nil: all modules
	Lesson   *Link    // nil: topics about anything
	Modules  []Link   // of all modules: where to ask
	Filters  []Choice // which topics are shown
	Kinds    []Choice // and of which category
	Action   string   // of the search form
	Kept     []Field
	Query    string
	Total    int // topics found
	Topics   []TopicRow
	Pager    Pager
	Ask      string // address of the form; empty: of all modules, which say where to ask
	Empty    bool   // nobody asked anything yet
	Closed   bool   // to strangers: an account opens it, and the rest is empty
	Back     string // where to come back to with one
	Watched  *Watch // whether one follows the lesson; nil: a stranger, or no lesson
	Meetings string // address of the page of meetings; empty: there are none
	Feed     string // address; empty: the forum is for members, whom no feed reader knows
}

func (*ForumPage) Template() string { return "forum" }

// Choice is one of several ways to show a list. Its words are a message of the family that the template names.
type Choice struct {
	Name    string
	URL     string
	Current bool
}

// Field is a hidden field of a form.
type Field struct{ Name, Value string }

// Pager is the pages of a list; none where there is one alone.
type Pager struct {
	Of    string      // what is paged, where a page has several such lists; empty: it has one
	Pages []PagerPage // the first, the last, and those around the one that is shown
	Next  string      // address; empty: this is the last
}

// PagerPage is a page of a list, or a gap between some.
type PagerPage struct {
	Number  int // 0: a gap
	URL     string
	Current bool
}

// Watch is whether somebody follows a lesson or a topic. Its form posts do ("follow" or "unfollow") and, of a lesson,
// lesson.
type Watch struct {
	Action  string
	Lesson  string // empty: the topic
	On      bool
	Letters string // how often what is new comes by letter, "each" or "daily"; "none": it could; empty: it cannot
}

// TopicRow is a topic in a list.
type TopicRow struct {
	Link
	Category string
	Author   string // empty: an account that is gone
	Date     string // of the last message, in words
	Replies  int
	Solved   bool
	Unread   bool
	Locked   bool
	State    string // "shown", "held", "hidden", "deleted"
	Where    []Link // module, where several are shown, and lesson
	Excerpt  string // of a search; empty: none
}

// PostView is a message of a topic. What one may do with it has an address or is true; the rest is left out.
type PostView struct {
	ID       string // its anchor: p- and Name
	Name     string // its id
	Action   string // of the forms of its topic
	Address  string // for ever
	Question bool   // the first of its topic
	Author   string // empty: an account that is gone
	Face     string // whose drawing stands beside it
	Team     bool
	Mine     bool
	Best     bool // the answer that helped
	Date     string
	Machine  string // for <time datetime>
	Edited   string // the day, in words; empty: never
	State    string // "shown", "held", "hidden", "deleted"
	Why      string // of a hidden one
	Cause    string // of one that waits: message "post.waits." + Cause
	Lang     string // where it is not the page's
	HTML     template.HTML
	Same     int  // people who asked themselves the same question
	Helped   bool // one's own answer, which somebody gave thanks for
	Thanked  bool

	Quote, Edit, Delete, History, Text, Report, Decide string // addresses
	MayThank, MaySolve                                 bool   // forms of the topic
}

// TopicPage is /fr/MODULE/forum/TOPIC. Its forms post to Action with a field "do": "reply" (id, body) or "preview" of
// it, "solve" (post), "unsolve", "thank" (post), "unthank" (post), "follow", "unfollow".
type TopicPage struct {
	Layout
	Form
	Module    Link
	About     *Link // the lesson, at its heading; nil: the module
	Category  string
	TopicLang string // of the title, where it is not the page's
	Opened    string // the day, in words
	Replies   int
	Solved    *Link // the answer that helped; nil: none is marked
	Locked    bool
	Question  PostView
	Answers   []PostView
	First     bool // the first page of answers, which the question stands before
	Pager     Pager
	Watched   *Watch   // nil: a stranger
	Writes    bool     // one may answer
	Silence   *Silence // what keeps one from it; nil: nothing
	SignIn    string   // of a stranger: where to go to answer
	ID        string   // of the answer that the form makes
	Body      string
	Preview   template.HTML
	Held      bool // what one writes waits for approval
	InTab     bool // drafts go with the tab: on a shared computer
}

func (*TopicPage) Template() string { return "topic" }

// ComposePage is /fr/MODULE/forum/new. It posts id, title, category, lesson, heading, body, seen (what is similar
// was shown: "on") and do: "publish" or "preview".
type ComposePage struct {
	Layout
	Form
	Module     Link
	ID         string // of the topic
	Subject    string // its title, as typed
	Category   string
	Categories []string
	Lesson     string // its id
	Lessons    []LessonGroup
	Heading    string // its anchor
	HeadingIs  string // its words; empty: none
	Body       string
	Preview    template.HTML
	Similar    Similar
	Most       int      // characters of a title
	Held       bool     // what one writes waits for approval
	InTab      bool     // drafts go with the tab: on a shared computer
	Silence    *Silence // what keeps one from writing: there is no form; nil: nothing
}

func (*ComposePage) Template() string { return "compose" }

// LessonGroup is the lessons of a sequence, to choose from.
type LessonGroup struct {
	Title, Lang string
	Lessons     []LessonOption
}

// LessonOption is a lesson to choose.
type LessonOption struct{ ID, Title, Lang string }

// Similar is what may answer a question before it is asked.
type Similar struct {
	Seen   bool // it was looked for: the form says so when it is sent
	Stop   bool // it is shown because the form was sent without it
	Topics []TopicRow
	Course []SimilarGroup // by kind: lessons, words, people, pages
}

// Any tells whether there is something.
func (s Similar) Any() bool { return len(s.Topics)+len(s.Course) > 0 }

// SimilarGroup is things of one kind. Its words are the message "search.group." + Kind.
type SimilarGroup struct {
	Kind  string
	Links []Link
}

// EditPage changes a message: /fr/MODULE/forum/TOPIC/POST/edit. It posts body, title where it is
// Titled, and do: "save" or "preview".
type EditPage struct {
	Layout
	Form
	Topic   Link
	Titled  bool   // it is the first of its topic, whose title can be changed with it
	Subject string // the title, as typed
	Most    int    // characters of it
	Body    string
	Preview template.HTML
	Silence *Silence // what keeps one from writing: there is no form; nil: nothing
}

func (*EditPage) Template() string { return "post-edit" }

// Silence is a decision that keeps somebody from writing where others read.
type Silence struct {
	Ends      string // the day, in words; empty: it has no end
	Reason    string
	URL       string // where it is stated, and answered
	MayAnswer bool   // they have not answered yet
}

// DeletePage asks before a message goes: /fr/MODULE/forum/TOPIC/POST/delete. It posts nothing.
type DeletePage struct {
	Layout
	Form
	Topic    Link
	Post     PostView
	Answered bool // a line stays in its place, for the answers to stand under
}

func (*DeletePage) Template() string { return "post-delete" }

// HistoryPage is a message as it was: /fr/MODULE/forum/TOPIC/POST/history.
type HistoryPage struct {
	Layout
	Topic    Link
	Post     PostView
	Versions []VersionView // newest first
}

func (*HistoryPage) Template() string { return "post-history" }

// VersionView is a message as it was until an edit.
type VersionView struct {
	Title  string // of the topic, where it was changed with it; may be empty
	Source string
	Until  string // the day, in words
	By     string // empty: its author
}

// ForgePage is a message as text for the issue of a forge: /fr/MODULE/forum/TOPIC/POST/text.
type ForgePage struct {
	Layout
	Topic Link
	Text  string
}

func (*ForgePage) Template() string { return "post-text" }

// ForumHole is how many topics there are about a lesson: the hole "forum".
type ForumHole struct {
	Topics int
	URL    string
}

// ForumHole writes the hole "forum".
func (t *Theme) ForumHole(lang string, h ForumHole) (string, error) {
	return t.part(lang, "forum hole", h)
}
