package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sentier/internal/config"
	"sentier/internal/diag"
	"sentier/internal/elsewhere"
	"sentier/internal/fetch"
	"sentier/internal/lint"
)

// ask asks whether the links of the courses lead anywhere, and keeps the answers in the user's cache for a week. A cache
// that cannot be read or written costs nothing but time.
func (c *checkCommand) ask(p *Process, settings config.Config, links *lint.Links) (diag.List, error) {
	client, err := fetch.New(fetch.Config{Private: settings.Elsewhere.Private, Plain: true})
	if err != nil {
		return nil, err
	}
	name := ""
	if folder, err := os.UserCacheDir(); err == nil {
		name = filepath.Join(folder, "sentier", "links.json")
	}
	data, _ := os.ReadFile(name)
	known := lint.ReadAnswers(data)
	found, asked := links.Ask(context.Background(), lint.Asking{Now: time.Now, Known: known, Ask: func(ctx context.Context, address string) lint.Answer {
		return answer(client.Page(ctx, address))
	}})
	fmt.Fprintf(p.Stderr, "%s asked\n", plural(asked, "link"))
	if data, err = lint.WriteAnswers(known, time.Now()); err == nil && name != "" {
		err = keep(name, data)
	}
	if err != nil || name == "" {
		fmt.Fprintf(p.Stderr, "the answers could not be kept (%v): they will be asked for again\n", err)
	}
	return found, nil
}

// answer says what became of a question, and whether it will be the same tomorrow.
func answer(failed *elsewhere.Failure) lint.Answer {
	if failed == nil {
		return lint.Answer{Lasting: true}
	}
	problem := string(failed.Trouble)
	if failed.Cause != nil {
		problem = failed.Cause.Error()
		if i := strings.LastIndex(problem, ": "); i >= 0 && failed.Trouble != elsewhere.Refused {
			problem = problem[i+2:]
		}
	}
	return lint.Answer{Problem: problem, Lasting: problem == "status 404" || problem == "status 410"}
}

// keep writes a file in its folder at once.
func keep(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".links-*")
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Close()
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
	return err
}
