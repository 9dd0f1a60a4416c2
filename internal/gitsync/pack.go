package gitsync

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// take writes a pack aside, looks at it, makes its index, and only then puts both among the objects.
func (r *Repository) take(pack io.Reader) error {
	folder := filepath.Join(r.config.Dir, "objects", "pack")
	if err := sweep(folder); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, ".new-")
	if err != nil {
		return fmt.Errorf("keep a pack: %w", err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	limits := r.config.Limits
	n, err := io.Copy(file, io.LimitReader(pack, limits.Pack+1))
	switch {
	case err != nil:
		return fmt.Errorf("fetch a pack: %w", err)
	case n > limits.Pack:
		return failed(Large, "the repository sends more than %d bytes", limits.Pack)
	}
	if err := limits.measure(file); err != nil {
		return err
	}
	index, name, err := indexOf(file)
	if err != nil {
		return fmt.Errorf("read a pack: %w", err)
	}
	aside, err := os.CreateTemp(folder, ".new-")
	if err != nil {
		return fmt.Errorf("keep the index of a pack: %w", err)
	}
	defer os.Remove(aside.Name())
	_, err = idxfile.NewEncoder(aside).Encode(index)
	if err = errors.Join(err, aside.Sync(), aside.Close(), file.Sync()); err != nil {
		return fmt.Errorf("keep the index of a pack: %w", err)
	}
	// The index comes last: a pack without one is not looked at.
	base := filepath.Join(folder, "pack-"+name.String())
	if err := os.Rename(file.Name(), base+".pack"); err != nil {
		return err
	}
	if err := os.Rename(aside.Name(), base+".idx"); err != nil {
		return err
	}
	return r.reopen()
}

// sweep takes out what a fetch left that was cut short.
func sweep(folder string) error {
	left, err := filepath.Glob(filepath.Join(folder, ".new-*"))
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// measure looks at how large what is packed says it is, before any of it is unpacked into memory: what is larger than it
// says is an error there.
func (l Limits) measure(file io.ReadSeeker) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	s := packfile.NewScanner(file)
	_, count, err := s.Header()
	switch {
	case errors.Is(err, packfile.ErrEmptyPackfile):
		return failed(Garbled, "nothing was sent")
	case err != nil:
		return failure(Garbled, err)
	case int64(count) > int64(l.Objects):
		return failed(Large, "the repository sends %d objects, more than %d", count, l.Objects)
	}
	for range count {
		h, err := s.NextObjectHeader()
		if err != nil {
			return failure(Garbled, err)
		}
		size := h.Length
		content := &beginning{}
		if size <= l.Object {
			if _, _, err := s.NextObject(content); err != nil {
				return failure(Garbled, err)
			}
		}
		if h.Type == plumbing.OFSDeltaObject || h.Type == plumbing.REFDeltaObject {
			size = max(size, content.result())
		}
		if size > l.Object {
			return failed(Large, "a file has %d bytes, more than %d", size, l.Object)
		}
	}
	return nil
}

// beginning keeps the first bytes of what is written to it.
type beginning struct {
	bytes [20]byte
	n     int
}

func (b *beginning) Write(p []byte) (int, error) {
	b.n += copy(b.bytes[b.n:], p)
	return len(p), nil
}

// result is how large what a delta makes will be: the second of the two numbers that it begins with
// (https://git-scm.com/docs/pack-format). What is no number counts as endless.
func (b *beginning) result() int64 {
	at := 0
	var size uint64
	for range 2 {
		size = 0
		for shift := 0; ; shift += 7 {
			if at >= b.n || shift > 56 {
				return 1 << 62
			}
			c := b.bytes[at]
			at++
			size |= uint64(c&0x7F) << shift
			if c&0x80 == 0 {
				break
			}
		}
	}
	return int64(min(size, 1<<62))
}

// indexOf reads a pack whole, its checksums and deltas too, and makes its index.
func indexOf(file io.ReadSeeker) (*idxfile.MemoryIndex, plumbing.Hash, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, plumbing.ZeroHash, err
	}
	made := new(idxfile.Writer)
	p, err := packfile.NewParser(packfile.NewScanner(file), made)
	if err != nil {
		return nil, plumbing.ZeroHash, err
	}
	name, err := p.Parse()
	if err != nil {
		return nil, plumbing.ZeroHash, err
	}
	index, err := made.Index()
	return index, name, err
}

// reopen looks at the packs anew.
func (r *Repository) reopen() error {
	r.reading.Lock()
	defer r.reading.Unlock()
	err := r.objects.Close()
	r.objects = openObjects(r.config.Dir)
	return err
}
