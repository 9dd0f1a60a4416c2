package site

import (
	"strconv"
	"sync/atomic"
)

// Encoding is a content coding of HTTP.
type Encoding int

// The encodings of a page. Every page has the first two.
const (
	Identity Encoding = iota
	Gzip
	Brotli
)

// String is the name of the encoding in HTTP.
func (e Encoding) String() string { return [...]string{"identity", "gzip", "br"}[e] }

// Page is an answer ready to be sent: a page, a feed, a file. It is safe for use by many readers at once.
//
// A compressible one is kept as one gzip member whose holes are empty. Around a hole it is cut into pieces, each
// deflated on its own and ended on a byte, so that a filled page is made by copying.
type Page struct {
	Type      string // Content-Type
	Lang      string // of a page; empty for files
	Immutable bool   // its address holds its hash: it may be kept for a year
	NoIndex   bool   // search engines must leave it out
	Hash      string // of the content, holes empty: 16 hexadecimal digits of its SHA-256

	raw    []byte  // the content itself, where gzip would not make it smaller
	member []byte  // the gzip member, holes empty; nil where raw is set
	pieces []piece // of member, in order; holes are between them
	size   int     // of the content, holes empty, in bytes
	brotli atomic.Pointer[[]byte]
}

// piece is a stretch of a page between holes.
type piece struct {
	end   int    // where it ends in member
	hole  Hole   // what stands before it; the first has none
	size  int    // of its content in bytes
	crc   uint32 // of its content
	shift uint32 // what its content does to the CRC before it
}

// Holes tells whether the page can be filled.
func (p *Page) Holes() bool { return len(p.pieces) > 1 }

// Size is the length of the content in bytes, holes empty.
func (p *Page) Size() int { return p.size }

// Offers tells whether Body can give the encoding. Brotli comes some time after a snapshot is built, and only
// for pages whose holes stay empty.
func (p *Page) Offers(e Encoding, h *Holes) bool {
	switch e {
	case Gzip:
		return p.member != nil
	case Brotli:
		return p.brotli.Load() != nil && !p.filled(h)
	}
	return true
}

// Body is the page in an encoding that it offers, its holes filled; nil leaves them empty. The bytes may be shared
// with other readers: never write into them.
func (p *Page) Body(e Encoding, h *Holes) []byte {
	switch {
	case e == Brotli:
		return *p.brotli.Load()
	case e == Gzip && p.filled(h):
		return p.AppendGzip(nil, h)
	case e == Gzip:
		return p.member
	case p.raw != nil:
		return p.raw
	}
	return p.inflate(h)
}

// ETag is the strong validator of Body(e, h), quotes included.
func (p *Page) ETag(e Encoding, h *Holes) string {
	const letters = "igb"
	b := make([]byte, 0, 40)
	b = append(append(b, '"'), p.Hash...)
	if p.filled(h) {
		b = strconv.AppendUint(append(b, '.'), p.sum(h), 16)
	}
	return string(append(b, '-', letters[e], '"'))
}

// filled tells whether h puts anything into this page.
func (p *Page) filled(h *Holes) bool {
	if len(p.pieces) < 2 || h == nil {
		return false
	}
	for _, piece := range p.pieces[1:] {
		if h[piece.hole] != "" {
			return true
		}
	}
	return false
}

// sum is an FNV-1a hash of what h puts into this page: it tells one reader's version from the next.
func (p *Page) sum(h *Holes) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	sum := uint64(offset)
	for _, piece := range p.pieces[1:] {
		text := h[piece.hole]
		for i := range len(text) {
			sum = (sum ^ uint64(text[i])) * prime
		}
		sum = (sum ^ 0xff) * prime // no text holds this byte: it parts the holes
	}
	return sum
}
