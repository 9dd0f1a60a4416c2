package theme

import "html/template"

// SuggestPage is /fr/MODULE/SEQUENCE/LESSON/suggest, or /fr/MODULE/glossary/ID/suggest: the source of a text, to be made
// better. It posts key, stamp, base, text, credit, why, anyway, website (empty: people do not see it) and do: "preview" or
// "send".
type SuggestPage struct {
	Layout
	Form
	About       Link // the lesson or the entry
	Term        bool // it is an entry
	ContentLang string
	Forge       string // where the same is edited by who has an account of the forge; empty: no link
	Text        string
	Credit      string
	Why         string
	MostCredit  int
	MostWhy     int
	Base        string // of which text it is; Stamp, Key and Anyway are as the form sends them
	Key         string
	Stamp       string
	Anyway      string // what was found was shown, and this text may be sent all the same; empty: not yet
	SignedIn    bool   // the team will know their account
	InTab       bool   // drafts go with the tab: by a stranger, or on a shared computer
	Licence     Licence
	Changes     Comparison // from the text on the site, which changed meanwhile
	Trial
}

func (*SuggestPage) Template() string { return "suggest" }

// Trial is a text compiled aside: what it would look like, and what is found in it.
type Trial struct {
	Made     bool   // it was compiled; the rest is empty where it was not
	Content  string // language of the text
	Findings []FindingRow
	Title    string // empty: there is nothing to show
	Summary  string
	Short    template.HTML // of an entry
	Rest     template.HTML
	Blocks   []LessonBlock // of a lesson
}

// Broken tells whether the text cannot be shown as it is.
func (t Trial) Broken() bool {
	for _, f := range t.Findings {
		if f.Error {
			return true
		}
	}
	return false
}

// FindingRow is what the compiler says of a text.
type FindingRow struct {
	Line  int    // of the text; 0: of another file, which Where names
	Where string // path:line:col
	Text  string
	Error bool // else advice
}

// Comparison is what changed from one text to another; without pieces nothing did.
type Comparison struct {
	Lang   string // of both
	Pieces []Change
}

// Change is a piece of two texts side by side.
type Change struct {
	Kind string // "del", "ins", "gap" (of what stayed, left out); empty: it stayed
	Text string
}

// SuggestionPage is /fr/suggest/KEY: what became of what somebody proposed. It posts do: "withdraw".
type SuggestionPage struct {
	Layout
	Form
	Suggestion SuggestionRow
	Changes    Comparison
	Own        string // the address of this page, to be kept
	Sent       bool   // it was sent just now
}

func (*SuggestionPage) Template() string { return "suggestion" }

// SuggestionRow is a better text that somebody proposes.
type SuggestionRow struct {
	URL     string // of its page in the administration; empty: on its own page
	About   Link   // without address where the course has it no more
	Module  string // its title
	Term    bool
	Content string // language of the text
	Credit  string
	By      Link // who sent it while signed in, for the team; Title empty: nobody
	Why     string
	State   string // messages "suggest.state." + State name it
	Done    string // messages "suggest.done." + Done say how far it is; empty: nothing was done
	Answer  string
	Lang    string // of Why
	Date    string // the day, in words
	Changed string // the day of the decision; empty: there is none
}

// AdminSuggestionsPage is /fr/admin/suggestions: what people propose.
type AdminSuggestionsPage struct {
	Layout
	Admin
	States      []Tab
	Modules     []Tab
	Suggestions []SuggestionRow
	Older       string // address of those before; empty: there are none
}

func (*AdminSuggestionsPage) Template() string { return "admin-suggestions" }

// AdminSuggestionPage is /fr/admin/suggestions/ID: one of them, to be accepted or refused. It posts action, seen, over,
// text, answer and do: "check", "accept" or "refuse".
type AdminSuggestionPage struct {
	Layout
	Admin
	Form
	Suggestion SuggestionRow
	ID         string // of the action
	Seen       string // the text of the site that is shown
	Changes    Comparison
	Meanwhile  Comparison // of the text on the site, since the suggestion began; empty: nothing
	Over       bool       // somebody says that they took Meanwhile over
	Gone       bool       // the text is no more: it can only be refused
	Text       string
	Answer     string
	Most       int    // characters of it
	Writes     bool   // accepting writes the file
	Patch      string // address of the patch of an accepted one; empty: none
	Trial
}

func (*AdminSuggestionPage) Template() string { return "admin-suggestion" }
