package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/forum"
	"sentier/internal/lang"
	"sentier/internal/moderation"
	"sentier/internal/theme"
)

// Moderation keeps what is reported, what is decided and what is answered to it. *store.Store does; every method is one
// transaction.
type Moderation interface {
	Message(ctx context.Context, id forum.PostID, reader account.ID) (forum.Message, error)
	Report(ctx context.Context, r moderation.Report) error
	ReportByID(ctx context.Context, id moderation.ReportID) (moderation.Report, error)
	Reports(ctx context.Context, post forum.PostID) ([]moderation.Report, error)
	ReportedPosts(ctx context.Context, moderator account.ID, page int) ([]forum.Message, int, error)
	HeldPosts(ctx context.Context, moderator account.ID, page int) ([]forum.Message, int, error)
	Decide(ctx context.Context, d moderation.Decision, log []account.Action, letters ...account.Letter) error
	Decision(ctx context.Context, id account.ID, decision string) (moderation.Decision, error)
	Answers(ctx context.Context, moderator account.ID) ([]moderation.Decision, error)
	AnswerDecision(ctx context.Context, id account.ID, decision, text string, at time.Time) error
	Review(ctx context.Context, d moderation.Decision, lift bool, log account.Action, letters ...account.Letter) error
	SeeDecisions(ctx context.Context, id account.ID, at time.Time) error
	Silenced(ctx context.Context, id account.ID, at time.Time) (bool, error)
	Unseen(ctx context.Context, id account.ID) (int, error)
	Lift(ctx context.Context, d moderation.Decision, at time.Time, log account.Action, letters ...account.Letter) error
	Move(ctx context.Context, module string, topic forum.TopicID, to forum.Place, a account.Action) error
	Lock(ctx context.Context, module string, topic forum.TopicID, locked bool, a account.Action) error
}

// reportForm is where somebody tells the team of a post, signed in or not, or reads what became of that.
func (r request) reportForm() error {
	within, cancel := r.within()
	defer cancel()
	view, err := r.reportPage(within)
	if err != nil {
		return err
	}
	if id := r.field("report"); id != "" {
		if !hmac.Equal([]byte(r.linkKey("reports", id)), []byte(r.field("key"))) {
			return fault.New(fault.NotFound, "", nil)
		}
		sent, err := r.members.Moderation.ReportByID(within, moderation.ReportID(id))
		if err != nil {
			return err
		}
		row := r.reportRow(sent)
		view.Sent, view.NoIndex = &row, true
		return r.show(view)
	}
	if view.ID, err = newID(); err != nil {
		return err
	}
	return r.show(view)
}

// linkKey is what opens something to who sent it, such as a report, by a private link.
func (s *Server) linkKey(use, id string) string {
	mac := hmac.New(sha256.New, s.secret(use))
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

func (r request) reportPage(within context.Context) (*theme.ReportPage, error) {
	post := r.segment(3)
	if r.effective().Forum == "off" || !isID(post) {
		return nil, fault.New(fault.NotFound, "", nil)
	}
	view := &theme.ReportPage{Form: theme.Form{Action: string(r.ctx.Path())}, SignedIn: r.visitor != nil, Most: moderation.MostText}
	for _, g := range moderation.Grounds() {
		view.Grounds = append(view.Grounds, string(g))
	}
	reader := account.ID("")
	if r.visitor != nil {
		reader = r.visitor.account
	}
	m, err := r.members.Moderation.Message(within, forum.PostID(post), reader)
	if err != nil && r.field("report") == "" {
		return nil, err
	}
	if err == nil && (r.visitor != nil || r.effective().Forum == "anyone") {
		one := r.messageView(m)
		view.Post = &one
	}
	view.Layout, err = r.layout("/report/"+post, "report.title")
	view.NoIndex = true
	return view, err
}

// messageView is a post to be read, and nothing else.
func (r request) messageView(m forum.Message) theme.PostView {
	at := corner{request: r, module: r.moduleByID(m.Topic.Module)}
	return at.bare(m.Topic, m.Post)
}

// reported keeps a report, and leads to what becomes of it.
func (r request) reported() error {
	within, cancel := r.within()
	defer cancel()
	view, err := r.reportPage(within)
	if err != nil {
		return err
	}
	report := moderation.Report{
		ID: moderation.ReportID(r.field("id")), Post: r.segment(3), Ground: moderation.Ground(r.field("ground")),
		Text: strings.TrimSpace(r.field("text")), Contact: strings.TrimSpace(r.field("contact")), Lang: r.lang,
		At: r.now().Truncate(time.Millisecond),
	}
	if !isID(string(report.ID)) {
		return fault.New(fault.Invalid, "", nil)
	}
	if r.visitor != nil {
		report.By, report.Contact = r.visitor.account, ""
	}
	view.ID, view.Ground, view.Text, view.Contact = string(report.ID), string(report.Ground), report.Text, report.Contact
	field := "text"
	if !report.Ground.Known() {
		field = "ground"
	}
	if err := blame(&view.Form, field, report.Check()); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	err = r.members.Moderation.Report(within, report)
	if err != nil && fault.KindOf(err) == fault.Conflict && fault.Message(err) != "" {
		view.Problems = []theme.Problem{{Key: fault.Message(err)}}
		return r.refuse(view)
	}
	if err != nil {
		return err
	}
	query := url.Values{"report": {string(report.ID)}, "key": {r.linkKey("reports", string(report.ID))}}
	return r.to(view.Action + "?" + query.Encode())
}

func (r request) reportRow(one moderation.Report) theme.ReportRow {
	return theme.ReportRow{Ground: string(one.Ground), Text: one.Text, Contact: one.Contact, By: one.ByName,
		Date: lang.Date(r.lang, one.At), Outcome: string(one.Outcome)}
}
