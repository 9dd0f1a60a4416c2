package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/flate"
)

// The frame of a gzip member (RFC 1952): ten bytes before the deflate blocks, eight after them. The time is left
// out, so that the same page gives the same bytes.
const gzipHeader = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

// gzipLast is an empty final block with fixed codes (RFC 1951, 3.2.6).
const gzipLast = "\x03\x00"

// storedMax is the longest text of a stored block.
const storedMax = 1<<16 - 1

// press makes pages out of what templates write. One serves one goroutine; it keeps its buffers between pages.
type press struct {
	deflate *flate.Writer
	out     bytes.Buffer
}

// newPress makes a press of a gzip level, 1 to 9.
func newPress(level int) (*press, error) {
	w, err := flate.NewWriter(nil, level)
	if err != nil {
		return nil, fmt.Errorf("gzip level %d: %w", level, err)
	}
	return &press{deflate: w}, nil
}

// page cuts text at its holes and compresses the pieces.
func (p *press) page(contentType string, text []byte) (*Page, error) {
	page := &Page{Type: contentType}
	sum := sha256.New()
	p.out.Reset()
	p.out.WriteString(gzipHeader)
	var crc uint32
	for hole := Hole(0); ; {
		stretch, rest, cut := bytes.Cut(text, []byte{holeMark})
		if err := p.piece(page, hole, stretch); err != nil {
			return nil, err
		}
		last := page.pieces[len(page.pieces)-1]
		crc = combine(crc, last.crc, last.shift)
		sum.Write(stretch)
		if !cut {
			break
		}
		name, after, closed := bytes.Cut(rest, []byte{holeMark})
		if !closed {
			return nil, fmt.Errorf("a hole that begins with %.20q does not end", rest)
		}
		var err error
		if hole, err = holeNamed(name); err != nil {
			return nil, err
		}
		sum.Write([]byte{holeMark, byte(hole)})
		text = after
	}
	p.out.WriteString(gzipLast)
	page.member = slices.Clone(appendTrailer(p.out.Bytes(), crc, page.size))
	page.Hash = hex.EncodeToString(sum.Sum(nil)[:8])
	return page, nil
}

// whole compresses data as it is: what looks like a hole in a file is none.
func (p *press) whole(contentType string, data []byte) (*Page, error) {
	page := &Page{Type: contentType}
	p.out.Reset()
	p.out.WriteString(gzipHeader)
	if err := p.piece(page, 0, data); err != nil {
		return nil, err
	}
	p.out.WriteString(gzipLast)
	page.member = slices.Clone(appendTrailer(p.out.Bytes(), page.pieces[0].crc, page.size))
	sum := sha256.Sum256(data)
	page.Hash = hex.EncodeToString(sum[:8])
	return page, nil
}

// piece compresses one stretch with a window of its own, and ends it on a byte by a sync flush.
func (p *press) piece(page *Page, hole Hole, text []byte) error {
	if len(text) > 0 {
		p.deflate.Reset(&p.out)
		if _, err := p.deflate.Write(text); err != nil {
			return fmt.Errorf("compress a page: %w", err)
		}
		if err := p.deflate.Flush(); err != nil {
			return fmt.Errorf("compress a page: %w", err)
		}
	}
	page.size += len(text)
	page.pieces = append(page.pieces, piece{
		end: p.out.Len(), hole: hole, size: len(text), crc: crc32.ChecksumIEEE(text), shift: shift(len(text)),
	})
	return nil
}

// AppendGzip appends the page as one gzip member, its holes filled, to dst. It copies; it compresses nothing.
func (p *Page) AppendGzip(dst []byte, h *Holes) []byte {
	extra := 0
	for _, piece := range p.pieces[1:] {
		extra += len(h[piece.hole]) + 5*(len(h[piece.hole])/storedMax+1)
	}
	dst = slices.Grow(dst, len(p.member)+extra)

	first := p.pieces[0]
	dst = append(dst, p.member[:first.end]...)
	crc, size, from := first.crc, first.size, first.end
	for _, piece := range p.pieces[1:] {
		text := h[piece.hole]
		dst, crc = appendStored(dst, crc, text)
		dst = append(dst, p.member[from:piece.end]...)
		crc = combine(crc, piece.crc, piece.shift)
		size += len(text) + piece.size
		from = piece.end
	}
	return appendTrailer(append(dst, gzipLast...), crc, size)
}

// appendStored appends text as stored blocks (RFC 1951, 3.2.4), and goes on with a CRC over it.
func appendStored(dst []byte, crc uint32, text string) ([]byte, uint32) {
	for len(text) > 0 {
		n := min(len(text), storedMax)
		dst = append(dst, 0, byte(n), byte(n>>8), ^byte(n), ^byte(n>>8))
		dst = append(dst, text[:n]...)
		crc = crc32.Update(crc, crc32.IEEETable, dst[len(dst)-n:])
		text = text[n:]
	}
	return dst, crc
}

func appendTrailer(dst []byte, crc uint32, size int) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, crc)
	return binary.LittleEndian.AppendUint32(dst, uint32(size))
}

// inflaters are kept between the few readers who take no gzip.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// inflate gives the content itself, its holes filled.
func (p *Page) inflate(h *Holes) []byte {
	if h == nil {
		h = &Holes{}
	}
	size := p.size
	for _, piece := range p.pieces[1:] {
		size += len(h[piece.hole])
	}
	out := make([]byte, 0, size)
	r := inflaters.Get().(io.Reader)
	defer inflaters.Put(r)
	from := len(gzipHeader)
	for i, piece := range p.pieces {
		if i > 0 {
			out = append(out, h[piece.hole]...)
		}
		if err := r.(flate.Resetter).Reset(bytes.NewReader(p.member[from:piece.end]), nil); err != nil {
			panic("site: a flate reader cannot be reset: " + err.Error())
		}
		at := len(out)
		out = out[:at+piece.size]
		if _, err := io.ReadFull(r, out[at:]); err != nil {
			panic("site: our own deflate cannot be read: " + err.Error())
		}
		from = piece.end
	}
	return out
}
