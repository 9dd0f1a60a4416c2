package web

import (
	"context"
	"time"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/progress"
	"sentier/internal/theme"
)

// signUpForm shows the form.
func (r request) signUpForm() error {
	if r.visitor != nil {
		return r.to("/" + r.lang + "/me")
	}
	view, err := r.signUpPage()
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) signUpPage() (*theme.SignUpPage, error) {
	within, cancel := r.within()
	defer cancel()
	closed, err := r.closed(within)
	if err != nil {
		return nil, err
	}
	view := &theme.SignUpPage{
		Closed: closed, Invited: r.effective().Registration == "invitation", Invitation: account.TidyName(r.field("invitation")),
		Age: r.effective().MinimumAge, Least: account.LeastPassword, Mail: r.settings.Mail.On(),
		Stamp: account.StampForm(r.secret("form"), r.now()),
		Form:  theme.Form{Action: "/" + r.lang + "/sign-up", Back: r.back("")},
	}
	view.Layout, err = r.layout("/sign-up", "sign_up.title")
	return view, err
}

// closed tells why nobody can make an account now, as theme.SignUpPage does; "": one can.
func (s *Server) closed(ctx context.Context) (string, error) {
	if s.effective().Registration == "closed" {
		return "host", nil
	}
	if s.effective().MaxAccounts == 0 {
		return "", nil
	}
	n, err := s.members.Learners.CountAccounts(ctx)
	if err != nil || n < s.effective().MaxAccounts {
		return "", err
	}
	return "full", nil
}

// signUp makes an account of what the form holds, with what this browser has read.
func (r request) signUp() error {
	view, err := r.signUpPage()
	if err != nil {
		return err
	}
	view.Name, view.Shared = account.TidyName(r.field("name")), r.field("shared") == "on"
	if view.Mail {
		view.Email = account.TidyEmail(r.field("email"))
	}
	password := r.field("password")
	within, cancel := r.within()
	defer cancel()
	if view.Closed != "" {
		return r.tooLate(within, view, password)
	}
	on, err := r.checkSignUp(view, password)
	if err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	if wait := r.members.Buckets.Wait(r.address()); wait > 0 {
		view.Problems = []theme.Problem{waitFor(wait)}
		return r.refuse(view)
	}
	made, codes, err := r.newAccount(within, view, password, on)
	switch {
	case err == nil:
		return r.welcome(made, codes, "account_made")
	case fault.KindOf(err) == fault.Conflict:
		return r.taken(within, view, password)
	case fault.Message(err) == account.NoRoom:
		view.Closed = "full"
		return r.refuse(view)
	case fault.KindOf(err) == fault.Invalid: // the invitation: nobody shall find one by trying
		r.members.Buckets.Fail(r.address())
		view.Problems = []theme.Problem{{Field: "invitation", Key: fault.Message(err)}}
		return r.refuse(view)
	}
	return err
}

// checkSignUp tells what is wrong with a form that was filled in, and on what an account is made of it.
func (r request) checkSignUp(view *theme.SignUpPage, password string) (account.Admission, error) {
	on := account.Admission{Most: r.effective().MaxAccounts}
	// Whoever fills in the field that nobody sees is no person, or was helped too much: they may send it again.
	if r.field("website") != "" {
		view.Problems = append(view.Problems, theme.Problem{Key: "account.form_old"})
	}
	var unread error
	if view.Invited {
		on.Invitation, unread = account.InvitationHash(view.Invitation)
	}
	for _, check := range []struct {
		field string
		err   error
	}{
		{"", account.CheckForm(r.secret("form"), r.field("stamp"), r.now())},
		{"invitation", unread},
		{"name", account.CheckName(view.Name)},
		{"password", account.CheckPassword(view.Name, password)},
		{"email", checkGiven(view.Email)},
	} {
		if err := blame(&view.Form, check.field, check.err); err != nil {
			return on, err
		}
	}
	return on, nil
}

// newAccount makes and keeps an account, its first session and what this browser has read.
func (r request) newAccount(ctx context.Context, view *theme.SignUpPage, password string, on account.Admission) (account.Session, []string, error) {
	hash, err := r.members.Hasher.Hash(ctx, password)
	if err != nil {
		return account.Session{}, nil, err
	}
	codes, hashes, err := account.NewCodes(nil)
	if err != nil {
		return account.Session{}, nil, err
	}
	id, err := newID()
	if err != nil {
		return account.Session{}, nil, err
	}
	now := r.now()
	session, err := r.members.Sessions.NewSession(account.ID(id), account.Device(string(r.ctx.UserAgent())), view.Shared)
	if err != nil {
		return account.Session{}, nil, err
	}
	reads := r.merged(progress.Facts{}, now)
	a := account.Account{
		ID: account.ID(id), Name: view.Name, Key: account.NameKey(view.Name), Lang: r.lang, Password: hash, Email: view.Email,
		Created: now, Seen: account.Day(now),
	}
	letters, count, err := r.firstLetter(ctx, a)
	if err != nil {
		return account.Session{}, nil, err
	}
	err = r.members.Learners.CreateAccount(ctx, a, hashes, session, reads,
		progress.Earned(progress.Facts{Reads: reads}, allCourses(r.snapshot), now), on, letters...)
	if err == nil && len(letters) > 0 {
		err = count()
	}
	return session, codes, err
}

// checkGiven is CheckEmail for an address that nobody has to give.
func checkGiven(email string) error {
	if email == "" {
		return nil
	}
	return account.CheckEmail(email)
}

// firstLetter asks whether the address of a new account is theirs. Where too many were sent to it, none is: they can
// ask for it on the page of their account.
func (r request) firstLetter(ctx context.Context, a account.Account) (letters []account.Letter, count func() error, err error) {
	if a.Email == "" {
		return nil, nil, nil
	}
	wait, count, err := r.mayConfirm(ctx, a)
	if err != nil || wait > 0 {
		return nil, nil, err
	}
	letter, err := r.confirmLetter(a)
	return []account.Letter{letter}, count, err
}

// merged is what this browser has read and the learner's facts do not hold.
func (r request) merged(facts progress.Facts, now time.Time) []progress.Read {
	var reads []progress.Read
	keys := progress.Keys(r.field("read"))
	for _, c := range r.snapshot.Courses() {
		reads = append(reads, progress.Merge(keys, c, now)...)
	}
	return facts.Unread(reads)
}

// taken answers whoever asks for a name that there is: the same person who pressed twice is signed in.
func (r request) taken(ctx context.Context, view *theme.SignUpPage, password string) error {
	a, same, err := r.pressedTwice(ctx, view.Name, password)
	switch {
	case err != nil:
		return err
	case same:
		return r.enter(ctx, a, view.Shared, r.back("/"+r.lang+"/me"))
	}
	r.members.Buckets.Fail(r.address()) // so that nobody goes through names to see which are there
	view.Problems = append(view.Problems, theme.Problem{Field: "name", Key: "account.taken"})
	return r.refuse(view)
}

// tooLate answers whoever sends the form where nobody can make an account any more: who pressed twice for the last
// place is signed in.
func (r request) tooLate(ctx context.Context, view *theme.SignUpPage, password string) error {
	if r.members.Buckets.Wait(r.address()) > 0 {
		return r.refuse(view)
	}
	a, same, err := r.pressedTwice(ctx, view.Name, password)
	switch {
	case err != nil:
		return err
	case same:
		return r.enter(ctx, a, view.Shared, r.back("/"+r.lang+"/me"))
	case a.ID != "":
		r.members.Buckets.Fail(r.address())
	}
	return r.refuse(view)
}

// pressedTwice gives the account of a name, and tells whether the same form has just made it.
func (r request) pressedTwice(ctx context.Context, name, password string) (account.Account, bool, error) {
	a, err := r.members.Learners.AccountByKey(ctx, account.NameKey(name))
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return a, false, nil
	}
	if err != nil || r.now().Sub(a.Created) >= time.Minute {
		return a, false, err
	}
	same, _, err := r.members.Hasher.Verify(ctx, a.Password, password)
	return a, same, err
}

// welcome begins a session and shows recovery codes, once.
func (r request) welcome(session account.Session, codes []string, notice string) error {
	if err := r.begin(r.ctx, session); err != nil {
		return err
	}
	cookie, err := r.seal(session.ID, append([]string{r.back("")}, codes...))
	if err != nil {
		return err
	}
	r.keep(r.ctx, codesCookie, cookie, sealFor)
	r.notice(r.ctx, notice)
	return r.to("/" + r.lang + "/me/codes")
}

// codes shows the codes that were just made; later, nobody can see them any more.
func (r request) codes(l *learner) error {
	held := r.unseal(r.visitor.session, r.said(r.ctx, codesCookie))
	if len(held) < 2 {
		return r.to("/" + r.lang + "/me/account")
	}
	view := &theme.CodesPage{
		Name: l.account.Name, Codes: held[1:], First: r.now().Sub(l.account.Created) < sealFor,
		Download: "/" + r.lang + "/me/codes.txt", Form: theme.Form{Action: "/" + r.lang + "/me/codes"},
	}
	var err error
	if view.Layout, err = r.layout("/me/codes", "codes.title"); err != nil {
		return err
	}
	if !reads(r.ctx) {
		if r.field("noted") == "on" {
			r.keep(r.ctx, codesCookie, "", 0)
			r.notice(r.ctx, "codes_noted")
			return r.to(local(held[0], "/"+r.lang+"/me"))
		}
		view.Problems = []theme.Problem{{Field: "noted", Key: "account.codes_unnoted"}}
		return r.refuse(view)
	}
	return r.show(view)
}

// codesFile is the same as a file to keep.
func (r request) codesFile(l *learner) error {
	held := r.unseal(r.visitor.session, r.said(r.ctx, codesCookie))
	if len(held) < 2 {
		return fault.New(fault.NotFound, "", nil)
	}
	h := &r.ctx.Response.Header
	h.Set("Cache-Control", cacheNever)
	h.Set("Content-Disposition", `attachment; filename="codes.txt"`)
	h.SetContentType("text/plain; charset=utf-8")
	text := r.settings.Identity.Name + " · " + l.account.Name + "\n\n"
	for _, code := range held[1:] {
		text += code + "\n"
	}
	r.ctx.SetBodyString(text)
	return nil
}

// courseOf finds the course that a module is of.
func courseOf(courses []*course.Course, m *course.Module) *course.Course {
	for _, c := range courses {
		for _, other := range c.Modules {
			if other == m {
				return c
			}
		}
	}
	return nil
}
