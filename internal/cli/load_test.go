package cli

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

const lessonPath = "/fr/apprendre/debut/premiere"

// program is the real program, on a socket that outlives it.
type program struct {
	dir     string // its working folder, with courses in it
	path    string // of the binary
	socket  *os.File
	address string
}

func newProgram(t *testing.T) *program {
	t.Helper()
	p := &program{dir: t.TempDir()}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p.path = filepath.Join(t.TempDir(), "sentier") // TestMain looks at this name
	if err := os.Symlink(self, p.path); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.address = ln.Addr().String()
	if p.socket, err = ln.(*net.TCPListener).File(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.socket.Close() })
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	p.write(t, "module.fr.md", "---\ntitle: Apprendre\nsummary: Un cours.\nlanguages: [fr]\nlicence: CC-BY-SA-4.0\nauthors: [Ada]\n---\n\nBienvenue.\n")
	p.write(t, "1-debut/sequence.fr.md", "---\ntitle: Le début\n---\n\nOn commence.\n")
	p.lesson(t, 0)
	return p
}

func (p *program) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(p.dir, "courses", "apprendre", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// lesson writes the nth version of the lesson.
func (p *program) lesson(t *testing.T, n int) {
	p.write(t, "1-debut/1-premiere.fr.md", fmt.Sprintf("---\ntitle: La version %d\n---\n\nUn texte.\n", n))
}

// start starts the program and waits until it answers.
func (p *program) start(t *testing.T) *exec.Cmd {
	t.Helper()
	return p.startWith(t, func(*exec.Cmd) {})
}

// startWith is start, after a change to the command.
func (p *program) startWith(t *testing.T, change func(*exec.Cmd)) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(p.path, "serve", "--courses", "courses", "--log-level", "error")
	cmd.Dir, cmd.ExtraFiles = p.dir, []*os.File{p.socket}
	cmd.Env = append(os.Environ(), "LISTEN_FDS=1", "LISTEN_PID=")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	change(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
		if said.Len() > 0 && t.Failed() {
			t.Logf("the program said: %s", &said)
		}
	})
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if status, _, err := ask(p.address, "/-/health"); err == nil && status == 200 {
			return cmd
		}
	}
	t.Fatal("the program does not answer")
	return nil
}

// stop ends it as a service manager does.
func stop(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
}

// load is readers that never rest and never try again.
type load struct {
	asked, failed atomic.Int64
	mu            sync.Mutex
	first         string // failure
	readers       sync.WaitGroup
	end           context.CancelFunc
}

func newLoad(address string) *load {
	ctx, cancel := context.WithCancel(context.Background())
	l := &load{end: cancel}
	for range 8 {
		l.readers.Go(func() {
			client := &fasthttp.HostClient{Addr: address, ReadTimeout: time.Minute, MaxIdemponentCallAttempts: 1,
				RetryIfErr: func(*fasthttp.Request, int, error) (bool, bool) { return false, false }}
			defer client.CloseIdleConnections()
			request, answer := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			request.SetRequestURI("http://" + address + lessonPath)
			for ctx.Err() == nil {
				l.asked.Add(1)
				err := client.Do(request, answer)
				if err != nil || answer.StatusCode() != 200 || !strings.Contains(string(answer.Body()), "La version ") {
					l.failed.Add(1)
					l.mu.Lock()
					if l.first == "" {
						l.first = fmt.Sprint(err, " ", answer.StatusCode(), " ", string(answer.Body()[:min(200, len(answer.Body()))]))
					}
					l.mu.Unlock()
				}
			}
		})
	}
	return l
}

func (l *load) check(t *testing.T) {
	t.Helper()
	l.end()
	l.readers.Wait()
	if l.failed.Load() > 0 || l.asked.Load() < 20 {
		t.Errorf("%d of %d requests failed, the first: %s", l.failed.Load(), l.asked.Load(), l.first)
	}
	t.Logf("%d requests, %d failed", l.asked.Load(), l.failed.Load())
}

// With the socket kept by a service manager, a restart under load loses no request, though no client tries again.
func TestRestartUnderLoad(t *testing.T) {
	p := newProgram(t)
	cmd := p.start(t)
	l := newLoad(p.address)
	for range 3 {
		time.Sleep(200 * time.Millisecond)
		stop(t, cmd)
		cmd = p.start(t)
	}
	l.check(t)
	stop(t, cmd)
}

// Reloads under load lose no request, and the last one shows what was written last.
func TestReloadUnderLoad(t *testing.T) {
	p := newProgram(t)
	cmd := p.start(t)
	l := newLoad(p.address)
	for n := range 5 {
		p.lesson(t, n+1)
		if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("La version %d", n+1)
		for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
			if _, body, err := ask(p.address, lessonPath); err == nil && strings.Contains(body, want) {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("%q is never shown", want)
			}
		}
	}
	l.check(t)
	stop(t, cmd)
}
