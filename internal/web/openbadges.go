package web

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/badge"
	"sentier/internal/course"
	"sentier/internal/fault"
)

// The types of what verifiers ask for.
const (
	badgeJSON = "application/json; charset=utf-8"
	badgeJWS  = "text/plain; charset=utf-8" // of a compact JWS, as Open Badges 3.0, section 9.2, has it
)

// What caches are told of it.
const (
	cacheHour   = "public, max-age=3600" // who issues, what for, and with which keys
	cacheMinute = "public, max-age=60"   // a badge that was revoked is soon known to be
)

// badgesGeneration grows when a badge is revoked: see store.
const badgesGeneration = "badges"

// verifiable serves an address that verifiers ask, programs that run anywhere, browsers included. These are the only
// addresses that scripts of other sites may read: they answer everybody the same, look at no cookie and take no form.
func (s *Server) verifiable(handle func(*fiber.Ctx, context.Context) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if s.members.Badges.Issuer.Base == "" {
			return fault.New(fault.NotFound, "", nil)
		}
		c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
		within, cancel := s.within()
		defer cancel()
		return handle(c, within)
	}
}

// machineRoutes are those of verifiers, as badge.Issuer names them.
func (s *Server) machineRoutes() {
	s.app.Get("/ob/issuer", s.verifiable(s.issuer))
	s.app.Get("/ob/keys", s.verifiable(s.badgeKeys))
	s.app.Get("/ob/keys/:key", s.verifiable(s.badgeKey))
	s.app.Get("/ob/achievements/:module/:lang", s.verifiable(s.achievement))
	s.app.Get("/ob/pictures/:file", s.verifiable(s.badgePicture))
	s.app.Get("/ob/credentials/:badge", s.verifiable(s.credential))
	s.app.Get("/ob/status/:list", s.verifiable(s.badgeStatus))
}

func (s *Server) issuer(c *fiber.Ctx, _ context.Context) error {
	return sendJSON(c, s.members.Badges.Issuer.Profile())
}

func (s *Server) badgeKeys(c *fiber.Ctx, ctx context.Context) error {
	keys, err := s.members.Badges.Keys.Known(ctx)
	if err != nil {
		return err
	}
	return sendJSON(c, s.members.Badges.Issuer.JWKSet(keys))
}

func (s *Server) badgeKey(c *fiber.Ctx, ctx context.Context) error {
	keys, err := s.members.Badges.Keys.Known(ctx)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if k.ID == c.Params("key") {
			return sendJSON(c, s.members.Badges.Issuer.JWK(k))
		}
	}
	return fault.New(fault.NotFound, "", nil)
}

// achievement is what the badge of a module is for today. A badge holds what it was for when it was issued.
func (s *Server) achievement(c *fiber.Ctx, _ context.Context) error {
	m, lang := s.badgeModule(course.ModuleID(c.Params("module"))), c.Params("lang")
	if m == nil || m.Text(lang).Lang != lang { // a language that stands in for another has its own address
		return fault.New(fault.NotFound, "", nil)
	}
	return sendJSON(c, s.members.Badges.Issuer.Achievement(m, lang))
}

// badgeModule is a module with a badge, or nil.
func (s *Server) badgeModule(id course.ModuleID) *course.Module {
	snapshot := s.snapshot.Load()
	if snapshot == nil {
		return nil
	}
	for _, m := range allCourses(snapshot).Modules {
		if m.ID == id && m.Badge != nil && !m.Announced {
			return m
		}
	}
	return nil
}

// badgePicture is the picture of badges that were issued, or of one that can be.
func (s *Server) badgePicture(c *fiber.Ctx, ctx context.Context) error {
	file := c.Params("file")
	hash, _, _ := strings.Cut(file, ".")
	p, err := s.picture(ctx, hash)
	if err != nil {
		return err
	}
	if p.File() != file {
		return fault.New(fault.NotFound, "", nil)
	}
	h := &c.Context().Response.Header
	h.Set(fasthttp.HeaderContentSecurityPolicy, filePolicy)
	h.Set(fasthttp.HeaderCacheControl, cacheYear)
	h.SetContentType(p.Type)
	s.raw(c.Context(), p.Data)
	return nil
}

func (s *Server) picture(ctx context.Context, hash string) (badge.Picture, error) {
	if snapshot := s.snapshot.Load(); snapshot != nil {
		for _, m := range allCourses(snapshot).Modules {
			if m.Badge == nil {
				continue
			}
			if p := badge.PictureOf(m); p.Hash == hash {
				return p, nil
			}
		}
	}
	return s.members.Badges.Store.BadgePicture(ctx, hash)
}

// credential is a badge as it was signed. Who has its address was given it: nobody can guess one, none is listed
// anywhere, and nothing in a credential names a person. So it is served to verifiers whether the learner shows a page of
// it or not; that page, with their name, is theirs to show: see award.
func (s *Server) credential(c *fiber.Ctx, ctx context.Context) error {
	b, err := s.members.Badges.Store.Badge(ctx, badge.ID(c.Params("badge")))
	if err != nil {
		return err
	}
	c.Set("X-Robots-Tag", "noindex")
	return sendJWS(c, b.Token, cacheAsk)
}

func (s *Server) badgeStatus(c *fiber.Ctx, ctx context.Context) error {
	list, err := strconv.Atoi(c.Params("list"))
	if err != nil || strconv.Itoa(list) != c.Params("list") {
		return fault.New(fault.NotFound, "", nil)
	}
	token, err := s.signedStatus(ctx, list)
	if err != nil {
		return err
	}
	return sendJWS(c, token, cacheMinute)
}

// statuses remembers the lists of revoked badges, signed. It is safe for concurrent use.
type statuses struct {
	mu   sync.Mutex
	made map[int]signedList
}

// signedList is one of them, as it was when the generation stood so, on a day.
type signedList struct {
	token      string
	generation int64
	day        time.Time
}

// signedStatus is a list of revoked badges. It is signed anew when one was revoked, on any node, and each day, so that
// nobody need wonder whether an old one still holds.
func (s *Server) signedStatus(ctx context.Context, list int) (string, error) {
	badges := s.members.Badges
	generation, err := badges.Store.Generation(ctx, badgesGeneration) // before what it tells of is read
	if err != nil {
		return "", err
	}
	now := s.now()
	day := now.UTC().Truncate(24 * time.Hour)
	s.statuses.mu.Lock()
	defer s.statuses.mu.Unlock()
	if made, ok := s.statuses.made[list]; ok && made.generation == generation && made.day.Equal(day) {
		return made.token, nil
	}
	last, _, err := badges.Store.LastList(ctx)
	if err != nil {
		return "", err
	}
	if list < 1 || list > last {
		return "", fault.New(fault.NotFound, "", nil)
	}
	revoked, err := badges.Store.RevokedPositions(ctx, list)
	if err != nil {
		return "", err
	}
	key, err := badges.Keys.Signer(ctx)
	if err != nil {
		return "", err
	}
	token, err := badges.Issuer.SignStatus(key, list, revoked, now)
	if err != nil {
		return "", err
	}
	s.statuses.made[list] = signedList{token, generation, day}
	return token, nil
}

func sendJSON(c *fiber.Ctx, document any) error {
	data, err := json.Marshal(document)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheHour)
	c.Set(fiber.HeaderContentType, badgeJSON)
	return c.Send(data)
}

func sendJWS(c *fiber.Ctx, token, cache string) error {
	c.Set(fiber.HeaderCacheControl, cache)
	c.Set(fiber.HeaderContentType, badgeJWS)
	return c.SendString(token)
}
