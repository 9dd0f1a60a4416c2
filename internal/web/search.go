package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"sentier/internal/fault"
	"sentier/internal/site"
)

// cacheSearch lets a reader come back from a result to the list without a new search.
const cacheSearch = "private, max-age=60"

// search answers ?q= with what was found; without words, with the page as it stands in the snapshot.
func (s *Server) search(c *fiber.Ctx) error {
	ctx, lang := c.Context(), c.Params("lang")
	query := s.query(string(ctx.QueryArgs().Peek("q")))
	if query == "" || !slices.Contains(s.settings.Languages, lang) {
		return s.page(c)
	}
	work, cancel := context.WithTimeout(c.UserContext(), s.limits.Handler)
	defer cancel()
	if err := s.turn(work); err != nil {
		return err
	}
	defer func() { <-s.searches }()
	snapshot := s.held()
	if snapshot == nil {
		return fault.New(fault.Unavailable, "", nil)
	}
	page, err := snapshot.Search(work, lang, query)
	if err = errors.Join(err, snapshot.Release()); err != nil {
		return err
	}
	s.once(ctx, page, cacheSearch)
	return nil
}

// query is what is looked at of what was typed: valid text, without control characters, so long and no longer.
func (s *Server) query(typed string) string {
	typed = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(typed, " "))
	typed = strings.TrimSpace(typed)
	for i := range typed {
		if utf8.RuneCountInString(typed[:i]) == s.limits.Query {
			return strings.TrimSpace(typed[:i])
		}
	}
	return typed
}

// turn waits for a place among the searches that run.
func (s *Server) turn(ctx context.Context) error {
	select {
	case s.searches <- struct{}{}:
		return nil
	default:
	}
	wait := time.NewTimer(s.limits.SearchWait)
	defer wait.Stop()
	select {
	case s.searches <- struct{}{}:
		return nil
	case <-wait.C:
	case <-ctx.Done():
	}
	return fault.New(fault.Unavailable, "", errors.New("too many searches at once"))
}

// held is the snapshot of this moment, kept open until it is released; nil: there is none yet.
func (s *Server) held() *site.Snapshot {
	for {
		snapshot := s.snapshot.Load()
		if snapshot == nil || snapshot.Acquire() {
			return snapshot
		}
	}
}
