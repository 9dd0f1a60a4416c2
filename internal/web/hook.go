package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// hookPath is where forges say that there may be something new.
const hookPath = "/-/hook/"

// Hooks are the sources of courses of which a forge may say so. What it says is a hint and nothing else: what it sends is
// measured against the secret and thrown away.
type Hooks struct {
	Secrets map[string]string // by the name of a source
	Buckets *account.Buckets  // of wrong ones, by address
	Hint    func(name string) // returns at once
}

// hook takes the word of a forge.
func (s *Server) hook(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, cacheNever)
	name := c.Params("source")
	secret := s.hooks.Secrets[name]
	if secret == "" {
		return fault.New(fault.NotFound, "", nil)
	}
	from, err := netip.ParseAddr(s.client(c.Context()))
	if err != nil {
		from = netip.IPv6Unspecified()
	}
	if s.hooks.Buckets.Wait(from) > 0 {
		return status(fasthttp.StatusTooManyRequests)
	}
	if !vouched(secret, c.Context().PostBody(), func(header string) string { return c.Get(header) }) {
		s.hooks.Buckets.Fail(from)
		return fault.New(fault.Forbidden, "", nil)
	}
	s.hooks.Hint(name)
	return c.SendStatus(fiber.StatusAccepted)
}

// vouched tells whether what a forge sends comes from who knows the secret. GitHub, Forgejo and Gitea sign the body;
// GitLab sends the secret itself.
func vouched(secret string, body []byte, header func(string) string) bool {
	sum := hmac.New(sha256.New, []byte(secret))
	sum.Write(body)
	want := sum.Sum(nil)
	signed := func(text string) bool {
		got, err := hex.DecodeString(text)
		return err == nil && hmac.Equal(got, want)
	}
	if text, is := strings.CutPrefix(header("X-Hub-Signature-256"), "sha256="); is {
		return signed(text)
	}
	for _, name := range []string{"X-Forgejo-Signature", "X-Gitea-Signature"} {
		if text := header(name); text != "" {
			return signed(text)
		}
	}
	if text := header("X-Gitlab-Token"); text != "" {
		given, mine := sha256.Sum256([]byte(text)), sha256.Sum256([]byte(secret)) // of one length, whatever was given
		return hmac.Equal(given[:], mine[:])
	}
	return false
}

// hooked tells whether a path is that of a hook that there is.
func (s *Server) hooked(path string) bool {
	name, is := strings.CutPrefix(path, hookPath)
	return is && s.hooks != nil && s.hooks.Secrets[name] != ""
}
