// Command sentier is a free, self-paced learning platform in one file: it compiles courses written in Markdown and
// serves them. "sentier --help" lists what it can do.
//
// Everything is in cli; this only hands over what the system gives to a process, and gives back the exit status.
package main

import (
	"os"

	"sentier/internal/cli"
)

func main() {
	os.Exit(cli.Main(cli.Process{
		Program: os.Args[0], Args: os.Args[1:], Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
	}))
}
