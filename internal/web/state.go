package web

import (
	"time"

	"sentier/internal/account"
	"sentier/internal/diag"
	"sentier/internal/lang"
	"sentier/internal/site"
	"sentier/internal/suggestion"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// State is what the team of a site is told of it.
type State struct {
	Version  string // of the program
	Since    time.Time
	Courses  []site.Stats
	Warnings int  // found in the courses that are served
	Refused  bool // the last reload was refused
	Errors   int  // that it found
	Sources  []SourceState
}

// SourceState is how a place is that courses come from.
type SourceState struct {
	Name     string
	Commit   string // that is served; empty: from a folder, or none
	Waits    bool   // nothing of it is served yet
	Trouble  string // a message "source." + it says what is wrong; empty: nothing is
	Since    time.Time
	Errors   int
	Findings diag.List // the first of them
}

// sourceRows are the sources as the team reads of them, and how many are not well.
func (r request) sourceRows(all []SourceState) (rows []theme.SourceRow, unwell int) {
	for _, s := range all {
		row := theme.SourceRow{Name: s.Name, Commit: s.Commit[:min(len(s.Commit), 12)], Waits: s.Waits, Trouble: s.Trouble, Errors: s.Errors}
		if s.Trouble != "" {
			unwell++
			row.Since = lang.Date(r.lang, s.Since)
		}
		for _, f := range s.Findings {
			row.Findings = append(row.Findings, f.Format(r.lang))
		}
		rows = append(rows, row)
	}
	return rows, unwell
}

// stateOf says how the site is, and what needs a hand.
func (r request) stateOf() (*theme.StateView, error) {
	within, cancel := r.within()
	defer cancel()
	now := r.state()
	view := &theme.StateView{Version: now.Version, Since: lang.Date(r.lang, now.Since)}
	for _, c := range now.Courses {
		view.Courses = append(view.Courses, theme.CourseState{Revision: c.Revision, Modules: c.Modules, Lessons: c.Lessons, Questions: c.Questions})
	}
	var err error
	if view.Accounts, err = r.members.Learners.CountAccounts(within); err != nil {
		return nil, err
	}
	var dead int
	if view.Letters, dead, err = r.members.Learners.LetterQueue(within); err != nil {
		return nil, err
	}
	size, err := r.members.Learners.Size(within)
	if err != nil {
		return nil, err
	}
	view.Megabytes = int((size + 1<<20 - 1) >> 20)
	team, err := r.members.Learners.Team(within)
	if err != nil {
		return nil, err
	}
	chiefs := 0
	for _, one := range team {
		if one.Role == account.Administrator {
			chiefs++
		}
	}
	var sources, sisters, rooms int
	view.Sources, sources = r.sourceRows(now.Sources)
	view.Elsewhere, sisters, rooms = r.elsewhereRows()
	stray := r.strayRooms()
	inquiries, err := r.members.Learners.CountInquiries(within)
	if err != nil {
		return nil, err
	}
	proposed, err := r.members.Learners.CountSuggestions(within)
	if err != nil {
		return nil, err
	}
	waiting := 0
	for _, c := range proposed {
		if c.State == suggestion.Waiting {
			waiting += c.Count
		}
	}
	need := func(when bool, key string, count int) {
		if when {
			view.Needs = append(view.Needs, theme.Need{Key: key, Count: count})
		}
	}
	need(now.Refused, "refused", now.Errors)
	need(sources > 0, "sources", sources)
	need(inquiries[voice.Waiting] > 0, "messages", inquiries[voice.Waiting])
	need(waiting > 0, "suggestions", waiting)
	need(dead > 0, "letters", dead)
	need(sisters > 0, "sisters", sisters)
	need(rooms > 0, "rooms", rooms)
	need(stray > 0, "room_module", stray)
	need(now.Warnings > 0, "warnings", now.Warnings)
	need(chiefs == 1, "alone", 0)
	need(r.settings.BaseURL == "", "address", 0)
	need(!r.settings.Mail.On(), "mail", 0)
	need(r.settings.Host.Name == "" || r.settings.Host.Email == "", "host", 0)
	return view, nil
}
