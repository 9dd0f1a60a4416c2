package web

import (
	"context"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/theme"
)

// FirstLink is the address, after the language, of the page that makes whoever opens it the first administrator; "":
// there is one. It is told to who reads the log of the server, and to nobody else.
func (m *Members) FirstLink(ctx context.Context, now time.Time) (string, error) {
	count, generation, err := m.Learners.Administrators(ctx)
	if err != nil || count > 0 || m.solo {
		return "", err
	}
	return "/admin/first?link=" + account.SignFirst(m.secret("first"), now.Add(account.FirstLife), generation), nil
}

// firstForm is where that link leads.
func (r request) firstForm() error {
	within, cancel := r.within()
	defer cancel()
	view, _, err := r.firstPage(within)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) firstPage(ctx context.Context) (*theme.FirstPage, *learner, error) {
	count, generation, err := r.members.Learners.Administrators(ctx)
	if err != nil {
		return nil, nil, err
	}
	link := r.field("link")
	view := &theme.FirstPage{Link: link, Least: account.LeastPassword, Form: theme.Form{Action: "/" + r.lang + "/admin/first"}}
	view.Gone = count > 0 || !account.FirstHolds(r.secret("first"), link, r.now(), generation)
	var l *learner
	if r.visitor != nil && !view.Gone {
		l, err = r.learner(ctx, r.visitor.account, r.visitor.since)
		if absent(err) != nil {
			return nil, nil, err
		}
		if l != nil {
			view.Name, view.SignedIn = l.account.Name, true
		}
	}
	view.Layout, err = r.layout("/admin/first", "first.title")
	return view, l, err
}

// firstMade makes the first administrator: of who is signed in, or of a new account.
func (r request) firstMade() error {
	within, cancel := r.within()
	defer cancel()
	view, l, err := r.firstPage(within)
	if err != nil {
		return err
	}
	if view.Gone {
		return r.refuse(view)
	}
	if l != nil {
		if err := r.first(within, view, l.account); err != nil {
			return err
		}
		if view.Gone {
			return r.refuse(view)
		}
		r.notice(r.ctx, "first_made")
		return r.to("/" + r.lang + "/admin")
	}
	return r.firstAccount(within, view)
}

// firstAccount makes the account of the first administrator, whatever the site says of who may have one.
func (r request) firstAccount(ctx context.Context, view *theme.FirstPage) error {
	view.Name = account.TidyName(r.field("name"))
	password := r.field("password")
	if err := blame(&view.Form, "name", account.CheckName(view.Name)); err != nil {
		return err
	}
	if err := blame(&view.Form, "password", account.CheckPassword(view.Name, password)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	session, codes, err := r.newAccount(ctx, &theme.SignUpPage{Name: view.Name}, password, account.Admission{})
	if err != nil && fault.KindOf(err) == fault.Conflict {
		view.Problems = []theme.Problem{{Field: "name", Key: "account.taken"}}
		return r.refuse(view)
	}
	if err != nil {
		return err
	}
	if err := r.first(ctx, view, account.Account{ID: session.Account, Name: view.Name}); err != nil {
		return err
	}
	if err := r.shown(session.ID); err != nil {
		return err
	}
	return r.welcome(session, codes, "first_made")
}

// first gives the role, unless somebody was faster: then the page says so.
func (r request) first(ctx context.Context, view *theme.FirstPage, a account.Account) error {
	id, err := newID()
	if err != nil {
		return err
	}
	now := r.now().Truncate(time.Millisecond)
	err = r.members.Learners.FirstAdministrator(ctx, a.ID, now, account.Action{
		ID: id, By: a.ID, ByName: a.Name, Verb: "role.first", Subject: string(account.Administrator), Person: a.ID, Name: a.Name, At: now,
	})
	if err != nil && fault.KindOf(err) == fault.Conflict {
		view.Gone, err = true, nil
	}
	return err
}
