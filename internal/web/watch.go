package web

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/diag"
	"sentier/internal/lang"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// Watch is what a server for one author adds: a bar and the findings on every page, and a channel on which open pages
// hear of each save. A server for readers has none of it.
type Watch struct {
	Courses string           // the folder, as people type it
	Draft   func() diag.List // what the last load found
	Problem func() error     // why it could not read the courses at all; nil: it could

	mu       sync.Mutex
	version  string
	number   int
	changed  chan struct{} // closed at the next load
	finished bool
}

// Loaded tells every open page that the courses were loaded anew, well or not.
func (w *Watch) Loaded() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.number++
	w.version = strconv.FormatInt(time.Now().UnixMilli(), 36) + "-" + strconv.Itoa(w.number)
	w.wake()
}

// end lets go of every open page: the server ends.
func (w *Watch) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.finished = true
	w.wake()
}

func (w *Watch) wake() {
	if w.changed != nil {
		close(w.changed)
	}
	w.changed = make(chan struct{})
}

// now is the version that pages show, and what is closed when there is another; false once the server ends.
func (w *Watch) now() (version string, next <-chan struct{}, open bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	return w.version, w.changed, !w.finished
}

// watchPath is where pages listen.
const watchPath = "/-/watch"

// heartbeat is how often a page is written to when nothing happens, so that one that is gone is noticed.
const heartbeat = 15 * time.Second

// changes is GET /-/watch: server-sent events, one a load, with its version. The first says which is current, so that
// a page which was away learns what it missed.
func (s *Server) changes(c *fiber.Ctx) error {
	ctx := c.Context()
	conn := ctx.Conn()
	h := &ctx.Response.Header
	h.SetContentType("text/event-stream")
	h.Set(fasthttp.HeaderCacheControl, cacheNever)
	ctx.SetBodyStreamWriter(func(out *bufio.Writer) {
		beat := time.NewTicker(heartbeat)
		defer beat.Stop()
		for {
			version, next, open := s.author.now()
			if !open {
				return
			}
			_, err := fmt.Fprintf(out, "retry: 500\ndata: %s\n\n", version)
			for err == nil {
				if err = conn.SetWriteDeadline(time.Now().Add(heartbeat)); err == nil {
					err = out.Flush()
				}
				if err != nil {
					return // the page is gone
				}
				select {
				case <-next:
				case <-beat.C:
					_, err = out.WriteString(": still here\n\n")
					continue
				}
				break
			}
		}
	})
	return nil
}

// watched puts the bar of authors under every page that next sends. Nothing is compressed or kept by the browser.
func (s *Server) watched(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		ctx.Request.Header.Del(fasthttp.HeaderIfNoneMatch)
		ctx.Request.Header.Del(fasthttp.HeaderAcceptEncoding)
		next(ctx)
		h := &ctx.Response.Header
		if !bytes.HasPrefix(h.ContentType(), []byte("text/html")) || ctx.IsHead() || ctx.Response.IsBodyStream() {
			return
		}
		h.Del(fasthttp.HeaderETag)
		h.Set(fasthttp.HeaderCacheControl, cacheNever)
		before, after, whole := bytes.Cut(ctx.Response.Body(), []byte("</body>"))
		snapshot := s.snapshot.Load()
		if !whole || snapshot == nil {
			return
		}
		tag := string(h.Peek(fasthttp.HeaderContentLanguage))
		if !slices.Contains(snapshot.Languages(), tag) {
			tag = snapshot.Languages()[0]
		}
		path, _, _ := canonical(string(ctx.URI().PathOriginal()))
		bar, err := snapshot.Theme().Author(s.authorBar(snapshot, path, tag))
		if err != nil {
			s.log.Error("the bar of authors cannot be written", "cause", err)
			return
		}
		ctx.Response.SetBody(slices.Concat(before, []byte(bar), []byte("</body>"), after))
	}
}

// mostErrors is how many stand over a page: whoever has more mends the first ones first.
const mostErrors = 12

// authorBar is what there is to say of a page.
func (s *Server) authorBar(snapshot *site.Snapshot, path, tag string) *theme.AuthorBar {
	version, _, _ := s.author.now()
	bar := &theme.AuthorBar{Layout: theme.Layout{Lang: tag}, Version: version}
	if err := s.author.Problem(); err != nil {
		bar.Problem = err.Error()
	}
	origin := snapshot.Origin(path)
	if origin != nil {
		bar.Path, bar.Edit, bar.Draft, bar.Words = s.typed(origin.Path), origin.Edit, origin.Draft, origin.Words
		for _, missing := range origin.Missing {
			bar.Missing = append(bar.Missing, lang.Name(missing))
		}
		for _, stale := range origin.Stale {
			bar.Stale = append(bar.Stale, lang.Name(stale))
		}
	}
	for _, f := range s.author.Draft() {
		switch {
		case f.Level == diag.Error && len(bar.Errors) == mostErrors:
			bar.More++
		case f.Level == diag.Error:
			bar.Errors = append(bar.Errors, s.authorFinding(f, tag))
		case origin != nil && slices.Contains(origin.Paths, f.Path):
			bar.Findings = append(bar.Findings, s.authorFinding(f, tag))
		default:
			bar.Others++
		}
	}
	return bar
}

// typed is a path under the courses folder as an author types it.
func (s *Server) typed(path string) string {
	return strings.TrimSuffix(strings.ReplaceAll(s.author.Courses, `\`, "/"), "/") + "/" + path
}

func (s *Server) authorFinding(f diag.Finding, tag string) theme.AuthorFinding {
	spoken := "en"
	if tag == "fr" || strings.HasPrefix(tag, "fr-") {
		spoken = "fr"
	}
	at := f.Pos
	at.Path = s.typed(at.Path)
	finding := theme.AuthorFinding{Where: at.String(), Text: f.Text(spoken), Code: f.Code}
	if spoken != tag {
		finding.Lang = spoken
	}
	return finding
}
