package cli

import (
	"fmt"
	"io"
	"log/slog"
	"net/rpc"
	"os"
	"os/exec"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"sentier/internal/account"
)

const (
	hashingRests = time.Minute     // how long the process that hashes stays without work
	hashingTakes = 2 * time.Second // after which it is stuck, or other work leaves it no turn
)

// hashing lets passwords be hashed by a process that gives way to readers, so that a crowd that signs in does not keep
// them waiting: within one process they would share its threads, and a page wait behind a hash. The process is this very
// program, started when there is a password and ended when there is none for a while. When it dies, a hash is made here
// and the next one starts another; when other work on the machine leaves it no turn, hashes are made here for a while.
type hashing struct {
	program string // how this program was called
	env     []string
	log     *slog.Logger
	rests   time.Duration
	takes   time.Duration // at most, for a hash

	mu      sync.Mutex
	other   *rpc.Client // nil: no process runs
	busy    int
	idle    *time.Timer
	without time.Time // until when no process is asked
}

func (p *Process) hashing(log *slog.Logger) *hashing {
	return &hashing{program: p.Program, env: p.Env, log: log, rests: hashingRests, takes: hashingTakes}
}

// derive does the work of a hash, and always gives a key.
func (h *hashing) derive(d account.Derivation) []byte {
	other, err := h.begin()
	defer h.end()
	if err == nil && other != nil {
		var key []byte
		call := other.Go("Hashing.Key", d, &key, make(chan *rpc.Call, 1))
		select {
		case <-call.Done:
			if err = call.Error; err == nil {
				return key
			}
			h.drop(other, 0)
		case <-time.After(h.takes):
			err = fmt.Errorf("no hash after %v", h.takes)
			h.drop(other, hashingRests)
		}
	}
	if err != nil {
		h.log.Warn("a password is hashed in the server's own process", "cause", err)
	}
	return d.Key()
}

// begin gives the process that hashes, which is started when there is none, or nil for now.
func (h *hashing) begin() (other *rpc.Client, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy++
	if h.idle != nil {
		h.idle.Stop()
	}
	if h.other == nil && time.Now().After(h.without) {
		h.other, err = h.start()
	}
	return h.other, err
}

// end lets the process rest, and go after a while.
func (h *hashing) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy--; h.busy == 0 {
		h.idle = time.AfterFunc(h.rests, h.rest)
	}
}

// rest ends the process when it has nothing to do.
func (h *hashing) rest() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy == 0 {
		h.stop()
	}
}

// drop ends a process that does its work no more, unless another one has its place, and starts none for a while.
func (h *hashing) drop(other *rpc.Client, while time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if other == h.other {
		h.stop()
		h.without = time.Now().Add(while)
	}
}

func (h *hashing) stop() {
	if h.other != nil {
		_ = h.other.Close() // an error says that it was killed
		h.other = nil
	}
}

func (h *hashing) start() (*rpc.Client, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat("/proc/self/exe"); err == nil {
		path = "/proc/self/exe" // this version of the program, even when its file was replaced since
	}
	command := exec.Cmd{Path: path, Args: []string{h.program, "hash"}, Env: h.env}
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start the process that hashes passwords: %w", err)
	}
	return rpc.NewClient(process{out, in, &command}), nil
}

// process is a conversation with a process; closing it ends the process.
type process struct {
	io.Reader
	io.WriteCloser
	command *exec.Cmd
}

func (p process) Close() error {
	_ = p.command.Process.Kill() // an error says that it has ended already
	return p.command.Wait()
}

// hashCommand is that process: it answers until its input ends.
type hashCommand struct{}

// Run does the work.
func (hashCommand) Run(p *Process) error {
	signal.Ignore(os.Interrupt, syscall.SIGTERM) // a server that ends finishes its sign-ins first
	yield()
	debug.SetGCPercent(10) // what a hash took is taken again by the next
	server := rpc.NewServer()
	if err := server.RegisterName("Hashing", keys{}); err != nil {
		return err
	}
	server.ServeConn(struct {
		io.Reader
		io.WriteCloser
	}{p.Stdin, nopCloser{p.Stdout}})
	return nil
}

// keys is what can be asked of it.
type keys struct{}

// Key does the work of a hash.
func (keys) Key(d account.Derivation, key *[]byte) error {
	*key = d.Key()
	return nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
