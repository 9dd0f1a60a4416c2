package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// comfortYear is how long a choice is remembered, in seconds.
const comfortYear = 365 * 24 * 60 * 60

// The cookie holds what a reader chose of theme.ComfortChoices, and nothing else: "size:large.theme:dark".

// comfort keeps what a reader chose, in a cookie of their own, and goes back to where they were.
func (s *Server) comfort(c *fiber.Ctx) error {
	ctx, lang := c.Context(), c.Params("lang")
	if !slices.Contains(s.settings.Languages, lang) {
		return fault.New(fault.NotFound, "", nil)
	}
	if !s.ownForm(ctx) {
		return fault.New(fault.Forbidden, "", nil)
	}
	form := ctx.PostArgs()
	var chosen []string
	for _, c := range theme.ComfortChoices() {
		value := string(form.Peek(c.Name))
		if slices.Index(c.Values, value) > 0 {
			chosen = append(chosen, c.Name+":"+value)
		}
	}
	s.remember(ctx, strings.Join(chosen, "."))
	ctx.Response.Header.Set(fasthttp.HeaderCacheControl, cacheNever)
	s.redirect(ctx, fasthttp.StatusSeeOther, local(string(form.Peek("back")), "/"+lang+"/comfort"), false)
	return nil
}

// ownForm tells whether a POST was sent by a page of ours.
func (s *Server) ownForm(ctx *fasthttp.RequestCtx) bool {
	h := &ctx.Request.Header
	return source{
		site:    string(h.Peek("Sec-Fetch-Site")),
		origin:  string(h.Peek(fasthttp.HeaderOrigin)),
		referer: string(h.Peek(fasthttp.HeaderReferer)),
		host:    string(h.Host()),
	}.own(s.settings.BaseURL)
}

// remember sets the cookie, or takes it back when nothing differs from what everybody has.
func (s *Server) remember(ctx *fasthttp.RequestCtx, value string) {
	var cookie fasthttp.Cookie
	cookie.SetKey(s.comfortCookie())
	cookie.SetValue(value)
	cookie.SetPath("/")
	cookie.SetHTTPOnly(true)
	cookie.SetSecure(secure(s.settings))
	cookie.SetSameSite(fasthttp.CookieSameSiteLaxMode)
	if value == "" {
		cookie.SetExpire(fasthttp.CookieExpireDelete)
	} else {
		cookie.SetMaxAge(comfortYear)
	}
	ctx.Response.Header.SetCookie(&cookie)
}

// comfortCookie is the name of the cookie. On https browsers then keep it to this host, and from being set by
// any other.
func (s *Server) comfortCookie() string {
	if secure(s.settings) {
		return "__Host-comfort"
	}
	return "comfort"
}

// holes is what fills the holes of a page for this reader; nil for who chose nothing.
func (s *Server) holes(ctx *fasthttp.RequestCtx) *site.Holes {
	root := attributes(string(ctx.Request.Header.Cookie(s.comfortCookie())))
	if root == "" {
		return nil
	}
	return &site.Holes{site.Root: root}
}

// attributes turns the cookie into attributes of the root element. A cookie may hold anything: what is not a
// value of ours is left out, so nothing of a request gets into a page.
func attributes(cookie string) string {
	if cookie == "" {
		return ""
	}
	said := strings.Split(cookie, ".")
	var b strings.Builder
	for _, c := range theme.ComfortChoices() {
		for _, value := range c.Values[1:] {
			if slices.Contains(said, c.Name+":"+value) {
				b.WriteString(` data-` + c.Name + `="` + value + `"`)
				break
			}
		}
	}
	return b.String()
}
