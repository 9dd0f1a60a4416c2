package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/fetch"
	"sentier/internal/theme"
)

// Compile reads and compiles the courses of a configuration once, for who serves nothing: one course a source. Of a git
// repository it takes what was published on this machine, else fetches it for this once. With errors among the findings
// its error is a *Refused. The findings that refuse nothing are given with the courses.
func Compile(ctx context.Context, settings config.Config, look *theme.Theme) ([]*course.Course, diag.List, error) {
	network, err := networkOf(settings)
	if err != nil {
		return nil, nil, err
	}
	how := compile.Config{Messages: look.Messages(), VideoHosts: settings.Video.Hosts}
	var all []version
	var courses []*course.Course
	var found diag.List
	for _, o := range origins(settings) {
		v, err := o.once(ctx, settings, how, network)
		if err == nil {
			err = twice(v.course, all, o.Name)
		}
		if err != nil {
			return nil, nil, err
		}
		all, courses, found = append(all, v), append(courses, v.course), append(found, v.found...)
	}
	return courses, found, nil
}

func (o *origin) once(ctx context.Context, settings config.Config, how compile.Config, network *fetch.Client) (v version, err error) {
	if !o.Remote() {
		return o.newest(ctx, how)
	}
	defer func() { err = errors.Join(err, o.repository.Close()) }()
	o.open(filepath.Join(settings.Data, SourcesFolder), network)
	if kept := o.repository.Good(); kept != "" {
		return o.at(ctx, kept, how)
	}
	aside, err := os.MkdirTemp("", "sentier-")
	if err != nil {
		return version{}, fmt.Errorf("make a folder for the source %s: %w", o.Name, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	if err := o.repository.Close(); err != nil {
		return version{}, err
	}
	o.open(aside, network)
	at, err := o.repository.Fetch(ctx)
	if err != nil {
		return version{}, fmt.Errorf("fetch the source %s from %s: %w", o.Name, o.where, err)
	}
	return o.at(ctx, at, how)
}
