package theme

// CriteriaPage is /fr/MODULE/badge: how the badge of a module is earned.
type CriteriaPage struct {
	Layout
	Badge     BadgeCard
	Lessons   int
	Quizzes   int
	Passed    bool      // they must be passed, not only handed in
	NoAddress bool      // the site cannot issue badges yet
	Way       *BadgeWay // of who is signed in
}

func (*CriteriaPage) Template() string { return "criteria" }

// BadgeWay is how far somebody is on the way to a badge.
type BadgeWay struct {
	Done, Steps int
	Left        []PathStep // what is still to do, in the module's order
	Badge       PathBadge
}

// PathBadge is the badge of a module for one learner.
type PathBadge struct {
	Link           // its title; URL is its page once it was issued, before that how it is earned
	Image   string // address; empty: the theme draws one
	Date    string // when it was issued, in words; empty: it was not
	Revoked bool
}

// BadgePage is /badges/ID: a badge that was issued, for its owner, and for everybody where they made it public. The
// owner's form posts do, "publish" or "hide", and name.
type BadgePage struct {
	Layout
	Form
	Title     string
	TitleLang string // of Title, Criteria and About, where it is not the page's
	About     string // title of the module as it was, plain
	Criteria  string // empty: it cannot be read
	Module    string // address of the module; empty: it is no more
	Image     string
	Date      string // of issue, in words
	Revoked   string // when it was revoked, in words; empty: it stands
	Name      string // as its owner chose; empty: none
	Site      string // who issued it
	Problem   string // key of the message that says why the signature is not good; empty: it is
	Baked     string // address of the picture with the credential in it
	Kind      string // of that picture: "SVG" or "PNG"
	Token     string // address of the credential as a file
	Owner     bool
	Public    bool
	Address   string // of this page, whole, to give away
	Typed     string // in the field of the name
}

func (*BadgePage) Template() string { return "badge" }

// Reason is what is wrong with the signature.
func (p *BadgePage) Reason() Problem { return Problem{Key: p.Problem} }
