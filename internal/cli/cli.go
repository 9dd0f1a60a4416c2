// Package cli is the command line: one file a command. It reads the configuration, wires the other packages
// together, prints, and gives the exit status. It holds no rule of its own: what is right is decided elsewhere.
//
// Every message is one sentence that ends in what to do about it. The exit status is 0 when it went well, 1 when
// it did not, and 2 when the command line could not be understood.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"sentier/internal/config"
)

// The exit statuses.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// version is set by the linker: see the Makefile.
var version = "unknown"

// Process is what a command gets from the system.
type Process struct {
	Program        string   // as it was called
	Args           []string // without the program's name
	Env            []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// commands is the command line.
type commands struct {
	Serve     serveCommand     `cmd:"" help:"Serve the courses."`
	Check     checkCommand     `cmd:"" help:"Look for errors in a folder of courses."`
	Translate translateCommand `cmd:"" help:"Work on the translations of courses."`
	Lsp       lspCommand       `cmd:"" help:"Help an editor with courses, over standard input and output (Language Server Protocol)."`
	New       newCommand       `cmd:"" help:"Start a site, a module, a sequence, a lesson, a quiz or a term."`
	Move      moveCommand      `cmd:"" help:"Rename or move a lesson or a term, with all its links."`
	Build     buildCommand     `cmd:"" help:"Write the site as a folder of files that need no server."`
	Config    configCommand    `cmd:"" help:"Print the configuration in effect, and where each value comes from."`
	Theme     themeCommand     `cmd:"" help:"Work on a theme."`
	Migrate   migrateCommand   `cmd:"" help:"Look at the schema of the database, or bring it up to this program's."`
	Admin     adminCommand     `cmd:"" help:"Look after a site."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
	Hash      hashCommand      `cmd:"" hidden:"" help:"Hash passwords for a server that runs."`
}

// left is how kong ends early, after --help: its own way is to end the process.
type left int

// Main runs a command and gives its exit status.
func Main(p Process) (status int) {
	signal.Ignore(syscall.SIGPIPE) // a log that nobody reads any more is no reason to end
	defer func() {
		if l, ok := recover().(left); ok {
			status = int(l)
		}
	}()
	c := newCommands()
	parser, err := kong.New(c, kong.Name("sentier"), kong.Writers(p.Stdout, p.Stderr),
		kong.Description("Sentier turns folders of Markdown into courses, and serves them."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.Exit(func(status int) { panic(left(status)) }))
	if err != nil {
		fmt.Fprintln(p.Stderr, "sentier:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(p.Args)
	if err != nil {
		fmt.Fprintf(p.Stderr, "sentier: %v: \"sentier --help\" lists what can be written\n", err)
		return exitUsage
	}
	if err := parsed.Run(&p); err != nil {
		return p.tell(err)
	}
	return exitOK
}

// told is an error whose words are already printed.
type told int

func (t told) Error() string { return fmt.Sprintf("exit status %d", int(t)) }

// tell prints an error and gives the exit status that it means.
func (p *Process) tell(err error) int {
	var already told
	var problems config.Problems
	switch {
	case errors.As(err, &already):
		return int(already)
	case errors.As(err, &problems):
		fmt.Fprintln(p.Stderr, problems)
		return exitFailed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.Stderr, "sentier: stopped")
		return exitFailed
	}
	text := err.Error()
	if !strings.Contains(text, "\n") {
		text = "sentier: " + text
	}
	fmt.Fprintln(p.Stderr, text)
	return exitFailed
}
