package web

import (
	"cmp"
	"context"
	"errors"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/theme"
)

// recoverForm shows the form for a lost password.
func (r request) recoverForm() error {
	view, err := r.recoverPage()
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) recoverPage() (*theme.RecoverPage, error) {
	layout, err := r.layout("/recover", "recover.title")
	return &theme.RecoverPage{
		Layout: layout, Mail: r.settings.Mail.On(), Least: account.LeastPassword, Form: theme.Form{Action: "/" + r.lang + "/recover"},
	}, err
}

// recovered takes a recovery code in place of the password, and sets a new one; or it asks for a letter with a link
// that does the same. All sessions end but the new one.
func (r request) recovered() error {
	view, err := r.recoverPage()
	if err != nil {
		return err
	}
	view.Name, view.Code, view.Shared = account.TidyName(r.field("name")), r.field("code"), r.field("shared") == "on"
	if r.field("do") == "mail" && view.Mail {
		return r.byLetter(view)
	}
	password := r.field("password")
	code, unread := account.CodeHash(view.Code)
	if err := cmp.Or(blame(&view.Form, "code", unread), blame(&view.Form, "password", account.CheckPassword(view.Name, password))); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	within, cancel := r.within()
	defer cancel()
	a, refused, err := r.byCode(within, view.Name, code, password)
	if err != nil {
		return err
	}
	if refused != nil {
		view.Problems = append(view.Problems, *refused)
		return r.refuse(view)
	}
	return r.enterAnew(within, a, view.Shared)
}

// enterAnew lets somebody in who has just set a new password, and says so.
func (r request) enterAnew(ctx context.Context, a account.Account, shared bool) error {
	err := r.enter(ctx, a, shared, "/"+r.lang+"/me/account")
	r.notice(r.ctx, "password_changed")
	return err
}

// byCode gives the account of a name and one of its codes, with its new password, or says why not.
func (r request) byCode(ctx context.Context, name string, code []byte, password string) (account.Account, *theme.Problem, error) {
	a, bucket, err := r.named(ctx, name)
	if err != nil {
		return a, nil, err
	}
	if wait, err := r.wait(ctx, bucket); err != nil || wait != nil {
		return a, wait, err
	}
	hash, err := r.members.Hasher.Hash(ctx, password) // before the code is used up, and for every name
	if err != nil {
		return account.Account{}, nil, err
	}
	err = r.replace(ctx, a, account.Recovery{Code: code, Hash: hash})
	if err != nil && fault.KindOf(err) == fault.NotFound { // or pressed twice: then the password is set
		a, refused, err := r.checked(ctx, name, password)
		if refused != nil && refused.Key == "account.wrong" {
			refused = &theme.Problem{Field: "code", Key: "account.code_wrong"}
		}
		return a, refused, err
	}
	if err != nil {
		return account.Account{}, nil, err
	}
	return a, nil, errors.Join(r.hear(ctx), r.members.Learners.Forgive(ctx, bucket))
}

// replace puts a new password in the place of a lost one, and tells by letter.
func (r request) replace(ctx context.Context, a account.Account, how account.Recovery) error {
	letters, err := r.news(account.ChangedLetter, a)
	if err != nil {
		return err
	}
	if len(letters) > 0 {
		how.Letter = &letters[0]
	}
	return r.members.Learners.Recover(ctx, a.ID, how, r.now())
}

// byLetter sends a link to the address of a name. A name that nobody has, or that has no confirmed address, is
// answered in the same way and takes the same steps: the letter is written, and dropped by the store, for it is to an
// account that is not there.
func (r request) byLetter(view *theme.RecoverPage) error {
	if err := blame(&view.Form, "Mail-name", account.CheckName(view.Name)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	if wait := r.members.Buckets.Wait(r.address()); wait > 0 {
		view.Problems = []theme.Problem{waitFor(wait)}
		return r.refuse(view)
	}
	r.members.Buckets.Fail(r.address())
	within, cancel := r.within()
	defer cancel()
	if err := r.sendLink(within, view.Name); err != nil {
		return err
	}
	r.notice(r.ctx, "letter_asked")
	return r.to("/" + r.lang + "/recover")
}

func (r request) sendLink(ctx context.Context, name string) error {
	a, bucket, err := r.named(ctx, name)
	if err != nil {
		return err
	}
	if a.Confirmed.IsZero() {
		id, err := newID()
		if err != nil {
			return err
		}
		a = account.Account{ID: account.ID(id), Name: name, Lang: r.lang, Email: "nobody@example.invalid", Password: r.members.Hasher.Dummy()}
	}
	letter, err := r.linked(account.RecoverLetter, a, account.RecoverLife, "/recover/new")
	if err != nil {
		return err
	}
	asked := account.LetterBucket(r.secret("letters"), "lost "+string(bucket))
	count, until, err := r.members.Learners.Failures(ctx, asked)
	if err != nil || r.now().Before(until) { // one is on its way already: there is nothing more to say
		return err
	}
	return r.members.Learners.AskLetter(ctx, letter, asked, r.now().Add(account.LetterDelay(count+1)))
}

// renewForm is where the link of a letter leads: to a new password.
func (r request) renewForm() error {
	within, cancel := r.within()
	defer cancel()
	view, _, err := r.renewPage(within)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) renewPage(ctx context.Context) (*theme.RenewPage, account.Account, error) {
	a, ok, err := r.opened(ctx, account.RecoverLetter, r.field("link"))
	ok = ok && !a.Confirmed.IsZero()
	if err == nil && !ok {
		a, ok, err = r.opened(ctx, account.ResetLetter, r.field("link")) // that one of the team handed to them
	}
	if err != nil {
		return nil, a, err
	}
	view := &theme.RenewPage{Name: a.Name, Link: r.field("link"), Gone: !ok, Least: account.LeastPassword,
		Form: theme.Form{Action: "/" + r.lang + "/recover/new"}}
	view.Layout, err = r.layout("/recover/new", "renew.title")
	return view, a, err
}

// renewed sets the new password and lets them in; every other session ends.
func (r request) renewed() error {
	within, cancel := r.within()
	defer cancel()
	view, a, err := r.renewPage(within)
	if err != nil {
		return err
	}
	view.Shared = r.field("shared") == "on"
	password := r.field("password")
	if view.Gone {
		return r.renewedBefore(within, view, password)
	}
	if err := blame(&view.Form, "password", account.CheckPassword(a.Name, password)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	hash, err := r.members.Hasher.Hash(within, password)
	if err != nil {
		return err
	}
	err = r.replace(within, a, account.Recovery{Was: a.Password, Hash: hash})
	if err != nil && fault.KindOf(err) == fault.NotFound { // it was used meanwhile
		return r.renewedBefore(within, view, password)
	}
	if err != nil {
		return err
	}
	if err := r.hear(within); err != nil {
		return err
	}
	r.forget(a.ID)
	return r.enterAnew(within, a, view.Shared)
}

// renewedBefore answers who sends a link that is used up: who pressed twice has set this very password, and is let in.
func (r request) renewedBefore(ctx context.Context, view *theme.RenewPage, password string) error {
	view.Gone = true
	link, _ := account.ReadLink(account.RecoverLetter, view.Link)
	a, err := r.members.Learners.Account(ctx, link.Account)
	if err := absent(err); err != nil {
		return err
	}
	a, refused, err := r.checked(ctx, a.Name, password)
	if err != nil {
		return err
	}
	if refused != nil {
		return r.refuse(view)
	}
	return r.enterAnew(ctx, a, view.Shared)
}
