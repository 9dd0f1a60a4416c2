package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/fetch"
	"sentier/internal/gitsync"
)

// origin is one place that courses come from: the courses folder, or a source of the configuration. What is good of it
// stays whatever becomes of the place.
type origin struct {
	config.Origin // of the courses folder, empty
	where         string
	repository    *gitsync.Repository // nil: a folder
	good          version
	hints         chan struct{}

	lock   sync.Mutex
	tried  string // the commit that was read last
	state  SourceState
	failed error // of the last fetch
}

// version is an origin as it was read once; course is nil where nothing was.
type version struct {
	course  *course.Course
	found   diag.List
	undated error // why git's days are not in it; nil: they are, or it is from a folder
}

// origins are those of a configuration, in its order. The program's own courses are served where it names none.
func origins(settings config.Config) []*origin {
	var all []*origin
	if settings.Courses != "" || len(settings.Sources) == 0 {
		all = append(all, &origin{where: settings.Courses, state: SourceState{Status: Starting}})
		if settings.Courses == "" {
			all[0].where = ownCourses
		}
	}
	for _, s := range settings.Sources {
		o := &origin{Origin: s, where: s.Folder, hints: make(chan struct{}, 1), state: SourceState{Name: s.Name, Status: Starting}}
		if s.Remote() {
			o.where = s.URL
		}
		all = append(all, o)
	}
	return all
}

// SourcesFolder is where the repositories of sources are, in the data folder.
const SourcesFolder = "sources"

// open opens the repository of an origin that has one, in a folder.
func (o *origin) open(folder string, network *fetch.Client) {
	if o.Remote() {
		o.repository = gitsync.Open(gitsync.Config{
			Dir: filepath.Join(folder, o.Name+".git"), URL: o.URL, Branch: o.Branch, Token: o.Token,
			Key: o.Key, KnownHosts: o.KnownHosts, Network: network,
		})
	}
}

// networkOf opens connections under the rules of a configuration. Its patience is for one answer to begin.
func networkOf(settings config.Config) (*fetch.Client, error) {
	return fetch.New(fetch.Config{Private: settings.Elsewhere.Private, Patience: time.Minute})
}

// newest reads an origin as it is now: of a repository, at the commit that was fetched last.
func (o *origin) newest(ctx context.Context, how compile.Config) (version, error) {
	if o.repository != nil {
		tip := o.repository.Tip()
		if tip == "" {
			return version{}, o.unfetched()
		}
		o.lock.Lock()
		o.tried = tip
		o.lock.Unlock()
		return o.at(ctx, tip, how)
	}
	from, err := o.folder()
	if err != nil {
		return version{}, err
	}
	v, err := o.compiled(ctx, from, how)
	return v, errors.Join(err, from.Close())
}

// at reads a commit of a repository.
func (o *origin) at(ctx context.Context, commit string, how compile.Config) (version, error) {
	files, err := o.repository.Files(commit, o.Folder)
	if err != nil {
		return version{}, fmt.Errorf("read the commit %s of %s: %w", commit, o.where, err)
	}
	v, err := o.compiled(ctx, folder{name: o.where, files: files}, how)
	if v.course != nil {
		v.course.Commit = commit
		v.undated = told(ctx, o.repository, v.course, commit, o.Folder)
	}
	return v, err
}

func (o *origin) compiled(ctx context.Context, from folder, how compile.Config) (version, error) {
	if o.Name != "" {
		how.Cache = nil // it knows files by their names in the courses folder
	}
	c, found, err := compile.Course(ctx, from.files, how)
	switch {
	case err != nil:
		return version{}, fmt.Errorf("%s: %w", from.name, err)
	case c == nil:
		return version{}, &Refused{Where: from.name, Findings: found}
	}
	c.Source = o.Name
	return version{course: c, found: found}, nil
}

func (o *origin) folder() (folder, error) {
	if o.Name != "" {
		return openFolder(o.where, "the folder of the source "+o.Name, "create it, or correct source.folder")
	}
	if o.where == ownCourses {
		return openCourses("")
	}
	return openCourses(o.where)
}

// Twice is the error of two sources that have one module: addresses and progress could be of either.
type Twice struct {
	Module      string
	Name, Other string // of the sources
}

func (t *Twice) Error() string {
	return fmt.Sprintf("the module %q is in two sources, %s and %s: take it out of one", t.Module, t.Other, t.Name)
}

// twice looks for a module of c that another origin has.
func twice(c *course.Course, others []version, name string) error {
	for _, v := range others {
		if v.course == nil {
			continue
		}
		for _, m := range c.Modules {
			if slices.ContainsFunc(v.course.Modules, func(o *course.Module) bool { return o.ID == m.ID || o.Slug == m.Slug }) {
				return &Twice{m.Slug, called(name), called(v.course.Source)}
			}
		}
	}
	return nil
}

// called is what people call a source.
func called(name string) string {
	if name == "" {
		return "the courses folder"
	}
	return name
}

// unfetched is why there is nothing of a repository.
func (o *origin) unfetched() error {
	o.lock.Lock()
	defer o.lock.Unlock()
	return fmt.Errorf("the source %s could not be fetched from %s: %w", o.Name, o.where, cmp.Or(o.failed, errors.New("nobody tried")))
}
