package cli

import (
	"fmt"
	"runtime"
)

type versionCommand struct{}

// Run prints the version of the program and of what it was built with.
func (versionCommand) Run(p *Process) error {
	_, err := fmt.Fprintf(p.Stdout, "sentier %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
