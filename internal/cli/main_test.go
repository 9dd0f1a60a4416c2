package cli

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sentier/internal/mail/mailtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sentier": func() {
		os.Exit(Main(Process{
			Program: os.Args[0], Args: os.Args[1:], Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		}))
	}})
}

// TestScripts runs the real program.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Values[forgeKey{}] = new(runningForge)
			for _, name := range []string{"ADDR", "ADDR2"} {
				address, err := free()
				if err != nil {
					return err
				}
				env.Setenv(name, address)
				env.Setenv(name+"_PORT", address[strings.LastIndexByte(address, ':'):])
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"up": up, "get": get, "until": until, "signal": signalled, "sink": sink, "newer": newer, "forge": forge, "hook": hook},
	})
}

// free gives an address of this machine that nobody listens on.
func free() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}

// up waits until a server answers: up ADDRESS
func up(ts *testscript.TestScript, neg bool, args []string) {
	wait(ts, args[0], "/-/health", "")
}

// until waits until an answer holds a text: until ADDRESS PATH TEXT
func until(ts *testscript.TestScript, neg bool, args []string) {
	wait(ts, args[0], args[1], args[2])
}

// signalled sends a signal to the server that holds a data folder: signal TERM FOLDER
func signalled(ts *testscript.TestScript, neg bool, args []string) {
	signals := map[string]syscall.Signal{"TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "INT": syscall.SIGINT, "KILL": syscall.SIGKILL}
	pid, err := strconv.Atoi(strings.TrimSpace(ts.ReadFile(filepath.Join(args[1], lockFile))))
	ts.Check(err)
	ts.Check(syscall.Kill(pid, signals[args[0]]))
}

// sink starts a mail server, which takes everything, until the script ends: sink ADDRESS
func sink(ts *testscript.TestScript, neg bool, args []string) {
	s, err := mailtest.Start(mailtest.Config{Address: args[0]})
	ts.Check(err)
	ts.Defer(s.Close)
}

func wait(ts *testscript.TestScript, address, path, text string) {
	var last string
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		status, body, err := ask(address, path)
		if err == nil && status == http.StatusOK && strings.Contains(body, text) {
			return
		}
		last = fmt.Sprint(status, " ", err, " ", body)
	}
	ts.Fatalf("%s%s never says %q; last: %s", address, path, text, last)
}

// get asks for an address, and fails unless it answers so: get ADDRESS PATH STATUS [TEXT]
func get(ts *testscript.TestScript, neg bool, args []string) {
	status, body, err := ask(args[0], args[1])
	ts.Check(err)
	if fmt.Sprint(status) != args[2] {
		ts.Fatalf("%s answers %d, not %s: %s", args[1], status, args[2], body)
	}
	if len(args) > 3 && strings.Contains(body, args[3]) == neg {
		ts.Fatalf("%s and %q: %s", args[1], args[3], body)
	}
}

func ask(address, path string) (status int, body string, err error) {
	client := http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	answer, err := client.Get("http://" + address + path)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(b), err
}
