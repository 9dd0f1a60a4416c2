package cli

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"sentier/internal/compile"
	"sentier/internal/publish"
	"sentier/internal/relocate"
	"sentier/internal/skeleton"
)

type moveCommand struct {
	settings
	Old    string `arg:"" help:"A lesson, by path or id (MODULE/ID); or a term or person, as glossary:ID or MODULE/glossary:ID."`
	New    string `arg:"" help:"Where it goes: NUMBER-SLUG, MODULE/SEQUENCE or MODULE/SEQUENCE/NUMBER-SLUG; of a term, glossary:ID."`
	DryRun bool   `name:"dry-run" help:"Show what would change, and change nothing."`
}

var (
	sayMoved   = words{"%s → %s", "%s → %s"}
	sayLinks   = words{"links changed in %s", "liens changés dans %s"}
	sayAliases = words{"the old address leads on: %s", "l'ancienne adresse y mène : %s"}
	sayNoAlias = words{
		"The old address of its own page is gone, and those who reviewed it begin anew: the id of a term is best left as it is.",
		"L'ancienne adresse de sa page n'existe plus, et qui la révisait recommence : mieux vaut garder l'identifiant d'un terme."}
	sayDry = words{"nothing was changed", "rien n'a été changé"}
)

// Run moves a lesson or renames a term.
func (c *moveCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	l, err := p.place(settings)
	if err != nil {
		return err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return err
	}
	cfg := relocate.Config{Languages: settings.Languages, Compile: compile.Config{Messages: look.Messages(), VideoHosts: settings.Video.Hosts, Bare: true}}
	moved, term, err := c.find(l, cfg)
	if err != nil {
		return err
	}
	if c.DryRun {
		if err := moved.Changes.Diff(p.Stdout); err != nil {
			return err
		}
		fmt.Fprintln(p.Stderr, sayDry.in(l.ask.lang))
		return nil
	}
	if err := moved.Changes.Apply(l.folder); err != nil {
		return err
	}
	folder, from := filepath.ToSlash(l.folder), ""
	for _, change := range moved.Changes {
		at := path.Join(folder, change.Path)
		switch {
		case change.After == nil:
			from = at
		case change.Before == nil:
			l.next(sayMoved, from, at)
		default:
			l.next(sayLinks, at)
		}
	}
	if len(moved.Addresses) > 0 {
		l.next(sayAliases, strings.Join(moved.Addresses, " "))
	}
	if term {
		l.next(sayNoAlias)
	}
	return nil
}

// find says what is to be moved, and moves it in memory.
func (c *moveCommand) find(l *place, cfg relocate.Config) (moved relocate.Moved, term bool, err error) {
	files := os.DirFS(l.folder)
	if before, id, is := strings.Cut(c.Old, "glossary:"); is {
		var among []*skeleton.Module
		for _, m := range l.Modules {
			if m.Explains(id) && (before == "" || l.Module(l.under(before)) == m) {
				among = append(among, m)
			}
		}
		_, to, named := strings.Cut(c.New, "glossary:")
		if !named {
			to = c.New
		}
		switch len(among) {
		case 0:
			return moved, true, fmt.Errorf("no glossary in %s has %q: \"sentier check\" lists what there is", l.folder, id)
		case 1:
			moved, err = relocate.Term(context.Background(), files, cfg, among[0], id, to)
			return moved, true, err
		}
		return moved, true, fmt.Errorf("several modules explain %q: write %s/glossary:%s", id, among[0].Folder, id)
	}
	lessons, in := l.Called(l.under(c.Old))
	switch len(lessons) {
	case 0:
		return moved, false, fmt.Errorf("there is no lesson %q in %s: write its path, or MODULE/ID; of a term, glossary:ID", c.Old, l.folder)
	case 1:
		to := c.New
		if strings.Contains(filepath.ToSlash(to), "/") {
			to = l.under(to)
		}
		moved, err = relocate.Lesson(context.Background(), files, cfg, in[0], lessons[0], to)
		return moved, false, err
	}
	return moved, false, fmt.Errorf("several lessons are called %q: write the path of one, such as %s", c.Old,
		path.Join(in[0].Folder, fmt.Sprintf("%d-%s", lessons[0].Number, lessons[0].Slug)))
}
