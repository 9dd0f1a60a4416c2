package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/passkey"
	"sentier/internal/theme"
)

// What is sealed for passkeys is for one of these, and where somebody is signed in for their session alone. What a
// device was asked goes with the page and comes back with the answer, so that two tabs do not disturb each other.
const (
	forSignIn     = "passkey of anybody"
	forPermission = "passkey permission "
	forNewPasskey = "new passkey "
)

// devices is this site as devices know it; nil: there can be no passkeys, or nobody signs in. It is the configured address alone that
// tells; only a site that was told none, and is tried out on localhost, believes the browser.
func (r request) devices() *passkey.Party {
	if r.alone() {
		return nil
	}
	if r.party != nil || r.settings.BaseURL != "" {
		return r.party
	}
	here := url.URL{Scheme: "http", Host: string(r.ctx.Host())}
	if here.Hostname() != "localhost" {
		return nil
	}
	return passkey.NewParty(r.settings.Identity.Name, here.String())
}

// passkeyRows are the passkeys of a learner, to be shown.
func (r request) passkeyRows(ctx context.Context, id account.ID) ([]theme.PasskeyRow, error) {
	all, err := r.members.Learners.Passkeys(ctx, id)
	var rows []theme.PasskeyRow
	for _, p := range all {
		rows = append(rows, passkeyRow(r.lang, p))
	}
	return rows, err
}

func passkeyRow(in string, p account.Passkey) theme.PasskeyRow {
	row := theme.PasskeyRow{ID: base64.RawURLEncoding.EncodeToString(p.ID), Name: p.Name, Made: lang.Date(in, p.Created)}
	if !p.Used.IsZero() {
		row.Used = lang.Date(in, p.Used)
	}
	return row
}

// newPasskey lets who knows the password go on to add a passkey, for a few minutes.
func (r request) newPasskey(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	if r.devices() == nil {
		return "", nil, fault.New(fault.NotFound, "", nil)
	}
	if wrong, err := r.current(ctx, l); wrong != nil || err != nil {
		return "", wrong, err
	}
	all, err := r.members.Learners.Passkeys(ctx, l.account.ID)
	if err != nil {
		return "", nil, err
	}
	if len(all) >= account.MostPasskeys {
		return "", &theme.Problem{Field: "current", Key: "account.passkeys_many"}, nil
	}
	permission, err := r.hide(forPermission+string(r.visitor.session), account.PasskeyChallenge, []string{"granted"})
	if err != nil {
		return "", nil, err
	}
	r.keep(r.ctx, passkeyCookie, permission, account.PasskeyChallenge)
	return "", nil, nil
}

// removePasskey takes a passkey away.
func (r request) removePasskey(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	id, err := base64.RawURLEncoding.DecodeString(r.field("passkey"))
	if err != nil {
		return "", nil, fault.New(fault.Invalid, "", err)
	}
	err = r.members.Learners.RemovePasskey(ctx, l.account.ID, id)
	if err != nil && fault.KindOf(err) == fault.NotFound { // it was removed already
		err = nil
	}
	return "passkey_removed", nil, err
}

// permitted tells whether the password was given a few minutes ago, in this session.
func (r request) permitted() bool {
	return r.devices() != nil && r.reveal(forPermission+string(r.visitor.session), r.said(r.ctx, passkeyCookie)) != nil
}

// passkeyForm shows the page on which the device makes a passkey.
func (r request) passkeyForm(l *learner) error {
	if !r.permitted() {
		return r.to("/" + r.lang + "/me/account")
	}
	view, err := r.passkeyPage(l)
	if err != nil {
		return err
	}
	view.Name = account.Device(string(r.ctx.UserAgent()))
	return r.show(view)
}

// passkeyPage asks the device something new each time.
func (r request) passkeyPage(l *learner) (*theme.PasskeyPage, error) {
	within, cancel := r.within()
	defer cancel()
	has, err := r.members.Learners.Passkeys(within, l.account.ID)
	if err != nil {
		return nil, err
	}
	asked, err := r.devices().AskNew(l.account, has)
	if err != nil {
		return nil, err
	}
	view := &theme.PasskeyPage{
		Form: theme.Form{Action: "/" + r.lang + "/me/passkey"}, Most: account.MostPasskeyName, Options: string(asked.Options),
	}
	view.State, err = r.hide(forNewPasskey+string(r.visitor.session), account.PasskeyChallenge, []string{asked.State})
	if err != nil {
		return nil, err
	}
	view.Layout, err = r.layout("/me/passkey", "passkeys.new")
	return view, err
}

// addPasskey keeps the passkey that a device has made.
func (r request) addPasskey(l *learner) error {
	if !r.permitted() {
		return r.to("/" + r.lang + "/me/account")
	}
	view, err := r.passkeyPage(l)
	if err != nil {
		return err
	}
	view.Name = account.TidyName(r.field("name"))
	if err := blame(&view.Form, "name", account.CheckPasskeyName(view.Name)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	within, cancel := r.within()
	defer cancel()
	if err := blame(&view.Form, "", r.added(within, l, view.Name)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	r.keep(r.ctx, passkeyCookie, "", 0)
	r.notice(r.ctx, "passkey_added")
	return r.to("/" + r.lang + "/me/account")
}

func (r request) added(ctx context.Context, l *learner, name string) error {
	held := r.reveal(forNewPasskey+string(r.visitor.session), r.field("state"))
	if len(held) != 1 {
		return fault.New(fault.Invalid, "account.passkey_old", nil)
	}
	made, answered, err := r.devices().New(l.account, held[0], r.field("passkey"), r.now())
	if err != nil {
		return err
	}
	made.Name = name
	return again(r.members.Learners.AddPasskey(ctx, l.account.ID, made, answered))
}

// again says to people that an answer was given before; any other error is given back.
func again(err error) error {
	if err != nil && fault.KindOf(err) == fault.Conflict {
		return fault.New(fault.Invalid, "account.passkey_old", err)
	}
	return err
}

// askPasskey tells the script of the sign-in form what a device is asked. Nothing is kept, and nothing is taken: what
// makes the answer good stays in the state.
func (r request) askPasskey() error {
	devices := r.devices()
	switch {
	case devices == nil:
		return fault.New(fault.NotFound, "", nil)
	case len(r.ctx.PostBody()) > 0:
		return fault.New(fault.Invalid, "", nil)
	}
	asked, err := devices.Ask()
	if err != nil {
		return err
	}
	state, err := r.hide(forSignIn, account.PasskeyChallenge, []string{asked.State})
	if err != nil {
		return err
	}
	return r.tell(map[string]any{"publicKey": asked.Options, "state": state})
}

// byPasskey gives the account of which a device holds a passkey, or says why not. Failures are counted as those of
// passwords are; but who guesses passwords elsewhere does not keep out who has a key.
func (r request) byPasskey(ctx context.Context, answer, state string) (account.Account, *theme.Problem, error) {
	if wait := r.members.Buckets.Wait(r.address()); wait > 0 {
		p := waitFor(wait)
		return account.Account{}, &p, nil
	}
	held := r.reveal(forSignIn, state)
	if len(held) != 1 {
		return account.Account{}, &theme.Problem{Key: "account.passkey_old"}, nil
	}
	a, has, err := r.owner(ctx, passkey.Owner(answer))
	if err != nil {
		return account.Account{}, nil, err
	}
	used, answered, err := r.devices().Check(a, has, held[0], answer, r.now())
	if err == nil {
		err = again(r.members.Learners.UsePasskey(ctx, a.ID, used, answered))
	}
	switch {
	case err == nil:
		return a, nil, r.members.Learners.Forgive(ctx, r.bucket(a.Key, a.ID))
	case fault.KindOf(err) == fault.NotFound: // it was removed meanwhile
		err = fault.New(fault.Invalid, "account.passkey_wrong", err)
	case fault.KindOf(err) != fault.Invalid:
		return account.Account{}, nil, err
	}
	if a.ID == "" {
		r.members.Buckets.Fail(r.address())
		return account.Account{}, &theme.Problem{Key: fault.Message(err)}, nil
	}
	return account.Account{}, &theme.Problem{Key: fault.Message(err)}, r.failed(ctx, r.bucket(a.Key, a.ID))
}

// owner is the account of an id with its passkeys, both empty where there is none.
func (r request) owner(ctx context.Context, id account.ID) (account.Account, []account.Passkey, error) {
	if !isID(string(id)) {
		return account.Account{}, nil, nil
	}
	a, err := r.members.Learners.Account(ctx, id)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return account.Account{}, nil, nil
	}
	if err != nil {
		return account.Account{}, nil, err
	}
	has, err := r.members.Learners.Passkeys(ctx, id)
	return a, has, err
}

// tell answers a script.
func (r request) tell(what any) error {
	data, err := json.Marshal(what)
	if err != nil {
		return err
	}
	h := &r.ctx.Response.Header
	h.Set(fasthttp.HeaderCacheControl, cacheNever)
	h.SetContentType("application/json")
	r.ctx.SetBody(data)
	return nil
}
