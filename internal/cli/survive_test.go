package cli

import (
	"os"
	"os/exec"
	"testing"
)

// A log that nobody reads, or that cannot be written, ends nothing.
func TestServesWithoutItsLog(t *testing.T) {
	closed := func(t *testing.T) *os.File {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		return w
	}
	full := func(t *testing.T) *os.File {
		f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, open := range map[string]func(*testing.T) *os.File{"closed": closed, "full": full} {
		t.Run(name, func(t *testing.T) {
			p, stderr := newProgram(t), open(t)
			defer stderr.Close()
			cmd := p.startWith(t, func(cmd *exec.Cmd) {
				cmd.Args = append(cmd.Args, "--log-level", "debug")
				cmd.Stderr = stderr
			})
			for range 300 {
				if status, _, err := ask(p.address, "/fr/nowhere"); err != nil || status != 404 {
					t.Fatalf("%d, %v", status, err)
				}
			}
			stop(t, cmd)
		})
	}
}
