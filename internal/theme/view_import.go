package theme

// ImportPage is /fr/me/import: what was done on another Sentier site is brought here. It posts a file (file, as
// multipart/form-data) to Action, and to the same address do=remove, or do=remove-badge with badge.
type ImportPage struct {
	Layout
	Form
	Result  *ImportResult // of the file that just came; nil: none did
	Lessons int           // that are here and were read elsewhere
	Quizzes int           // attempts that were handed in elsewhere
	Badges  []ForeignBadge
}

func (*ImportPage) Template() string { return "import" }

// Some tells whether there is anything that came from elsewhere.
func (p *ImportPage) Some() bool { return p.Lessons+p.Quizzes+len(p.Badges) > 0 }

// ImportResult is what became of a file. Site and Name are what the file says, and may be empty.
type ImportResult struct {
	Site, Name               string
	Lessons, Quizzes, Badges ImportTally
}

// Came tells whether anything was taken over.
func (r *ImportResult) Came() bool { return r.Lessons.Came+r.Quizzes.Came+r.Badges.Came > 0 }

// Kinds are the tallies by what they count: "lessons", "quizzes", "badges".
func (r *ImportResult) Kinds() []ImportKind {
	return []ImportKind{{"lessons", r.Lessons}, {"quizzes", r.Quizzes}, {"badges", r.Badges}}
}

// ImportKind is a tally, and what it counts.
type ImportKind struct {
	Of string
	ImportTally
}

// ImportTally counts what became of one kind of thing.
type ImportTally struct {
	Came    int // it is taken over
	Had     int // it was here already
	Unknown int // this site has no such thing
	Open    int // a quiz that was not handed in
	Broken  int // it could not be read or verified
}

// Any tells whether there was any.
func (t ImportTally) Any() bool { return t.Came+t.Had+t.Unknown+t.Open+t.Broken > 0 }

// ForeignBadge is a badge that another site issued.
type ForeignBadge struct {
	ID       string
	Title    string
	Lang     string // of the title, where it is not the page's
	Issuer   string // the address of that site, as the badge says
	Date     string
	Download string // address of the credential
}
