package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/connection"
	"sentier/internal/fault"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// Members is what it takes for readers to have accounts.
type Members struct {
	Learners   Learners
	Forum      Forum // nil: there is none
	Moderation Moderation
	Sessions   account.Sessions
	Hasher     *account.Hasher
	Secret     []byte           // the site's, for quiz tokens, forms, counters of failures and sealed cookies
	Buckets    *account.Buckets // failures by address
	Said       *account.Buckets // what was sent without an account, by address
	Tried      *account.Buckets // texts that were compiled aside, by address
	solo       bool             // see Alone
	Badges     Badges

	Connections connection.Seal // of from where people write in the forum; zero: that is not kept
}

// request is one of somebody's own, in a language that the site has.
type request struct {
	*Server
	ctx      *fasthttp.RequestCtx
	lang     string
	snapshot *site.Snapshot
	visitor  *visitor // nil: nobody is signed in
}

// own serves an address whose answer is for one reader alone. What changes something must come from a page of ours.
func (s *Server) own(handle func(request) error) fiber.Handler {
	return s.ownIn(func(c *fiber.Ctx) string { return c.Params("lang") }, handle)
}

// ownIn is own for an address whose language is found elsewhere.
func (s *Server) ownIn(langOf func(*fiber.Ctx) string, handle func(request) error) fiber.Handler {
	return s.serving(langOf, false, handle)
}

// mailed is own for the link of a letter that mail programs open for their readers: what changes something may come
// from anywhere, and the link says whether it is allowed.
func (s *Server) mailed(handle func(request) error) fiber.Handler {
	return s.serving(func(c *fiber.Ctx) string { return c.Params("lang") }, true, handle)
}

func (s *Server) serving(langOf func(*fiber.Ctx) string, anywhere bool, handle func(request) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, lang := c.Context(), langOf(c)
		snapshot := s.snapshot.Load()
		switch {
		case snapshot == nil:
			return fault.New(fault.Unavailable, "", nil)
		case !slices.Contains(s.settings.Languages, lang):
			return fault.New(fault.NotFound, "", nil)
		case !anywhere && !reads(ctx) && !s.from(ctx).own(s.settings.BaseURL):
			return fault.New(fault.Forbidden, "", nil)
		}
		if s.alone() && !forSolo(strings.TrimPrefix(c.Path(), "/"+lang)) {
			s.redirect(ctx, fasthttp.StatusSeeOther, "/"+lang+"/me", false)
			return nil
		}
		return handle(request{Server: s, ctx: ctx, lang: lang, snapshot: snapshot, visitor: s.visiting(ctx)})
	}
}

// member is own for who is signed in; others are sent to sign in, and come back.
func (s *Server) member(handle func(request, *learner) error) fiber.Handler {
	return s.own(s.signedIn(handle))
}

func (s *Server) signedIn(handle func(request, *learner) error) func(request) error {
	return func(r request) error {
		if r.visitor == nil {
			return r.signInFirst()
		}
		within, cancel := s.within()
		defer cancel()
		l, err := s.learner(within, r.visitor.account, r.visitor.since)
		if fault.KindOf(err) == fault.NotFound && err != nil { // the account is gone
			s.end(r.ctx)
			return r.signInFirst()
		}
		if err != nil {
			return err
		}
		return handle(r, l)
	}
}

// signInFirst asks a stranger to sign in. A form that they sent is held where they wrote in it.
func (r request) signInFirst() error {
	back := string(r.ctx.Path())
	if !reads(r.ctx) {
		if form, err := url.ParseQuery(string(r.ctx.PostBody())); err == nil && written(form) {
			return r.signInHolding()
		}
		back = local(string(r.ctx.PostArgs().Peek("back")), strings.TrimSuffix(strings.TrimSuffix(back, "/read"), "/place"))
	}
	return r.to("/" + r.lang + "/sign-in?again=1&back=" + url.QueryEscape(back))
}

// to sends on after a form, or elsewhere.
func (r request) to(address string) error {
	r.ctx.Response.Header.Set(fasthttp.HeaderCacheControl, cacheNever)
	r.redirect(r.ctx, fasthttp.StatusSeeOther, address, false)
	return nil
}

// back is where the form wants the reader to go on, or else.
func (r request) back(otherwise string) string {
	back := local(r.field("back"), otherwise)
	for _, form := range []string{"sign-in", "sign-up", "recover"} {
		if strings.HasPrefix(back, "/"+r.lang+"/"+form) {
			return otherwise
		}
	}
	return back
}

// field is what a form holds, or a query where nothing was posted.
func (r request) field(name string) string {
	if reads(r.ctx) {
		return string(r.ctx.QueryArgs().Peek(name))
	}
	return string(r.ctx.PostArgs().Peek(name))
}

// fields are all values of that name.
func (r request) fields(name string) []string { return texts(r.ctx.PostArgs().PeekMulti(name)) }

// layout is the frame of a page of theirs. Path is after the language.
func (r request) layout(path, title string) (theme.Layout, error) {
	l, err := r.snapshot.Layout(r.lang, path, title)
	l.Section = "account"
	return l, err
}

// show answers with a page for one reader, which no cache keeps.
func (r request) show(view theme.Page) error {
	page, err := r.snapshot.Render(r.lang, view)
	if err != nil {
		return err
	}
	r.once(r.ctx, page, cacheNever)
	return nil
}

// refuse shows a form again, with what is wrong with it.
func (r request) refuse(view theme.Page) error {
	if err := r.show(view); err != nil {
		return err
	}
	r.ctx.SetStatusCode(fasthttp.StatusUnprocessableEntity)
	return nil
}

// blame puts what a person can mend at its field; any other error is given back.
func blame(form *theme.Form, field string, err error) error {
	if err == nil || fault.KindOf(err) != fault.Invalid {
		return err
	}
	form.Problems = append(form.Problems, theme.Problem{Field: field, Key: fault.Message(err)})
	return nil
}

// secret is the part of the site's secret that one use has for itself.
func (s *Server) secret(use string) []byte { return s.members.secret(use) }

func (m *Members) secret(use string) []byte {
	mac := hmac.New(sha256.New, m.Secret)
	mac.Write([]byte("sentier web " + use))
	return mac.Sum(nil)
}

// sealFor is how long a sealed cookie is opened.
const sealFor = 10 * time.Minute

// sealed is what a browser keeps for this site, which alone can read and write it.
type sealed struct {
	For   string // whom or what it is for
	Until int64  // Unix seconds
	Texts []string
}

// seal hides texts in a cookie, for one session.
func (s *Server) seal(session account.SessionID, texts []string) (string, error) {
	return s.hide(string(session), sealFor, texts)
}

// unseal gives the texts back; nil: it is not ours, not theirs, or too old.
func (s *Server) unseal(session account.SessionID, cookie string) []string {
	return s.reveal(string(session), cookie)
}

// hide hides texts for somebody or something, for some time.
func (s *Server) hide(whom string, life time.Duration, texts []string) (string, error) {
	plain, err := json.Marshal(sealed{For: whom, Until: s.now().Add(life).Unix(), Texts: texts})
	if err != nil {
		return "", fmt.Errorf("seal a text: %w", err)
	}
	box, err := s.box()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(plain)+box.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("seal a text: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, plain, nil)), nil
}

// reveal gives hidden texts back; nil: they are not ours, for something else, or too old.
func (s *Server) reveal(whom, hidden string) []string {
	data, err := base64.RawURLEncoding.DecodeString(hidden)
	if err != nil {
		return nil
	}
	box, err := s.box()
	if err != nil || len(data) < box.NonceSize() {
		return nil
	}
	plain, err := box.Open(nil, data[:box.NonceSize()], data[box.NonceSize():], nil)
	var inside sealed
	if err != nil || json.Unmarshal(plain, &inside) != nil || inside.For != whom || s.now().Unix() > inside.Until {
		return nil
	}
	return inside.Texts
}

func (s *Server) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.secret("seal"))
	if err != nil {
		return nil, fmt.Errorf("seal a text: %w", err)
	}
	return cipher.NewGCM(block)
}

// newID names something new: a UUIDv7.
func newID() (string, error) {
	id, err := uuid.NewV7()
	return id.String(), err
}

// isID tells whether a text that came in can be such a name.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.Version() == 7 && id.String() == s
}
