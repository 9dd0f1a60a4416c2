package cli

// adminCommand groups what a host does now and then; each is a file admin_….go.
type adminCommand struct {
	Register adminRegisterCommand `cmd:"" help:"Print the register of what is kept about people (GDPR, article 30)."`
}

// settings are the flags of the group's commands: see newCommands.
func (c *adminCommand) settings() []*settings {
	return []*settings{&c.Register.settings}
}
