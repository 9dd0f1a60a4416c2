package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/connection"
	"sentier/internal/store"
)

type adminConnectionsCommand struct {
	settings
	From     string `placeholder:"DAY" help:"First day, such as 2026-11-23 (UTC; default: the first there is)."`
	To       string `placeholder:"DAY" help:"Last day (default: the last there is)."`
	Identity string `placeholder:"FILE" help:"The private key of age that opens them; without it they stay sealed."`
	Read     string `placeholder:"FILE" help:"Read what this command printed sealed elsewhere, in place of the database; - for the input."`
	Reason   string `placeholder:"TEXT" help:"Why they are opened, and who asked for it: it stays in the log."`
}

// Run prints connections, a JSON object a line: sealed, or opened with the private key. The key need not be on the
// server: what is printed sealed can be opened on another machine.
func (c *adminConnectionsCommand) Run(p *Process) error {
	from, to, err := c.days()
	if err != nil {
		return err
	}
	if c.Read != "" {
		return c.opened(p, p.Stdin, from, to)
	}
	if c.Identity != "" && strings.TrimSpace(c.Reason) == "" {
		return errors.New("write the reason with --reason, such as the number of the court's request: it stays in the log")
	}
	return c.beside(p, func(ctx context.Context, _ config.Config, kept *store.Store) error {
		all, err := kept.Connections(ctx, from, to)
		if err != nil {
			return err
		}
		if c.Identity == "" {
			return printed(p.Stdout, all)
		}
		line, err := fromShell("connections.open", account.Account{}, c.Reason)
		if err != nil {
			return err
		}
		if err := kept.LogAction(ctx, line); err != nil {
			return err
		}
		return c.open(p, all)
	})
}

// days are the moments from which and before which.
func (c *adminConnectionsCommand) days() (from, to time.Time, err error) {
	to = time.Unix(1<<40, 0)
	day := func(text, flag string, into *time.Time) {
		if text == "" || err != nil {
			return
		}
		if *into, err = time.Parse(time.DateOnly, text); err != nil {
			err = fmt.Errorf("--%s %s is no day: write it as 2026-11-23", flag, text)
		}
	}
	day(c.From, "from", &from)
	day(c.To, "to", &to)
	if c.To != "" {
		to = to.AddDate(0, 0, 1)
	}
	return from, to, err
}

// opened opens what was printed sealed.
func (c *adminConnectionsCommand) opened(p *Process, input io.Reader, from, to time.Time) error {
	if c.Identity == "" {
		return errors.New("name the private key that opens them with --identity")
	}
	if c.Read != "-" {
		file, err := os.Open(c.Read)
		if err != nil {
			return fmt.Errorf("read %s: %w", c.Read, err)
		}
		defer file.Close()
		input = file
	}
	var all []connection.Sealed
	for lines := json.NewDecoder(input); ; {
		var one connection.Sealed
		err := lines.Decode(&one)
		if errors.Is(err, io.EOF) {
			return c.open(p, all)
		}
		if err != nil {
			return fmt.Errorf("record %d of %s: %w: give what this command printed without --identity", len(all)+1, c.Read, err)
		}
		if !one.At.Before(from) && one.At.Before(to) {
			all = append(all, one)
		}
	}
}

// open prints what the private key opens, and tells what it does not.
func (c *adminConnectionsCommand) open(p *Process, all []connection.Sealed) error {
	file, err := os.Open(c.Identity)
	if err != nil {
		return fmt.Errorf("read the private key: %w", err)
	}
	defer file.Close()
	opener, err := connection.ParseOpener(file)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Identity, err)
	}
	var records []connection.Record
	var last error
	for _, one := range all {
		r, err := opener.Open(one)
		if err != nil {
			last = err
			continue
		}
		records = append(records, r)
	}
	if err := printed(p.Stdout, records); err != nil {
		return err
	}
	if last != nil {
		return fmt.Errorf("%d of %d were not opened, the last of them because of this: %w: is this the key of that time?", len(all)-len(records), len(all), last)
	}
	return nil
}

// printed writes each as a line.
func printed[T any](w io.Writer, all []T) error {
	lines := json.NewEncoder(w)
	for _, one := range all {
		if err := lines.Encode(one); err != nil {
			return err
		}
	}
	return nil
}
