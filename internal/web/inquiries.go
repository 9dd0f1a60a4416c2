package web

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"time"

	"sentier/internal/fault"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// inquiries lists what is written to the host alone: administrators of the whole site read it, and nobody else.
func (r request) inquiries(m *staff) error {
	if err := m.may(""); err != nil {
		return err
	}
	search := voice.InquirySearch{Stage: voice.Waiting, Page: 1}
	if asked := r.field("stage"); asked != "" {
		search.Stage = voice.Stage(asked)
	}
	if n, err := strconv.Atoi(r.field("page")); err == nil && n > 1 {
		search.Page = min(n, 10_000)
	}
	if !slices.Contains(voice.Stages(), search.Stage) {
		return fault.New(fault.NotFound, "", nil)
	}
	within, cancel := r.within()
	defer cancel()
	counts, err := r.members.Learners.CountInquiries(within)
	if err != nil {
		return err
	}
	found, err := r.members.Learners.Inquiries(within, search)
	if err != nil {
		return err
	}
	base, say := "/"+r.lang+"/admin"+inquiriesPath, r.snapshot.Theme().Messages()
	view := &theme.AdminInquiriesPage{}
	for _, stage := range voice.Stages() {
		tab := theme.Tab{Title: say.Say(r.lang, "contact.stage."+string(stage)), Count: counts[stage], URL: base, Here: stage == search.Stage}
		if stage != voice.Waiting {
			tab.URL += "?stage=" + string(stage)
		}
		view.Stages = append(view.Stages, tab)
	}
	for _, inquiry := range found {
		view.Inquiries = append(view.Inquiries, r.deskRow(inquiry))
	}
	query := url.Values{}
	if search.Stage != voice.Waiting {
		query.Set("stage", string(search.Stage))
	}
	view.Pager = pager(base, query, search.Page, counts[search.Stage], voice.InquiryPage)
	if view.Layout, view.Admin, err = r.frame(m, inquiriesPath, "admin.messages.title"); err != nil {
		return err
	}
	return r.show(view)
}

// deskRow is an inquiry as those see it who answer.
func (r request) deskRow(i voice.Inquiry) theme.InquiryRow {
	row := r.inquiryRow(i)
	row.URL = "/" + r.lang + "/admin" + inquiriesPath + "/" + string(i.ID)
	if i.By != "" {
		row.By.URL = "/" + r.lang + "/admin/people/" + string(i.By)
	}
	return row
}

// inquiryDesk shows an inquiry with the form that answers it.
func (r request) inquiryDesk(m *staff) error {
	view, _, err := r.inquiryDeskPage(m)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) inquiryDeskPage(m *staff) (*theme.AdminInquiryPage, voice.Inquiry, error) {
	if err := m.may(""); err != nil {
		return nil, voice.Inquiry{}, err
	}
	within, cancel := r.within()
	defer cancel()
	inquiry, err := r.members.Learners.Inquiry(within, voice.InquiryID(path.Base(string(r.ctx.Path()))))
	if err != nil {
		return nil, inquiry, err
	}
	view := &theme.AdminInquiryPage{Inquiry: r.deskRow(inquiry), Most: voice.MostText, Letters: r.settings.Mail.On() && inquiry.Address != ""}
	view.Action = view.Inquiry.URL
	if view.ID, err = newID(); err != nil {
		return nil, inquiry, err
	}
	if view.Turn, err = newID(); err != nil {
		return nil, inquiry, err
	}
	view.Layout, view.Admin, err = r.frame(m, inquiriesPath, "admin.messages.this")
	return view, inquiry, err
}

// inquiryAnswered answers an inquiry, ends it, or both.
func (r request) inquiryAnswered(m *staff) error {
	view, inquiry, err := r.inquiryDeskPage(m)
	if err != nil {
		return err
	}
	view.Turn, view.Text = r.field("turn"), voice.Tidy(r.field("text"))
	stage, verb, notice := voice.Stage(r.field("stage")), "message.answer", "message_answered"
	if stage == voice.Ended {
		verb, notice = "message.end", "message_ended"
	}
	if stage != voice.Answered && stage != voice.Ended || !isID(view.Turn) {
		return fault.New(fault.Invalid, "", nil)
	}
	if view.Text != "" || stage == voice.Answered {
		if err := blame(&view.Form, "text", voice.CheckText(view.Text)); err != nil {
			return err
		}
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	action, err := r.action(m, verb)
	if err != nil {
		return err
	}
	action.Subject = string(inquiry.ID) // and no reason: what is said is for its writer
	var turn *voice.Turn
	if view.Text != "" {
		turn = &voice.Turn{ID: view.Turn, Text: view.Text, At: r.now().Truncate(time.Millisecond)}
	}
	letters, err := r.answeredLetters(inquiry, turn)
	if err != nil {
		return err
	}
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.AnswerInquiry(within, inquiry.ID, stage, turn, action, letters...); err != nil {
		return err
	}
	r.notice(r.ctx, notice)
	return r.to("/" + r.lang + "/admin" + inquiriesPath)
}
