package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/diff"

	"sentier/internal/changeset"
	"sentier/internal/compile"
	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/fault"
	"sentier/internal/suggestion"
)

// Text is a file of the courses as it is now. One that is not there is a fault.NotFound.
func (p *Publisher) Text(name string) (string, error) {
	from, err := openCourses(p.settings().Courses)
	if err != nil {
		return "", err
	}
	data, err := fs.ReadFile(from.files, name)
	err = errors.Join(err, from.Close())
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid):
		return "", fault.New(fault.NotFound, "", err)
	case err != nil:
		return "", fmt.Errorf("read a file of the courses: %w", err)
	}
	return string(data), nil
}

// Try compiles the module of a file aside, as it would be with another text there, and changes nothing. Whoever asks
// waits for who asked before: anybody may ask. With an error among the findings the course is nil.
func (p *Publisher) Try(ctx context.Context, name, text string) (*course.Course, diag.List, error) {
	select {
	case p.trying <- struct{}{}:
		defer func() { <-p.trying }()
	case <-ctx.Done():
		return nil, nil, fault.New(fault.Unavailable, "", ctx.Err())
	}
	settings, snapshot := p.settings(), p.current.Load()
	if snapshot == nil {
		return nil, nil, fault.New(fault.Unavailable, "", nil)
	}
	from, err := openCourses(settings.Courses)
	if err != nil {
		return nil, nil, err
	}
	module, _, _ := strings.Cut(name, "/")
	over := oneModule{compile.Overlay(from.files, map[string][]byte{name: []byte(text)}), module}
	made, found, err := compile.Course(ctx, over, compile.Config{Messages: snapshot.Theme().Messages(), VideoHosts: settings.Video.Hosts})
	return made, found, errors.Join(err, from.Close())
}

// oneModule is a folder of courses as if one module were all of them.
type oneModule struct {
	fs.FS
	folder string
}

func (o oneModule) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil || name != "." {
		return entries, err
	}
	for _, e := range entries {
		if e.Name() == o.folder {
			return []fs.DirEntry{e}, nil
		}
	}
	return nil, nil
}

// Diff is the change of a file as git writes it, from the top of the repository that the courses are in.
func (p *Publisher) Diff(name, before, after string) string {
	name = path.Join(p.inRepository(), name)
	text := string(diff.Diff("a/"+name, []byte(before), "b/"+name, []byte(after)))
	if _, rest, ok := strings.Cut(text, "\n"); ok { // its first line names no repository
		return "diff --git a/" + name + " b/" + name + "\n" + rest
	}
	return ""
}

// inRepository is where the courses are in the repository that holds them, or "": they are all of it.
func (p *Publisher) inRepository() string {
	folder := p.settings().Courses
	if folder == "" {
		return "courses" // of the program
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	for top := folder; ; top = filepath.Dir(top) {
		if _, err := os.Stat(filepath.Join(top, ".git")); err == nil {
			inside, err := filepath.Rel(top, folder)
			if err != nil || inside == "." {
				return ""
			}
			return filepath.ToSlash(inside)
		}
		if filepath.Dir(top) == top {
			return ""
		}
	}
}

// Writes tells whether the courses come from a folder, so that what is accepted can be written there.
func (p *Publisher) Writes() bool { return p.settings().Courses != "" }

// Keep writes a file of the courses, which holds before, and publishes it. Where the courses are in the program, or the
// folder cannot be written to, nothing is: Done says so. A file that changed since is a fault.Conflict. With a course that
// does not compile the file is as it was, and so is the site.
func (p *Publisher) Keep(ctx context.Context, name, before, after string) (suggestion.Done, error) {
	if !p.Writes() {
		return suggestion.Patched, nil
	}
	folder := p.settings().Courses
	change := changeset.Change{Path: name, Before: []byte(before), After: []byte(after)}
	now, err := p.Text(name)
	if err != nil {
		return "", err
	}
	if now != before {
		return "", fault.New(fault.Conflict, "", errors.New("write a file of the courses: it was changed meanwhile"))
	}
	switch err := (changeset.Set{change}).Apply(folder); {
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return suggestion.Patched, nil
	case err != nil:
		return "", fmt.Errorf("write a file of the courses: %w", err)
	}
	if err := p.Load(context.WithoutCancel(ctx)); err != nil {
		change.Before, change.After = change.After, change.Before
		return "", errors.Join(err, (changeset.Set{change}).Apply(folder))
	}
	return suggestion.Written, nil
}
