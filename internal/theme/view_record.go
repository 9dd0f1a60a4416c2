package theme

// RecordPage is /fr/me/record: what a learner did, to print. The site sends it to nobody. Days are in words.
type RecordPage struct {
	Layout
	Name    string
	Date    string // today
	Points  int    // 0: none, or hidden
	Modules []RecordModule
}

func (*RecordPage) Template() string { return "record" }

// RecordModule is a module that was begun.
type RecordModule struct {
	Link
	Read, Lessons     int
	HandedIn, Quizzes int
	Points            int    // 0: none, or hidden
	Finished          string // a day; empty: not yet
	Badge             *PathBadge
	Rows              []RecordStep // lessons that were read and quizzes that were handed in, in the module's order
}

// RecordStep is something that was done.
type RecordStep struct {
	Link
	Date          string
	Points, Total string // of a quiz: the best attempt, "8,5"; empty: a lesson
}
