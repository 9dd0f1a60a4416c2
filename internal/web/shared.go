package web

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/internal/site"
)

// What pages say to everybody alike and that no course holds, such as how many topics there are about a lesson, fills
// holes, too. It is composed once, when what it is made of has changed, and never for a request: a page that a stranger
// reads asks no database.

// sharer composes such holes.
type sharer struct {
	generation string // of the store: it grows when what is composed has changed
	compose    func(s *Server, ctx context.Context, c *commons) error
}

// sharers are all of them.
func sharers() []sharer {
	return []sharer{{"forum", countTopics}, {"announcements", (*Server).composeNews}, {"elsewhere", (*Server).composeElsewhere}}
}

// commons are the holes that are the same for everybody, while they are composed.
type commons struct {
	snapshot *site.Snapshot
	langs    map[string]*site.Holes // of every page in a language
	paths    map[string]*site.Holes // of one page
	settled  sync.Map               // pages with them, for who reads nothing else
	over     time.Time              // when something in it is over; zero: nothing ever is
}

// everywhere fills a hole of every page in a language.
func (c *commons) everywhere(lang string, hole site.Hole, text string) {
	put(c.langs, lang, hole, text)
}

// at fills a hole of one page.
func (c *commons) at(path string, hole site.Hole, text string) { put(c.paths, path, hole, text) }

// until says that what is composed holds until then, and has to be composed anew.
func (c *commons) until(t time.Time) {
	if c.over.IsZero() || t.Before(c.over) {
		c.over = t
	}
}

func put(holes map[string]*site.Holes, key string, hole site.Hole, text string) {
	if holes[key] == nil {
		holes[key] = &site.Holes{}
	}
	holes[key][hole] = text
}

// shared is what was composed last. It is safe for concurrent use.
type shared struct {
	made atomic.Pointer[commons] // nil: nothing yet

	mu          sync.Mutex // held while it is composed
	generations map[string]int64
}

// common is what everybody reads in the page of a request; nil: nothing. It is not to be written to.
func (s *Server) common(ctx *fasthttp.RequestCtx) *site.Holes {
	c := s.shared.made.Load()
	if c == nil || len(c.langs) == 0 && len(c.paths) == 0 {
		return nil
	}
	path := spoken(ctx)
	if own := c.paths[path]; own != nil {
		return own
	}
	return c.langs[s.langOf(path)]
}

// settled is a page with what everybody reads in it, made when it is first asked for. Where it cannot be made, the page
// is without.
func (s *Server) settled(page *site.Page, holes *site.Holes) *site.Page {
	type filling struct {
		page  *site.Page
		holes *site.Holes
	}
	kept := &s.shared.made.Load().settled
	made, there := kept.Load(filling{page, holes})
	if !there {
		made, _ = kept.LoadOrStore(filling{page, holes}, sync.OnceValue(func() *site.Page {
			settled, err := page.Settled(holes)
			if err != nil {
				s.log.Error("a page lacks what everybody reads", "cause", err)
				return page
			}
			return settled
		}))
	}
	return made.(func() *site.Page)()
}

// share composes what everybody reads anew, where it has changed here or on another node, or the courses have.
func (s *Server) share(ctx context.Context) error {
	snapshot := s.snapshot.Load()
	if snapshot == nil {
		return nil
	}
	s.shared.mu.Lock()
	defer s.shared.mu.Unlock()
	generations := map[string]int64{}
	for _, one := range sharers() {
		value, err := s.members.Learners.Generation(ctx, one.generation)
		if err != nil {
			return err
		}
		generations[one.generation] = value
	}
	last := s.shared.made.Load()
	if last != nil && last.snapshot == snapshot && maps.Equal(s.shared.generations, generations) &&
		(last.over.IsZero() || s.now().Before(last.over)) {
		return nil
	}
	c := &commons{snapshot: snapshot, langs: map[string]*site.Holes{}, paths: map[string]*site.Holes{}}
	for _, one := range sharers() {
		if err := one.compose(s, ctx, c); err != nil {
			return fmt.Errorf("compose what everybody reads of %q: %w", one.generation, err)
		}
	}
	for path, own := range c.paths { // a page has what every page has, too
		if all := c.langs[s.langOf(path)]; all != nil {
			for hole, text := range all {
				if own[hole] == "" {
					own[hole] = text
				}
			}
		}
	}
	s.shared.generations = generations
	s.shared.made.Store(c)
	return nil
}
