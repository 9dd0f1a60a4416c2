package theme

import (
	"html/template"
	"time"
)

// MeetingsPage is /fr/MODULE/meetings, or /fr/meetings of the whole site: when learners meet, where, and how.
type MeetingsPage struct {
	Layout
	Module   *Link          // nil: the whole site
	Next     *MeetingView   // the one that is on, or comes next; nil: none is planned
	Later    []*MeetingView // those after it
	Rooms    []RoomView
	Kinds    []string // of those rooms, each once: "mumble", "jitsi", "bigbluebutton", "pad"
	Talk     bool     // one talks in some of them
	Calendar string   // address of the same as a calendar; empty: nothing is planned
	SignIn   string   // address to sign in at, and come back; empty: who reads is a member
}

func (*MeetingsPage) Template() string { return "meetings" }

// MeetingView is one time at which a group meets. From and To are its clock in words, Zone where that clock is.
type MeetingView struct {
	Title    string // empty: the theme's words
	Lang     string // of the title where it is not the page's; else empty
	Begins   time.Time
	Ends     time.Time
	Day      string
	From, To string
	Zone     string
	On       bool // it is on
	Skipped  bool // the room is not the one whose turn it was, which gives no answer
	Room     RoomView
}

// RoomView is where a group meets. Entry was made by the program, of an address that the configuration checked: of Mumble
// its scheme is one that templates do not know.
type RoomView struct {
	Kind     string
	Name     string
	Entry    template.URL
	Address  string // to write it elsewhere
	Note     string
	NoteLang string // of the note where it is not the page's; else empty
	Password string // empty: there is none, or the reader may not see it
	Hidden   bool   // there is one, for members
	Down     bool   // nobody answers there
}
