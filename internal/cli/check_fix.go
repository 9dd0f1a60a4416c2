package cli

import (
	"context"
	"fmt"
	"os"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/diag"
	"sentier/internal/mend"
	"sentier/internal/theme"
)

// mend mends the courses in their folder, and gives what it mended.
func (c *checkCommand) mend(p *Process, settings config.Config, look *theme.Theme) (diag.List, error) {
	if about, err := os.Stat(settings.Courses); settings.Courses == "" || err == nil && !about.IsDir() {
		fmt.Fprintln(p.Stderr, "sentier: --fix writes into a folder: name the one of your courses, as in \"sentier check courses --fix\"")
		return nil, told(exitUsage)
	} else if err != nil {
		fmt.Fprintf(p.Stderr, "sentier: the courses folder %s does not exist: create it, or correct --courses\n", settings.Courses)
		return nil, told(exitUsage)
	}
	mended, err := mend.Find(context.Background(), os.DirFS(settings.Courses),
		compile.Config{Messages: look.Messages(), VideoHosts: settings.Video.Hosts, Bare: true}, c.Only)
	if err != nil {
		return nil, p.unreadable(err)
	}
	if err := mended.Changes.Apply(settings.Courses); err != nil {
		return nil, p.unreadable(err)
	}
	if n := len(mended.Fixed); n > 0 {
		fmt.Fprintf(p.Stderr, "%s mended in %s\n", plural(n, "finding"), plural(len(mended.Changes), "file"))
	}
	return mended.Fixed, nil
}
