package web

import (
	"context"
	"path"
	"slices"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/theme"
)

// mailings are those that this site has.
func (s *Server) mailings() []account.Mailing {
	all := []account.Mailing{account.AnnouncementMail}
	if s.effective().Forum != "off" {
		all = append(all, account.ForumMail)
	}
	return all
}

// mailingRows are the mailings with the pace that a learner chose for each; none where no letter can reach them.
func (r request) mailingRows(ctx context.Context, a account.Account) ([]theme.MailingRow, error) {
	if !r.settings.Mail.On() || a.Email == "" || a.Confirmed.IsZero() {
		return nil, nil
	}
	chosen, err := r.members.Learners.Subscriptions(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	var rows []theme.MailingRow
	for _, mailing := range r.mailings() {
		row := theme.MailingRow{Mailing: string(mailing)}
		for _, one := range chosen {
			if one.Mailing == mailing {
				row.Pace = string(one.Pace)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// chooseMailings keeps which letters somebody asks for, and how often. A mailing that the form does not name stays.
func (r request) chooseMailings(ctx context.Context, l *learner) (string, *theme.Problem, error) {
	if !r.settings.Mail.On() || l.account.Confirmed.IsZero() {
		return "", nil, fault.New(fault.Invalid, "", nil)
	}
	for _, mailing := range r.mailings() {
		var err error
		switch pace := account.Pace(r.field(string(mailing))); {
		case !r.ctx.PostArgs().Has(string(mailing)):
		case pace == account.Each || pace == account.Daily:
			err = r.members.Learners.Subscribe(ctx, l.account.ID, account.Subscription{Mailing: mailing, Pace: pace, Since: r.now()})
		default:
			err = r.members.Learners.Unsubscribe(ctx, l.account.ID, mailing)
		}
		if err != nil {
			return "", nil, err
		}
	}
	return "mailings", nil, nil
}

// Unsubscribe is the address that ends a mailing, for its letters.
func (m *Members) Unsubscribe(base, lang string, mailing account.Mailing, id account.ID, now time.Time) (string, error) {
	link, err := account.UnsubscribeLink(m.secret("letters"), mailing, id, now)
	return base + "/" + lang + unsubscribePath(mailing) + "?link=" + link, err
}

func unsubscribePath(mailing account.Mailing) string { return "/unsubscribe/" + string(mailing) }

// unsubscribeForm is where the link of a letter leads, in a browser. What looks at links in letters before people do
// presses no button.
func (r request) unsubscribeForm() error {
	view, _, err := r.unsubscribePage()
	if err != nil {
		return err
	}
	return r.show(view)
}

// unsubscribed ends a mailing. The link alone allows it, from wherever it is sent: mail programs send it for their
// readers (RFC 8058), who need not be signed in. It answers with a page, and not with another address, because these
// programs follow none.
func (r request) unsubscribed() error {
	view, id, err := r.unsubscribePage()
	if err != nil {
		return err
	}
	if view.Gone {
		return r.refuse(view)
	}
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.Unsubscribe(within, id, account.Mailing(view.Mailing)); err != nil {
		return err
	}
	view.Done = true
	return r.show(view)
}

func (r request) unsubscribePage() (*theme.UnsubscribePage, account.ID, error) {
	mailing := account.Mailing(path.Base(string(r.ctx.Path())))
	if !slices.Contains(account.Mailings(), mailing) {
		return nil, "", fault.New(fault.NotFound, "", nil)
	}
	address, link := unsubscribePath(mailing), string(r.ctx.QueryArgs().Peek("link"))
	id, ok := account.Unsubscribes(r.secret("letters"), mailing, link, r.now())
	view := &theme.UnsubscribePage{Mailing: string(mailing), Gone: !ok, Form: theme.Form{Action: "/" + r.lang + address}}
	if ok {
		view.Action += "?link=" + link
	}
	var err error
	view.Layout, err = r.layout(address, "unsubscribe.title")
	return view, id, err
}
