package cli

import (
	"context"
	"errors"
	"log/slog"

	"sentier/internal/config"
	"sentier/internal/store"
)

// adminCommand groups what a host does now and then; each is a file admin_….go.
type adminCommand struct {
	Badge       adminBadgeCommand       `cmd:"" help:"Revoke a badge."`
	Connections adminConnectionsCommand `cmd:"" help:"Print from where members wrote, where the configuration has that kept."`
	Export      adminExportCommand      `cmd:"" help:"Write down all that is kept about somebody, for who cannot sign in."`
	First       adminFirstCommand       `cmd:"" help:"Print the link that makes the first administrator."`
	Invite      adminInviteCommand      `cmd:"" help:"Make invitations, as codes or as slips to print."`
	Invitations adminInvitationsCommand `cmd:"" help:"List the invitations that were made, or revoke some."`
	Keys        adminKeysCommand        `cmd:"" help:"Look at the site's keys, or change them."`
	Mail        adminMailCommand        `cmd:"" help:"Try whether letters go out, or look at those that wait."`
	People      adminPeopleCommand      `cmd:"" help:"Look for accounts by name."`
	Purge       adminPurgeCommand       `cmd:"" help:"Erase the accounts that nobody has used for as long as the configuration says."`
	Reset       adminResetCommand       `cmd:"" help:"Print a link for a new password, for somebody who lost theirs."`
	Register    adminRegisterCommand    `cmd:"" help:"Print the register of what is kept about people (GDPR, article 30)."`
	Role        adminRoleCommand        `cmd:"" help:"List who has a role, give one or take one away."`
}

// settings are the flags of the group's commands: see newCommands.
func (c *adminCommand) settings() []*settings {
	return []*settings{&c.Badge.Revoke.settings, &c.Invite.settings, &c.Invitations.settings, &c.Keys.List.settings,
		&c.Keys.Rotate.settings, &c.Mail.Test.settings, &c.Mail.Queue.settings, &c.Register.settings,
		&c.Connections.settings, &c.Export.settings, &c.First.settings, &c.Purge.settings, &c.People.settings, &c.Reset.settings, &c.Role.List.settings, &c.Role.Give.settings, &c.Role.Take.settings}
}

// beside opens the store beside a server that may be running, for a command that helps it.
func (s *settings) beside(p *Process, do func(context.Context, config.Config, *store.Store) error) error {
	settings, err := s.load(p)
	if err != nil {
		return err
	}
	ctx := context.Background()
	kept, err := openStore(ctx, settings, true, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, settings, kept), kept.Close())
}
