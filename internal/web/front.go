package web

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
)

// front stands before the routes and sees every request that could be read.
func (s *Server) front(ctx *fasthttp.RequestCtx) {
	start := s.now()
	defer s.account(ctx, start)
	defer func() {
		if p := recover(); p != nil {
			ctx.Response.Reset()
			s.answer(ctx, fault.New(fault.Internal, "", fmt.Errorf("panic: %v\n%s", p, debug.Stack())))
		}
	}()
	s.headers.put(&ctx.Response.Header)
	if s.draining.Load() {
		ctx.SetConnectionClose()
	}
	if len(ctx.Request.Header.RequestURI()) > s.limits.URL {
		s.answer(ctx, status(fasthttp.StatusRequestURITooLong))
		return
	}
	if s.misdirected(ctx) {
		s.answer(ctx, status(fasthttp.StatusMisdirectedRequest))
		return
	}
	raw := string(ctx.URI().PathOriginal())
	path, same, ok := canonical(raw)
	switch {
	case !ok:
		s.answer(ctx, fault.New(fault.NotFound, "", nil))
	case !same:
		s.elsewhere(ctx, path)
	case s.plain(ctx, path): // nearly every request
	case !slices.Contains(fiber.DefaultMethods, string(ctx.Method())): // Fiber has a text of its own for these
		ctx.Response.Header.Set(fasthttp.HeaderAllow, "GET, HEAD")
		s.answer(ctx, fiber.ErrMethodNotAllowed)
	default:
		s.next(ctx)
	}
}

// elsewhere sends whoever wrote a path of ours in another way to the right one, for good; a path that is not ours
// in any writing is not found. Only GET and HEAD are sent on: a form never goes to such an address.
func (s *Server) elsewhere(ctx *fasthttp.RequestCtx, path string) {
	if reads(ctx) {
		if to := s.known(path); to != "" {
			s.redirect(ctx, fasthttp.StatusMovedPermanently, to, true)
			return
		}
	}
	s.answer(ctx, fault.New(fault.NotFound, "", nil))
}

// known gives the address that a path in any case names, or "": a page, or where an old address leads. The names of
// files are what they are.
func (s *Server) known(path string) string {
	snapshot := s.snapshot.Load()
	if snapshot == nil {
		return ""
	}
	lower := strings.ToLower(path)
	for _, p := range []string{path, lower} {
		if to := snapshot.Redirect(p); to != "" {
			return to
		}
		if p == "/" || snapshot.Page(p) != nil || machine(p) || s.author != nil && p == watchPath {
			return p
		}
	}
	return ""
}

// redirect answers with an address of our own, the query kept where it is asked for. The address is relative: a
// Host header never decides where somebody goes.
func (s *Server) redirect(ctx *fasthttp.RequestCtx, code int, to string, query bool) {
	if q := ctx.URI().QueryString(); query && len(q) > 0 {
		to += "?" + string(q)
	}
	ctx.Response.Header.Set(fasthttp.HeaderLocation, local(to, "/"))
	if code == fasthttp.StatusMovedPermanently {
		ctx.Response.Header.Set(fasthttp.HeaderCacheControl, "public, max-age=86400")
	}
	ctx.Response.Header.SetContentType("text/plain; charset=utf-8")
	ctx.SetStatusCode(code)
}

// reads tells whether a request only asks.
func reads(ctx *fasthttp.RequestCtx) bool { return ctx.IsGet() || ctx.IsHead() }

// account writes the line of the access log: no query, which may hold an answer, and no address of a reader,
// or a truncated one where the host wants it.
func (s *Server) account(ctx *fasthttp.RequestCtx, start time.Time) {
	if !s.log.Enabled(ctx, accessLevel) {
		return
	}
	now := s.now()
	// The record stands on the heap, and the log writes it elsewhere (cli): with both on this stack, every open
	// connection would keep 8 KB of it in place of 4. The place in the code is left out: it takes long to find.
	line := s.lines.Get().(*slog.Record)
	defer s.lines.Put(line)
	*line = slog.Record{}
	line.Time, line.Level, line.Message = now, accessLevel, "request"
	s.access(line, ctx, now.Sub(start))
	_ = s.log.Handler().Handle(ctx, *line) // where a log cannot be written, there is nowhere to say so
}
