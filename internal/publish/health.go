package publish

import (
	"errors"
	"time"

	"sentier/internal/diag"
	"sentier/internal/site"
)

// The states of a site.
const (
	Starting = "starting" // nothing is published yet
	OK       = "ok"
	Stale    = "stale" // the last reload was refused; what was published before is served
)

// Health is what GET /-/health says. It names no file and quotes no text.
type Health struct {
	Status   string       `json:"status"`
	Version  string       `json:"version"`
	Since    *time.Time   `json:"since,omitempty"` // when what is served was published
	Courses  []site.Stats `json:"courses"`
	Warnings int          `json:"warnings"` // in the courses that are served
	Refused  *Refusal     `json:"refused,omitempty"`

	Sources []SourceState `json:"sources,omitempty"`
}

// Refusal is a reload that was not published.
type Refusal struct {
	At     time.Time `json:"at"`
	Errors int       `json:"errors"` // found in the courses; 0: a folder or a theme could not be read
}

// Health is the state of the site at this moment.
func (p *Publisher) Health() Health { return *p.health.Load() }

// healthy notes what was published.
func (p *Publisher) healthy(snapshot *site.Snapshot, found diag.List) {
	p.noticing.Lock()
	now := p.config.Now().UTC()
	p.health.Store(&Health{
		Status: OK, Version: p.config.Version, Since: &now, Courses: snapshot.Stats(), Warnings: len(found),
	})
	p.noticing.Unlock()
	p.notice()
	if p.config.Watch { // they stand on the pages that they are about
		return
	}
	for _, f := range found {
		p.config.Log.Warn("a course could be better", "finding", f.String())
	}
}

// failed notes why a reload was not published. The first load is the caller's to tell.
func (p *Publisher) failed(err error) {
	if p.current.Load() == nil {
		return
	}
	p.noticing.Lock()
	defer p.noticing.Unlock()
	state := p.Health()
	state.Sources = p.sources()
	state.Status, state.Refused = Stale, &Refusal{At: p.config.Now().UTC()}
	var refused *Refused
	if errors.As(err, &refused) {
		state.Refused.Errors = refused.Findings.Errors()
	}
	p.health.Store(&state)
	p.config.Log.Error("the reload was refused, and what was published before stays", "cause", err)
}
