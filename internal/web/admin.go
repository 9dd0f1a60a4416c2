package web

import (
	"context"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/insight"
	"sentier/internal/theme"
)

// Administration keeps who may do what for the site, what they did, and what they set.
type Administration interface {
	Administrators(ctx context.Context) (count int, generation int64, err error)
	FirstAdministrator(ctx context.Context, id account.ID, at time.Time, a account.Action) error
	Team(ctx context.Context) ([]account.Member, error)
	GiveRole(ctx context.Context, id account.ID, g account.Grant, a account.Action) error
	TakeRole(ctx context.Context, id account.ID, role account.Role, module string, a account.Action) error
	Actions(ctx context.Context, before string, person account.ID, subject string) ([]account.Action, error)
	Settings(ctx context.Context) (map[string]string, error)
	ChangeSettings(ctx context.Context, values map[string]string, log []account.Action) error
	Views(ctx context.Context, from time.Time) ([]insight.Views, error)
	Readers(ctx context.Context) ([]insight.Lesson, error)
	MostMissed(ctx context.Context, most int) ([]insight.Missed, error)
	LetterQueue(ctx context.Context) (waiting, dead int, err error)
	Size(ctx context.Context) (int64, error)
	People(ctx context.Context, part string) ([]account.Account, error)
	Notify(ctx context.Context, id account.ID, n account.Notice, a account.Action, letters ...account.Letter) error
	Notices(ctx context.Context, id account.ID) ([]account.Notice, error)
	Understood(ctx context.Context, id account.ID, notice string) error
	RemoveAccount(ctx context.Context, id account.ID, keepPosts bool, a account.Action) error
}

// adminSection is a page of the administration, and whose it is.
type adminSection struct {
	key   string         // message "admin.section." + key names it
	path  string         // after /LANG/admin
	roles []account.Role // beside administrators'
}

// adminSections are the pages that stand in the navigation of the administration, in their order.
var adminSections = []adminSection{
	{"start", "", []account.Role{account.Editor, account.Moderator}},
	{"announcements", newsPath, []account.Role{account.Editor}},
	{"moderation", queuePath, []account.Role{account.Moderator}},
	{"insight", "/insight", []account.Role{account.Editor}},
	{"people", "/people", []account.Role{account.Moderator}},
	{"settings", "/settings", nil},
	{"log", "/log", []account.Role{account.Moderator}},
	{"messages", inquiriesPath, nil},
	{"feedback", "/feedback", []account.Role{account.Editor}},
	{"suggestions", suggestionsPath, []account.Role{account.Editor}},
}

// frame is what stands around a page of the administration; path is after /LANG/admin.
func (r request) frame(m *staff, path, title string) (theme.Layout, theme.Admin, error) {
	l, err := r.layout("/admin"+path, title)
	if err != nil {
		return l, theme.Admin{}, err
	}
	l.NoIndex = true
	base := "/" + r.lang + "/admin"
	if path != "" {
		name := r.snapshot.Theme().Messages().Say(r.lang, "admin.title")
		l.Breadcrumbs = append(l.Breadcrumbs, theme.Link{Title: name, URL: base})
	}
	var frame theme.Admin
	for _, one := range adminSections {
		if m.somewhere(one.roles...) {
			frame.Sections = append(frame.Sections, theme.AdminSection{Key: one.key, URL: base + one.path, Here: one.path == path,
				Within: one.path != "" && strings.HasPrefix(path, one.path+"/")})
		}
	}
	return l, frame, nil
}

// admin is where the team begins.
func (r request) admin(m *staff) error {
	view := &theme.AdminPage{}
	var err error
	if m.may("") == nil && r.state != nil {
		if view.State, err = r.stateOf(); err != nil {
			return err
		}
	}
	within, cancel := r.within()
	defer cancel()
	if view.Unanswered, err = r.unanswered(within, m); err != nil {
		return err
	}
	if view.Layout, view.Admin, err = r.frame(m, "", "admin.title"); err != nil {
		return err
	}
	return r.show(view)
}

// action is a line of the log of what somebody of the team does now. Where the form that asks for it carries an id,
// the same form sent twice is one line.
func (r request) action(m *staff, verb string) (account.Action, error) {
	id := r.field("action")
	if !isID(id) {
		var err error
		if id, err = newID(); err != nil {
			return account.Action{}, err
		}
	}
	return account.Action{ID: id, By: m.account.ID, ByName: m.account.Name, Verb: verb, At: r.now().Truncate(time.Millisecond)}, nil
}
