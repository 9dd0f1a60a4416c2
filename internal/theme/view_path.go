package theme

import "slices"

// PathPage is /fr/me: my path.
type PathPage struct {
	Layout
	Decided  string // where what was decided about them is stated; empty: they have seen it, and it is over
	Silenced bool   // they have seen it, and may not write where others read
	Name     string // as others see it
	Resume   *ResumeCard
	Modules  []PathModule // begun first
	Points   int
	HideXP   bool
	History  []EarnedRow // newest first, at most twenty
	Review   ReviewCard
	SignOut  string // posted to
	Import   string // address of the page that brings what was done on another site; empty: none
	Foreign  []ForeignBadge
	News     []NewsRow  // not read yet
	Answers  []TopicRow // topics of the forum that they follow, in which others have written since they looked
	Told     []ToldRow
	Team     string // address of the administration, for who is of the team; empty: they are not
}

func (*PathPage) Template() string { return "me" }

// Fresh tells whether nothing was begun yet.
func (p *PathPage) Fresh() bool {
	return !slices.ContainsFunc(p.Modules, func(m PathModule) bool { return m.Begun })
}

// Ways are the modules, without their points where the learner hides those.
func (p *PathPage) Ways() []PathModule {
	ways := slices.Clone(p.Modules)
	for i := range ways {
		if p.HideXP {
			ways[i].Points = 0
		}
	}
	return ways
}

// ResumeCard is where to go on.
type ResumeCard struct {
	Link
	Module Link
	Quiz   bool
	Done   int // steps of the module
	Steps  int
}

// PathModule is a module with what was done of it.
type PathModule struct {
	Link
	Read, Lessons     int
	HandedIn, Quizzes int
	Done, Steps       int
	Points            int
	Begun, Complete   bool
	Go                *Link // what to do next; nil: nothing is left
	New               []Link
	Changed           []Link     // lessons that were rewritten since they were read
	Badge             *PathBadge // nil: it has none
	NoAddress         bool       // the site cannot issue badges yet
	Sequences         []PathSequence
	Milestones        []PathMilestone // newest first
}

// Left is how many steps are still to do.
func (m PathModule) Left() int { return m.Steps - m.Done }

// PathMilestone is a point of the path that was reached. Its words are the message "milestone." + Kind.
type PathMilestone struct {
	Kind     string // "first", "sequence", "half", "module"
	Sequence *Link  // of the kind "sequence"
	Date     string // in words
}

// PathSequence is a stage of a module with its steps.
type PathSequence struct {
	Link
	Steps []PathStep
}

// Done is how many steps are done.
func (s PathSequence) Done() int {
	done := 0
	for _, step := range s.Steps {
		if step.Done {
			done++
		}
	}
	return done
}

// PathStep is a lesson, or a quiz.
type PathStep struct {
	Link
	Quiz   bool
	Done   bool
	Points string // of a quiz that was handed in: the best, "8,5"; empty: none
	Total  string
}

// EarnedRow is a line of the points' history.
type EarnedRow struct {
	Points int
	What   Link   // URL empty: it is no more
	Reason string // "lesson", "quiz", "module"
	Date   string
}

// AccountHole is what stands in the header of every page for who is signed in.
type AccountHole struct {
	Name string
	Path string // /fr/me
	Down bool   // the store does not answer: the reader learns so, and reads on
}

// NextHole is the panel that marks a lesson read: one button, posted to Action.
type NextHole struct {
	Action string // /fr/MODULE/SEQUENCE/LESSON/read
	Read   bool   // it was read before
}

// OutlineHole is what an outline says of progress. Done are the keys of steps that are done.
type OutlineHole struct {
	Done  []string
	Count int // of the module's steps
	Steps int
}

// NoticeHole is what the last action did: the key of a message, "notice." + Key.
type NoticeHole struct{ Key string }

// ToldRow is what somebody is told until they say that they have read it: messages "told.title." and "told.text." +
// Kind say it.
type ToldRow struct {
	ID     string
	Kind   string
	Reason string
	Date   string
}
