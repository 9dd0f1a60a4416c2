package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// firstPassed is the number of the first file that a service manager passes on (sd_listen_fds(3)).
const firstPassed = 3

// listen opens the address, or takes the socket that a service manager passed on: such a socket outlives the
// process, so that a restart loses no connection.
func listen(ctx context.Context, p *Process, address string) (net.Listener, error) {
	if ln, err := passed(p); ln != nil || err != nil {
		return ln, err
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is already in use: stop what listens there, or choose another address with --listen", address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s may not be used by this user: choose a port above 1023 with --listen, or allow it", address)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be listened on (%w): choose another address with --listen", address, err)
	}
	return ln, nil
}

// passed gives the socket of LISTEN_FDS, or nil.
func passed(p *Process) (net.Listener, error) {
	env := map[string]string{}
	for _, variable := range p.Env {
		name, value, _ := strings.Cut(variable, "=")
		env[name] = value
	}
	if env["LISTEN_FDS"] == "" || env["LISTEN_PID"] != "" && env["LISTEN_PID"] != strconv.Itoa(os.Getpid()) {
		return nil, nil
	}
	if env["LISTEN_FDS"] != "1" {
		return nil, fmt.Errorf("LISTEN_FDS is %q: pass one socket", env["LISTEN_FDS"])
	}
	file := os.NewFile(firstPassed, "passed socket")
	ln, err := net.FileListener(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("the socket that was passed on cannot be used (%w): pass a listening TCP socket", err)
	}
	return ln, nil
}
