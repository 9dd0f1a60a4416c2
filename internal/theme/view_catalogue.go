package theme

import "html/template"

// HomePage is the catalogue: /fr.
type HomePage struct {
	Layout
	Modules   []ModuleCard
	Open      int   // modules that can be read
	Announced int   // modules that are being written
	Start     *Link // the first lesson of the first module; nil where there is none
}

func (*HomePage) Template() string { return "home" }

// ModuleCard is a module in the catalogue. An announced one leads nowhere yet.
type ModuleCard struct {
	Title     string
	Summary   string
	URL       string
	Lang      string // of the words where it is not the page's
	Sequences int
	Lessons   int
	Minutes   int
	Announced bool
}

// ModulePage is a module's welcome: /fr/MODULE.
type ModulePage struct {
	Layout
	Title       string
	Summary     string
	Audience    string
	Body        template.HTML
	Minutes     int
	Lessons     int
	Sequences   []SequenceCard
	Badge       *BadgeCard
	Licence     Licence
	Authors     []Party
	Partners    []Party
	Funders     []Party
	Start       *Link
	GlossaryURL string // empty: no glossary
	CreditsURL  string
	MeetingsURL string // empty: its learners do not meet
	Stale       *Stale
}

func (*ModulePage) Template() string { return "module" }

// SequenceCard is a sequence in its module's programme.
type SequenceCard struct {
	Number     int
	Title      string
	URL        string
	Lang       string
	Objectives []string
	Lessons    []LessonRow
	Quiz       *QuizRow
	Minutes    int
}

// LessonRow is a lesson in a list. Key is the same in every language: the reader's browser remembers by it.
type LessonRow struct {
	Key     string // "module/lesson"
	Number  int
	Title   string
	Summary string
	URL     string
	Lang    string
	Minutes int
}

// QuizRow is a sequence's quiz in a list.
type QuizRow struct {
	Key       string // as that of a LessonRow: "module/sequence/quiz"
	Title     string
	URL       string
	Lang      string
	Questions int
}

// BadgeCard is what the whole way earns.
type BadgeCard struct {
	Title    string
	Criteria string
	Image    string // address; empty: the theme draws one
	URL      string // of the page that says more; empty: it is that one
	Lang     string
}

// Stale says that a translation is behind its source.
type Stale struct {
	Link        // to the source, in its language: Title is the language's own name
	Edit string // where to help; may be empty
}

// SequencePage is a stage of a module: /fr/MODULE/SEQUENCE.
type SequencePage struct {
	Layout
	Module     Link
	Number     int
	Total      int
	Title      string
	Objectives []string
	Body       template.HTML
	Lessons    []LessonRow
	Quiz       *QuizRow
	Minutes    int
	Start      *Link // the first lesson
	Previous   *Link // sequences
	Next       *Link
	Stale      *Stale
}

func (*SequencePage) Template() string { return "sequence" }

// QuizEntryPage is what a quiz is about: /fr/MODULE/SEQUENCE/quiz.
type QuizEntryPage struct {
	Layout
	Module         Link
	Sequence       Link
	SequenceNumber int
	Title          string
	Intro          template.HTML
	Questions      int
	Pass           int      // percent
	Objectives     []string // of the sequence
	Lessons        []LessonRow
	Begin          *QuizStart // of who may take it; nil: of everybody else
	GroupURL       string     // where its questions are shown to a group; empty: not here
	OnlineURL      string     // static site: where the quiz can be taken; may be empty
	Stale          *Stale
}

func (*QuizEntryPage) Template() string { return "quiz" }
