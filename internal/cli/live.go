package cli

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"time"

	"sentier/internal/config"
)

// settingsRead is how often a node looks for settings that were changed, on it or on another.
const settingsRead = time.Second

// settingsStore keeps what was set while the site runs: *store.Store is one.
type settingsStore interface {
	Settings(ctx context.Context) (map[string]string, error)
	Generation(ctx context.Context, name string) (int64, error)
}

// followSettings puts what is set on a page of the administration over the configuration, until ctx ends. What pages
// say of it follows once they are made anew; where that fails, the settings hold all the same.
func followSettings(ctx context.Context, base config.Config, kept settingsStore, live *atomic.Pointer[config.Config],
	reload func(context.Context) error, log *slog.Logger) {
	tick := time.NewTicker(settingsRead)
	defer tick.Stop()
	seen, told := int64(0), false
	for {
		now, err := kept.Generation(ctx, "settings")
		if err == nil && now != seen {
			if err = readSettings(ctx, base, kept, live, log); err == nil {
				seen = now
				_ = reload(ctx) // what is wrong is in the log
			}
		}
		if err != nil && ctx.Err() == nil && !told {
			log.Error("the settings cannot be read anew", "cause", err)
		}
		told = err != nil
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// readSettings reads what was set. A value that this program cannot take is told, and left out.
func readSettings(ctx context.Context, base config.Config, kept settingsStore, live *atomic.Pointer[config.Config], log *slog.Logger) error {
	all, err := kept.Settings(ctx)
	if err != nil {
		return err
	}
	lines := map[string]string{}
	for name, value := range all {
		var text string
		if err := json.Unmarshal([]byte(value), &text); err != nil {
			log.Warn("a setting is left out: set it anew on the page of settings", "name", name, "cause", err)
			continue
		}
		lines[name] = text
	}
	settings, problems := base.With(lines)
	for _, p := range problems {
		log.Warn("a setting is left out: set it anew on the page of settings", "name", p.Key, "cause", p.What)
	}
	live.Store(&settings)
	return nil
}
