package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/publish"
	"sentier/internal/site"
	"sentier/internal/store"
	"sentier/internal/web"
)

type adminExportCommand struct {
	settings
	Name   string `arg:"" help:"Name with which the person signs in."`
	Reason string `required:"" placeholder:"TEXT" help:"Why, and how they showed that the account is theirs: they read it at their next visit."`
	HTML   bool   `name:"html" help:"A page to read, in place of JSON, which another site can import."`
	Lang   string `placeholder:"TAG" help:"Language of the page (default: the person's)."`
	Out    string `default:"-" placeholder:"FILE" help:"A file that is not there yet, or - for the output (default: -)."`
}

// Run writes down what its owner would download, and lets them know.
func (c *adminExportCommand) Run(p *Process) error {
	if strings.TrimSpace(c.Reason) == "" {
		return errors.New("write the reason with --reason: it stays in the log, and the person reads it")
	}
	return c.beside(p, func(ctx context.Context, settings config.Config, kept *store.Store) error {
		a, err := named(ctx, kept, c.Name)
		if err != nil {
			return err
		}
		people, err := members(ctx, settings, kept, p.hashing(slog.New(slog.DiscardHandler)))
		if err != nil {
			return err
		}
		// It is told once it is written: what it tells of itself is not part of it.
		text, err := c.text(ctx, p, settings, people, a)
		if err != nil {
			return err
		}
		line, err := fromShell("account.export", a, c.Reason)
		if err != nil {
			return err
		}
		told := account.Notice{ID: line.ID, Kind: account.ExportNotice, Reason: line.Reason, At: line.At}
		tell := func() error { return kept.Notify(ctx, a.ID, told, line) }
		if err := writeOut(p, c.Out, "--out", text, tell); err != nil {
			return err
		}
		fmt.Fprintf(p.Stderr, "hand this to %s, and to nobody else, then delete it; they are told that it was made\n", a.Name)
		return nil
	})
}

// text is the file, or the page.
func (c *adminExportCommand) text(ctx context.Context, p *Process, settings config.Config, people *web.Members, a account.Account) ([]byte, error) {
	server := web.New(web.Config{Settings: settings, Members: people})
	if !c.HTML {
		return server.DataOf(ctx, a.ID)
	}
	lang, err := pickLanguage(c.Lang, settings.Languages)
	if err == nil && c.Lang == "" {
		if theirs, unknown := pickLanguage(a.Lang, settings.Languages); unknown == nil {
			lang = theirs
		}
	}
	if err != nil {
		return nil, err
	}
	if settings, err = readSecrets(settings); err != nil {
		return nil, err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return nil, err
	}
	compiled, _, err := publish.Compile(ctx, settings, look)
	if err != nil {
		return nil, p.refused(err)
	}
	snapshot, err := site.Build(ctx, compiled, site.Config{Theme: look, Settings: settings, Version: version, Now: time.Now()})
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = server.WriteDataOf(ctx, &page, a.ID, lang, cmp.Or(settings.BaseURL, "http://"+settings.Listen), snapshot)
	return page.Bytes(), errors.Join(err, snapshot.Release())
}

// writeOut writes a text that is for who runs this command alone to the output, or to a file that is not there yet,
// and lets keep note that it was made: both or neither. Option is the flag that names the file.
func writeOut(p *Process, name, option string, text []byte, keep func() error) error {
	if name == "" || name == "-" {
		if err := keep(); err != nil {
			return err
		}
		_, err := p.Stdout.Write(text)
		return err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already: name another file with %s", name, option)
	} else if err != nil {
		return fmt.Errorf("%s cannot be written (%w): name another file with %s", name, err, option)
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err == nil {
		err = keep()
	}
	if err != nil {
		return errors.Join(fmt.Errorf("nothing was made (%w): try again", err), os.Remove(name))
	}
	return nil
}
