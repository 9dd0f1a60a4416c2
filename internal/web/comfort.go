package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/fault"
	"sentier/internal/theme"
)

// comfortYear is how long a choice is remembered.
const comfortYear = 365 * 24 * time.Hour

// The cookie holds what a reader chose of theme.ComfortChoices, and nothing else: "size:large.theme:dark".

// comfort shows the choices with the reader's own marked; who never chose gets the page as everybody does.
func (s *Server) comfort(c *fiber.Ctx) error {
	ctx, lang := c.Context(), c.Params("lang")
	snapshot, chosen := s.snapshot.Load(), choices(s.said(ctx, comfortCookie))
	saved, back := ctx.QueryArgs().Has("saved"), s.cameFrom(ctx, lang)
	if snapshot == nil || !slices.Contains(s.settings.Languages, lang) || len(chosen) == 0 && !saved && back == "" {
		return s.page(c)
	}
	page, err := snapshot.Comfort(lang, chosen, saved, back)
	if err != nil {
		return err
	}
	s.once(ctx, page, cachePrivate)
	return nil
}

// cameFrom is where a reader goes on reading: what the form carried, else the page of ours that they come from.
func (s *Server) cameFrom(ctx *fasthttp.RequestCtx, lang string) string {
	back := string(ctx.QueryArgs().Peek("back"))
	if from := string(ctx.Request.Header.Referer()); back == "" && from != "" {
		scheme, rest, _ := strings.Cut(from, "://")
		if host, path, found := strings.Cut(rest, "/"); found && s.from(ctx).is(scheme+"://"+host, s.settings.BaseURL) {
			back = "/" + path
		}
	}
	if back = local(back, ""); back == "/" || strings.HasPrefix(back, "/"+lang+"/comfort") {
		return ""
	}
	return back
}

// choose keeps what a reader chose, in a cookie of their own.
func (s *Server) choose(c *fiber.Ctx) error {
	ctx, lang := c.Context(), c.Params("lang")
	if !slices.Contains(s.settings.Languages, lang) {
		return fault.New(fault.NotFound, "", nil)
	}
	if !s.from(ctx).own(s.settings.BaseURL) {
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
	s.keep(ctx, comfortCookie, strings.Join(chosen, "."), comfortYear)
	to := "/" + lang + "/comfort?saved=1"
	if back := local(string(form.Peek("back")), ""); back != "" {
		to += "&back=" + url.QueryEscape(back)
	}
	ctx.Response.Header.Set(fasthttp.HeaderCacheControl, cacheNever)
	s.redirect(ctx, fasthttp.StatusSeeOther, to, false)
	return nil
}

// from is what a request says about the page that sent it.
func (s *Server) from(ctx *fasthttp.RequestCtx) source {
	h := &ctx.Request.Header
	return source{
		site:    string(h.Peek("Sec-Fetch-Site")),
		origin:  string(h.Peek(fasthttp.HeaderOrigin)),
		referer: string(h.Referer()),
		host:    string(h.Host()),
	}
}

// choices reads the cookie. It may hold anything: what is not a value of ours is left out, so nothing of a request
// gets into a page. nil: nothing was chosen.
func choices(cookie string) map[string]string {
	if cookie == "" {
		return nil
	}
	var chosen map[string]string
	for _, c := range theme.ComfortChoices() {
		for _, value := range c.Values[1:] {
			if says(cookie, c.Name+":"+value) {
				if chosen == nil {
					chosen = map[string]string{}
				}
				chosen[c.Name] = value
				break
			}
		}
	}
	return chosen
}

// choice is what a cookie may say, and what it puts on the root element of every page.
type choice struct{ said, attribute string }

// comfortChoices are all values of all choices. They are made once: every page of such a reader needs them.
func comfortChoices() [][]choice {
	var all [][]choice
	for _, c := range theme.ComfortChoices() {
		var values []choice
		for _, value := range c.Values[1:] {
			values = append(values, choice{c.Name + ":" + value, ` data-` + c.Name + `="` + value + `"`})
		}
		all = append(all, values)
	}
	return all
}

// rootAttributes are what a reader chose, on the root element of every page; empty for who chose nothing.
func (s *Server) rootAttributes(ctx *fasthttp.RequestCtx) string {
	cookie := s.said(ctx, comfortCookie)
	if cookie == "" {
		return ""
	}
	root := make([]byte, 0, 128)
	for _, values := range s.choices {
		if i := slices.IndexFunc(values, func(c choice) bool { return says(cookie, c.said) }); i >= 0 {
			root = append(root, values[i].attribute...)
		}
	}
	return string(root)
}

// says tells whether a cookie holds a choice.
func says(cookie, said string) bool {
	for one := range strings.SplitSeq(cookie, ".") {
		if one == said {
			return true
		}
	}
	return false
}
