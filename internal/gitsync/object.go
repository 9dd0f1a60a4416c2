package gitsync

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"
)

// read gives the bytes of an object.
func (r *Repository) read(kind plumbing.ObjectType, h plumbing.Hash) ([]byte, error) {
	r.reading.Lock()
	defer r.reading.Unlock()
	object, err := r.objects.EncodedObject(kind, h)
	if err != nil {
		return nil, failure(Garbled, fmt.Errorf("read the %s %s: %w", kind, h, err))
	}
	if object.Size() > r.config.Limits.Object {
		return nil, failed(Large, "the %s %s has %d bytes, more than %d", kind, h, object.Size(), r.config.Limits.Object)
	}
	from, err := object.Reader()
	if err != nil {
		return nil, failure(Garbled, fmt.Errorf("read the %s %s: %w", kind, h, err))
	}
	defer from.Close()
	return io.ReadAll(io.LimitReader(from, r.config.Limits.Object))
}

// commit is what a commit says, as it is written.
type commit struct {
	tree    plumbing.Hash
	parents []string
	author  Person
	at      time.Time // when the author made it
	message string
}

// Person is somebody as a commit names them.
type Person struct{ Name, Email string }

func (r *Repository) commit(hash string) (commit, error) {
	data, err := r.read(plumbing.CommitObject, plumbing.NewHash(hash))
	if err != nil {
		return commit{}, err
	}
	c, ok := parseCommit(data)
	if !ok {
		return commit{}, failed(Garbled, "the commit %s cannot be read", hash)
	}
	return c, nil
}

// parseCommit reads the text of a commit. Lines that it does not know, such as signatures, are passed over.
func parseCommit(data []byte) (commit, bool) {
	var c commit
	head, message, _ := strings.Cut(string(data), "\n\n")
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, " ")
		switch key {
		case "tree":
			if !plumbing.IsHash(value) || !c.tree.IsZero() {
				return commit{}, false
			}
			c.tree = plumbing.NewHash(value)
		case "parent":
			if !plumbing.IsHash(value) {
				return commit{}, false
			}
			c.parents = append(c.parents, value)
		case "author":
			c.author, c.at = parseAuthor(value)
		}
	}
	c.message = strings.ToValidUTF8(message, "\uFFFD")
	return c, !c.tree.IsZero()
}

// parseAuthor reads "Name <address> seconds zone".
func parseAuthor(text string) (Person, time.Time) {
	name, rest, _ := strings.Cut(text, "<")
	email, rest, _ := strings.Cut(rest, ">")
	who := Person{strings.TrimSpace(strings.ToValidUTF8(name, "\uFFFD")), strings.TrimSpace(strings.ToValidUTF8(email, "\uFFFD"))}
	seconds, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && n > 0 && n < 1<<37 {
		return who, time.Unix(n, 0).UTC()
	}
	return who, time.Time{}
}

// entry is a file or a folder of a tree.
type entry struct {
	name string
	mode fs.FileMode // a folder, a plain file, a link; irregular: a submodule, or what has a name that may not be
	hash plumbing.Hash
}

func (r *Repository) tree(h plumbing.Hash) ([]entry, error) {
	data, err := r.read(plumbing.TreeObject, h)
	if err != nil {
		return nil, err
	}
	entries, ok := parseTree(data)
	if !ok {
		return nil, failed(Garbled, "the tree %s cannot be read", h)
	}
	if len(entries) > mostEntries {
		return nil, failed(Large, "a folder has %d entries, more than %d", len(entries), mostEntries)
	}
	return entries, nil
}

// parseTree reads a tree. No name that it gives leads anywhere but into the folder: one that would is quoted, and what it
// stands for is given as something that is no file.
func parseTree(data []byte) ([]entry, bool) {
	var entries []entry
	names := map[string]bool{}
	for len(data) > 0 {
		space := bytes.IndexByte(data, ' ')
		end := bytes.IndexByte(data, 0)
		if space < 1 || space > 6 || end < space+1 || len(data) < end+1+20 {
			return nil, false
		}
		bits, err := strconv.ParseUint(string(data[:space]), 8, 32)
		if err != nil {
			return nil, false
		}
		e := entry{name: string(data[space+1 : end]), mode: fs.ModeIrregular, hash: plumbing.Hash(data[end+1 : end+21])}
		data = data[end+21:]
		switch bits {
		case 0o040000:
			e.mode = fs.ModeDir
		case 0o100644, 0o100755, 0o100664:
			e.mode = 0
		case 0o120000:
			e.mode = fs.ModeSymlink
		}
		if !sound(e.name) || names[e.name] {
			e.name, e.mode = strings.ReplaceAll(strconv.Quote(e.name), "/", `\x2f`), fs.ModeIrregular|e.mode
		}
		if names[e.name] {
			return nil, false
		}
		names[e.name] = true
		entries = append(entries, e)
	}
	return entries, true
}

// sound tells whether a name of a tree stands for one entry of that folder, and for nothing else on any system: git itself
// refuses ".git" in all its spellings (https://git-scm.com/docs/git-fsck).
func sound(name string) bool {
	bare := strings.ToLower(strings.TrimRight(strings.Map(func(c rune) rune {
		if c >= 0x200C && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x206A && c <= 0x206F || c == 0xFEFF {
			return -1 // a file system of macOS leaves these out
		}
		return c
	}, name), ". "))
	return name != "" && name != "." && name != ".." && bare != ".git" && bare != "git~1" && utf8.ValidString(name) &&
		!strings.ContainsFunc(name, func(c rune) bool { return c == '/' || c == '\\' || c < ' ' || c == 0x7F })
}
