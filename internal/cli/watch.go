package cli

import (
	"errors"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/diag"
	"sentier/internal/lint"
	"sentier/internal/publish"
	"sentier/internal/web"
)

// watch is what pages show of courses that are being written; nil without --watch.
func (c *serveCommand) watch(settings config.Config, publisher *publish.Publisher) *web.Watch {
	if !c.Watch {
		return nil
	}
	w := &web.Watch{
		Courses: settings.Courses,
		Draft:   func() diag.List { return publisher.Draft().Found },
		Problem: func() error { return publisher.Draft().Wrong },
	}
	w.Loaded()
	return w
}

// review is what advises whoever writes; nil without --watch.
func (c *serveCommand) review(settings config.Config) func(compile.Reviewed) diag.List {
	if !c.Watch {
		return nil
	}
	return lint.New(lint.Config{Avoid: settings.Check.Avoid, Remember: true}).Review
}

// watchable tells why the courses of a configuration cannot be watched.
func watchable(settings config.Config) error {
	if settings.Courses == "" {
		return errors.New("only a folder of courses can be watched: name one with --courses, or start one with \"sentier new site\"")
	}
	return nil
}
