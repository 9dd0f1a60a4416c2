package web

import (
	"bytes"
	"log/slog"
	"net/netip"
	"time"

	"github.com/valyala/fasthttp"
)

// accessLevel is the level of access lines.
const accessLevel = slog.LevelInfo

// loggedPath bounds what of a path is logged, in bytes.
const loggedPath = 200

// access adds to a line of the access log what it says of a request.
func (s *Server) access(line *slog.Record, ctx *fasthttp.RequestCtx, took time.Duration) {
	path := withoutKey(ctx.URI().PathOriginal())
	line.AddAttrs(
		slog.String("method", string(ctx.Method())),
		slog.String("path", string(path[:min(len(path), loggedPath)])),
		slog.Int("status", ctx.Response.StatusCode()),
		slog.Int("bytes", size(ctx)),
		slog.Int64("us", took.Microseconds()))
	if s.settings.Log.Addresses == "truncated" {
		line.AddAttrs(slog.String("from", truncated(s.client(ctx))))
	}
}

// withoutKey leaves out of a path what opens the private link of a text that was sent without an account.
func withoutKey(path []byte) []byte {
	for _, page := range [][]byte{[]byte("/feedback/"), []byte("/contact/"), []byte("/suggest/")} {
		if i := bytes.Index(path, page); i >= 0 && !bytes.Contains(path[:i], []byte("/admin")) {
			return append(path[:i+len(page):i+len(page)], '-')
		}
	}
	return path
}

// size is the length of the body that is sent.
func size(ctx *fasthttp.RequestCtx) int {
	if ctx.IsHead() || ctx.Response.IsBodyStream() {
		return 0
	}
	return len(ctx.Response.Body())
}

// client is the reader's address: the peer's, or what a trusted proxy says it is.
func (s *Server) client(ctx *fasthttp.RequestCtx) string {
	c := s.app.AcquireCtx(ctx)
	defer s.app.ReleaseCtx(c)
	return c.IP()
}

// truncated keeps the first 24 bits of an IPv4 address, and 48 of an IPv6 one: a town, not a person.
func truncated(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	bits := 48
	if ip.Is4() {
		bits = 24
	}
	prefix, err := ip.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}
