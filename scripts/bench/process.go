package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a process that answers on an address of this machine.
type server struct {
	name    string
	address string
	command *exec.Cmd
}

// spawn starts a server. It does not wait until it answers.
func spawn(name, address string, command *exec.Cmd) (*server, error) {
	command.Stderr = nil // to the null device
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w: run scripts/deps and make build first", name, err)
	}
	return &server{name, address, command}, nil
}

// stop ends the server, and waits for its end.
func (s *server) stop() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	done := time.AfterFunc(10*time.Second, func() { _ = s.command.Process.Kill() })
	_ = s.command.Wait()
	done.Stop()
}

// await waits until the server answers with a page, asking every pause.
func (s *server) await(path string, pause time.Duration) error {
	var last error
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(pause) {
		var answer *http.Response
		if answer, last = http.Get("http://" + s.address + path); last != nil {
			continue
		}
		_, last = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if last == nil && answer.StatusCode == http.StatusOK {
			return nil
		}
		last = errors.Join(last, errors.New(answer.Status))
	}
	return fmt.Errorf("%s does not answer %s: %w", s.name, path, last)
}

// processes are the numbers of the server and of the workers that it started.
func (s *server) processes() []int {
	pid := s.command.Process.Pid
	all := []int{pid}
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // a child is its thread's
	for _, thread := range threads {
		children, err := os.ReadFile(thread)
		if err != nil {
			continue // a thread that ended
		}
		for word := range strings.FieldsSeq(string(children)) {
			if child, err := strconv.Atoi(word); err == nil {
				all = append(all, child)
			}
		}
	}
	return all
}

// memory is what the server holds of the memory in bytes: its resident set, pages that its processes share
// counted once (PSS).
func (s *server) memory() (int64, error) {
	var sum int64
	for _, pid := range s.processes() {
		text, err := field(fmt.Sprintf("/proc/%d/smaps_rollup", pid), "Pss")
		if err != nil {
			return 0, err
		}
		var kilobytes int64
		if _, err := fmt.Sscan(text, &kilobytes); err != nil {
			return 0, fmt.Errorf("memory of %s: %w", s.name, err)
		}
		sum += kilobytes << 10
	}
	return sum, nil
}

// tick is the unit of CPU times in /proc, the same on every Linux.
const tick = 10 * time.Millisecond

// cpu is the time that the server has worked, in its own code and in the kernel for it.
func (s *server) cpu() (time.Duration, error) {
	var sum time.Duration
	for _, pid := range s.processes() {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0, err
		}
		_, rest, _ := strings.Cut(string(data), ") ") // the name before may hold spaces
		fields := strings.Fields(rest)
		if len(fields) < 13 {
			return 0, fmt.Errorf("CPU time of %s: /proc/%d/stat is short", s.name, pid)
		}
		for _, ticks := range fields[11:13] { // utime and stime, proc_pid_stat(5)
			n, err := strconv.Atoi(ticks)
			if err != nil {
				return 0, fmt.Errorf("CPU time of %s: %w", s.name, err)
			}
			sum += time.Duration(n) * tick
		}
	}
	return sum, nil
}

// free gives an address of this machine that nobody listens on.
func free() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}
