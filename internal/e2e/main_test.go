package e2e

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	// These tests run the program as a binary. That they also depend on all of it makes "go test" run them again, not
	// repeat what they said before, when any of it has changed.
	_ "sentier/internal/cli"
)

// world is what all tests share, made once: it is read, never changed.
var world struct {
	folder   string // of everything that is made here; it goes when all tests pass
	binary   string
	shipped  *server // the courses that come with the program
	atelier  *server // testdata/courses, on a site that says where it is
	everyone *server // the courses that come with the program, with quizzes for strangers, too
	walks    *server // see walk; nil: no test wanted it
	browser  context.Context
}

// installing is the one command that brings everything these tests need.
const installing = "type scripts/deps in the repository's folder to install what is missing"

func TestMain(m *testing.M) {
	status, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		status = 1
	}
	os.Exit(status)
}

func run(m *testing.M) (status int, err error) {
	if world.folder, err = os.MkdirTemp("", "sentier-e2e-"); err != nil {
		return 1, err
	}
	defer func() {
		if status == 0 && err == nil {
			err = os.RemoveAll(world.folder)
		}
	}()
	if err := os.Mkdir(markupFolder(), 0o755); err != nil {
		return 1, err
	}
	if err := build(); err != nil {
		return 1, err
	}
	if world.shipped, err = start("shipped", "--forum-hold", "0"); err != nil {
		return 1, err
	}
	defer world.shipped.stop()
	if world.atelier, err = start("atelier", "--courses", "testdata/courses", "--base-url", atelierBase,
		"--video-hosts", filmHost, "--forge-edit", "https://forge.example/{path}"); err != nil {
		return 1, err
	}
	defer world.atelier.stop()
	if world.everyone, err = start("everyone", "--quizzes", "everyone"); err != nil {
		return 1, err
	}
	defer world.everyone.stop()
	defer func() {
		if world.walks != nil {
			world.walks.stop()
		}
	}()
	stop, err := openBrowser()
	if err != nil {
		return 1, err
	}
	defer stop()
	// Journeys wait where people take their time: for a form that is not sent at once, for a letter.
	if err := flag.Set("test.parallel", strconv.Itoa(runtime.NumCPU()+2)); err != nil {
		return 1, err
	}
	if status = m.Run(); status != 0 {
		return status, invalid()
	}
	return 0, errors.Join(invalid(), unheld())
}

// build makes the binary as "make build" does.
func build() error {
	world.binary = filepath.Join(world.folder, "sentier")
	cmd := exec.Command("go", "build", "-trimpath", "-o", world.binary, "./cmd/sentier")
	cmd.Dir, cmd.Env = "../..", append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return nil
}

// server is a running sentier.
type server struct {
	name    string
	origin  string // "http://127.0.0.1:PORT"
	address string // "127.0.0.1:PORT"
	args    []string
	process *exec.Cmd
	hold    io.Closer // the server ends when this does, or when the tests do, however that happens
}

// start runs the program on a free port with a data folder of its own, and waits until it answers. "{origin}" in the
// arguments is where that is.
func start(name string, args ...string) (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	s := &server{name: name, origin: "http://" + address, address: address}
	for _, arg := range args {
		s.args = append(s.args, strings.ReplaceAll(arg, "{origin}", s.origin))
	}
	return s, s.start()
}

// start starts the server, or starts it again after stop, on the same address.
func (s *server) start() error {
	log, err := os.OpenFile(filepath.Join(world.folder, s.name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = exec.Command("sh", append([]string{"-c", `"$@" & server=$!; cat >/dev/null; kill $server; wait $server`, "sh",
		world.binary, "serve", "--listen", s.address, "--data", filepath.Join(world.folder, s.name)}, s.args...)...)
	s.process.Stdout, s.process.Stderr = log, log
	if s.hold, err = s.process.StdinPipe(); err != nil {
		return err
	}
	if err := s.process.Start(); err != nil {
		return err
	}
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get(s.origin + "/-/health")
		if err == nil && answer.StatusCode == http.StatusOK {
			return answer.Body.Close()
		}
	}
	s.stop()
	said, err := os.ReadFile(log.Name())
	return errors.Join(fmt.Errorf("the server %q does not answer; it said:\n%s", s.name, said), err)
}

// stop ends the server and waits for its end.
func (s *server) stop() {
	_ = s.hold.Close()
	_ = s.process.Wait()
}

// unused is what each tab would start processes for, or ask about, and no test sees: the first two as chromedp has
// it, the suggestions of an address bar that nobody types into, and a process for a page that may never come.
var unused = []string{"Translate", "BlinkGenPropertyTrees",
	"WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"}

// openBrowser starts Chromium, for all tests.
func openBrowser() (stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.DisableGPU,
		chromedp.UserDataDir(filepath.Join(world.folder, "browser")),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", strings.Join(unused, ",")),
		// Nothing but this machine can be reached: a page that needs more fails here.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	browser, endBrowser := chromedp.NewContext(allocator)
	// The first action starts the browser, which then lives as long as this context.
	if err := chromedp.Do(browser); err != nil {
		endBrowser()
		endAllocator()
		return nil, fmt.Errorf("start Chromium: %w: %s", err, installing)
	}
	world.browser = browser
	return func() {
		_ = chromedp.Cancel(browser)
		endBrowser()
		endAllocator()
	}, nil
}
