package storetest

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Postgres is a PostgreSQL server for tests: a real one, on a folder of its own, reached by a socket in that folder
// alone. It starts when it is first asked for a database. Stop ends it; so does the end of the process that started
// it, however that ends.
type Postgres struct {
	once      sync.Once
	err       error
	binaries  string
	folder    string
	command   *exec.Cmd
	life      io.Closer // the server lives as long as this is open
	databases atomic.Int64
}

// superuser owns every database of the server.
const superuser = "sentier"

// patience is how long a server may take until it answers.
const patience = 60 * time.Second

// URL gives an empty database.
func (p *Postgres) URL(t testing.TB) string {
	t.Helper()
	if p.once.Do(func() { p.err = p.start() }); p.err != nil {
		t.Fatal(p.err)
	}
	name := fmt.Sprintf("test%d", p.databases.Add(1))
	if _, err := p.run("createdb", "-h", p.folder, "-U", superuser, name); err != nil {
		t.Fatal(err)
	}
	return "postgres://" + superuser + "@/" + name + "?host=" + url.QueryEscape(p.folder)
}

// Stop ends the server and removes its folder. It may be called where none was started.
func (p *Postgres) Stop() error {
	if p.command == nil {
		return nil
	}
	return errors.Join(p.life.Close(), p.command.Wait(), os.RemoveAll(p.folder))
}

// watch runs the server until its standard input ends, then stops it and removes its folder. It is a process of its
// own, so that a test that panics or is killed leaves no server behind.
const watch = `"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 >"$2/log" 2>&1 &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$2"`

func (p *Postgres) start() (err error) {
	if p.binaries, err = binaries(); err != nil {
		return err
	}
	if p.folder, err = os.MkdirTemp("", "sentier-postgres-"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.Stop(), os.RemoveAll(p.folder))
		}
	}()
	as, err := p.own()
	if err != nil {
		return err
	}
	if _, err := p.run("initdb", "-D", filepath.Join(p.folder, "data"), "-U", superuser, "--auth=trust", "--encoding=UTF8",
		"--locale=C", "--no-sync"); err != nil {
		return err
	}
	command := exec.Command("/bin/sh", "-c", watch, "sh", p.binaries, p.folder)
	command.Dir, command.SysProcAttr = p.folder, as
	if p.life, err = command.StdinPipe(); err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	p.command = command
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if _, err = p.run("pg_isready", "-h", p.folder); err == nil {
			return nil
		}
		if time.Since(begun) > patience {
			log, _ := os.ReadFile(filepath.Join(p.folder, "log"))
			return fmt.Errorf("PostgreSQL does not answer after %v: %w\n%s", patience, err, log)
		}
	}
}

// run runs a command of PostgreSQL, as the user that the folder belongs to.
func (p *Postgres) run(name string, args ...string) (string, error) {
	command := exec.Command(filepath.Join(p.binaries, name), args...)
	command.Dir = p.folder
	as, err := p.own()
	if err != nil {
		return "", err
	}
	command.SysProcAttr = as
	output, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", name, err, output)
	}
	return string(output), nil
}

// own gives the folder to the user that the server runs as: PostgreSQL refuses root.
func (p *Postgres) own() (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	someone, err := user.Lookup("postgres")
	if err != nil {
		if someone, err = user.Lookup("nobody"); err != nil {
			return nil, fmt.Errorf("PostgreSQL does not run as root, and there is neither a user postgres nor nobody: add one (%w)", err)
		}
	}
	id, err := strconv.ParseUint(someone.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	group, err := strconv.ParseUint(someone.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(p.folder, int(id), int(group)); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(id), Gid: uint32(group)}}, nil
}

// binaries is the folder of PostgreSQL's commands: in the PATH, or where Debian and Red Hat put those of each
// version, of which it takes the newest.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		// Some have a link in their PATH to this one alone.
		path, err = filepath.EvalSymlinks(path)
		return filepath.Dir(path), err
	}
	var found []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		found = append(found, paths...)
	}
	if len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed: type scripts/deps, or install it and put initdb into the PATH")
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

// version is the number in a path of commands.
func version(path string) int {
	digits := strings.TrimFunc(path, func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.Atoi(digits)
	return n
}
