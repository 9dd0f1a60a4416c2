package cli

type configCommand struct {
	settings
}

// Run prints the configuration in effect.
func (c *configCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	return settings.Print(p.Stdout)
}
