package cli

import (
	"context"
	"errors"
	"fmt"

	"sentier/internal/diag"
	"sentier/internal/publish"
)

type checkCommand struct {
	settings
	Folder string `arg:"" optional:"" name:"dir" help:"Folder of courses, one folder a module (default: the configured one)."`
}

// Run prints what is wrong in a folder of courses, a line a finding.
func (c *checkCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	if c.Folder != "" {
		settings.Courses = c.Folder
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return p.unreadable(err)
	}
	compiled, found, err := publish.Check(context.Background(), settings, look)
	var refused *publish.Refused
	if err != nil && !errors.As(err, &refused) {
		return p.unreadable(err)
	}
	for _, f := range found {
		if _, err := fmt.Fprintln(p.Stdout, f); err != nil {
			return err
		}
	}
	if refused != nil {
		fmt.Fprintln(p.Stderr, "sentier: "+counted(found)+": each line says how to mend it")
		return told(exitFailed)
	}
	lessons := 0
	for _, m := range compiled.Modules {
		lessons += len(m.Lessons())
	}
	fmt.Fprintf(p.Stderr, "%s and %s: %s\n", plural(len(compiled.Modules), "module"), plural(lessons, "lesson"), counted(found))
	return nil
}

// unreadable tells that nothing could be checked, which is not the same as an error in a course.
func (p *Process) unreadable(err error) error {
	fmt.Fprintln(p.Stderr, "sentier:", err)
	return told(exitUsage)
}

// counted says how many findings there are.
func counted(found diag.List) string {
	errs := found.Errors()
	if warnings := len(found) - errs; warnings > 0 {
		return plural(errs, "error") + ", " + plural(warnings, "warning")
	}
	return plural(errs, "error")
}

// plural counts things in English.
func plural(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing + "s"
	case 1:
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
