package web

import (
	"context"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/suggestion"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// suggestionsPath is after /LANG/admin.
const suggestionsPath = "/suggestions"

// adminSuggestions lists what people propose: of the modules that an editor has, what waits first.
func (r request) adminSuggestions(m *staff) error {
	search := suggestion.Search{Module: r.field("module"), State: suggestion.State(r.field("state")), Before: suggestion.ID(r.field("before"))}
	if search.State == "" {
		search.State = suggestion.Waiting
	}
	if !slices.Contains(suggestion.States(), search.State) {
		return fault.New(fault.NotFound, "", nil)
	}
	whole := m.may("", account.Editor) == nil
	if !whole && search.Module == "" { // of one module, then: the first that is theirs
		search.Module = m.grants[slices.IndexFunc(m.grants, func(g account.Grant) bool { return g.Role == account.Editor })].Module
	}
	if err := m.may(search.Module, account.Editor); err != nil {
		return err
	}
	within, cancel := r.within()
	defer cancel()
	counted, err := r.members.Learners.CountSuggestions(within)
	if err != nil {
		return err
	}
	found, err := r.members.Learners.Suggestions(within, search)
	if err != nil {
		return err
	}
	counts := make([]tally, len(counted))
	for i, c := range counted {
		counts[i] = tally{c.Module, string(c.State), c.Count}
	}
	address := func(module, state string) string {
		return r.suggestionsAddress(suggestion.Search{Module: module, State: suggestion.State(state)})
	}
	view := &theme.AdminSuggestionsPage{Modules: r.moduleTabs(m, whole, tally{module: search.Module, state: string(search.State)}, counts, address)}
	for _, state := range suggestion.States() {
		tab := theme.Tab{Title: r.snapshot.Theme().Messages().Say(r.lang, "suggest.state."+string(state)), Here: search.State == state,
			URL: address(search.Module, string(state))}
		for _, c := range counts {
			if c.state == string(state) && (search.Module == "" || c.module == search.Module) {
				tab.Count += c.count
			}
		}
		view.States = append(view.States, tab)
	}
	for _, one := range found {
		view.Suggestions = append(view.Suggestions, r.suggestionDeskRow(m, one))
	}
	if len(found) == suggestion.Page {
		search.Before = found[len(found)-1].ID
		view.Older = r.suggestionsAddress(search)
	}
	if view.Layout, view.Admin, err = r.frame(m, suggestionsPath, "admin.suggest.title"); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) suggestionsAddress(search suggestion.Search) string {
	query := url.Values{}
	for name, value := range map[string]string{"module": search.Module, "state": string(search.State), "before": string(search.Before)} {
		if value != "" && (name != "state" || search.State != suggestion.Waiting) {
			query.Set(name, value)
		}
	}
	address := "/" + r.lang + "/admin" + suggestionsPath
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

// suggestionDeskRow is a suggestion as those see it who decide.
func (r request) suggestionDeskRow(m *staff, one suggestion.Suggestion) theme.SuggestionRow {
	row := r.suggestionRow(one)
	row.URL = "/" + r.lang + "/admin" + suggestionsPath + "/" + string(one.ID)
	if one.By != "" {
		row.By.Title = one.ByName
		if m.somewhere(account.Moderator) {
			row.By.URL = "/" + r.lang + "/admin/people/" + string(one.By)
		}
	}
	return row
}

// suggestionForm shows a suggestion with what it changes, and the form that decides.
func (r request) suggestionForm(m *staff) error {
	desk, err := r.suggestionDesk(m)
	if err != nil {
		return err
	}
	if desk.one.State == suggestion.Waiting && !desk.view.Gone {
		if desk.view.Trial, err = r.tried(desk.one.Of, desk.file, desk.view.Text); err != nil {
			return err
		}
	}
	return r.show(desk.view)
}

// desk is a suggestion before somebody who decides.
type desk struct {
	view  *theme.AdminSuggestionPage
	one   suggestion.Suggestion
	file  string // as it is today
	today string // the part that the suggestion is of
}

func (r request) suggestionDesk(m *staff) (desk, error) {
	within, cancel := r.within()
	defer cancel()
	var d desk
	var err error
	if d.one, err = r.members.Learners.Suggestion(within, suggestion.ID(path.Base(string(r.ctx.Path())))); err != nil {
		return d, err
	}
	if err := m.may(d.one.Of.Module, account.Editor); err != nil {
		return d, err
	}
	d.view = &theme.AdminSuggestionPage{Suggestion: r.suggestionDeskRow(m, d.one), Text: d.one.Text, Most: voice.MostText}
	d.view.Action = d.view.Suggestion.URL
	if d.view.ID, err = newID(); err != nil {
		return d, err
	}
	if d.one.Patch != "" {
		d.view.Patch = d.view.Suggestion.URL + "/patch"
	}
	if d.view.Layout, d.view.Admin, err = r.frame(m, suggestionsPath+"/"+string(d.one.ID), "admin.suggest.this"); err != nil {
		return d, err
	}
	err = r.compared(&d)
	return d, err
}

// compared holds a suggestion against the site as it is.
func (r request) compared(d *desk) error {
	if d.one.State != suggestion.Waiting {
		d.view.Changes = differences(d.one.Of.Content, d.one.Base, d.one.Text)
		return nil
	}
	d.view.Gone = true
	if r.sources != nil {
		var err error
		d.file, err = r.sources.Text(d.one.Of.Path)
		if err == nil {
			var ok bool
			d.today, ok = d.one.Of.Part(d.file)
			d.view.Gone = !ok
		} else if fault.KindOf(err) != fault.NotFound {
			return err
		}
		d.view.Writes = r.sources.Writes(d.one.Of.Path)
	}
	if d.view.Gone {
		d.view.Changes = differences(d.one.Of.Content, d.one.Base, d.one.Text)
		return nil
	}
	d.view.Seen = seen(d.today)
	d.view.Changes, d.view.Meanwhile = differences(d.one.Of.Content, d.today, d.view.Text), differences(d.one.Of.Content, d.one.Base, d.today)
	return nil
}

// suggestionDecided looks at a text that was mended, accepts it, or refuses it.
func (r request) suggestionDecided(m *staff) error {
	r.accepting.Lock() // of two who accept at once, the second sees what the first did
	defer r.accepting.Unlock()
	d, err := r.suggestionDesk(m)
	if err != nil {
		return err
	}
	do := r.field("do")
	if !slices.Contains([]string{"check", "accept", "refuse"}, do) {
		return fault.New(fault.Invalid, "", nil)
	}
	if d.one.State != suggestion.Waiting {
		if r.repeated(d.one) {
			return r.suggestionTold(do)
		}
		d.view.Problems = append(d.view.Problems, theme.Problem{Key: "suggest.decided"})
		return r.refuse(d.view)
	}
	d.view.Answer, d.view.Over = voice.Tidy(r.field("answer")), r.field("over") == "on"
	if text := suggestion.Tidy(r.field("text")); text != "" {
		d.view.Text = text
	}
	if !d.view.Gone {
		d.view.Changes = differences(d.one.Of.Content, d.today, d.view.Text)
	}
	if do == "refuse" || d.view.Answer != "" {
		if err := blame(&d.view.Form, "answer", voice.CheckText(d.view.Answer)); err != nil {
			return err
		}
	}
	if do == "refuse" {
		if len(d.view.Problems) > 0 {
			return r.refuse(d.view)
		}
		return r.suggestionClosed(m, d, suggestion.Decision{State: suggestion.Refused, Answer: d.view.Answer})
	}
	return r.suggestionTried(m, d, do == "accept")
}

// suggestionTried compiles what would be accepted, and accepts it where nothing is in the way.
func (r request) suggestionTried(m *staff, d desk, accept bool) error {
	problem := func(field, key string) {
		d.view.Problems = append(d.view.Problems, theme.Problem{Field: field, Key: key})
	}
	switch {
	case d.view.Gone:
		problem("", "admin.suggest.gone_text")
		return r.refuse(d.view)
	case accept && r.field("seen") != d.view.Seen:
		problem("text", "admin.suggest.moved")
	case accept && len(d.view.Meanwhile.Pieces) > 0 && !d.view.Over:
		problem("over", "admin.suggest.over_missing")
	}
	if err := blame(&d.view.Form, "text", suggestion.CheckText(d.today, d.view.Text)); err != nil {
		return err
	}
	var err error
	if d.view.Trial, err = r.tried(d.one.Of, d.file, d.view.Text); err != nil {
		return err
	}
	if accept && d.view.Broken() {
		problem("text", "admin.suggest.broken")
	}
	if len(d.view.Problems) > 0 {
		return r.refuse(d.view)
	}
	if !accept {
		return r.show(d.view)
	}
	return r.suggestionAccepted(m, d)
}

// suggestionAccepted writes the text where it belongs, and keeps the patch for where the course comes from.
func (r request) suggestionAccepted(m *staff, d desk) error {
	after, ok := d.one.Of.Put(d.file, d.view.Text)
	if !ok {
		return fault.New(fault.Conflict, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	patch := r.patchOf(d, r.sources.Diff(d.one.Of.Path, d.file, after))
	done, err := r.sources.Keep(within, d.one.Of.Path, d.file, after, patch)
	if fault.KindOf(err) == fault.Conflict && err != nil { // since it was read a moment ago
		if err := r.compared(&d); err != nil {
			return err
		}
		d.view.Problems = append(d.view.Problems, theme.Problem{Field: "text", Key: "admin.suggest.moved"})
		return r.refuse(d.view)
	}
	if err != nil {
		return err
	}
	return r.suggestionClosed(m, d, suggestion.Decision{State: suggestion.Accepted, Answer: d.view.Answer, Patch: patch.Message(), Done: done})
}

// patchOf names who wrote a text as they want to be named.
func (r request) patchOf(d desk, diff string) suggestion.Patch {
	say, host := r.snapshot.Theme().Messages(), "localhost"
	if at, err := url.Parse(r.settings.BaseURL); err == nil && at.Hostname() != "" {
		host = at.Hostname()
	}
	author := d.one.Credit
	if author == "" {
		author = say.Say(d.one.Lang, "suggest.somebody")
	}
	return suggestion.Patch{
		Author: author, Address: "noreply@" + host, At: d.one.Made, Subject: d.view.Suggestion.About.Title, Why: d.one.Why,
		Note: say.Say(d.one.Lang, "suggest.note", "address", r.whole(d.view.Suggestion.About.URL)), Diff: diff,
	}
}

func (r request) suggestionClosed(m *staff, d desk, decision suggestion.Decision) error {
	verb := "suggestion.accept"
	if decision.State == suggestion.Refused {
		verb = "suggestion.refuse"
	}
	action, err := r.action(m, verb)
	if err != nil {
		return err
	}
	action.Module, action.Subject, action.Reason = d.one.Of.Module, string(d.one.ID), decision.Answer
	within, cancel := context.WithTimeout(context.Background(), r.limits.Handler)
	defer cancel()
	if err := r.members.Learners.DecideSuggestion(within, d.one.ID, decision, action); err != nil {
		return err
	}
	if decision.State == suggestion.Refused {
		return r.suggestionTold("refuse")
	}
	return r.suggestionTold("accept")
}

// suggestionTold leads on after a decision: an accepted one shows its patch.
func (r request) suggestionTold(do string) error {
	if do == "refuse" {
		r.notice(r.ctx, "suggestion_refused")
		return r.to("/" + r.lang + "/admin" + suggestionsPath)
	}
	r.notice(r.ctx, "suggestion_accepted")
	return r.to(string(r.ctx.Path()))
}

// repeated tells whether a form that decides is that of the decision which was made: it was sent twice.
func (r request) repeated(one suggestion.Suggestion) bool {
	within, cancel := r.within()
	defer cancel()
	log, err := r.members.Learners.Actions(within, "", "", string(one.ID))
	return err == nil && slices.ContainsFunc(log, func(a account.Action) bool { return a.ID == r.field("action") })
}

// suggestionPatch is what "git am" takes.
func (r request) suggestionPatch(m *staff) error {
	within, cancel := r.within()
	defer cancel()
	id := path.Base(strings.TrimSuffix(string(r.ctx.Path()), "/patch"))
	one, err := r.members.Learners.Suggestion(within, suggestion.ID(id))
	if err != nil {
		return err
	}
	if err := m.may(one.Of.Module, account.Editor); err != nil {
		return err
	}
	if one.Patch == "" {
		return fault.New(fault.NotFound, "", nil)
	}
	name := strings.TrimSuffix(path.Base(one.Of.Path), ".md") + "-" + one.Made.UTC().Format(time.DateOnly) + ".patch"
	h := &r.ctx.Response.Header
	h.Set(fasthttp.HeaderCacheControl, cacheNever)
	h.Set(fasthttp.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	h.SetContentType("text/plain; charset=utf-8")
	r.ctx.SetBodyString(one.Patch)
	return nil
}
