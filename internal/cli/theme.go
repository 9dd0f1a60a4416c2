package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sentier/internal/theme"
)

type themeCommand struct {
	Init themeInitCommand `cmd:"" help:"Copy the default theme into a new folder, to start another from it."`
}

type themeInitCommand struct {
	Folder string `arg:"" name:"dir" help:"Folder to make."`
}

// Run copies the default theme. What is left as it was may be deleted: the default stands in for it.
func (c *themeInitCommand) Run(p *Process) error {
	if entries, err := os.ReadDir(c.Folder); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty: name a folder that does not exist yet", c.Folder)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s cannot be read (%w): name a folder that does not exist yet", c.Folder, err)
	}
	if err := theme.Init(c.Folder); err != nil {
		return fmt.Errorf("the theme cannot be written (%w): name a folder that you may write to", err)
	}
	name := c.Folder
	if !filepath.IsAbs(name) {
		name = "./" + filepath.ToSlash(filepath.Clean(name))
	}
	fmt.Fprintf(p.Stdout, "%s is a copy of the default theme: change what you like, delete the rest, "+
		"and try it with \"sentier serve --theme %s\"\n", c.Folder, name)
	return nil
}
