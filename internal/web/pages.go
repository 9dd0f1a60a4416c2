package web

import (
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/site"
)

// What caches are told.
const (
	cacheAsk     = "no-cache"                            // keep it, and ask each time whether it still holds
	cachePrivate = "private, no-cache"                   // the same, for the reader's own cache alone
	cacheYear    = "public, max-age=31536000, immutable" // its address changes with its content
	cacheNever   = "no-store"
)

// home sends a reader to their language. It is the only address where the browser's wish decides: everywhere
// else the address says the language.
func (s *Server) home(c *fiber.Ctx) error {
	ctx := c.Context()
	ctx.Response.Header.Set(fasthttp.HeaderVary, "Accept-Language")
	ctx.Response.Header.Set(fasthttp.HeaderCacheControl, cacheAsk)
	s.redirect(ctx, fasthttp.StatusFound, "/"+s.negotiated(ctx), true)
	return nil
}

// page answers with a page of the snapshot as it is, or sends on who came by an old or differently written
// address.
func (s *Server) page(c *fiber.Ctx) error {
	ctx, path := c.Context(), c.Path()
	snapshot := s.snapshot.Load()
	if snapshot == nil {
		return fault.New(fault.Unavailable, "", nil)
	}
	if query := ctx.URI().QueryString(); len(query) > 0 {
		if page := snapshot.Page(path + "?" + string(query)); page != nil { // a list by kind
			s.send(ctx, page)
			return nil
		}
		if done, err := s.lesson(ctx, snapshot, path); done || err != nil {
			return err
		}
	}
	if page := snapshot.Page(path); page != nil {
		if page.Lang != "" {
			s.opened(ctx, path)
		}
		s.send(ctx, page)
		return nil
	}
	if to := s.known(path); to != "" {
		s.redirect(ctx, fasthttp.StatusMovedPermanently, to, true)
		return nil
	}
	return fault.New(fault.NotFound, "", nil)
}

// plain answers with a lesson as it stands, and is false for all else. It is what is read most, and it needs no
// route: the way through Fiber takes stack enough to double what every open connection holds of memory from then on.
func (s *Server) plain(ctx *fasthttp.RequestCtx, path string) bool {
	snapshot := s.snapshot.Load()
	if snapshot == nil || !reads(ctx) || len(ctx.URI().QueryString()) > 0 {
		return false
	}
	if lesson, _ := snapshot.Lesson(path); lesson == nil {
		return false
	}
	s.opened(ctx, path)
	s.send(ctx, snapshot.Page(path))
	return true
}

// opened counts that a page was opened. What a browser fetches before anybody asks for it is not.
func (s *Server) opened(ctx *fasthttp.RequestCtx, path string) {
	if s.views != nil && ctx.IsGet() && len(ctx.Request.Header.Peek("Sec-Purpose")) == 0 {
		s.views.Count(path, s.now())
	}
}

// send answers with a page that caches may keep, or with 304 when the reader has it.
func (s *Server) send(ctx *fasthttp.RequestCtx, page *site.Page) {
	h := &ctx.Response.Header
	var holes *site.Holes
	switch {
	case page.Immutable:
		h.Set(fasthttp.HeaderCacheControl, cacheYear)
		h.Set(fasthttp.HeaderVary, "Accept-Encoding")
	case page.Holes():
		everybody := s.common(ctx)
		switch holes = s.holes(ctx); {
		case holes == nil:
			h.Set(fasthttp.HeaderCacheControl, cacheAsk)
		case holes == everybody:
			page, holes = s.settled(page, holes), nil
			h.Set(fasthttp.HeaderCacheControl, cacheAsk)
		default:
			h.Set(fasthttp.HeaderCacheControl, cachePrivate)
		}
		h.Set(fasthttp.HeaderVary, "Accept-Encoding, Cookie")
	default:
		h.Set(fasthttp.HeaderCacheControl, cacheAsk)
		h.Set(fasthttp.HeaderVary, "Accept-Encoding")
	}
	e := encoding(ctx, page, holes)
	etag := page.ETag(e, holes)
	h.Set(fasthttp.HeaderETag, etag)
	if matches(string(ctx.Request.Header.Peek(fasthttp.HeaderIfNoneMatch)), etag) {
		ctx.SetStatusCode(fasthttp.StatusNotModified)
		h.SetNoDefaultContentType(true)
		return
	}
	s.body(ctx, page, e, holes)
}

// body puts a page into an answer.
func (s *Server) body(ctx *fasthttp.RequestCtx, page *site.Page, e site.Encoding, holes *site.Holes) {
	h := &ctx.Response.Header
	if e != site.Identity {
		h.Set(fasthttp.HeaderContentEncoding, e.String())
	}
	if page.Lang != "" {
		h.Set(fasthttp.HeaderContentLanguage, page.Lang)
	}
	if page.NoIndex {
		h.Set("X-Robots-Tag", "noindex")
	}
	h.SetContentType(page.Type)
	if e == site.Gzip && holes != nil {
		// Put together in the buffer that the answer keeps, and gives back once it is sent.
		filled := page.AppendGzip(ctx.Response.SwapBody(nil)[:0], holes)
		s.patience(ctx, len(filled))
		ctx.Response.SwapBody(filled)
		return
	}
	s.raw(ctx, page.Body(e, holes))
}

// raw sends bytes that nobody will change, without a copy.
func (s *Server) raw(ctx *fasthttp.RequestCtx, body []byte) {
	s.patience(ctx, len(body))
	ctx.Response.SetBodyRaw(body)
}

// patience gives a slow line the time that an answer of size bytes needs.
func (s *Server) patience(ctx *fasthttp.RequestCtx, size int) {
	if allowed := s.limits.writeTime(size); allowed > s.limits.Write {
		// It fails on a connection that is gone, which the write tells, too.
		_ = ctx.SetWriteDeadline(s.now().Add(allowed))
	}
}

// encoding chooses among what a page offers.
func encoding(ctx *fasthttp.RequestCtx, page *site.Page, holes *site.Holes) site.Encoding {
	header := ctx.Request.Header.Peek(fasthttp.HeaderAcceptEncoding)
	return accepts(string(header)).best(func(e site.Encoding) bool { return page.Offers(e, holes) })
}

// once answers with a page that was made for this reader and this moment: no search engine lists it, and caches
// do with it what they are told.
func (s *Server) once(ctx *fasthttp.RequestCtx, page *site.Page, cache string) {
	h := &ctx.Response.Header
	h.Set(fasthttp.HeaderCacheControl, cache)
	h.Set(fasthttp.HeaderVary, "Accept-Encoding, Cookie")
	h.Set("X-Robots-Tag", "noindex")
	holes := s.holes(ctx)
	s.body(ctx, page, encoding(ctx, page, holes), holes)
}
