package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/publish"
	"sentier/internal/web"
)

// sourcesRead is how often a node looks whether another was told of something new.
const sourcesRead = time.Second

// sourcesStore tells all nodes that a forge has something new: *store.Store is one.
type sourcesStore interface {
	HintSources(ctx context.Context) error
	Generation(ctx context.Context, name string) (int64, error)
}

// readSecrets puts what the files of secrets and tokens hold in its place.
func readSecrets(settings config.Config) (config.Config, error) {
	all := append([]config.Origin(nil), settings.Sources...)
	for i := range all {
		s := &all[i]
		for _, of := range []struct {
			name, file string
			value      *string
		}{{"secret", s.SecretFile, &s.Secret}, {"token", s.TokenFile, &s.Token}} {
			if of.file == "" {
				continue
			}
			text, err := os.ReadFile(of.file)
			if err != nil {
				return settings, fmt.Errorf("the %s of the source %s cannot be read (%w): correct source.%s_file, or allow it", of.name, s.Name, err, of.name)
			}
			if *of.value = strings.TrimSpace(string(text)); *of.value == "" {
				return settings, fmt.Errorf("%s is empty: put the %s of the source %s into it", of.file, of.name, s.Name)
			}
		}
	}
	settings.Sources = all
	return settings, nil
}

// hooks are the webhooks of sources, and what was hinted by them.
func hooks(settings config.Config, publisher *publish.Publisher, hinted chan<- struct{}) (*web.Hooks, error) {
	buckets, err := account.NewBuckets(account.BucketsConfig{Free: 10})
	if err != nil {
		return nil, err
	}
	h := &web.Hooks{Secrets: map[string]string{}, Buckets: buckets, Hint: func(name string) {
		publisher.Hint(name)
		select {
		case hinted <- struct{}{}:
		default: // the others are about to be told
		}
	}}
	for _, s := range settings.Sources {
		if s.Secret != "" {
			h.Secrets[s.Name] = s.Secret
		}
	}
	return h, nil
}

// followSources tells the other nodes what this one was told, and hears what they were, until ctx ends. A node that the
// store does not reach is told by its next look at the forge.
func followSources(ctx context.Context, kept sourcesStore, publisher *publish.Publisher, hinted <-chan struct{}, log *slog.Logger) {
	tick := time.NewTicker(sourcesRead)
	defer tick.Stop()
	seen, err := kept.Generation(ctx, "sources")
	told := err != nil
	for {
		select {
		case <-ctx.Done():
			return
		case <-hinted:
			if err := kept.HintSources(ctx); err != nil && ctx.Err() == nil {
				log.Warn("the other nodes are not told that there is something new: they look by themselves", "cause", err)
			}
		case <-tick.C:
			now, err := kept.Generation(ctx, "sources")
			if err == nil && now != seen {
				seen = now
				publisher.Hint("")
			}
			if err != nil && ctx.Err() == nil && !told {
				log.Error("whether there is something new in the sources cannot be read", "cause", err)
			}
			told = err != nil
		}
	}
}
