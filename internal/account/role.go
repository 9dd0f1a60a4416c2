package account

import (
	"slices"
	"time"
)

// Role is what somebody may do for a site beside learning.
type Role string

// The roles.
const (
	Administrator Role = "administrator" // everything, and gives roles
	Editor        Role = "editor"        // announcements, and what readers say of lessons
	Moderator     Role = "moderator"     // the forum, and who writes in it
)

// Roles are all of them, the one that may most first.
func Roles() []Role { return []Role{Administrator, Editor, Moderator} }

// Grant is a role that somebody has, of the whole site or of one module. An administrator is one of the whole site.
type Grant struct {
	Role   Role      `json:"role"`
	Module string    `json:"module,omitempty"` // its id; empty: the whole site
	Given  time.Time `json:"given"`
}

// Grants are the roles of one person.
type Grants []Grant

// Any tells whether there is a role at all: who has one is of the team.
func (g Grants) Any() bool { return len(g) > 0 }

// May tells whether one of the grants allows what a role does in a module. With an empty module it asks for the whole
// site. An administrator may do what any role does.
func (g Grants) May(role Role, module string) bool {
	return slices.ContainsFunc(g, func(one Grant) bool {
		return one.Role == Administrator && one.Module == "" || one.Role == role && (one.Module == "" || one.Module == module)
	})
}

// Somewhere tells whether a grant allows what a role does in the whole site or in some module.
func (g Grants) Somewhere(role Role) bool {
	return slices.ContainsFunc(g, func(one Grant) bool { return g.May(role, one.Module) })
}

// Member is one role of somebody of the team.
type Member struct {
	Account Account // ID, Name and Display
	Grant
}

// Action is one line of the log of what was done with a role: nobody can change it, and others of the team read it.
type Action struct {
	ID      string // a UUIDv7
	By      ID     // empty: from the shell of the server
	ByName  string // as it was then
	Verb    string // such as "role.give", "post.hide": message "action." + Verb says it
	Module  string // empty: the whole site
	Subject string // an id of what it was done to: a post, a topic, an announcement, a setting
	Person  ID     // whom it concerns; empty: nobody
	Name    string // of the person, as it was then
	Reason  string
	At      time.Time
}
