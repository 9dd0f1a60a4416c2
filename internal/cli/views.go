package cli

import (
	"context"
	"log/slog"
	"time"

	"sentier/internal/insight"
	"sentier/internal/publish"
	"sentier/internal/store"
	"sentier/internal/web"
)

// viewsFlushed is how often the store adds up what was counted: that much is lost where a machine goes down.
const viewsFlushed = time.Minute

// flushViews lets the store add up how often pages were opened, until ctx ends, and once more then.
func flushViews(ctx context.Context, views *insight.Counter, kept *store.Store, log *slog.Logger) {
	tick := time.NewTicker(viewsFlushed)
	defer tick.Stop()
	for {
		last := false
		select {
		case <-ctx.Done():
			last = true
		case <-tick.C:
		}
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), viewsFlushed/6)
		err := views.Flush(within, kept.AddViews)
		cancel()
		if err != nil {
			log.Error("how often pages were opened cannot be kept", "cause", err)
		}
		if last {
			return
		}
	}
}

// stateNow is what the team is told of the site.
func stateNow(h publish.Health) web.State {
	s := web.State{Version: h.Version, Courses: h.Courses, Warnings: h.Warnings}
	if h.Since != nil {
		s.Since = *h.Since
	}
	if h.Refused != nil {
		s.Refused, s.Errors = true, h.Refused.Errors
	}
	for _, of := range h.Sources {
		one := web.SourceState{Name: of.Name, Commit: of.Commit, Waits: of.Status == publish.Starting, Trouble: string(of.Trouble), Errors: of.Errors, Findings: of.Findings}
		if of.Since != nil {
			one.Since = *of.Since
		}
		s.Sources = append(s.Sources, one)
	}
	return s
}
