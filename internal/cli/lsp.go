package cli

import (
	"context"
	"log/slog"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/lint"
	"sentier/internal/lsp"
	"sentier/internal/publish"
)

type lspCommand struct {
	settings
	Stdio bool   `help:"Speak over standard input and output. That is the only way, and needs not be said."`
	Prose bool   `default:"true" negatable:"" help:"Advise on how the texts read, too."`
	Lang  string `placeholder:"TAG" help:"Language of the findings, fr or en, where the editor does not say its own (default: the system's)."`
}

// Run talks to the editor that started it until that says exit.
func (c *lspCommand) Run(p *Process) error {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	look, err := publish.LoadTheme(settings)
	if err != nil {
		return err
	}
	var review func(compile.Reviewed) diag.List
	if c.Prose {
		review = lint.New(lint.Config{Avoid: settings.Check.Avoid, Remember: true}).Review
	}
	lang := c.Lang
	if lang == "" {
		lang = locale(p.Env)
	}
	server := lsp.New(lsp.Config{In: p.Stdin, Out: p.Stdout, Log: slog.New(slog.NewTextHandler(p.Stderr, nil)),
		Messages: look.Messages(), VideoHosts: settings.Video.Hosts, Review: review, Lang: lang, Version: version})
	if status := server.Serve(context.Background()); status != exitOK {
		return told(status)
	}
	return nil
}
