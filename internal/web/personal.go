package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/valyala/fasthttp"

	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// pagesKept is how many pages of one learner are remembered with what fills them.
const pagesKept = 64

// holes is what fills the holes of a page for this reader; nil: nothing. They are not to be written to.
func (s *Server) holes(ctx *fasthttp.RequestCtx) *site.Holes {
	if len(ctx.Request.Header.Peek(fasthttp.HeaderCookie)) == 0 && !s.alone() { // nearly everybody
		return s.common(ctx)
	}
	return s.filled(ctx)
}

// filled is holes for who has a cookie. It stands apart for the stack that it takes: what the way of a stranger's
// request takes of it, every open connection keeps.
func (s *Server) filled(ctx *fasthttp.RequestCtx) *site.Holes {
	root := s.rootAttributes(ctx)
	own, notice := s.personal(ctx), s.told(ctx)
	everybody := s.common(ctx)
	banner, same := s.alerted(ctx)
	if own == nil && root == "" && notice == "" && same {
		return everybody
	}
	var filled site.Holes
	if everybody != nil {
		filled = *everybody
	}
	if own != nil {
		for hole, text := range own {
			if text != "" {
				filled[hole] = text
			}
		}
	}
	filled[site.Root], filled[site.Flash] = root, notice
	if !same {
		filled[site.Banner] = banner
	}
	return &filled
}

// visiting is the visitor of a request, who is looked for once.
func (s *Server) visiting(ctx *fasthttp.RequestCtx) *visitor {
	const name = "visitor"
	if known, ok := ctx.UserValue(name).(*visitor); ok {
		return known
	}
	v := s.visitor(ctx)
	if s.members != nil {
		ctx.SetUserValue(name, v)
	}
	return v
}

// personal is what the page of a request says to who is signed in; nil: nobody is. Where the store does not answer,
// the page is as everybody's, and says so.
func (s *Server) personal(ctx *fasthttp.RequestCtx) *site.Holes {
	v, snapshot := s.visiting(ctx), s.snapshot.Load()
	if v == nil || snapshot == nil {
		return nil
	}
	path := spoken(ctx)
	l := s.fresh(v.account, v.since)
	if l == nil {
		within, cancel := s.within()
		defer cancel()
		var err error
		switch l, err = s.learner(within, v.account, v.since); {
		case err != nil && fault.KindOf(err) == fault.NotFound: // the account is gone
			return nil
		case err != nil:
			s.log.Error("who is signed in reads as everybody does", "cause", err)
			return s.fill(snapshot, path, theme.AccountHole{Down: true}, nil)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	way := l.derived(snapshot)
	if filled := l.holes[path]; filled != nil {
		return filled
	}
	filled := s.fill(snapshot, path, theme.AccountHole{Name: cmp.Or(l.account.Display, l.account.Name)}, way)
	if len(l.holes) >= pagesKept {
		clear(l.holes)
	}
	l.holes[path] = filled
	return filled
}

// fill writes what a page says to somebody. A hole that cannot be written stays empty, and the log says why.
func (s *Server) fill(snapshot *site.Snapshot, path string, account theme.AccountHole, way *progress.Path) *site.Holes {
	lang := s.langOf(path)
	look := snapshot.Theme()
	filled := &site.Holes{}
	put := func(hole site.Hole, text string, err error) {
		if err != nil {
			s.log.Error("a page lacks what is somebody's own", "hole", site.HoleNames[hole], "cause", err)
		}
		filled[hole] = text
	}
	account.Path = "/" + lang + "/me"
	text, err := look.AccountHole(lang, account)
	put(site.Account, text, err)
	if way == nil {
		return filled
	}
	if lesson, _ := snapshot.Lesson(path); lesson != nil {
		m := way.Module(lesson.Sequence.Module.ID)
		if m == nil {
			return filled
		}
		text, err = look.NextHole(lang, theme.NextHole{Action: path + "/read", Read: m.Lesson(lesson.ID).Read})
		put(site.Next, text, err)
		text, err = look.OutlineHole(lang, outlined(m))
		put(site.Outline, text, err)
	} else if m := moduleAt(way, path, lang); m != nil {
		text, err = look.OutlineHole(lang, outlined(m))
		put(site.Outline, text, err)
	}
	return filled
}

func outlined(m *progress.ModulePath) theme.OutlineHole {
	return theme.OutlineHole{Done: m.DoneKeys(), Count: m.Done, Steps: m.Steps}
}

// moduleAt finds the module of its own page, or of a sequence's.
func moduleAt(way *progress.Path, path, lang string) *progress.ModulePath {
	for _, m := range way.Modules {
		here := func(s *course.Sequence) bool { return s.Address(lang) == path }
		if m.Module.Address(lang) == path || slices.ContainsFunc(m.Module.Sequences, here) {
			return m
		}
	}
	return nil
}

// spokenValue holds the path of a request whose address names no language, with its language in front.
const spokenValue = "spoken"

// spoken is the path of a request, by which the language of its page goes.
func spoken(ctx *fasthttp.RequestCtx) string {
	if path, ok := ctx.UserValue(spokenValue).(string); ok {
		return path
	}
	return string(ctx.Path())
}

// langOf is the language that an address says, or the site's first.
func (s *Server) langOf(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if slices.Contains(s.settings.Languages, first) {
		return first
	}
	return s.settings.Languages[0]
}

// told is what the last action did, said once: the message "notice." + what the cookie of that name says.
func (s *Server) told(ctx *fasthttp.RequestCtx) string {
	if s.members == nil {
		return ""
	}
	key, snapshot := s.said(ctx, noticeCookie), s.snapshot.Load()
	if key == "" || snapshot == nil {
		return ""
	}
	s.keep(ctx, noticeCookie, "", 0)
	lang := s.langOf(spoken(ctx))
	if !snapshot.Theme().Messages().Has(lang, "notice."+key) { // it came from elsewhere
		return ""
	}
	text, err := snapshot.Theme().NoticeHole(lang, theme.NoticeHole{Key: key})
	if err != nil {
		s.log.Error("a page lacks what was done", "cause", err)
	}
	return text
}
