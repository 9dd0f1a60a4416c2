package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"sentier/internal/config"
	"sentier/internal/insight"
	"sentier/internal/jobs"
	"sentier/internal/lang"
	"sentier/internal/publish"
	"sentier/internal/store"
	"sentier/internal/web"
)

type serveCommand struct {
	settings
	Watch bool `help:"Show each save at once on this machine, with what is wrong and drafts: for who writes a course."`
	Solo  bool `help:"Serve one learner on this machine, who never signs in."`
}

// Run serves until SIGTERM or an interrupt; SIGHUP reloads courses, theme and texts.
func (c *serveCommand) Run(p *Process) (err error) {
	settings, err := c.load(p)
	if err != nil {
		return err
	}
	if c.Solo {
		settings.UnusedYears = 0 // what is on one's own machine stays
		settings.Forum = "off"   // there is nobody else
		settings.Sisters, settings.Rooms, settings.Meetings = nil, nil, nil
	}
	if c.Watch {
		if err := watchable(settings); err != nil {
			return err
		}
		settings.BaseURL = "" // the site is read here, whatever its address for readers is
	}
	if settings, err = readSecrets(settings); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	held, err := lock(settings.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	ln, err := listen(ctx, p, settings.Listen)
	if err != nil {
		return err
	}
	if err := c.aloneOn(settings, ln.Addr()); err != nil {
		return errors.Join(err, ln.Close())
	}
	log, lines := newLog(p.Stderr, settings.Log)
	defer lines.Close()

	live, views := new(atomic.Pointer[config.Config]), new(insight.Counter)
	publisher := publish.New(publish.Config{
		Settings: settings, Live: live, Version: version, Accounts: true, Voices: !c.Solo, Watch: c.Watch, Review: c.review(settings), Images: filepath.Join(settings.Data, "images"), Log: log,
	})
	var kept *store.Store
	var people *web.Members
	var chores []jobs.Job
	var opening errgroup.Group // the database, while the courses are compiled
	opening.Go(func() (err error) {
		if kept, err = openStore(ctx, settings, false, log); err == nil {
			people, err = members(ctx, settings, kept, p.hashing(log))
		}
		if err == nil && c.Solo {
			err = people.Alone(ctx, settings.Languages[0])
		}
		if err == nil {
			chores, err = newJobs(settings, live, kept, people, publisher.Snapshot(), log)
		}
		return err
	})
	err = publisher.Load(ctx)
	if failed := opening.Wait(); err != nil || failed != nil {
		if kept != nil {
			err = errors.Join(err, kept.Close())
		}
		return errors.Join(p.refused(err), failed, publisher.Close(), ln.Close())
	}
	defer func() { err = errors.Join(err, publisher.Close(), kept.Close()) }()
	watch := c.watch(settings, publisher)
	hinted := make(chan struct{}, 1)
	heard, err := hooks(settings, publisher, hinted)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	server := web.New(web.Config{
		Watch: watch, Hooks: heard,
		Settings: settings, Live: live, Limits: web.Limits{Connections: settings.Limits.Connections}, Members: people,
		Snapshot: publisher.Snapshot(), Health: func() any { return publisher.Health() }, Log: log,
		State: func() web.State { return stateNow(publisher.Health()) }, Views: views, Sources: publisher,
	})
	working, endWork := context.WithCancel(context.Background())
	var background sync.WaitGroup
	background.Go(func() { jobs.Run(working, jobs.Config{Leases: kept, Holder: uuid.NewString(), Log: log}, chores) })
	background.Go(func() { flushViews(working, views, kept, log) })
	if !c.Solo { // what others set on this site is not for one person alone
		background.Go(func() { followSettings(working, settings, kept, live, publisher.Load, log) })
	}
	if watch != nil {
		background.Go(func() {
			if err := publisher.Watch(working, watch.Loaded); err != nil {
				log.Error("saves are not seen any more: start again", "cause", err)
			}
		})
	}
	if len(settings.Sources) > 0 {
		background.Go(func() { publisher.Follow(working) })
		background.Go(func() { followSources(working, kept, publisher, hinted, log) })
	}
	background.Go(func() { followKeys(working, keeperOf(settings, kept), people.Sessions.Keyring, log) })
	background.Go(func() { makeBadgeKey(working, people.Badges, log) })
	defer background.Wait()
	defer endWork()
	return run(ctx, stop, server, ln, publisher, log, func() {
		p.announce(settings, publisher.Health(), ln.Addr())
		tellFirst(ctx, settings, people, where(ln.Addr()), log)
		if settings.BaseURL == "" && !loopback(ln.Addr()) {
			log.Warn("base_url is not set, so lessons cannot be shared by mail or QR code and there is no sitemap: " +
				"set it to the address that readers use")
		}
	})
}

// aloneOn refuses to let everybody who can reach this address be the one learner.
func (c *serveCommand) aloneOn(settings config.Config, address net.Addr) error {
	if c.Watch && !loopback(address) {
		return fmt.Errorf("--watch shows drafts and mistakes, so it is for this machine alone, and %s can be reached from others: "+
			"leave --listen out, or write --listen 127.0.0.1:8080", address)
	}
	switch {
	case !c.Solo:
	case !loopback(address):
		return fmt.Errorf("--solo is for one person on this machine, and %s can be reached from others: "+
			"leave --listen out, or write --listen 127.0.0.1:8080", address)
	case settings.BaseURL != "":
		return errors.New("--solo is for one person on this machine, and base_url gives the site a public address: leave it out")
	}
	return nil
}

// run serves, reloads and ends.
func run(ctx context.Context, stop func(), server *web.Server, ln net.Listener, publisher *publish.Publisher,
	log *slog.Logger, ready func()) error {
	reload := make(chan os.Signal, 1) // signals that come during a reload make one more, not many
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)

	served := make(chan error, 1)
	go func() { served <- server.Serve(ln) }()
	ready()
	for {
		select {
		case <-reload:
			// What is wrong is in the log and on the health page: the site goes on.
			_ = publisher.Load(ctx)
		case err := <-served:
			return err
		case <-ctx.Done():
			stop() // from here on, a second signal ends at once
			log.Info("ending: requests in flight are finished")
			err := server.Shutdown(context.Background())
			return errors.Join(err, <-served)
		}
	}
}

// tellFirst writes into the log, while nobody administers the site, the link that makes the first administrator.
func tellFirst(ctx context.Context, settings config.Config, people *web.Members, here string, log *slog.Logger) {
	path, err := people.FirstLink(ctx, time.Now())
	switch {
	case err != nil:
		log.Error("whether somebody administers this site cannot be read", "cause", err)
	case path != "":
		log.Warn("nobody administers this site yet: whoever opens this link first does (it is good for a day, and once)",
			"link", cmp.Or(settings.BaseURL, here)+"/"+settings.Languages[0]+path)
	}
}

// refused prints the findings of a course that keeps a site from starting.
func (p *Process) refused(err error) error {
	var refused *publish.Refused
	if errors.As(err, &refused) {
		for _, f := range refused.Findings {
			fmt.Fprintln(p.Stderr, f)
		}
	}
	return err
}

// announce says in three lines what is served, from where, and under which address.
func (p *Process) announce(settings config.Config, health publish.Health, address net.Addr) {
	modules, lessons := 0, 0
	var from []string
	for _, c := range health.Courses {
		modules, lessons = modules+c.Modules, lessons+c.Lessons
		where := c.Source
		if where == "" {
			where = cmp.Or(settings.Courses, "the program itself")
		}
		line := where + ", revision " + c.Revision
		if c.Commit != "" {
			line += " of commit " + c.Commit[:12]
		}
		from = append(from, line)
	}
	var names []string
	for _, tag := range settings.Languages {
		names = append(names, lang.Name(tag))
	}
	fmt.Fprintf(p.Stdout, "%s: %s, %s, in %s\n", settings.Identity.Name, plural(modules, "module"), plural(lessons, "lesson"),
		strings.Join(names, " and "))
	fmt.Fprintf(p.Stdout, "from %s; data in %s\n", strings.Join(from, " and "), settings.Data)
	fmt.Fprintf(p.Stdout, "ready on %s\n", where(address))
}

// loopback tells whether only this machine can come to an address, as while trying things out.
func loopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// where is the address that a browser on this machine opens.
func where(address net.Addr) string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok {
		return address.String()
	}
	host := tcp.IP.String()
	if tcp.IP.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(tcp.Port))
}
