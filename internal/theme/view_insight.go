package theme

import "html/template"

// StateView is how a site is.
type StateView struct {
	Version   string
	Since     string // the day on which what is served was published
	Courses   []CourseState
	Accounts  int
	Letters   int // that wait
	Megabytes int // of the database
	Needs     []Need
	Sources   []SourceRow
	Elsewhere []ElsewhereRow // the machines of others that the site names
}

// CourseState is a course that is served.
type CourseState struct {
	Revision                    string
	Modules, Lessons, Questions int
}

// SourceRow is a place that courses come from: a message "source." + Trouble says what is wrong with it.
type SourceRow struct {
	Name, Commit string // Commit is short; empty: from a folder, or none yet
	Waits        bool   // nothing of it is served yet
	Trouble      string // empty: all is well
	Since        string // of the trouble
	Errors       int
	Findings     []string // the first of them, with their places
}

// Need is something that needs a hand: a message "state.need." + Key says it.
type Need struct {
	Key   string
	Count int
}

// InsightPage is /fr/admin/insight.
type InsightPage struct {
	Layout
	Admin
	Least  int
	Days   Plot
	Pages  []OpenedPage
	Stops  []ModuleStops
	Missed []MissedRow
}

func (*InsightPage) Template() string { return "insight" }

// Plot is bars beside each other, drawn on the server.
type Plot struct {
	Width, Height int
	Most          int // of the highest bar
	Bars          []Bar
}

// Bar is one of them.
type Bar struct {
	Label      string
	Count      int
	X, Y, W, H int
}

// The measures of a plot, in its own units.
const (
	plotHeight = 160
	barStep    = 20
	barWidth   = 14
)

// Drawn gives each bar its place.
func (p Plot) Drawn() Plot {
	p.Width, p.Height = max(1, len(p.Bars))*barStep, plotHeight
	for _, b := range p.Bars {
		p.Most = max(p.Most, b.Count)
	}
	for i := range p.Bars {
		b := &p.Bars[i]
		b.X, b.W = i*barStep+(barStep-barWidth)/2, barWidth
		if p.Most > 0 {
			b.H = b.Count * plotHeight / p.Most
		}
		b.Y = plotHeight - b.H
	}
	return p
}

// OpenedPage is a page, and how often it was opened.
type OpenedPage struct {
	URL   string
	Count int
}

// ModuleStops is how far people come in a module.
type ModuleStops struct {
	Module  Link
	Lessons []LessonStops
}

// LessonStops is how many people read a lesson, and were seen at it last.
type LessonStops struct {
	Lesson                Link
	People, Stopped, Most int
}

// MissedRow is a question that many gave a wrong answer to.
type MissedRow struct {
	Question      template.HTML
	Quiz          Link
	People, Wrong int
}
