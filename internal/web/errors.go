package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/site"
)

// fail is Fiber's error handler: for routes, and for requests that could not even be read.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	s.answer(c.Context(), err)
	return nil
}

// status is an error of this package that is a status and nothing else.
type status int

func (s status) Error() string { return http.StatusText(int(s)) }

// answer turns an error into a status and a page in the reader's language. The text is fixed: nothing of the
// request and nothing of the cause is in it. Causes of our own failures are logged here, and nowhere else.
func (s *Server) answer(ctx *fasthttp.RequestCtx, err error) {
	code := s.code(ctx, err)
	if code >= fasthttp.StatusInternalServerError {
		s.log.Error("a request failed", "status", code, "cause", err)
	}
	h := &ctx.Response.Header
	allow := string(h.Peek(fasthttp.HeaderAllow))
	closes := h.ConnectionClose()
	ctx.Response.Reset()
	s.headers.put(h)
	if code == fasthttp.StatusMethodNotAllowed {
		h.Set(fasthttp.HeaderAllow, allow)
	}
	if code == fasthttp.StatusServiceUnavailable {
		h.Set(fasthttp.HeaderRetryAfter, "5")
	}
	if closes {
		h.SetConnectionClose()
	}
	ctx.SetStatusCode(code)
	h.Set(fasthttp.HeaderCacheControl, "no-store")
	if page := s.errorPage(ctx, code); page != nil {
		h.Set(fasthttp.HeaderVary, "Accept-Encoding, Accept-Language, Cookie")
		holes := s.holes(ctx)
		s.body(ctx, page, encoding(ctx, page, holes), holes)
		return
	}
	h.SetContentType("text/plain; charset=utf-8")
	ctx.SetBodyString(http.StatusText(code) + "\n")
}

// code is the status of an error.
func (s *Server) code(ctx *fasthttp.RequestCtx, err error) int {
	var own status
	var routing *fiber.Error
	switch {
	case errors.As(err, &own):
		return int(own)
	case errors.As(err, &routing):
		switch {
		case routing.Code == fiber.StatusBadGateway: // fasthttp's word for a client that left
			return fiber.StatusBadRequest
		case routing.Code == fiber.StatusMethodNotAllowed && !s.exists(ctx):
			return fiber.StatusNotFound
		}
		return routing.Code
	case errors.Is(err, context.DeadlineExceeded):
		return fasthttp.StatusServiceUnavailable
	}
	return codes[fault.KindOf(err)]
}

// codes are the statuses of the kinds.
var codes = [...]int{
	fault.Internal:         fasthttp.StatusInternalServerError,
	fault.Invalid:          fasthttp.StatusBadRequest,
	fault.NotFound:         fasthttp.StatusNotFound,
	fault.MethodNotAllowed: fasthttp.StatusMethodNotAllowed,
	fault.Forbidden:        fasthttp.StatusForbidden,
	fault.Conflict:         fasthttp.StatusConflict,
	fault.TooLarge:         fasthttp.StatusRequestEntityTooLarge,
	fault.Unavailable:      fasthttp.StatusServiceUnavailable,
}

// exists tells whether there is anything at the address of a request whose method was refused.
func (s *Server) exists(ctx *fasthttp.RequestCtx) bool {
	snapshot, path := s.snapshot.Load(), string(ctx.URI().PathOriginal())
	return path == "/" || machine(path) || filed(path) || snapshot != nil && snapshot.Page(path) != nil
}

// errorPage finds the page of a status in the reader's language: that of the address, else the one their browser
// asks for.
func (s *Server) errorPage(ctx *fasthttp.RequestCtx, code int) *site.Page {
	snapshot := s.snapshot.Load()
	if snapshot == nil {
		return nil
	}
	switch code {
	case fasthttp.StatusRequestTimeout, fasthttp.StatusConflict, fasthttp.StatusRequestURITooLong,
		fasthttp.StatusRequestHeaderFieldsTooLarge:
		code = fasthttp.StatusBadRequest // whose words fit them
	}
	return snapshot.Error(s.language(ctx), code)
}

// language is that of the address, else the one that the browser asks for, else the site's own.
func (s *Server) language(ctx *fasthttp.RequestCtx) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(string(ctx.URI().PathOriginal()), "/"), "/")
	for _, tag := range s.settings.Languages {
		if tag == first {
			return tag
		}
	}
	return s.negotiated(ctx)
}

// negotiated is the language that the browser asks for, or the site's own.
func (s *Server) negotiated(ctx *fasthttp.RequestCtx) string {
	i := s.languages.Match(string(ctx.Request.Header.Peek(fasthttp.HeaderAcceptLanguage)))
	return s.settings.Languages[i]
}
