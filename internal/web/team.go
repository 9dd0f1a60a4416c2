package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/theme"
)

// staff is somebody of the team, with the roles that the store has for them now: another who takes one away takes it
// at once, on every node.
type staff struct {
	*learner
	grants account.Grants
}

// may is a fault.Forbidden unless one of the roles is theirs in a module, or in the whole site where it is empty.
func (m *staff) may(module string, roles ...account.Role) error {
	if m.grants.May(account.Administrator, "") || slices.ContainsFunc(roles, func(r account.Role) bool { return m.grants.May(r, module) }) {
		return nil
	}
	return fault.New(fault.Forbidden, "", nil)
}

// somewhere tells whether one of the roles is theirs, in the whole site or in a module.
func (m *staff) somewhere(roles ...account.Role) bool {
	return m.grants.Somewhere(account.Administrator) || slices.ContainsFunc(roles, m.grants.Somewhere)
}

// team serves an address of who has one of the roles, in the whole site or in some module, and has shown in the last
// minutes that it is them. An administrator has every role; with no role named, nobody else is let in. A handler whose
// address is of one module, or of the whole site, asks staff.may.
func (s *Server) team(handle func(request, *staff) error, roles ...account.Role) fiber.Handler {
	return s.member(func(r request, l *learner) error {
		m, err := r.staff(l)
		if err != nil {
			return err
		}
		if !m.somewhere(roles...) {
			return fault.New(fault.Forbidden, "", nil)
		}
		if !r.recent() {
			asked, err := r.doubt(l)
			if err != nil || asked {
				return err
			}
		}
		return handle(r, m)
	})
}

// staff are somebody's roles, read anew.
func (r request) staff(l *learner) (*staff, error) {
	within, cancel := r.within()
	defer cancel()
	grants, err := r.members.Learners.Roles(within, l.account.ID)
	return &staff{l, grants}, err
}

// recentFor is how long it holds that somebody has shown who they are.
const recentFor = 15 * time.Minute

// forTeam is what the cookie of a recent sign-in is sealed for: one session.
const forTeam = "recent sign-in "

// recent tells whether the password or a passkey was given lately, in this session.
func (r request) recent() bool {
	return r.reveal(forTeam+string(r.visitor.session), r.said(r.ctx, teamCookie)) != nil
}

// shown notes that they have just shown who they are.
func (r request) shown(session account.SessionID) error {
	cookie, err := r.hide(forTeam+string(session), recentFor, []string{"shown"})
	if err == nil {
		r.keep(r.ctx, teamCookie, cookie, recentFor)
	}
	return err
}

// shownTo is shown for who has a role: nobody else is asked.
func (r request) shownTo(ctx context.Context, session account.Session) error {
	grants, err := r.members.Learners.Roles(ctx, session.Account)
	if err != nil || !grants.Any() {
		return err
	}
	return r.shown(session.ID)
}

// doubt asks somebody of the team to show anew that it is them: true, where a page now does. A form that they sent
// goes with that page and comes back with the password; then it is taken as if nothing had been asked.
func (r request) doubt(l *learner) (asked bool, err error) {
	if reads(r.ctx) {
		back := string(r.ctx.Path())
		if query := string(r.ctx.QueryArgs().QueryString()); query != "" {
			back += "?" + query
		}
		return true, r.to("/" + r.lang + "/me/again?back=" + url.QueryEscape(back))
	}
	held := r.field(heldField)
	if held == "" {
		view, err := r.againPage(l, string(r.ctx.Path()), string(r.ctx.PostBody()))
		if err != nil {
			return true, err
		}
		if err := r.show(view); err != nil {
			return true, err
		}
		r.ctx.SetStatusCode(fasthttp.StatusForbidden)
		return true, nil
	}
	wrong, err := r.shows(l)
	if err != nil {
		return true, err
	}
	if wrong != nil {
		view, err := r.againPage(l, string(r.ctx.Path()), held)
		if err != nil {
			return true, err
		}
		view.Problems = []theme.Problem{*wrong}
		return true, r.refuse(view)
	}
	r.ctx.PostArgs().Parse(held)
	return false, nil
}

// shows asks for the password or a passkey of who is signed in. nil: it is right, and noted.
func (r request) shows(l *learner) (*theme.Problem, error) {
	within, cancel := r.within()
	defer cancel()
	var a account.Account
	var wrong *theme.Problem
	var err error
	if answer := r.field("passkey"); answer != "" && r.devices() != nil {
		a, wrong, err = r.byPasskey(within, answer, r.field("state"))
		if err == nil && wrong == nil && a.ID != l.account.ID {
			wrong = &theme.Problem{Key: "account.passkey_wrong"}
		}
	} else if _, wrong, err = r.checked(within, l.account.Name, r.field("password")); wrong != nil && wrong.Key == "account.wrong" {
		wrong.Key = "account.wrong_current"
	}
	if err != nil || wrong != nil {
		return wrong, err
	}
	return nil, r.shown(r.visitor.session)
}

func (r request) againPage(l *learner, action, held string) (*theme.AgainPage, error) {
	view := &theme.AgainPage{Name: l.account.Name, Held: held, Form: theme.Form{Action: action}}
	if r.devices() != nil {
		view.Passkey = "/" + r.lang + "/sign-in/passkey"
	}
	var err error
	view.Layout, err = r.layout("/me/again", "again.title")
	return view, err
}

// againForm is where pages of the team send who has not shown for a while that it is them.
func (r request) againForm(l *learner) error {
	view, err := r.againPage(l, "/"+r.lang+"/me/again", "")
	if err != nil {
		return err
	}
	view.Back = r.backToTeam()
	return r.show(view)
}

// shownAgain lets them go on.
func (r request) shownAgain(l *learner) error {
	wrong, err := r.shows(l)
	if err != nil {
		return err
	}
	if wrong != nil {
		view, err := r.againPage(l, "/"+r.lang+"/me/again", "")
		if err != nil {
			return err
		}
		view.Back, view.Problems = r.backToTeam(), []theme.Problem{*wrong}
		return r.refuse(view)
	}
	return r.to(r.backToTeam())
}

func (r request) backToTeam() string {
	if back := r.back("/" + r.lang + "/admin"); !strings.HasPrefix(back, "/"+r.lang+"/me/again") {
		return back
	}
	return "/" + r.lang + "/admin"
}
