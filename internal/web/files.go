package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/site"
)

// file answers with a file of the theme or of a course, whole or the stretch that a player asks for.
func (s *Server) file(c *fiber.Ctx) error {
	snapshot := s.snapshot.Load()
	if snapshot == nil {
		return fault.New(fault.Unavailable, "", nil)
	}
	work, cancel := context.WithTimeout(c.UserContext(), s.limits.Handler)
	defer cancel()
	file, err := snapshot.File(work, c.Path())
	if err != nil {
		return err
	}
	if file == nil {
		return fault.New(fault.NotFound, "", nil)
	}
	ctx := c.Context()
	h := &ctx.Response.Header
	h.Set(fasthttp.HeaderContentSecurityPolicy, filePolicy)
	if file.Offers(site.Gzip, nil) {
		s.send(ctx, file)
		return nil
	}
	h.Set(fasthttp.HeaderAcceptRanges, "bytes")
	s.send(ctx, file)
	if want := string(ctx.Request.Header.Peek(fasthttp.HeaderRange)); want != "" && ctx.IsGet() &&
		ctx.Response.StatusCode() == fasthttp.StatusOK && unchanged(ctx) {
		s.stretch(ctx, file, want)
	}
	return nil
}

// unchanged tells whether a range may be served: without If-Range always, else only for the file it was cut from.
// A date never matches: files have none.
func unchanged(ctx *fasthttp.RequestCtx) bool {
	since := ctx.Request.Header.Peek(fasthttp.HeaderIfRange)
	return len(since) == 0 || string(since) == string(ctx.Response.Header.Peek(fasthttp.HeaderETag))
}

// stretch answers with a range of a file.
func (s *Server) stretch(ctx *fasthttp.RequestCtx, file *site.Page, want string) {
	h := &ctx.Response.Header
	data := file.Body(site.Identity, nil)
	size := strconv.Itoa(len(data))
	switch at, outcome := ranged(want, len(data), s.limits.Ranges); outcome {
	case partial:
		h.Set(fasthttp.HeaderContentRange, "bytes "+strconv.Itoa(at.from)+"-"+strconv.Itoa(at.to)+"/"+size)
		ctx.SetStatusCode(fasthttp.StatusPartialContent)
		s.raw(ctx, data[at.from:at.to+1])
	case unsatisfied:
		h.Set(fasthttp.HeaderContentRange, "bytes */"+size)
		h.Set(fasthttp.HeaderCacheControl, cacheNever)
		h.Del(fasthttp.HeaderETag)
		h.SetContentType("text/plain; charset=utf-8")
		ctx.SetStatusCode(fasthttp.StatusRequestedRangeNotSatisfiable)
		ctx.Response.ResetBody()
	}
}

// securityText tells who finds a hole whom to write to (RFC 9116), where the host has said whom.
func (s *Server) securityText(c *fiber.Ctx) error {
	var b strings.Builder
	if email := s.settings.Host.Email; email != "" {
		b.WriteString("Contact: mailto:" + email + "\n")
	}
	if url := s.settings.Host.ContactURL; strings.HasPrefix(url, "https://") {
		b.WriteString("Contact: " + url + "\n")
	}
	if b.Len() == 0 {
		return fault.New(fault.NotFound, "", nil)
	}
	// The text is made anew each time, so it is never out of date; a year is the longest the RFC allows.
	b.WriteString("Expires: " + s.now().UTC().AddDate(0, 6, 0).Format("2006-01-02T00:00:00Z") + "\n")
	b.WriteString("Preferred-Languages: " + strings.Join(s.settings.Languages, ", ") + "\n")
	if s.settings.BaseURL != "" {
		b.WriteString("Canonical: " + s.settings.BaseURL + "/.well-known/security.txt\n")
	}
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
	return c.SendString(b.String())
}

// healthy tells a host's monitor how the site is: 200 while it serves, also from the last good version of a
// course that no longer compiles, and 503 before the first one and from the moment it ends.
func (s *Server) healthy(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, cacheNever)
	if s.snapshot.Load() == nil || s.draining.Load() {
		c.Status(fiber.StatusServiceUnavailable)
	}
	return c.JSON(s.health())
}
