// Package web answers requests: it reads the snapshot, and nothing else, to send a page, a file, a redirect or an
// error. It never renders a template by itself, never reads a folder and knows no database.
//
// routes.go lists every address. In front of the routes stands one handler (front.go) that gives each path one
// name, sets the headers that protect readers, turns a panic into a page and writes the access log; behind them
// one error handler (errors.go) turns a fault into a status and a page in the reader's language. Every bound is
// in limits.go. cli makes a Server, hands it the snapshot that publish owns, and ends it.
package web

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/announce"
	"sentier/internal/config"
	"sentier/internal/insight"
	"sentier/internal/lang"
	"sentier/internal/passkey"
	"sentier/internal/site"
)

// Config is what a Server works with.
type Config struct {
	Settings config.Config
	Live     *atomic.Pointer[config.Config] // Settings with what was set while the site runs; nil, or empty: nothing was
	Limits   Limits
	Snapshot *atomic.Pointer[site.Snapshot] // of publish; what it points to may change at any time
	Health   func() any                     // what GET /-/health says, as JSON
	State    func() State                   // what the team is told of the site; nil: nothing
	Watch    *Watch                         // the courses are being written, by whoever reads this site; nil: they are not
	Views    *insight.Counter               // counts openings of pages; nil: nothing does
	Members  *Members                       // nil: nobody can have an account
	Hooks    *Hooks                         // nil: no forge says that there is something new
	Sources  Sources                        // nil: nobody can propose a better text
	Log      *slog.Logger                   // nil: nothing is logged
	Now      func() time.Time               // nil: time.Now
}

// Server serves one site.
type Server struct {
	settings config.Config
	live     *atomic.Pointer[config.Config]
	state    func() State
	author   *Watch
	views    *insight.Counter
	limits   Limits
	snapshot *atomic.Pointer[site.Snapshot]
	health   func() any
	log      *slog.Logger
	now      func() time.Time

	members    *Members
	hooks      *Hooks
	sources    Sources
	accepting  sync.Mutex     // of suggestions, one at a time
	party      *passkey.Party // the site as devices know it; nil: see request.devices
	remembered learners
	revoked    account.Revocations
	statuses   statuses
	news       atomic.Pointer[[]announce.Announcement] // see composeNews; nil: not read yet
	shared     shared
	abroad     atomic.Pointer[known] // see composeElsewhere; nil: not read yet

	languages *lang.Matcher
	headers   headers
	choices   [][]choice
	searches  chan struct{} // a place for each search that may run
	imports   chan struct{} // and for each file that may be read
	lines     sync.Pool     // *slog.Record, of the access log
	draining  atomic.Bool
	app       *fiber.App
	next      fasthttp.RequestHandler // the routes, behind the front
}

// New makes a server. It listens to nothing yet.
func New(cfg Config) *Server {
	s := &Server{
		settings: cfg.Settings, live: cfg.Live, state: cfg.State, author: cfg.Watch, views: cfg.Views, limits: cfg.Limits.withDefaults(), snapshot: cfg.Snapshot, health: cfg.Health,
		log: cfg.Log, now: cfg.Now, members: cfg.Members, hooks: cfg.Hooks, sources: cfg.Sources, remembered: learners{byID: map[account.ID]*learner{}},
		statuses:  statuses{made: map[int]signedList{}},
		languages: lang.NewMatcher(cfg.Settings.Languages),
		headers:   protection(cfg.Settings),
		choices:   comfortChoices(),
		party:     passkey.NewParty(cfg.Settings.Identity.Name, cfg.Settings.BaseURL),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.lines.New = func() any { return new(slog.Record) }
	s.searches = make(chan struct{}, s.limits.Searches)
	s.imports = make(chan struct{}, s.limits.Imports)
	s.app = fiber.New(s.fiber())
	s.routes()
	s.next = s.app.Handler()
	server := s.app.Server()
	server.Handler = s.front
	if s.author != nil {
		server.Handler = s.watched(s.front)
	}
	server.HeaderReceived = s.room
	server.CloseOnShutdown = true
	server.LazyRequestTime = true
	return s
}

// fiber is the configuration of the router and of the server under it. Fiber's own static files, csrf, timeout,
// compress and etag are never used: they follow links out of their root, or cost four fifths of the speed.
func (s *Server) fiber() fiber.Config {
	return fiber.Config{
		Immutable:                    true, // strings outlive the request they came with
		CaseSensitive:                true,
		StrictRouting:                true,
		UnescapePath:                 false,
		DisableStartupMessage:        true,
		DisablePreParseMultipartForm: true,
		StreamRequestBody:            false,
		GETOnly:                      false,
		ReduceMemoryUsage:            true, // 4.5 KB an idle connection in place of 13
		BodyLimit:                    s.limits.Body,
		ReadBufferSize:               s.limits.Header,
		ReadTimeout:                  s.limits.Read,
		WriteTimeout:                 s.limits.Write,
		IdleTimeout:                  s.limits.Idle,
		Concurrency:                  s.limits.Connections,
		EnableTrustedProxyCheck:      true, // X-Forwarded-* from anybody else is ignored
		TrustedProxies:               s.settings.TrustedProxies,
		ProxyHeader:                  "X-Real-IP",
		ErrorHandler:                 s.fail,
	}
}

// Serve answers on ln until Shutdown. It returns when the door is shut, which is before the last answer is out:
// wait for Shutdown.
func (s *Server) Serve(ln net.Listener) error {
	if s.members != nil {
		ctx, stop := context.WithCancel(context.Background())
		var watching sync.WaitGroup
		watching.Go(func() { s.watch(ctx) })
		defer watching.Wait()
		defer stop()
	}
	return s.app.Listener(newPatient(ln, s.limits.AcceptPause, func(err error) {
		s.log.Error("no new connection can be taken: raise the limit on open files (LimitNOFILE in systemd)", "cause", err)
	}))
}

// Shutdown ends the server and drops no request: for a short while every answer asks its client to connect anew
// next time, then the door shuts, then what is in flight is finished. It returns when the last answer is out, or
// with the error of ctx or of the limit DrainTimeout.
func (s *Server) Shutdown(ctx context.Context) error {
	s.draining.Store(true)
	if s.author != nil {
		s.author.end()
	}
	notice := time.NewTimer(s.limits.DrainNotice)
	defer notice.Stop()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
waiting:
	for s.app.Server().GetOpenConnectionsCount() > 0 {
		select {
		case <-ctx.Done():
			break waiting
		case <-notice.C:
			break waiting
		case <-look.C:
		}
	}
	ctx, cancel := context.WithTimeout(ctx, s.limits.DrainTimeout)
	defer cancel()
	return s.app.ShutdownWithContext(ctx)
}
