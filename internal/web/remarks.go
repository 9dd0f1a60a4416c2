package web

import (
	"net/url"
	"path"
	"slices"

	"sentier/internal/account"
	"sentier/internal/course"
	"sentier/internal/fault"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// adminFeedback lists what readers say of passages: of the modules that an editor has.
func (r request) adminFeedback(m *staff) error {
	search := voice.Search{Module: r.field("module"), State: voice.State(r.field("state")), Before: voice.RemarkID(r.field("before"))}
	if search.State != "" && !slices.Contains(voice.States(), search.State) {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	counts, err := r.members.Learners.CountRemarks(within)
	if err != nil {
		return err
	}
	whole := m.may("", account.Editor) == nil
	if !whole && search.Module == "" { // of one module, then: the first that is theirs
		search.Module = m.grants[slices.IndexFunc(m.grants, func(g account.Grant) bool { return g.Role == account.Editor })].Module
	}
	if err := m.may(search.Module, account.Editor); err != nil {
		return err
	}
	found, err := r.members.Learners.Remarks(within, search)
	if err != nil {
		return err
	}
	tallies := make([]tally, len(counts))
	for i, c := range counts {
		tallies[i] = tally{c.Module, string(c.State), c.Count}
	}
	view := &theme.AdminFeedbackPage{States: r.stateTabs(search, counts)}
	view.Modules = r.moduleTabs(m, whole, tally{module: search.Module, state: string(search.State)}, tallies, func(module, state string) string {
		return r.remarksAddress(voice.Search{Module: module, State: voice.State(state)})
	})
	for _, remark := range found {
		row := r.remarkRow(remark)
		row.URL = "/" + r.lang + "/admin/feedback/" + string(remark.ID)
		view.Remarks = append(view.Remarks, row)
	}
	if len(found) == voice.Page {
		search.Before = found[len(found)-1].ID
		view.Older = r.remarksAddress(search)
	}
	if view.Layout, view.Admin, err = r.frame(m, "/feedback", "admin.feedback.title"); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) remarksAddress(search voice.Search) string {
	query := url.Values{}
	for name, value := range map[string]string{"module": search.Module, "state": string(search.State), "before": string(search.Before)} {
		if value != "" {
			query.Set(name, value)
		}
	}
	address := "/" + r.lang + "/admin/feedback"
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

// stateTabs lead to the remarks in each state, of the modules that are shown.
func (r request) stateTabs(search voice.Search, counts []voice.Count) []theme.Tab {
	say := r.snapshot.Theme().Messages()
	tabs := []theme.Tab{{Title: say.Say(r.lang, "admin.feedback.all"), Here: search.State == "",
		URL: r.remarksAddress(voice.Search{Module: search.Module})}}
	for _, state := range voice.States() {
		tabs = append(tabs, theme.Tab{Title: say.Say(r.lang, "feedback.state."+string(state)), Here: search.State == state,
			URL: r.remarksAddress(voice.Search{Module: search.Module, State: state})})
	}
	for _, c := range counts {
		if search.Module == "" || c.Module == search.Module {
			tabs[0].Count += c.Count
			tabs[1+slices.Index(voice.States(), c.State)].Count += c.Count
		}
	}
	return tabs
}

// tally is how much of a module is in a state.
type tally struct {
	module, state string
	count         int
}

// moduleTabs lead to what is said of each module, in the state that is shown, where there are several of which somebody
// may see it.
func (r request) moduleTabs(m *staff, whole bool, here tally, counts []tally, at func(module, state string) string) []theme.Tab {
	var tabs []theme.Tab
	if whole {
		tabs = append(tabs, theme.Tab{Title: r.snapshot.Theme().Messages().Say(r.lang, "admin.feedback.all"), Here: here.module == "",
			URL: at("", here.state)})
	}
	for _, c := range counts {
		if here.state != "" && c.state != here.state || m.may(c.module, account.Editor) != nil {
			continue
		}
		if whole {
			tabs[0].Count += c.count
		}
		address := at(c.module, here.state)
		if last := len(tabs) - 1; last >= 0 && tabs[last].URL == address { // they come by module
			tabs[last].Count += c.count
			continue
		}
		title := c.module
		if of := r.moduleOf(course.ModuleID(c.module)); of != nil {
			title = of.Text(r.lang).Title
		}
		tabs = append(tabs, theme.Tab{Title: title, Count: c.count, URL: address, Here: here.module == c.module})
	}
	if len(tabs) < 2 {
		return nil
	}
	return tabs
}

// remarkForm shows a remark with the form that answers it.
func (r request) remarkForm(m *staff) error {
	view, _, err := r.remarkPage(m)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) remarkPage(m *staff) (*theme.AdminRemarkPage, voice.Remark, error) {
	within, cancel := r.within()
	defer cancel()
	remark, err := r.members.Learners.Remark(within, voice.RemarkID(path.Base(string(r.ctx.Path()))))
	if err != nil {
		return nil, remark, err
	}
	if err := m.may(remark.Module, account.Editor); err != nil {
		return nil, remark, err
	}
	view := &theme.AdminRemarkPage{
		Remark: r.remarkRow(remark), State: string(remark.State), Answer: remark.Answer, Most: voice.MostText,
		Form: theme.Form{Action: "/" + r.lang + "/admin/feedback/" + string(remark.ID)},
	}
	if remark.State == voice.New {
		view.State = string(voice.InHand)
	}
	for _, state := range voice.States()[1:] {
		view.States = append(view.States, string(state))
	}
	if view.ID, err = newID(); err != nil {
		return nil, remark, err
	}
	view.Layout, view.Admin, err = r.frame(m, "/feedback", "admin.feedback.this")
	return view, remark, err
}

// remarkAnswered says what became of a remark.
func (r request) remarkAnswered(m *staff) error {
	view, remark, err := r.remarkPage(m)
	if err != nil {
		return err
	}
	state, answer := voice.State(r.field("state")), voice.Tidy(r.field("answer"))
	if !slices.Contains(view.States, string(state)) {
		return fault.New(fault.Invalid, "", nil)
	}
	view.State, view.Answer = string(state), answer
	switch {
	case answer != "":
		if err := blame(&view.Form, "answer", voice.CheckText(answer)); err != nil {
			return err
		}
	case state.Closed():
		view.Problems = append(view.Problems, theme.Problem{Field: "answer", Key: "admin.feedback.reason"})
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	action, err := r.action(m, "feedback.answer")
	if err != nil {
		return err
	}
	action.Module, action.Subject, action.Reason = remark.Module, string(remark.ID), answer
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.AnswerRemark(within, remark.ID, state, answer, action); err != nil {
		return err
	}
	r.notice(r.ctx, "remark_answered")
	return r.to("/" + r.lang + "/admin/feedback")
}
