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
	press, err := newBrotliPress()
	if err != nil {
		return err
	}
	for p := range s.all() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if p.member == nil || p.brotli.Load() != nil {
			continue
		}
		if err := press.page(p, p.inflate(nil)); err != nil {
			return err
		}
	}
	return nil
}

// brotliPress makes brotli bodies, one after the other.
type brotliPress struct {
	out    bytes.Buffer
	writer *brotli.Writer
}

func newBrotliPress() (*brotliPress, error) {
	var b brotliPress
	var err error
	if b.writer, err = brotli.NewWriter(&b.out, brotliLevel); err != nil {
		return nil, fmt.Errorf("make a brotli body: %w", err)
	}
	return &b, nil
}

// page makes the brotli body of a page, whose content is text. A page that it would not make smaller goes without.
func (b *brotliPress) page(p *Page, text []byte) error {
	b.out.Reset()
	b.writer.Reset(&b.out)
	if _, err := b.writer.Write(text); err != nil {
		return fmt.Errorf("make a brotli body: %w", err)
	}
	if err := b.writer.Close(); err != nil {
		return fmt.Errorf("make a brotli body: %w", err)
	}
	if b.out.Len() < len(p.member) {
		body := bytes.Clone(b.out.Bytes())
		p.brotli.Store(&body)
	}
	return nil
}
