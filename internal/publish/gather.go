package publish

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/diag"
)

// gathered is what there is of each origin, and which of it was not served before.
type gathered struct {
	versions map[*origin]version
	fresh    []*origin
}

// courses are those of all origins, in their order.
func (g gathered) courses(all []*origin) (courses []*course.Course, found diag.List) {
	for _, o := range all {
		if v := g.versions[o]; v.course != nil {
			courses = append(courses, v.course)
			found = append(found, v.found...)
		}
	}
	return courses, found
}

// gather reads origins: all of them, or only one, with those that waited for another to give up a module. What cannot be
// read keeps its last good version, and holds back no other. It is an error where nothing new can be served.
func (p *Publisher) gather(ctx context.Context, only *origin, settings config.Config, how compile.Config) (gathered, error) {
	if err := p.open(ctx, settings); err != nil {
		return gathered{}, err
	}
	g := gathered{versions: map[*origin]version{}}
	for _, o := range p.origins {
		g.versions[o] = o.good
	}
	var wrong []error
	for _, o := range p.origins {
		if only != nil && o != only && o.good.course != nil && !o.waits() {
			continue
		}
		v, err := o.newest(ctx, how)
		if err == nil {
			err = twice(v.course, g.others(o), o.Name)
		}
		if ctx.Err() != nil {
			return gathered{}, ctx.Err()
		}
		if err != nil {
			wrong = append(wrong, err)
			p.refuse(o, err)
			v = p.lastGood(ctx, o, how, g)
		} else {
			g.fresh = append(g.fresh, o)
		}
		if v.course != nil {
			g.versions[o] = v
		}
	}
	courses, _ := g.courses(p.origins)
	if len(courses) > 0 || p.current.Load() != nil || p.config.Watch { // else it is the caller's to tell
		p.tell(wrong)
	}
	if len(courses) == 0 || len(g.fresh) == 0 && p.current.Load() != nil {
		return gathered{}, joined(wrong)
	}
	return g, nil
}

// tell writes into the log what keeps origins from being taken.
func (p *Publisher) tell(wrong []error) {
	for _, err := range wrong {
		var refused *Refused
		if !errors.As(err, &refused) {
			p.config.Log.Error("courses cannot be taken, and what was good of them stays", "cause", err)
			continue
		}
		for _, f := range refused.Findings {
			p.config.Log.Error("a course was refused", "finding", f.String())
		}
	}
}

// joined is one error as it is, and several as one.
func joined(wrong []error) error {
	if len(wrong) == 1 {
		return wrong[0]
	}
	return errors.Join(wrong...)
}

func (g gathered) others(but *origin) []version {
	var all []version
	for o, v := range g.versions {
		if o != but {
			all = append(all, v)
		}
	}
	return all
}

// lastGood is what an origin had that was good: in memory, else the commit that was kept before a restart.
func (p *Publisher) lastGood(ctx context.Context, o *origin, how compile.Config, g gathered) version {
	if o.good.course != nil || o.repository == nil {
		return o.good
	}
	kept := o.repository.Good()
	if kept == "" {
		return version{}
	}
	v, err := o.at(ctx, kept, how)
	if err == nil {
		err = twice(v.course, g.others(o), o.Name)
	}
	if err != nil {
		p.config.Log.Error("what was published before the restart cannot be read any more", "source", o.Name, "cause", err)
		return version{}
	}
	return v
}

// open opens what repositories there are, the first time, and fetches those that never were.
func (p *Publisher) open(ctx context.Context, settings config.Config) error {
	if !p.opened && len(settings.Sources) > 0 {
		network := p.config.Network
		if network == nil {
			var err error
			if network, err = networkOf(settings); err != nil {
				return err
			}
		}
		p.network = network
		for _, o := range p.origins {
			o.open(filepath.Join(settings.Data, SourcesFolder), network)
		}
	}
	p.opened = true
	var fetching sync.WaitGroup
	for _, o := range p.origins {
		if o.repository != nil && o.repository.Tip() == "" {
			fetching.Go(func() { _, _ = p.fetch(ctx, o) })
		}
	}
	fetching.Wait()
	return nil
}

// accept makes what was built what is good, now and after a restart.
func (p *Publisher) accept(g gathered) {
	for _, o := range p.origins {
		o.good = g.versions[o]
		if o.good.course != nil {
			o.serves(o.good.course.Commit)
		}
	}
	for _, o := range g.fresh {
		if why := o.good.undated; why != nil {
			p.config.Log.Warn("the lessons of a source have no days but those that are written in them", "source", o.Name, "cause", why)
		}
		var err error
		if o.repository != nil {
			err = o.repository.Keep(o.good.course.Commit)
		}
		if err != nil {
			p.refuse(o, err)
			continue
		}
		o.fine()
	}
}
