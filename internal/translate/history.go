package translate

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"sentier/internal/compile"
	"sentier/internal/diff"
)

// Changes is what happened to a source since a translation was made of it.
type Changes struct {
	Pieces []diff.Piece // of what is translated: keys and body
	Commit string       // the last that had the text that was translated
	When   time.Time    // of that commit
}

// The reasons for which the text that was translated is not known.
var (
	ErrUndated   = errors.New("the translation names no source")
	ErrNoGit     = errors.New("git is not installed")
	ErrNoHistory = errors.New("the folder has no history in git")
	ErrNotFound  = errors.New("no version in git is the one that was translated")
)

// Changes finds what changed in the source of a translation since. With one of the errors above the pieces are the
// source whole.
func (c *Courses) Changes(ctx context.Context, t Text) (Changes, error) {
	now, err := c.read(t.Source.Path)
	if err != nil {
		return Changes{}, err
	}
	recent := compile.Words(t.Source.Path, now)
	whole := Changes{Pieces: []diff.Piece{{Kind: diff.Same, Text: recent}}}
	if t.From == "" {
		return whole, ErrUndated
	}
	if t.From == t.Digest {
		return whole, nil
	}
	before, commit, err := c.past(ctx, t.Source.Path, t.From)
	if err != nil {
		return whole, err
	}
	return Changes{diff.Words(compile.Words(t.Source.Path, before), recent), commit.name, commit.when}, nil
}

// commit is a commit that changed a file, and what the file was called in it.
type commit struct {
	name, path string
	when       time.Time
}

// past finds the newest version of a text that has a digest.
func (c *Courses) past(ctx context.Context, name, digest string) ([]byte, commit, error) {
	commits, err := c.commits(ctx, name)
	if err != nil {
		return nil, commit{}, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var asked bytes.Buffer
	for _, at := range commits {
		fmt.Fprintf(&asked, "%s:%s\n", at.name, at.path)
	}
	git := c.git(ctx, "cat-file", "--batch")
	git.Stdin = &asked
	out, err := git.StdoutPipe()
	if err != nil {
		return nil, commit{}, err
	}
	if err := git.Start(); err != nil {
		return nil, commit{}, fmt.Errorf("%w: %w", ErrNoHistory, err)
	}
	defer func() { stop(); _ = git.Wait() }() // what is left unread of its answer is not wanted
	answers := bufio.NewReader(out)
	for _, at := range commits {
		text, err := object(answers)
		if err != nil {
			return nil, commit{}, fmt.Errorf("%w: %w", ErrNoHistory, err)
		}
		if text != nil && compile.Digest(name, text) == digest {
			return text, at, nil
		}
	}
	return nil, commit{}, ErrNotFound
}

// object reads one answer of "git cat-file --batch"; nil where the object is not there, or too large for a text.
func object(answers *bufio.Reader) ([]byte, error) {
	head, err := answers.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(head)
	if len(fields) != 3 || strings.Contains(fields[0], ":") { // "COMMIT:PATH missing"
		return nil, nil
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return nil, err
	}
	if size > compile.MaxText || fields[1] != "blob" {
		_, err := io.CopyN(io.Discard, answers, size+1)
		return nil, err
	}
	text := make([]byte, size+1) // and the end of line after it
	if _, err := io.ReadFull(answers, text); err != nil {
		return nil, err
	}
	return text[:size], nil
}

// commits lists those that changed a file, newest first, also under the names that it had before.
func (c *Courses) commits(ctx context.Context, name string) ([]commit, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, ErrNoGit
	}
	out, err := c.git(ctx, "log", "--follow", "--no-ext-diff", "--no-textconv", "--name-only", "-z", "--format=%x00%H %ct",
		"--", filepath.FromSlash(name)).Output()
	if err != nil {
		var said *exec.ExitError
		if errors.As(err, &said) {
			err = errors.New(strings.TrimSpace(string(said.Stderr)))
		}
		return nil, fmt.Errorf("%w: %w", ErrNoHistory, err)
	}
	var all []commit
	for _, field := range strings.Split(string(out), "\x00") {
		field = strings.Trim(field, "\n")
		hash, seconds, is := strings.Cut(field, " ")
		when, err := strconv.ParseInt(seconds, 10, 64)
		switch {
		case is && err == nil && len(hash) >= 40 && strings.Trim(hash, "0123456789abcdef") == "":
			all = append(all, commit{name: hash, when: time.Unix(when, 0).UTC()})
		case field != "" && len(all) > 0 && !strings.Contains(field, "\n"):
			all[len(all)-1].path = field
		}
	}
	if len(all) == 0 {
		return nil, ErrNoHistory
	}
	return all, nil
}

// git runs git in the folder; it asks nothing and takes no lock.
func (c *Courses) git(ctx context.Context, arguments ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "git", append([]string{"--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false"}, arguments...)...)
	command.Dir = c.Folder
	command.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	return command
}
