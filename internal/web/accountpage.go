package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"math/rand/v2"
	"slices"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/theme"
)

// accountForm shows what a learner can change of their account.
func (r request) accountForm(l *learner) error {
	within, cancel := r.within()
	defer cancel()
	view, err := r.accountPage(within, l)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) accountPage(ctx context.Context, l *learner) (*theme.AccountPage, error) {
	sessions, err := r.members.Learners.Sessions(ctx, l.account.ID)
	if err != nil {
		return nil, err
	}
	left, err := r.members.Learners.CodesLeft(ctx, l.account.ID)
	if err != nil {
		return nil, err
	}
	view := &theme.AccountPage{
		Mail: r.settings.Mail.On(), Email: l.account.Email,
		Name: l.account.Name, Display: l.account.Display, Wanted: l.account.Lang, HideXP: l.account.HideXP, Codes: left,
		Solo: r.alone(), Writes: r.effective().Forum != "off", Least: account.LeastPassword, Form: theme.Form{Action: "/" + r.lang + "/me/account"},
	}
	if !l.account.Confirmed.IsZero() {
		view.Confirmed = lang.Date(r.lang, l.account.Confirmed)
	}
	for _, session := range sessions {
		view.Sessions = append(view.Sessions, theme.SessionRow{
			ID: string(session.ID), Device: session.Device, Seen: lang.Date(r.lang, session.Seen), Shared: session.Shared,
			Here: session.ID == r.visitor.session,
		})
	}
	slices.SortStableFunc(view.Sessions, func(a, b theme.SessionRow) int {
		if a.Here == b.Here {
			return 0
		} else if a.Here {
			return -1
		}
		return 1
	})
	if view.Passkeys, err = r.passkeyRows(ctx, l.account.ID); err != nil {
		return nil, err
	}
	view.HasPasskeys, view.MostPasskeys = r.devices() != nil, account.MostPasskeys
	if view.Mailings, err = r.mailingRows(ctx, l.account); err != nil {
		return nil, err
	}
	if view.CodesForm, err = newID(); err != nil {
		return nil, err
	}
	view.Layout, err = r.layout("/me/account", "account.title")
	return view, err
}

// changes are what the forms of the account page do, by their field "do". Each gives the notice of what was done, or
// what is wrong.
var changes = map[string]func(request, context.Context, *learner) (string, *theme.Problem, error){
	"rename":         request.rename,
	"password":       request.newPassword,
	"points":         request.hidePoints,
	"codes":          request.newCodes,
	"email":          request.newEmail,
	"email-again":    request.confirmAgain,
	"email-remove":   request.noEmail,
	"mailings":       request.chooseMailings,
	"revoke":         request.revokeOne,
	"revoke-others":  request.revokeOthers,
	"passkey":        request.newPasskey,
	"passkey-remove": request.removePasskey,
	"delete":         request.erase,
}

// changeOrGone is change, for somebody who may have deleted their account with the same form just before.
func (r request) changeOrGone() error {
	if r.field("do") == "delete" && !r.alone() {
		gone, err := r.erased()
		if err != nil {
			return err
		}
		if gone {
			r.end(r.ctx)
			r.notice(r.ctx, "deleted")
			return r.to("/" + r.lang)
		}
	}
	return r.signedIn(request.change)(r)
}

// erased tells whether this browser comes from an account that is gone: it holds what signed it in, or has been told.
func (r request) erased() (bool, error) {
	token := r.said(r.ctx, sessionCookie)
	if token == "" {
		return r.said(r.ctx, noticeCookie) == "deleted", nil
	}
	claims, _, err := r.members.Sessions.Read(token)
	if err != nil { // it is not ours, or too old: they are asked to sign in
		return false, nil
	}
	within, cancel := r.within()
	defer cancel()
	_, err = r.members.Learners.Account(within, claims.Account)
	return err != nil && fault.KindOf(err) == fault.NotFound, absent(err)
}

// change does what a form of the account page asks for.
func (r request) change(l *learner) error {
	do := changes[r.field("do")]
	if do == nil || r.alone() && !slices.Contains(soloChanges, r.field("do")) {
		return fault.New(fault.Invalid, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	notice, wrong, err := do(r, within, l)
	if err == nil {
		err = r.hear(within) // of sessions that this ended
	}
	if err != nil {
		return err
	}
	if wrong != nil {
		view, err := r.accountPage(within, l)
		if err != nil {
			return err
		}
		view.Problems, view.Opened = []theme.Problem{*wrong}, r.field("do")
		if view.Opened == "rename" {
			view.Display, view.Wanted = r.field("display"), r.field("lang")
		} else if view.Opened == "email" {
			view.Typed = r.field("email")
		}
		return r.refuse(view)
	}
	r.notice(r.ctx, notice)
	switch r.field("do") {
	case "delete":
		return r.to("/" + r.lang)
	case "codes":
		r.wrote(r.ctx, l.account.ID)
		return r.to("/" + r.lang + "/me/codes")
	case "passkey":
		return r.to("/" + r.lang + "/me/passkey")
	}
	r.wrote(r.ctx, l.account.ID)
	return r.to("/" + r.lang + "/me/account")
}

func (r request) rename(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	display, wanted := account.TidyName(r.field("display")), r.field("lang")
	if display != "" {
		if wrong, err := wrongIn("display", account.CheckDisplay(display)); wrong != nil || err != nil {
			return "", wrong, err
		}
	}
	if !slices.Contains(r.settings.Languages, wanted) {
		wanted = l.account.Lang
	}
	return "renamed", nil, r.members.Learners.Rename(ctx, l.account.ID, display, wanted)
}

// wrongIn is what a person can mend in a field, or an error.
func wrongIn(field string, err error) (*theme.Problem, error) {
	var form theme.Form
	err = blame(&form, field, err)
	return form.On(field), err
}

// current asks for the password of who is signed in, before what cannot be undone. nil: it is right.
func (r request) current(ctx context.Context, l *learner) (*theme.Problem, error) {
	_, wrong, err := r.checked(ctx, l.account.Name, r.field("current"))
	if wrong != nil {
		wrong.Field = "current"
		if wrong.Key == "account.wrong" {
			wrong.Key = "account.wrong_current"
		}
	}
	return wrong, err
}

func (r request) newPassword(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	password := r.field("password")
	if wrong, err := wrongIn("password", account.CheckPassword(l.account.Name, password)); wrong != nil || err != nil {
		return "", wrong, err
	}
	wrong, err := r.current(ctx, l)
	switch {
	case err == nil && wrong != nil && wrong.Key == "account.wrong_current":
		return r.changedBefore(ctx, l, password, wrong)
	case err != nil || wrong != nil:
		return "", wrong, err
	}
	hash, err := r.members.Hasher.Hash(ctx, password)
	if err != nil {
		return "", nil, err
	}
	letters, err := r.news(account.ChangedLetter, l.account)
	if err != nil {
		return "", nil, err
	}
	return "password_changed", nil, r.members.Learners.ChangePassword(ctx, l.account.ID, hash, r.visitor.session, letters...)
}

// changedBefore answers who gives another password than the current one: who pressed twice has the new one already.
func (r request) changedBefore(ctx context.Context, l *learner, password string, wrong *theme.Problem) (string, *theme.Problem, error) {
	a, err := r.members.Learners.Account(ctx, l.account.ID)
	if err != nil {
		return "", nil, err
	}
	same, _, err := r.members.Hasher.Verify(ctx, a.Password, password)
	if err != nil || !same {
		return "", wrong, err
	}
	return "password_changed", nil, nil
}

func (r request) hidePoints(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	hide, notice := r.field("hide") == "on", "points_shown"
	if hide {
		notice = "points_hidden"
	}
	return notice, nil, r.members.Learners.SetHideXP(ctx, l.account.ID, hide)
}

// newCodes makes other recovery codes, to be shown once: the old ones open nothing any more. One form gives the same
// codes whenever it is sent, so that those which are shown are those which stand, whoever presses twice.
func (r request) newCodes(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	if wrong, err := r.current(ctx, l); wrong != nil || err != nil {
		return "", wrong, err
	}
	form := r.field("form")
	if !isID(form) {
		return "", nil, fault.New(fault.Invalid, "", nil)
	}
	mac := hmac.New(sha256.New, r.secret("codes"))
	mac.Write([]byte(string(l.account.ID) + " " + string(r.visitor.session) + " " + form)) // none of which holds a space
	codes, hashes, err := account.NewCodes(rand.NewChaCha8([sha256.Size]byte(mac.Sum(nil))))
	if err != nil {
		return "", nil, err
	}
	cookie, err := r.seal(r.visitor.session, append([]string{"/" + r.lang + "/me/account"}, codes...))
	if err != nil {
		return "", nil, err
	}
	r.keep(r.ctx, codesCookie, cookie, sealFor)
	return "codes_renewed", nil, r.members.Learners.RenewCodes(ctx, l.account.ID, hashes)
}

func (r request) revokeOne(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	err := r.members.Learners.RevokeSession(ctx, l.account.ID, account.SessionID(r.field("session")))
	if fault.KindOf(err) == fault.NotFound && err != nil { // it has ended already
		err = nil
	}
	return "session_ended", nil, err
}

func (r request) revokeOthers(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	return "sessions_ended", nil, r.members.Learners.RevokeSessions(ctx, l.account.ID, r.visitor.session)
}

// erase deletes the account and all that is kept of it, at once.
func (r request) erase(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	if r.field("sure") != "on" {
		return "", &theme.Problem{Field: "sure", Key: "account.sure"}, nil
	}
	if r.alone() {
		return "deleted", nil, r.eraseSolo(ctx)
	}
	if wrong, err := r.current(ctx, l); wrong != nil || err != nil {
		if gone, failed := r.erased(); failed == nil && gone { // between the look at it and the one at the password
			return "deleted", nil, nil
		}
		return "", wrong, err
	}
	leave := r.members.Learners.DeleteAccount
	if r.field("posts") == "keep" {
		leave = r.members.Learners.DeleteAccountKeepingPosts
	}
	if err := leave(ctx, l.account.ID); err != nil {
		return "", nil, err
	}
	r.forget(l.account.ID)
	r.end(r.ctx)
	return "deleted", nil, nil
}
