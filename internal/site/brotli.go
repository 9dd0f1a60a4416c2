package site

import (
	"bytes"
	"context"
	"fmt"

	brotli "github.com/molecule-man/go-brrr"
)

// brotliLevel makes a page a tenth smaller than gzip in about the time of gzip 9; the levels above 5 take many
// times as long for a few bytes.
const brotliLevel = 5

// Brotli makes the brotli bodies, one after the other, until all are there or ctx ends. publish calls it once the
// snapshot is in use; only one call works at a time.
func (s *Snapshot) Brotli(ctx context.Context) error {
	select {
	case s.brotli <- struct{}{}:
		defer func() { <-s.brotli }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	var out bytes.Buffer
	w, err := brotli.NewWriter(&out, brotliLevel)
	if err != nil {
		return fmt.Errorf("make a brotli body: %w", err)
	}
	for p := range s.all() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if p.member == nil || p.brotli.Load() != nil {
			continue
		}
		out.Reset()
		w.Reset(&out)
		if _, err := w.Write(p.inflate(nil)); err != nil {
			return fmt.Errorf("make a brotli body: %w", err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("make a brotli body: %w", err)
		}
		if out.Len() < len(p.member) {
			body := bytes.Clone(out.Bytes())
			p.brotli.Store(&body)
		}
	}
	return nil
}
