package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/site"
	"sentier/internal/theme"
)

// people looks for accounts by name. Of what they do nothing is shown, nor how they can be reached.
func (r request) people(m *staff) error {
	if err := m.may("", account.Moderator); err != nil {
		return err
	}
	within, cancel := r.within()
	defer cancel()
	view := &theme.PeoplePage{Query: strings.TrimSpace(r.field("q")), Most: peopleShown}
	found, err := r.members.Learners.People(within, view.Query)
	if err != nil {
		return err
	}
	for _, a := range found {
		view.People = append(view.People, r.personRow(a))
	}
	view.Team, err = r.teamRows(within)
	if err != nil {
		return err
	}
	if view.Layout, view.Admin, err = r.frame(m, "/people", "people.title"); err != nil {
		return err
	}
	return r.show(view)
}

// peopleShown is how many people the store finds at most.
const peopleShown = 50

func (r request) personRow(a account.Account) theme.PersonRow {
	return theme.PersonRow{
		Link:    theme.Link{Title: a.Name, URL: r.personAddress(a.ID)},
		Display: a.Display, Created: lang.Date(r.lang, a.Created), Seen: lang.Date(r.lang, a.Seen),
	}
}

func (r request) personAddress(id account.ID) string {
	return "/" + r.lang + "/admin/people/" + string(id)
}

func (r request) teamRows(ctx context.Context) ([]theme.GrantRow, error) {
	team, err := r.members.Learners.Team(ctx)
	courses := allCourses(r.snapshot)
	var rows []theme.GrantRow
	for _, one := range team {
		rows = append(rows, theme.GrantRow{
			Person: theme.Link{Title: one.Account.Name, URL: r.personAddress(one.Account.ID)}, Role: string(one.Role),
			Module: r.moduleOr(courses, one.Module), ModuleID: one.Module, Since: lang.Date(r.lang, one.Given),
		})
	}
	return rows, err
}

// whom finds the account that an address names, with its roles.
func (r request) whom(ctx context.Context, m *staff) (account.Account, account.Grants, error) {
	if err := m.may("", account.Moderator); err != nil {
		return account.Account{}, nil, err
	}
	id := string(r.ctx.Path())
	id = id[strings.LastIndexByte(id, '/')+1:]
	if !isID(id) {
		return account.Account{}, nil, fault.New(fault.NotFound, "", nil)
	}
	a, err := r.members.Learners.Account(ctx, account.ID(id))
	if err != nil {
		return a, nil, err
	}
	grants, err := r.members.Learners.Roles(ctx, a.ID)
	return a, grants, err
}

// person is the page of one account.
func (r request) person(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	a, grants, err := r.whom(within, m)
	if err != nil {
		return err
	}
	view, err := r.personPage(within, m, a, grants)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) personPage(ctx context.Context, m *staff, a account.Account, grants account.Grants) (*theme.PersonPage, error) {
	view := &theme.PersonPage{
		PersonRow: r.personRow(a), Email: a.Email != "", Confirmed: !a.Confirmed.IsZero(), Lang: a.Lang,
		MayRoles: m.may("") == nil, MayReset: mayReset(m, a, grants), MayDelete: m.may("") == nil && a.ID != m.account.ID,
		Self: a.ID == m.account.ID, Most: account.MostReason, Form: theme.Form{Action: r.personAddress(a.ID)},
	}
	sessions, err := r.members.Learners.Sessions(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	view.Sessions = len(sessions)
	if view.Codes, err = r.members.Learners.CodesLeft(ctx, a.ID); err != nil {
		return nil, err
	}
	courses := allCourses(r.snapshot)
	for _, g := range grants {
		view.Grants = append(view.Grants, theme.GrantRow{Role: string(g.Role), Module: r.moduleOr(courses, g.Module), ModuleID: g.Module,
			Since: lang.Date(r.lang, g.Given)})
	}
	for _, one := range courses.Modules {
		link := site.ModuleLink(one, r.lang)
		view.Modules = append(view.Modules, theme.ModuleChoice{ID: string(one.ID), Title: link.Title, Lang: link.Lang})
	}
	for _, role := range account.Roles() {
		view.Roles = append(view.Roles, string(role))
	}
	log, err := r.members.Learners.Actions(ctx, "", a.ID, "")
	if err != nil {
		return nil, err
	}
	view.Log = r.actionRows(log)
	if err := r.sanctions(ctx, m, a, grants, view); err != nil {
		return nil, err
	}
	if view.Deed, err = newID(); err != nil {
		return nil, err
	}
	if link := r.reveal(forHanding(m, a), r.said(r.ctx, handedCookie)); len(link) == 1 {
		view.Handed = link[0]
	}
	if view.Layout, view.Admin, err = r.frame(m, "/people/"+string(a.ID), "people.title"); err != nil {
		return nil, err
	}
	view.Layout.Title = a.Name
	view.Breadcrumbs = append(view.Breadcrumbs, theme.Link{
		Title: r.snapshot.Theme().Messages().Say(r.lang, "people.title"), URL: "/" + r.lang + "/admin/people"})
	return view, nil
}

// mayReset tells whether a link for a new password may be made. It is as good as the account itself: who is of the
// team gets one from an administrator alone, and nobody makes one for themselves.
func mayReset(m *staff, a account.Account, grants account.Grants) bool {
	return a.ID != m.account.ID && (m.may("") == nil || m.may("", account.Moderator) == nil && !grants.Any())
}

// forHanding is what the link that somebody of the team is to hand over is sealed for.
func forHanding(m *staff, a account.Account) string {
	return "handed by " + string(m.account.ID) + " to " + string(a.ID)
}

// deed is what a form of the page of an account asks for.
type deed struct {
	do     func(request, context.Context, *staff, account.Account, account.Action) (notice string, wrong *theme.Problem, err error)
	allows func(*staff, account.Account, account.Grants) bool
}

func administers(m *staff, _ account.Account, _ account.Grants) bool { return m.may("") == nil }

func administersOther(m *staff, a account.Account, _ account.Grants) bool {
	return m.may("") == nil && a.ID != m.account.ID
}

// deeds are all of them, by the field "do".
var deeds = map[string]deed{
	"role.give":      {request.giveRole, administers},
	"role.take":      {request.takeRole, administers},
	"account.reset":  {request.resetAccount, mayReset},
	"account.delete": {request.removeAccount, administersOther},
	"person.decide":  {request.sanction, maySanction},
	"person.lift":    {request.liftSanction, maySanction},
}

// personDone does what a form of that page asks for. Every one takes a reason, for the log and for the person.
func (r request) personDone(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	a, grants, err := r.whom(within, m)
	if err != nil {
		return err
	}
	verb := r.field("do")
	one, known := deeds[verb]
	if !known {
		return fault.New(fault.Invalid, "", nil)
	}
	if !one.allows(m, a, grants) {
		return fault.New(fault.Forbidden, "", nil)
	}
	line, err := r.action(m, verb)
	if err != nil {
		return err
	}
	line.Person, line.Name, line.Reason = a.ID, a.Name, strings.TrimSpace(r.field("reason"))
	wrong := checkReason(line.Reason)
	notice := ""
	if wrong == nil {
		notice, wrong, err = one.do(r, within, m, a, line)
	}
	if err != nil {
		return err
	}
	if wrong != nil {
		view, err := r.personPage(within, m, a, grants)
		if err != nil {
			return err
		}
		if verb == "role.take" || verb == "person.lift" { // there is one such form a role or decision: the problem is told above them
			wrong.Field = ""
		}
		view.Opened, view.Problems, view.Reason = verb, []theme.Problem{*wrong}, line.Reason
		view.Role, view.Module, view.Proof, view.Keep = r.field("role"), r.field("module"), r.field("proof"), r.field("posts") == "keep"
		if verb == "person.decide" {
			view.Sanction, view.Ground, view.Days, view.Deed = r.field("sanction"), r.field("ground"), r.field("days"), line.ID
		}
		return r.refuse(view)
	}
	r.notice(r.ctx, notice)
	if verb == "account.delete" {
		return r.to("/" + r.lang + "/admin/people")
	}
	return r.to(r.personAddress(a.ID))
}

// checkReason tells what is wrong with a reason; nil: nothing.
func checkReason(reason string) *theme.Problem {
	switch {
	case reason == "":
		return &theme.Problem{Field: "reason", Key: "admin.no_reason"}
	case utf8.RuneCountInString(reason) > account.MostReason:
		return &theme.Problem{Field: "reason", Key: "admin.long_reason"}
	}
	return nil
}

func (r request) giveRole(ctx context.Context, m *staff, a account.Account, line account.Action) (string, *theme.Problem, error) {
	role, module := account.Role(r.field("role")), r.field("module")
	switch {
	case !slices.Contains(account.Roles(), role):
		return "", &theme.Problem{Field: "role", Key: "admin.no_role"}, nil
	case role == account.Administrator && module != "":
		return "", &theme.Problem{Field: "module", Key: "admin.whole_site"}, nil
	case module != "" && r.moduleOr(allCourses(r.snapshot), module).URL == "":
		return "", nil, fault.New(fault.Invalid, "", nil)
	}
	line.Subject, line.Module = string(role), module
	return "role_given", nil, r.members.Learners.GiveRole(ctx, a.ID, account.Grant{Role: role, Module: module, Given: line.At}, line)
}

func (r request) takeRole(ctx context.Context, m *staff, a account.Account, line account.Action) (string, *theme.Problem, error) {
	line.Subject, line.Module = r.field("role"), r.field("module")
	err := r.members.Learners.TakeRole(ctx, a.ID, account.Role(line.Subject), line.Module, line)
	if err != nil && fault.KindOf(err) == fault.Conflict {
		return "", &theme.Problem{Key: fault.Message(err)}, nil
	}
	return "role_taken", nil, err
}

// proofs are how somebody can show that an account is theirs: docs/administration.md tells of each.
var proofs = []string{"person", "facts"}

// ResetKey is what the link /LANG/recover/new?link= holds that one of the team hands to somebody who lost their password.
func (m *Members) ResetKey(a account.Account, now time.Time) (string, error) {
	link := account.Link{Use: account.ResetLetter, Account: a.ID, Ends: now.Add(account.ResetLife)}
	return link.Sign(m.secret("letters"), bound(account.ResetLetter, a)...)
}

// resetAccount makes a link for a new password, to be handed to who has lost theirs. The owner is told, by letter and
// at their next visit: if it was somebody else who asked, they learn of it.
func (r request) resetAccount(ctx context.Context, m *staff, a account.Account, line account.Action) (string, *theme.Problem, error) {
	proof := r.field("proof")
	if !slices.Contains(proofs, proof) {
		return "", &theme.Problem{Field: "proof", Key: "admin.no_proof"}, nil
	}
	key, err := r.members.ResetKey(a, r.now())
	if err != nil {
		return "", nil, err
	}
	letters, err := r.news(account.ResetLetter, a)
	if err != nil {
		return "", nil, err
	}
	line.Subject = proof
	told := account.Notice{ID: line.ID, Kind: account.ResetNotice, Reason: line.Reason, At: line.At}
	if err := r.members.Learners.Notify(ctx, a.ID, told, line, letters...); err != nil {
		return "", nil, err
	}
	address := cmp.Or(r.settings.BaseURL, "http://"+string(r.ctx.Host())) + "/" + r.letterLang(a) + "/recover/new?link=" + key
	cookie, err := r.hide(forHanding(m, a), sealFor, []string{address})
	if err != nil {
		return "", nil, err
	}
	r.keep(r.ctx, handedCookie, cookie, sealFor)
	return "reset_made", nil, nil
}

func (r request) removeAccount(ctx context.Context, m *staff, a account.Account, line account.Action) (string, *theme.Problem, error) {
	if r.field("sure") != "on" {
		return "", &theme.Problem{Field: "sure", Key: "account.sure"}, nil
	}
	if err := r.members.Learners.RemoveAccount(ctx, a.ID, r.field("posts") == "keep", line); err != nil {
		return "", nil, err
	}
	r.forget(a.ID)
	return "account_removed", nil, r.hear(ctx)
}
