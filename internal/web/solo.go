package web

import (
	"context"
	"crypto/rand"
	"net"
	"net/netip"
	"strings"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// The one learner of a site that serves one person on their own machine. The key is none that a name can have, so
// that nobody can sign up or in by it when the same data is served to others later.
const (
	soloID   = account.ID("00000000-0000-7000-8000-000000000001")
	soloName = "solo"
	soloKey  = "(solo)"
)

// Alone lets everybody who asks be one and the same learner, who is made where they are missing. Nobody signs in any
// more: it is for an address that only this machine can reach.
func (m *Members) Alone(ctx context.Context, lang string) error {
	m.solo = true
	return m.makeSolo(ctx, lang)
}

func (m *Members) makeSolo(ctx context.Context, lang string) error {
	_, err := m.Learners.Account(ctx, soloID)
	if fault.KindOf(err) != fault.NotFound || err == nil {
		return err
	}
	password, err := m.Hasher.Hash(ctx, rand.Text()) // which nobody knows
	if err != nil {
		return err
	}
	session, err := m.Sessions.NewSession(soloID, "", false)
	if err != nil {
		return err
	}
	err = m.Learners.CreateAccount(ctx, account.Account{
		ID: soloID, Name: soloName, Key: soloKey, Lang: lang, Password: password, Created: session.Created, Seen: session.Seen,
	}, nil, session, nil, nil, account.Admission{})
	if err != nil {
		return err
	}
	return m.Learners.RevokeSession(ctx, soloID, session.ID) // it was for nobody
}

// alone tells whether there is one learner, who never signs in.
func (s *Server) alone() bool { return s.members != nil && s.members.solo }

// misdirected tells whether a site for this machine alone is asked under another name: a page from elsewhere could
// otherwise have that name lead here, and read what is this person's own.
func (s *Server) misdirected(ctx *fasthttp.RequestCtx) bool {
	if !s.alone() && s.author == nil {
		return false
	}
	host := string(ctx.Host())
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return false
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err != nil || !address.IsLoopback()
}

// forSolo tells whether an address, after the language, is of use to the one learner: those of signing in and of the team are not.
func forSolo(path string) bool {
	for _, page := range []string{"/sign-up", "/sign-in", "/sign-out", "/recover", "/me/again", "/contact", "/admin"} {
		if path == page || strings.HasPrefix(path, page+"/") {
			return false
		}
	}
	return true
}

// soloChanges are the forms of the account page that the one learner has.
var soloChanges = []string{"rename", "points", "delete"}

// eraseSolo deletes all that is kept, and begins anew.
func (r request) eraseSolo(ctx context.Context) error {
	if err := r.members.Learners.DeleteAccount(ctx, soloID); err != nil {
		return err
	}
	return r.members.makeSolo(ctx, r.lang)
}
