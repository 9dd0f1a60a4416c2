// Package publish takes courses from where they are to what readers see: sources, courses, snapshot. It owns the
// pointer to the snapshot in use, which holds the last good version of every course.
//
// A reload builds everything aside and swaps it in; who reads the old snapshot finishes with it. A course with
// errors refuses to start a site, but never takes one away: later, its last good version stays, and the findings
// go to the log and to the health page. It answers no request and renders no page itself. cli calls it, for
// serving and for the folder of files that static.go writes.
package publish

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"sentier/internal/compile"
	"sentier/internal/config"
	"sentier/internal/course"
	"sentier/internal/diag"
	"sentier/internal/fetch"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// Config is what a Publisher works with.
type Config struct {
	Settings config.Config
	Live     *atomic.Pointer[config.Config]   // Settings with what was set while the site runs; nil, or empty: nothing was
	Version  string                           // of the program
	Accounts bool                             // people can have accounts: pages leave room for what is theirs
	Watch    bool                             // for who writes a course: see watch.go
	Review   func(compile.Reviewed) diag.List // with Watch, what to advise on a module; nil: nothing
	Voices   bool                             // people can say what is wrong with a passage
	Images   string                           // folder that keeps the widths of raster images; empty: they are kept in memory
	Network  *fetch.Client                    // asks git remotes and forges; nil: as the settings allow
	Log      *slog.Logger                     // nil: nothing is logged
	Now      func() time.Time                 // nil: time.Now
}

// Publisher makes snapshots and holds the one in use.
type Publisher struct {
	config  Config
	current atomic.Pointer[site.Snapshot]

	health atomic.Pointer[Health]

	origins  []*origin
	noticing sync.Mutex    // guards changes of health
	trying   chan struct{} // full while a text is compiled aside

	loading sync.Mutex // one at a time; it guards what follows, and what is good of origins
	brotli  background
	kept    kept // guarded by loading; empty unless Config.Watch
	network *fetch.Client
	opened  bool // the repositories of origins are
}

// New makes a publisher that has published nothing yet.
func New(cfg Config) *Publisher {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	p := &Publisher{config: cfg, origins: origins(cfg.Settings), trying: make(chan struct{}, 1)}
	p.health.Store(&Health{Status: Starting, Version: cfg.Version})
	return p
}

// Snapshot is where the snapshot in use stands; nil until the first Load.
func (p *Publisher) Snapshot() *atomic.Pointer[site.Snapshot] { return &p.current }

// Refused is the error of a course that does not compile.
type Refused struct {
	Where    string    // the courses folder, for people
	Findings diag.List // at least one of them an error
}

func (r *Refused) Error() string {
	n := r.Findings.Errors()
	if n == 1 {
		return "1 error in " + r.Where + ": mend it and try again"
	}
	return fmt.Sprintf("%d errors in %s: mend them and try again", n, r.Where)
}

// Load compiles the courses of all sources and swaps the new snapshot in. With an error, the one before stays: a *Refused
// holds what is wrong in a course, any other is a folder or a theme that cannot be read. Of several sources, those that
// cannot be taken keep what was good of them, and the others are taken. Loads run one at a time.
func (p *Publisher) Load(ctx context.Context) error { return p.load(ctx, nil) }

// load is Load of all sources, or of only one.
func (p *Publisher) load(ctx context.Context, only *origin) error {
	p.loading.Lock()
	defer p.loading.Unlock()
	start := p.config.Now()
	var unused []byte
	if !p.config.Watch {
		unused = make([]byte, ballast)
	}
	found, snapshot, got, err := p.build(ctx, only)
	runtime.KeepAlive(unused)
	if p.config.Watch {
		if err = p.note(ctx, found, err); err == nil && snapshot == nil {
			return nil
		}
	}
	if err != nil && only != nil {
		p.notice() // the state of that source says it
		return err
	}
	if err != nil {
		p.failed(err)
		return err
	}
	old := p.current.Swap(snapshot)
	p.accept(got)
	p.healthy(snapshot, found)
	if !p.config.Watch {
		p.brotli.start(finish(snapshot), func(err error) { p.config.Log.Error("compress pages further", "cause", err) })
	}
	for _, c := range snapshot.Stats() {
		about := []any{"revision", c.Revision, "modules", c.Modules, "lessons", c.Lessons, "ms", p.config.Now().Sub(start).Milliseconds()}
		if c.Source != "" {
			about = append(about, "source", c.Source)
		}
		if c.Commit != "" {
			about = append(about, "commit", c.Commit)
		}
		p.config.Log.Info("published", about...)
	}
	if old == nil {
		return nil
	}
	if err := old.Release(); err != nil {
		p.config.Log.Error("close the search index of the old snapshot", "cause", err)
	}
	return nil
}

// ballast is memory that is asked for and never touched, so that it takes no page, while a snapshot is built: the
// heap then counts as large, and is not collected a dozen times for a course that fits in it. That took a third of
// the processor time of a start.
const ballast = 48 << 20

// finish is what is left to do once a snapshot is in use: the better compression, then to give back the memory that
// building took, which is more than what is kept.
func finish(snapshot *site.Snapshot) func(context.Context) error {
	return func(ctx context.Context) error {
		defer debug.FreeOSMemory()
		return snapshot.Brotli(ctx)
	}
}

// build does the work of Load, and changes nothing of what is served.
func (p *Publisher) build(ctx context.Context, only *origin) (diag.List, *site.Snapshot, gathered, error) {
	settings := p.settings()
	look := p.kept.look
	if live := p.config.Live; live != nil && live.Load() != p.kept.live {
		look, p.kept.live = nil, live.Load() // the theme holds settings
	}
	if look == nil {
		var err error
		if look, err = LoadTheme(settings); err != nil {
			return nil, nil, gathered{}, err
		}
	}
	how := compile.Config{Messages: look.Messages(), VideoHosts: settings.Video.Hosts}
	if p.config.Watch {
		p.kept.look = look
		how.Cache, how.Drafts, how.Review = &p.kept.cache, true, p.config.Review
	}
	got, err := p.gather(ctx, only, settings, how)
	if err != nil {
		return nil, nil, gathered{}, err
	}
	courses, found := got.courses(p.origins)
	snapshot, err := site.Build(ctx, courses, p.siteConfig(look))
	if err != nil {
		for _, o := range got.fresh {
			p.refuse(o, err)
		}
		return nil, nil, gathered{}, err
	}
	return found, snapshot, got, nil
}

// siteConfig is what a snapshot is built with.
func (p *Publisher) siteConfig(look *theme.Theme) site.Config {
	settings := p.settings()
	cfg := site.Config{
		Theme: look, Settings: settings, Version: p.config.Version, Images: p.config.Images,
		Accounts: p.config.Accounts, Badges: p.config.Accounts, Voices: p.config.Voices, Now: p.config.Now(),
	}
	if cfg.Accounts {
		cfg.Holes = []site.Hole{site.Account, site.Banner, site.Flash, site.Outline, site.Next}
		if settings.Forum != "off" {
			cfg.Holes = append(cfg.Holes, site.Forum)
		}
	}
	if p.config.Watch {
		cfg.Late, cfg.Drafts, cfg.Before = true, true, p.current.Load()
	}
	return cfg
}

// settings are those in effect now.
func (p *Publisher) settings() config.Config {
	if p.config.Live != nil {
		if now := p.config.Live.Load(); now != nil {
			return *now
		}
	}
	return p.config.Settings
}

// Check compiles the courses folder for who wants the findings: its course has modules and lessons by name, without their texts. What
// review advises stands among the findings; nil: nobody advises.
func Check(ctx context.Context, settings config.Config, look *theme.Theme, review func(compile.Reviewed) diag.List) (*course.Course, diag.List, error) {
	if settings.Courses == "" && len(settings.Sources) > 0 {
		return nil, nil, errors.New("the courses of this site come from its sources: name the folder to check, such as your clone of one")
	}
	from, err := openCourses(settings.Courses)
	if err != nil {
		return nil, nil, err
	}
	compiled, found, err := compile.Course(ctx, from.files, compile.Config{
		Messages: look.Messages(), VideoHosts: settings.Video.Hosts, Bare: true, Review: review,
	})
	if err = errors.Join(err, from.Close()); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", from.name, err)
	}
	if compiled == nil {
		return nil, found, &Refused{Where: from.name, Findings: found}
	}
	return compiled, found, nil
}

// Close waits for what runs in the background and closes the snapshot. No Load may follow.
func (p *Publisher) Close() error {
	p.loading.Lock()
	defer p.loading.Unlock()
	p.brotli.stop()
	var wrong error
	for _, o := range p.origins {
		if o.repository != nil {
			wrong = errors.Join(wrong, o.repository.Close())
		}
	}
	if snapshot := p.current.Swap(nil); snapshot != nil {
		wrong = errors.Join(wrong, snapshot.Release())
	}
	return wrong
}

// background runs one piece of work at a time, and can end it.
type background struct {
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// start ends the work before and starts the next.
func (b *background) start(work func(context.Context) error, failed func(error)) {
	b.stop()
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	b.done.Go(func() {
		if err := work(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
	})
}

// stop ends the work and waits for its end.
func (b *background) stop() {
	if b.cancel != nil {
		b.cancel()
		b.done.Wait()
	}
}
