package web

import (
	"context"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/theme"
)

// absent takes away that something is not there; any other error stays.
func absent(err error) error {
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// newEmail adds an address to an account, or changes it: a letter asks whether it is theirs, and the old address is
// told.
func (r request) newEmail(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	if !r.settings.Mail.On() {
		return "", nil, fault.New(fault.Invalid, "", nil)
	}
	email := account.TidyEmail(r.field("email"))
	if wrong, err := wrongIn("email", account.CheckEmail(email)); wrong != nil || err != nil {
		return "", wrong, err
	}
	if wrong, err := r.current(ctx, l); wrong != nil || err != nil {
		return "", wrong, err
	}
	if email == l.account.Email {
		return r.confirmAgain(ctx, l)
	}
	letters, err := r.news(account.MovedLetter, l.account)
	if err != nil {
		return "", nil, err
	}
	return r.askConfirmed(ctx, unconfirmed(l.account, email), letters)
}

// unconfirmed is an account with an address that nobody has confirmed.
func unconfirmed(a account.Account, email string) account.Account {
	a.Email, a.Confirmed = email, time.Time{}
	return a
}

// askConfirmed keeps an address, and asks whether it is theirs.
func (r request) askConfirmed(ctx context.Context, a account.Account, letters []account.Letter) (string, *theme.Problem, error) {
	wait, count, err := r.mayConfirm(ctx, a)
	if err != nil {
		return "", nil, err
	}
	if wait > 0 {
		asked, err := r.justAsked(ctx, a)
		if asked || err != nil {
			return "email_asked", nil, err
		}
		wrong := waitFor(wait)
		return "", &wrong, nil
	}
	letter, err := r.confirmLetter(a)
	if err != nil {
		return "", nil, err
	}
	if err := r.members.Learners.SetEmail(ctx, a.ID, a.Email, append(letters, letter)...); err != nil {
		return "", nil, err
	}
	return "email_asked", nil, count() // after the address: whoever presses twice is told of it, and not to wait
}

// justAsked tells whether a letter to this very address went off a moment ago: the form was sent twice.
func (r request) justAsked(ctx context.Context, a account.Account) (bool, error) {
	now, err := r.members.Learners.Account(ctx, a.ID)
	if err != nil || now.Email != a.Email || !now.Confirmed.IsZero() {
		return false, err
	}
	count, until, err := r.members.Learners.Failures(ctx, r.confirmBucket(a))
	return count > 0 && until.Sub(r.now()) > account.LetterDelay(count)-time.Minute, err
}

// confirmAgain sends the letter that asks once more.
func (r request) confirmAgain(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	switch {
	case !r.settings.Mail.On() || l.account.Email == "":
		return "", nil, fault.New(fault.Invalid, "", nil)
	case !l.account.Confirmed.IsZero():
		return "email_confirmed", nil, nil
	}
	return r.askConfirmed(ctx, l.account, nil)
}

// noEmail takes the address away: that is as easy as to be asked for it.
func (r request) noEmail(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	letters, err := r.news(account.MovedLetter, l.account)
	if err != nil {
		return "", nil, err
	}
	return "email_removed", nil, r.members.Learners.SetEmail(ctx, l.account.ID, "", letters...)
}

// confirmForm is where the link of a letter leads. What looks at links in letters before people do presses no button.
func (r request) confirmForm() error {
	view, err := r.confirmPage()
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) confirmPage() (*theme.ConfirmPage, error) {
	within, cancel := r.within()
	defer cancel()
	a, ok, err := r.opened(within, account.ConfirmLetter, r.field("link"))
	if err != nil {
		return nil, err
	}
	view := &theme.ConfirmPage{Email: a.Email, Link: r.field("link"), Gone: !ok, Form: theme.Form{Action: "/" + r.lang + "/me/confirm"}}
	view.Layout, err = r.layout("/me/confirm", "confirm.title")
	return view, err
}

// confirmed notes that an address is theirs, whoever is signed in here.
func (r request) confirmed() error {
	view, err := r.confirmPage()
	if err != nil {
		return err
	}
	if view.Gone {
		return r.refuse(view)
	}
	within, cancel := r.within()
	defer cancel()
	link, _ := account.ReadLink(account.ConfirmLetter, r.field("link"))
	err = r.members.Learners.ConfirmEmail(within, link.Account, view.Email, r.now())
	if err != nil && fault.KindOf(err) == fault.NotFound { // pressed twice, at once
		view.Gone = true
		return r.refuse(view)
	}
	if err != nil {
		return err
	}
	r.forget(link.Account)
	r.notice(r.ctx, "email_confirmed")
	if r.visitor != nil && r.visitor.account == link.Account {
		r.wrote(r.ctx, link.Account)
		return r.to("/" + r.lang + "/me/account")
	}
	return r.to("/" + r.lang + "/sign-in")
}
