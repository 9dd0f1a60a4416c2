package publish

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"time"

	"sentier/internal/suggestion"
)

// committing is how long git may take.
const committing = 10 * time.Second

// commit puts a file that was just written into the history of its folder, under the name of who proposed it: where the
// folder is a work tree, git is there, and the file was in that history before. Nothing else that waits there goes with it,
// and no hook runs.
func (o *origin) commit(ctx context.Context, name string, from suggestion.Patch) error {
	ctx, cancel := context.WithTimeout(ctx, committing)
	defer cancel()
	c := exec.CommandContext(ctx, "git", "--literal-pathspecs", "-c", "core.hooksPath="+os.DevNull, "-c", "commit.gpgSign=false",
		"-c", "user.name=Sentier", "-c", "user.email="+from.Address, "commit", "--quiet", "--no-verify",
		"--author", suggestion.TidyCredit(from.Author)+" <"+from.Address+">", "--date", from.At.UTC().Format(time.RFC3339), "--file", "-", "--", name)
	c.Dir, c.Env = o.where, append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	c.Stdin = strings.NewReader(from.Log())
	return c.Run()
}
