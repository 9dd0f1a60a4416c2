package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"sentier/internal/publish"
	"sentier/internal/site"
)

type buildCommand struct {
	settings
	Out string `required:"" placeholder:"DIR" help:"Folder to write; one that is there is replaced when it was written by build."`
}

// Run writes the static site.
func (c *buildCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if settings, err = readSecrets(settings); err != nil {
		return err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return err
	}
	compiled, _, err := publish.Compile(ctx, settings, look)
	if err != nil {
		return p.refused(err)
	}
	snapshot, err := site.Build(ctx, compiled, site.Config{
		Theme: look, Settings: settings, Version: version, Static: true, Now: time.Now(),
	})
	if err != nil {
		return err
	}
	if err := publish.Static(ctx, snapshot, c.Out); err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "%s holds the site: open %s/index.html, or copy the folder to any web host\n", c.Out, c.Out)
	return nil
}
