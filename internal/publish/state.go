package publish

import (
	"errors"
	"time"

	"sentier/internal/diag"
	"sentier/internal/gitsync"
)

// SourceState is how a source of courses is.
type SourceState struct {
	Name    string     `json:"name"`
	Status  string     `json:"status"`            // Starting: nothing of it is served; OK; Stale: what is served is older than what there is, or nobody knows
	Commit  string     `json:"commit,omitempty"`  // that is served
	Trouble Trouble    `json:"trouble,omitempty"` // why it is not OK
	Since   *time.Time `json:"since,omitempty"`   // of that
	Errors  int        `json:"errors,omitempty"`  // found in the courses

	Findings diag.List `json:"-"` // that refuse it, the first of them
	Cause    string    `json:"-"` // for the log and the team
}

// Trouble is why a source is not as it should be: one of gitsync, or one of these. A message "source." + it says so.
type Trouble string

// What may be wrong with courses once they are here.
const (
	Faulty     Trouble = "faulty"     // they hold errors
	Doubled    Trouble = "doubled"    // another source has one of their modules
	Unreadable Trouble = "unreadable" // the folder is not there, or a page cannot be made
)

// mostFindings is how many findings of a source are kept for the team: the log has all.
const mostFindings = 20

// refuse notes why an origin is not served as it is now.
func (p *Publisher) refuse(o *origin, err error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	s, now := &o.state, p.config.Now().UTC()
	before := s.Trouble
	s.Trouble, s.Errors, s.Findings, s.Cause = Unreadable, 0, nil, err.Error()
	var refused *Refused
	var failed *gitsync.Failure
	var twice *Twice
	switch {
	case errors.As(err, &refused):
		s.Trouble, s.Errors = Faulty, refused.Findings.Errors()
		for _, f := range refused.Findings {
			if f.Level == diag.Error && len(s.Findings) < mostFindings {
				s.Findings = append(s.Findings, f)
			}
		}
	case errors.As(err, &failed):
		s.Trouble = Trouble(failed.Trouble)
	case errors.As(err, &twice):
		s.Trouble = Doubled
	}
	if s.Status == OK {
		s.Status = Stale
	}
	if s.Since == nil || before != s.Trouble {
		s.Since = &now
	}
}

// serves notes the commit that is served.
func (o *origin) serves(commit string) {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.state.Commit, o.state.Status = commit, OK
	if o.state.Trouble != "" {
		o.state.Status = Stale
	}
}

// fine notes that what there is is what is served.
func (o *origin) fine() {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.state = SourceState{Name: o.state.Name, Commit: o.state.Commit, Status: OK}
}

// waits tells whether an origin waits for another to give up a module.
func (o *origin) waits() bool {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.state.Trouble == Doubled
}

// sources are the states of all origins that have a name.
func (p *Publisher) sources() []SourceState {
	var all []SourceState
	for _, o := range p.origins {
		if o.Name != "" {
			o.lock.Lock()
			all = append(all, o.state)
			o.lock.Unlock()
		}
	}
	return all
}

// notice tells health how the sources are.
func (p *Publisher) notice() {
	p.noticing.Lock()
	defer p.noticing.Unlock()
	state := p.Health()
	state.Sources = p.sources()
	if state.Status != Starting && state.Refused == nil {
		state.Status = OK
		for _, s := range state.Sources {
			if s.Status != OK {
				state.Status = Stale
			}
		}
	}
	p.health.Store(&state)
}
