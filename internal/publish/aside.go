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

// of is the origin that a file of the courses comes from, with its files as they are served: those of the commit, or of
// the folder as it is now.
func (p *Publisher) of(name string) (*origin, folder, error) {
	gone := fault.New(fault.NotFound, "", errors.New("no course that is served has the file "+name))
	snapshot := p.current.Load()
	if snapshot == nil {
		return nil, folder{}, fault.New(fault.Unavailable, "", nil)
	}
	module, _, _ := strings.Cut(name, "/")
	for _, c := range snapshot.Courses() {
		if c.Module(module) == nil {
			continue
		}
		for _, o := range p.origins {
			if o.Name != c.Source {
				continue
			}
			if o.repository == nil {
				from, err := o.folder()
				return o, from, err
			}
			files, err := o.repository.Files(c.Commit, o.Folder)
			return o, folder{name: o.where, files: files}, err
		}
	}
	return nil, folder{}, gone
}

// Text is a file of the courses as it is now. One that is not there is a fault.NotFound.
func (p *Publisher) Text(name string) (string, error) {
	_, from, err := p.of(name)
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
	_, from, err := p.of(name)
	if err != nil {
		return nil, nil, err
	}
	module, _, _ := strings.Cut(name, "/")
	over := oneModule{compile.Overlay(from.files, map[string][]byte{name: []byte(text)}), module}
	made, found, err := compile.Course(ctx, over, compile.Config{
		Messages: p.current.Load().Theme().Messages(), VideoHosts: p.settings().Video.Hosts,
	})
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
	name = path.Join(p.inRepository(name), name)
	text := string(diff.Diff("a/"+name, []byte(before), "b/"+name, []byte(after)))
	if _, rest, ok := strings.Cut(text, "\n"); ok { // its first line names no repository
		return "diff --git a/" + name + " b/" + name + "\n" + rest
	}
	return ""
}

// inRepository is where the courses of a file are in the repository that holds them, or "": they are all of it.
func (p *Publisher) inRepository(name string) string {
	o, from, err := p.of(name)
	switch {
	case err != nil || from.Close() != nil:
		return ""
	case o.repository != nil:
		return o.Folder
	case o.where == ownCourses:
		return "courses" // in that of the program
	}
	folder, err := filepath.Abs(o.where)
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

// Writes tells whether a file comes from a folder of this machine, so that what is accepted can be written there.
func (p *Publisher) Writes(name string) bool {
	o, from, err := p.of(name)
	return err == nil && from.Close() == nil && o.writes()
}

func (o *origin) writes() bool { return o.repository == nil && o.where != ownCourses }

// Keep writes a file of the courses, which holds before, and publishes it. Where the courses are in the program or in a
// repository, or the folder cannot be written to, nothing is: Done says so. A file that changed since is a fault.Conflict.
// With a course that does not compile the file is as it was, and so is the site. Where the folder is a git work tree, the
// change is committed as the patch tells it.
func (p *Publisher) Keep(ctx context.Context, name, before, after string, as suggestion.Patch) (suggestion.Done, error) {
	o, from, err := p.of(name)
	if err == nil {
		err = from.Close()
	}
	if err != nil {
		return "", err
	}
	if !o.writes() {
		return suggestion.Patched, nil
	}
	now, err := p.Text(name)
	if err != nil {
		return "", err
	}
	if now != before {
		return "", fault.New(fault.Conflict, "", errors.New("write a file of the courses: it was changed meanwhile"))
	}
	change := changeset.Change{Path: name, Before: []byte(before), After: []byte(after)}
	switch err := (changeset.Set{change}).Apply(o.where); {
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return suggestion.Patched, nil
	case err != nil:
		return "", fmt.Errorf("write a file of the courses: %w", err)
	}
	if err := p.load(context.WithoutCancel(ctx), o); err != nil {
		change.Before, change.After = change.After, change.Before
		return "", errors.Join(err, (changeset.Set{change}).Apply(o.where))
	}
	if err := o.commit(context.WithoutCancel(ctx), name, as); err != nil {
		return suggestion.Written, nil // no git, no work tree, or a file that is not in its history
	}
	return suggestion.Committed, nil
}
