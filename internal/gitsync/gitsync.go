// Package gitsync follows one branch of a git repository: over https, over ssh with a deploy key, or in a folder of this
// machine. It keeps the whole history of that branch in a bare repository of its own, without a work tree, and gives the
// files of a commit as an fs.FS.
//
// What comes is from others, so that all of it is bounded: the bytes of a pack, how many objects it holds, how large each
// is, and the time that it takes. Symbolic links and submodules are given as such, for the compiler to refuse; a tree with
// a name that would lead out of it is refused whole. No git program is run, no hook, no filter, and nothing of a repository's
// own configuration is read.
//
// It says why something failed by a Trouble, and decides nothing: which commits are good, and what is shown of them, is
// for publish, which calls it.
package gitsync

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"sentier/internal/fetch"
)

// Config is where a branch is, and where it is kept. Dir and URL are required.
type Config struct {
	Dir        string        // the bare repository, which is made where it is not; nothing else may write to it
	URL        string        // https://…, ssh://user@host/path, user@host:path, or the path of a repository on this machine
	Branch     string        // empty: the one that the repository names itself
	Token      string        // over https: sent to that host alone; empty: none
	Key        string        // over ssh: path of the private key
	KnownHosts string        // over ssh: path of the file of host keys that are trusted
	Network    *fetch.Client // opens connections; its patience is the longest time without an answer
	Limits     Limits
}

// Limits bound what one repository may cost. A zero field takes the default below.
type Limits struct {
	Pack    int64         // bytes of what is fetched at once
	Objects int           // in it
	Object  int64         // bytes of one object, unpacked
	Time    time.Duration // for a fetch
}

// The defaults: a course of a thousand lessons with its pictures and ten years of history is a tenth of that.
const (
	DefaultPack    = 1 << 30
	DefaultObjects = 2_000_000
	DefaultObject  = 64 << 20
	DefaultTime    = 10 * time.Minute
)

// most of what a repository lists and of what one folder holds.
const (
	mostRefs    = 32 << 20 // bytes of the list of branches and tags
	mostEntries = 20_000   // of one tree
	mostDepth   = 16       // folders within one another
	mostHaves   = 64       // commits that are named as known
	mostPacks   = 50       // after which they are made one
)

func (l Limits) withDefaults() Limits {
	if l.Pack == 0 {
		l.Pack = DefaultPack
	}
	if l.Objects == 0 {
		l.Objects = DefaultObjects
	}
	if l.Object == 0 {
		l.Object = DefaultObject
	}
	if l.Time == 0 {
		l.Time = DefaultTime
	}
	return l
}

// Trouble is why a branch could not be followed. A message "source." + it says so in plain words.
type Trouble string

// What may be wrong.
const (
	Unreachable Trouble = "unreachable" // no such name, nobody there, no valid certificate
	Slow        Trouble = "slow"
	Private     Trouble = "private"  // its name leads into a network that this server may not ask: see fetch
	Moved       Trouble = "moved"    // it sends on to another address, which is never followed
	Refused     Trouble = "refused"  // it does not let us in, or knows no such repository
	Stranger    Trouble = "stranger" // its ssh key is not among those that are trusted
	Key         Trouble = "key"      // our own key, or the file of trusted ones, cannot be read
	Gone        Trouble = "gone"     // it has no such branch
	Large       Trouble = "large"    // more than the limits allow
	Full        Trouble = "full"     // our disk is
	Garbled     Trouble = "garbled"  // what it sends is not git, or is damaged
)

// Failure is why something failed.
type Failure struct {
	Trouble Trouble
	Cause   error
}

func (f *Failure) Error() string { return fmt.Sprintf("%s: %v", f.Trouble, f.Cause) }

func (f *Failure) Unwrap() error { return f.Cause }

// failure says in a word why something failed; trouble is for what says nothing more itself.
func failure(trouble Trouble, err error) *Failure {
	var known *Failure
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return &Failure{Full, err}
	}
	if asked := fetch.Because(err); asked != "" {
		return &Failure{Trouble(asked), err}
	}
	return &Failure{trouble, err}
}

// failed makes a failure of words.
func failed(trouble Trouble, format string, about ...any) *Failure {
	return &Failure{trouble, fmt.Errorf(format, about...)}
}
