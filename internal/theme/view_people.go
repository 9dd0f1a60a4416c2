package theme

import "strings"

// PersonRow is an account, as the team sees it.
type PersonRow struct {
	Link           // the sign-in name, and the page about them
	Display string // what others see; empty: the name
	Created string
	Seen    string // the day of the last visit
}

// GrantRow is a role that somebody has: a message "role." + Role names it.
type GrantRow struct {
	Person   Link
	Role     string
	Module   Link // Title empty: the whole site
	ModuleID string
	Since    string
}

// PeoplePage is /fr/admin/people. It asks for ?q=, a part of a name.
type PeoplePage struct {
	Layout
	Admin
	Query  string
	People []PersonRow
	Most   int // of them that are shown
	Team   []GrantRow
}

func (*PeoplePage) Template() string { return "people" }

// PersonPage is /fr/admin/people/ID. Its forms post do, action, reason, and: "role.give" role and module;
// "role.take" role and module; "account.reset" proof; "account.delete" sure ("on") and posts ("keep");
// "person.decide" sanction, days and ground; "person.lift" decision.
type PersonPage struct {
	Layout
	Admin
	Form
	PersonRow
	Email, Confirmed              bool // there is an address; it is known to be theirs
	Lang                          string
	Sessions, Codes               int
	Grants                        []GrantRow
	Roles                         []string
	Modules                       []ModuleChoice
	MayRoles, MayReset, MayDelete bool
	Self                          bool   // it is the reader's own account
	Handed                        string // address for a new password, to be handed over: shown to who made it, for a while
	Deed                          string // id of what the next form does
	Most                          int    // characters of a reason
	Log                           []ActionRow
	Opened                        string // which form the problem is of: a value of do
	Reason, Role, Module, Proof   string // as they were filled in
	Keep                          bool
	Decisions                     []PersonDecision
	MaySanction                   bool // what is decided about them is for the reader to decide
	Sanctions, Grounds            []string
	Spans                         []int
	Sanction, Ground, Days        string // as they were filled in
}

// PersonDecision is a decision about somebody.
type PersonDecision struct {
	DecisionRow
	MayLift bool
}

func (*PersonPage) Template() string { return "person" }

// At is the problem of a field of one of the page's forms, or nil.
func (p *PersonPage) At(do, field string) *Problem {
	if p.Opened != do {
		return nil
	}
	return p.On(field)
}

// Anchor is the id of a field of the form that the problems are of: "Role-give-reason".
func (p *PersonPage) Anchor(field string) string { return FormID(p.Opened) + "-" + field }

// FormID is the id of the form that does something: "role.give" is "Role-give".
func FormID(do string) string {
	if do == "" {
		return "Content"
	}
	return strings.ToUpper(do[:1]) + strings.ReplaceAll(do[1:], ".", "-")
}

// ModuleChoice is a module that can be chosen.
type ModuleChoice struct {
	ID, Title, Lang string
}

// ActionRow is a line of the log: a message "action." + Verb says what was done.
type ActionRow struct {
	Verb    string
	By      string // empty: an account that is gone
	Person  Link   // whom it concerns; Title empty: nobody, or an account that is gone
	Role    string // that was given or taken; may be empty
	Setting string // the key of one that was changed; may be empty
	Module  Link   // Title empty: the whole site
	Reason  string
	At      string
}

// ActionsPage is /fr/admin/log.
type ActionsPage struct {
	Layout
	Admin
	Rows   []ActionRow
	Older  string // address of the lines before these; empty: there are none
	Newest string // address of the last ones; empty: these are
}

func (*ActionsPage) Template() string { return "actions" }
