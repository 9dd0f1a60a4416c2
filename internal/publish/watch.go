package publish

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/diag"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// Who writes a course sees every save at once. Config.Watch makes a Publisher for one such person: it keeps what the
// next load can use, makes no page before it is asked for, shows drafts, and publishes an empty site where the course
// has errors from the start, so that there is a page to say so on.

// kept is what one load leaves for the next while a course is written.
type kept struct {
	cache compile.Cache
	look  *theme.Theme // nil: to be loaded
	live  *config.Config
	found diag.List // of the last load, good or refused
	wrong error     // why nothing could be compiled at all; nil: it could
}

// Draft is how the courses were at the last load.
type Draft struct {
	Found diag.List
	Wrong error // a folder or a theme that could not be read; nil: the findings are all there is
}

// Draft gives it. It is empty unless the courses are watched.
func (p *Publisher) Draft() Draft {
	p.loading.Lock()
	defer p.loading.Unlock()
	return Draft{p.kept.found, p.kept.wrong}
}

// note keeps what a load found, and publishes an empty site where there is none.
func (p *Publisher) note(ctx context.Context, found diag.List, failed error) error {
	var refused *Refused
	switch {
	case failed == nil:
		p.kept.found, p.kept.wrong = found, nil
		return nil
	case errors.As(failed, &refused):
		p.kept.found, p.kept.wrong = refused.Findings, nil
	default:
		p.kept.wrong = failed
	}
	if p.current.Load() != nil || p.kept.look == nil {
		return failed
	}
	empty, err := site.Build(ctx, nil, p.siteConfig(p.kept.look))
	if err != nil {
		return errors.Join(failed, err)
	}
	p.current.Store(empty)
	p.failed(failed)
	return nil
}

// The pace of watching. A save is several changes within a few milliseconds: an editor empties the file and fills it,
// or writes another beside it and renames that.
const (
	quiet   = 12 * time.Millisecond  // without a change: the save is over
	longest = 150 * time.Millisecond // a stream of changes is shown all the same
)

// Watch loads the courses after every change of their folder, and all else after one of the theme's or the site's,
// until ctx ends; after each load it calls loaded.
func (p *Publisher) Watch(ctx context.Context, loaded func()) error {
	settings := p.settings()
	looks := lookFolders(settings)
	changes, stop, err := changesIn(append([]string{settings.Courses}, looks...), p.config.Log)
	if err != nil {
		return fmt.Errorf("watch the courses: %w", err)
	}
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case name := <-changes:
			anew := within(looks, name)
			end := time.After(longest)
		gathering:
			for {
				select {
				case <-ctx.Done():
					return nil
				case name := <-changes:
					anew = anew || within(looks, name)
				case <-end:
					break gathering
				case <-time.After(quiet):
					break gathering
				}
			}
			if anew {
				p.loading.Lock()
				p.kept.look = nil
				p.loading.Unlock()
			}
			_ = p.Load(ctx) // what is wrong is in the draft and in the log
			loaded()
		}
	}
}
