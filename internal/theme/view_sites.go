package theme

import "time"

// SitesPage is /fr/sites: where else one can learn.
type SitesPage struct {
	Layout
	Closed string // why nobody can make an account here: "host" or "full"; empty: one can
	Sites  []SisterSite
}

func (*SitesPage) Template() string { return "sites" }

// SisterSite is another site, as its catalogue says, or as little of it as is known.
type SisterSite struct {
	Sister
	Known     bool   // its catalogue was read, and what follows comes out of it
	Host      string // who runs it; may be empty
	Kind      string // what they are, in their words; may be empty
	Door      string // who can make an account there: "open", "invitation", "closed", "full"
	Languages []Tongue
	Modules   []SisterModule
	Day       time.Time // on which the catalogue was read
	Date      string    // the same, in words
	Old       bool      // it has not answered well since
}

// Tongue is a language, by its own name.
type Tongue struct{ Lang, Name string }

// SisterModule is what one learns there. It may have no address.
type SisterModule struct {
	Link
	Languages []Tongue
	Licence   Licence
	Minutes   int // of reading; 0: not known
}

// ElsewhereRow is another machine, to the team: a sister site or a room.
type ElsewhereRow struct {
	Kind    string // a message "state.kind." + it names it
	Link           // its address
	Trouble string // a message "elsewhere." + it says what is wrong; empty: nothing
	Date    string // when it last answered well, in words; empty: never
}
