package web

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// visitor is who sends a request, where they are signed in.
type visitor struct {
	account account.ID
	session account.SessionID
	shared  bool      // they said so of this computer
	since   time.Time // their last write: what is older of them is read anew
}

// The cookies of readers. On https their names begin with __Host-.
const (
	comfortCookie  = "comfort"  // the choices of reading comfort
	sessionCookie  = "session"  // the signed token
	writtenCookie  = "written"  // when this browser last changed something, in Unix milliseconds
	noticeCookie   = "notice"   // what the last action did, told once
	browserCookie  = "browser"  // that somebody has signed in with this browser before
	codesCookie    = "codes"    // recovery codes that are still to be noted, sealed
	passkeyCookie  = "passkey"  // that the password was right, so that a passkey can be added, sealed
	quizCookie     = "quiz"     // an attempt that is not kept, sealed
	alertsCookie   = "alerts"   // the alerts that this browser has hidden
	importedCookie = "imported" // what became of a file that was just sent, sealed
	handedCookie   = "handed"   // a link for a new password, that one of the team is to hand to somebody, sealed
	teamCookie     = "team"     // that somebody of the team has just shown who they are, sealed
)

// browserYear is how long a browser is known again.
const browserYear = 365 * 24 * time.Hour

// visitor reads who is signed in; nil: nobody. A session that was not used for a day is renewed on the way.
func (s *Server) visitor(ctx *fasthttp.RequestCtx) *visitor {
	if s.members == nil {
		return nil
	}
	v := &visitor{account: soloID}
	if !s.alone() {
		token := s.said(ctx, sessionCookie)
		if token == "" {
			return nil
		}
		claims, renew, err := s.members.Sessions.Read(token)
		if err != nil || s.revoked.Has(claims.Session) || renew && !s.renew(ctx, claims) {
			return nil
		}
		v = &visitor{account: claims.Account, session: claims.Session, shared: claims.Shared}
	}
	if ms, err := strconv.ParseInt(s.said(ctx, writtenCookie), 10, 64); err == nil {
		v.since = time.UnixMilli(min(ms, s.now().UnixMilli()))
	}
	return v
}

// renew gives a session its whole life again, and is false where it was ended. Where the store does not answer, the
// old token goes on.
func (s *Server) renew(ctx *fasthttp.RequestCtx, claims account.Claims) bool {
	within, cancel := s.within()
	defer cancel()
	session := s.members.Sessions.Renewed(claims)
	if err := s.members.Learners.RenewSession(within, session); err != nil {
		return fault.KindOf(err) != fault.NotFound
	}
	// Where it cannot be signed, the old token goes on, too.
	_ = s.keepSession(ctx, session)
	return true
}

// begin starts a session in this browser. The store has it already. A browser that is not shared is known from then on,
// so that whoever guesses at a password elsewhere lets nobody wait here.
func (s *Server) begin(ctx *fasthttp.RequestCtx, session account.Session) error {
	if err := s.keepSession(ctx, session); err != nil {
		return err
	}
	if !session.Shared {
		stamp, err := account.StampBrowser(s.secret("browser"), session.Account, nil)
		if err != nil {
			return err
		}
		s.keep(ctx, browserCookie, stamp, browserYear)
	}
	s.wrote(ctx, session.Account)
	return nil
}

// keepSession sets the cookie of a session: on a shared computer it goes with the browser.
func (s *Server) keepSession(ctx *fasthttp.RequestCtx, session account.Session) error {
	token, err := s.members.Sessions.Issue(session)
	if err != nil {
		return err
	}
	age := account.SessionLife
	if session.Shared {
		age = 0
	}
	s.keep(ctx, sessionCookie, token, age)
	return nil
}

// end takes everything back that this browser keeps of somebody.
func (s *Server) end(ctx *fasthttp.RequestCtx) {
	for _, name := range []string{sessionCookie, writtenCookie, codesCookie, passkeyCookie, quizCookie, importedCookie, teamCookie, handedCookie} {
		s.keep(ctx, name, "", 0)
	}
}

// wrote forgets what is remembered of a learner, and lets their browser tell other nodes to do so.
func (s *Server) wrote(ctx *fasthttp.RequestCtx, id account.ID) {
	s.forget(id)
	s.keep(ctx, writtenCookie, strconv.FormatInt(s.now().UnixMilli(), 10), time.Hour)
}

// notice tells on the next page what was done, by the key of a message of the theme.
func (s *Server) notice(ctx *fasthttp.RequestCtx, key string) {
	s.keep(ctx, noticeCookie, key, time.Minute)
}

// said is the value of a cookie, or "".
func (s *Server) said(ctx *fasthttp.RequestCtx, name string) string {
	return string(ctx.Request.Header.Cookie(s.cookieName(name)))
}

// keep sets a cookie for age; 0: until the browser is closed; an empty value takes it back.
func (s *Server) keep(ctx *fasthttp.RequestCtx, name, value string, age time.Duration) {
	var cookie fasthttp.Cookie
	cookie.SetKey(s.cookieName(name))
	cookie.SetValue(value)
	cookie.SetPath("/")
	cookie.SetHTTPOnly(true)
	cookie.SetSecure(secure(s.settings))
	cookie.SetSameSite(fasthttp.CookieSameSiteLaxMode)
	switch {
	case value == "":
		cookie.SetExpire(fasthttp.CookieExpireDelete)
	case age > 0:
		cookie.SetMaxAge(int(age / time.Second))
	}
	ctx.Response.Header.SetCookie(&cookie)
}

// cookieName is how a cookie is called. On https browsers then keep it to this host, and from being set by any other.
func (s *Server) cookieName(name string) string {
	if secure(s.settings) {
		return "__Host-" + name
	}
	return name
}

// within is the time that a handler may take. What its client does changes nothing: what was begun is finished.
func (s *Server) within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), s.limits.Handler)
}

// watch learns of what changed, on this node and on others: sessions that ended, what everybody reads. It forgets who
// is gone, until ctx ends.
func (s *Server) watch(ctx context.Context) {
	tick := time.NewTicker(s.limits.Revocations)
	defer tick.Stop()
	told := false
	for {
		s.tidy()
		switch err := errors.Join(s.hear(ctx), s.share(ctx)); {
		case err == nil:
			told = false
		case ctx.Err() == nil && !told:
			s.log.Error("what was changed elsewhere cannot be learned of, such as sessions that were ended", "cause", err)
			told = true
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// hear learns of the sessions that ended since it was last called.
func (s *Server) hear(ctx context.Context) error {
	ids, generation, err := s.members.Learners.Revoked(ctx, s.revoked.Generation())
	if err == nil {
		s.revoked.Update(ids, generation, s.now())
	}
	return err
}
