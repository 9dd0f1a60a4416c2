package web

import (
	"context"
	"net/netip"
	"strconv"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/theme"
)

// signInForm shows the form.
func (r request) signInForm() error {
	if r.visitor != nil {
		return r.to(r.back("/" + r.lang + "/me"))
	}
	view, err := r.signInPage()
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) signInPage() (*theme.SignInPage, error) {
	within, cancel := r.within()
	defer cancel()
	closed, err := r.closed(within)
	if err != nil {
		return nil, err
	}
	view := &theme.SignInPage{
		Again: r.field("again") != "", Open: closed == "", Form: theme.Form{Action: "/" + r.lang + "/sign-in", Back: r.back("")},
	}
	if r.devices() != nil {
		view.Passkey = "/" + r.lang + "/sign-in/passkey"
	}
	view.Layout, err = r.layout("/sign-in", "sign_in.title")
	return view, err
}

// signIn lets somebody in who knows the password, or has a passkey. A name that nobody has is answered as a wrong
// password is, and takes as long.
func (r request) signIn() error {
	if r.field("passkey") == "" {
		if err := r.members.Hasher.Ready(); err != nil {
			return err
		}
	}
	view, err := r.signInPage()
	if err != nil {
		return err
	}
	view.Name, view.Shared = account.TidyName(r.field("name")), r.field("shared") == "on"
	view.Held, view.HeldFor = r.field(heldField), r.field(heldFor)
	view.Again = view.Again || view.Held != ""
	within, cancel := r.within()
	defer cancel()
	var a account.Account
	var refused *theme.Problem
	if answer := r.field("passkey"); answer != "" && view.Passkey != "" {
		a, refused, err = r.byPasskey(within, answer, r.field("state"))
	} else {
		a, refused, err = r.checked(within, view.Name, r.field("password"))
	}
	if err != nil {
		return err
	}
	if refused != nil {
		view.Problems = append(view.Problems, *refused)
		return r.refuse(view)
	}
	if view.Held == "" {
		return r.enter(within, a, view.Shared, r.back("/"+r.lang+"/me"))
	}
	if err := r.admit(within, a, view.Shared); err != nil {
		return err
	}
	return r.giveBack(view.Held)
}

// checked gives the account of a name and its password, or says why not.
func (r request) checked(ctx context.Context, name, password string) (account.Account, *theme.Problem, error) {
	a, bucket, err := r.named(ctx, name)
	if err != nil {
		return a, nil, err
	}
	if wait, err := r.wait(ctx, bucket); err != nil || wait != nil {
		return a, wait, err
	}
	hash := a.Password
	if a.ID == "" {
		hash = r.members.Hasher.Dummy()
	}
	ok, outdated, err := r.members.Hasher.Verify(ctx, hash, password)
	if err != nil {
		return a, nil, err
	}
	// Of many who came at once, nobody had failed before: whoever is told now what came of it has not either.
	if wait, err := r.wait(ctx, bucket); err != nil || wait != nil {
		return account.Account{}, wait, err
	}
	if !ok || a.ID == "" {
		return account.Account{}, &theme.Problem{Field: "password", Key: "account.wrong"}, r.failed(ctx, bucket)
	}
	if outdated {
		now, err := r.members.Hasher.Hash(ctx, password)
		if err == nil {
			err = r.members.Learners.Rehash(ctx, a.ID, a.Password, now)
		}
		if err != nil {
			return a, nil, err
		}
	}
	return a, nil, r.members.Learners.Forgive(ctx, bucket)
}

// named finds the account of a name, empty where nobody has it, and where failures with that name are counted: in a
// browser that the account was used in before, apart from what others do.
func (r request) named(ctx context.Context, name string) (account.Account, []byte, error) {
	key := account.NameKey(name)
	a, err := r.members.Learners.AccountByKey(ctx, key)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return account.Account{}, nil, err
	}
	if err != nil {
		a = account.Account{}
	}
	return a, r.bucket(key, a.ID), nil
}

// bucket is where failures with a name are counted, whose account may be empty.
func (r request) bucket(key string, id account.ID) []byte {
	if own, known := account.BrowserBucket(r.secret("browser"), r.said(r.ctx, browserCookie), id); known {
		return own
	}
	return account.AccountBucket(r.secret("failures"), key)
}

// address is the reader's, as far as limits need it.
func (r request) address() netip.Addr {
	address, err := netip.ParseAddr(r.client(r.ctx))
	if err != nil {
		return netip.IPv6Unspecified()
	}
	return address
}

// wait tells how long somebody who failed before has to wait; nil: no longer.
func (r request) wait(ctx context.Context, bucket []byte) (*theme.Problem, error) {
	_, until, err := r.members.Learners.Failures(ctx, bucket)
	if err != nil {
		return nil, err
	}
	wait := max(until.Sub(r.now()), r.members.Buckets.Wait(r.address()))
	if wait <= 0 {
		return nil, nil
	}
	p := waitFor(wait)
	return &p, nil
}

// waitFor says how many seconds somebody has to wait.
func waitFor(wait time.Duration) theme.Problem {
	return theme.Problem{Key: "account.wait", Arg: strconv.Itoa(int((wait + time.Second - 1) / time.Second))}
}

// failed counts a failure, and lets the next try wait for it.
func (r request) failed(ctx context.Context, bucket []byte) error {
	r.members.Buckets.Fail(r.address())
	count, _, err := r.members.Learners.Failures(ctx, bucket)
	if err != nil {
		return err
	}
	return r.members.Learners.Fail(ctx, bucket, r.now().Add(account.Delay(count+1)))
}

// enter admits somebody, and sends them on.
func (r request) enter(ctx context.Context, a account.Account, shared bool, to string) error {
	if err := r.admit(ctx, a, shared); err != nil {
		return err
	}
	r.notice(r.ctx, "signed_in")
	return r.to(to)
}

// admit begins a session, and takes over what this browser has read.
func (r request) admit(ctx context.Context, a account.Account, shared bool) error {
	session, err := r.members.Sessions.NewSession(a.ID, account.Device(string(r.ctx.UserAgent())), shared)
	if err != nil {
		return err
	}
	if err := r.members.Learners.AddSession(ctx, session); err != nil {
		return err
	}
	facts, err := r.members.Learners.Facts(ctx, a.ID)
	if err != nil {
		return err
	}
	now := r.now()
	if reads := r.merged(facts, now); len(reads) > 0 {
		entries := progress.Earned(facts.WithReads(reads...), allCourses(r.snapshot), now)
		if err := r.members.Learners.MarkRead(ctx, a.ID, reads, entries); err != nil {
			return err
		}
	}
	if err := r.begin(r.ctx, session); err != nil {
		return err
	}
	return r.shownTo(ctx, session)
}

// signOut ends the session of this browser.
func (r request) signOut() error {
	if r.visitor != nil {
		within, cancel := r.within()
		defer cancel()
		err := r.members.Learners.RevokeSession(within, r.visitor.account, r.visitor.session)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		if err := r.hear(within); err != nil {
			return err
		}
	}
	r.end(r.ctx)
	r.notice(r.ctx, "signed_out")
	return r.to("/" + r.lang)
}
