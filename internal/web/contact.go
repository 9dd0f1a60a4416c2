package web

import (
	"context"
	"crypto/hmac"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"sentier/internal/account"
	"sentier/internal/fault"
	"sentier/internal/lang"
	"sentier/internal/theme"
	"sentier/internal/voice"
)

// Inquiries keeps what is written to the host alone. *store.Store does; every method is one transaction.
type Inquiries interface {
	AddInquiry(ctx context.Context, i voice.Inquiry, first voice.Turn, toHost []account.Letter, letters ...account.Letter) error
	InquiryByKey(ctx context.Context, key []byte) (voice.Inquiry, error)
	Inquiry(ctx context.Context, id voice.InquiryID) (voice.Inquiry, error)
	Inquiries(ctx context.Context, search voice.InquirySearch) ([]voice.Inquiry, error)
	InquiriesOf(ctx context.Context, id account.ID) ([]voice.Inquiry, error)
	CountInquiries(ctx context.Context) (map[voice.Stage]int, error)
	GoOnInquiry(ctx context.Context, id voice.InquiryID, turn voice.Turn, toHost ...account.Letter) error
	AnswerInquiry(ctx context.Context, id voice.InquiryID, stage voice.Stage, turn *voice.Turn, a account.Action, letters ...account.Letter) error
}

// inquiriesPath is after /LANG/admin.
const inquiriesPath = "/messages"

// inquiryForm is where somebody writes to the host alone, signed in or not. Without a subject they choose one first.
func (r request) inquiryForm() error {
	if r.field("about") == "" {
		return r.to("/" + r.lang + "/contact#Write")
	}
	view, err := r.inquiryFormPage()
	if err != nil {
		return err
	}
	if view.Key, err = voice.NewKey(nil); err != nil {
		return err
	}
	return r.show(view)
}

func (r request) inquiryFormPage() (*theme.InquiryFormPage, error) {
	subject := voice.Subject(r.field("about"))
	if !subject.Known() {
		return nil, fault.New(fault.NotFound, "", nil)
	}
	view := &theme.InquiryFormPage{
		Form: theme.Form{Action: "/" + r.lang + "/contact/new"}, Subject: string(subject), Letters: r.settings.Mail.On(),
		InTab: r.visitor == nil || r.visitor.shared, Most: voice.MostText, MostPlace: voice.MostPlace, MostName: voice.MostName,
		Stamp: account.StampForm(r.secret("form"), r.now()),
	}
	if r.visitor != nil {
		within, cancel := r.within()
		defer cancel()
		switch l, err := r.learner(within, r.visitor.account, r.visitor.since); {
		case err == nil:
			view.SignedIn = l.account.Name
		case absent(err) != nil:
			return nil, err
		}
	}
	var err error
	view.Layout, err = r.layout("/contact/new?about="+string(subject), "contact.write")
	view.Section = ""
	view.Breadcrumbs = append(view.Breadcrumbs, theme.Link{
		Title: r.snapshot.Theme().Messages().Say(r.lang, "contact.title"), URL: "/" + r.lang + "/contact"})
	return view, err
}

// inquirySent keeps what was written, and leads to where its answer will be.
func (r request) inquirySent() error {
	view, err := r.inquiryFormPage()
	if err != nil {
		return err
	}
	inquiry := r.typedInquiry(view)
	if err := checkInquiry(view); err != nil {
		return err
	}
	key, sent, err := r.heardOut(&view.Form, func(ctx context.Context, hash []byte) error {
		inquiry.Key = hash
		return r.keepInquiry(ctx, inquiry, view.Text)
	})
	if err != nil {
		return err
	}
	if view.Key = key; !sent {
		return r.refuse(view)
	}
	return r.to("/" + r.lang + "/contact/" + key + "?sent=1")
}

// typedInquiry is what the form says, which the view shows again where something is wrong with it.
func (r request) typedInquiry(view *theme.InquiryFormPage) voice.Inquiry {
	view.Text = voice.Tidy(r.field("text"))
	notice := voice.Subject(view.Subject) == voice.OfNotice
	if notice {
		view.Place, view.Name, view.Faith = voice.Tidy(r.field("place")), account.TidyName(r.field("name")), r.field("faith") == "on"
	}
	if notice || view.Letters {
		view.Email = account.TidyEmail(r.field("email"))
	}
	view.Known = view.SignedIn != "" && r.field("known") == "on"
	i := voice.Inquiry{Lang: r.lang, Subject: voice.Subject(view.Subject), Place: view.Place, Name: view.Name, Address: view.Email,
		Made: r.now().Truncate(time.Millisecond)}
	if view.Known {
		i.By = r.visitor.account
	}
	return i
}

// checkInquiry tells what is wrong, all at once, in the order of the fields.
func checkInquiry(view *theme.InquiryFormPage) error {
	notice := voice.Subject(view.Subject) == voice.OfNotice
	for _, check := range []struct {
		field   string
		ofEvery bool // and not only of a notice
		err     error
	}{
		{"place", false, voice.CheckPlace(view.Place)},
		{"text", true, voice.CheckText(view.Text)},
		{"name", false, voice.CheckName(view.Name)},
		{"email", true, checkGiven(view.Email)},
	} {
		if !notice && !check.ofEvery {
			continue
		}
		if err := blame(&view.Form, check.field, check.err); err != nil {
			return err
		}
	}
	if notice && !view.Faith {
		view.Problems = append(view.Problems, theme.Problem{Field: "faith", Key: "contact.faith_missing"})
	}
	return nil
}

// keepInquiry keeps an inquiry with its first turn, and lets the letters wait that tell of it.
func (r request) keepInquiry(ctx context.Context, inquiry voice.Inquiry, text string) error {
	id, err := newID()
	if err != nil {
		return err
	}
	turn, err := newID()
	if err != nil {
		return err
	}
	inquiry.ID = voice.InquiryID(id)
	toHost, err := r.hostLetters(inquiry.ID)
	if err != nil {
		return err
	}
	letters, count, err := r.receivedLetters(ctx, inquiry)
	if err != nil {
		return err
	}
	err = r.members.Learners.AddInquiry(ctx, inquiry, voice.Turn{ID: turn, Text: text, At: inquiry.Made}, toHost, letters...)
	if err == nil {
		err = count()
	}
	return err
}

// hostLetters tell the host that something waits, and nothing of what it says.
func (r request) hostLetters(id voice.InquiryID) ([]account.Letter, error) {
	if !r.settings.Mail.On() || r.settings.Host.Email == "" {
		return nil, nil
	}
	host := account.Account{Email: r.settings.Host.Email, Lang: r.settings.Languages[0]}
	letter, err := r.letter(account.InquiryLetter, host, account.NewsLife, "/admin"+inquiriesPath+"/"+string(id))
	return []account.Letter{letter}, err
}

// receivedLetters tell somebody who left an address that what they wrote came. So that nobody's mailbox is filled
// through us, an address to which too many went gets none.
func (r request) receivedLetters(ctx context.Context, i voice.Inquiry) (letters []account.Letter, count func() error, err error) {
	none := func() error { return nil }
	if !r.settings.Mail.On() || i.Address == "" {
		return nil, none, nil
	}
	wait, count, err := r.mayWrite(ctx, account.LetterBucket(r.secret("letters"), "to "+strings.ToLower(i.Address)))
	if err != nil || wait > 0 {
		return nil, none, err
	}
	letter, err := r.writerLetter(account.ReceivedLetter, i)
	return []account.Letter{letter}, count, err
}

// writerLetter is to who wrote an inquiry; its link opens it.
func (r request) writerLetter(kind account.LetterKind, i voice.Inquiry) (account.Letter, error) {
	return r.letter(kind, account.Account{ID: i.By, Email: i.Address, Lang: i.Lang}, account.NewsLife, r.inquiryPath(i.ID))
}

// inquiryPath is where an inquiry is for who wrote it, as letters have it: the key that was made with the form is
// theirs alone, and its hash tells us nothing.
func (r request) inquiryPath(id voice.InquiryID) string {
	return "/contact/" + string(id) + "." + r.linkKey("inquiries", string(id))
}

// inquiryOf is the inquiry of a private link, in either form, or a fault.NotFound.
func (r request) inquiryOf(ctx context.Context) (voice.Inquiry, error) {
	key := path.Base(string(r.ctx.Path()))
	if hash, ok := voice.KeyHash(key); ok {
		return r.members.Learners.InquiryByKey(ctx, hash)
	}
	id, mac, _ := strings.Cut(key, ".")
	if !isID(id) || !hmac.Equal([]byte(mac), []byte(r.linkKey("inquiries", id))) {
		return voice.Inquiry{}, fault.New(fault.NotFound, "", nil)
	}
	return r.members.Learners.Inquiry(ctx, voice.InquiryID(id))
}

// inquiryState shows the exchange to who has its link.
func (r request) inquiryState() error {
	within, cancel := r.within()
	defer cancel()
	view, _, err := r.inquiryPage(within)
	if err != nil {
		return err
	}
	return r.show(view)
}

func (r request) inquiryPage(ctx context.Context) (*theme.InquiryPage, voice.Inquiry, error) {
	inquiry, err := r.inquiryOf(ctx)
	if err != nil {
		return nil, inquiry, err
	}
	at := string(r.ctx.Path())
	view := &theme.InquiryPage{Inquiry: r.inquiryRow(inquiry), Own: r.whole(at), Sent: r.field("sent") == "1", Added: r.field("added") == "1",
		GoesOn: inquiry.MayGoOn(), Most: voice.MostText, Form: theme.Form{Action: at}}
	if view.Turn, err = newID(); err != nil {
		return nil, inquiry, err
	}
	view.Layout, err = r.layout(strings.TrimPrefix(at, "/"+r.lang), "contact.yours")
	view.Section = ""
	r.ctx.Response.Header.Set(fasthttp.HeaderReferrerPolicy, "no-referrer") // the address is the key
	return view, inquiry, err
}

// inquiryGoesOn adds what its writer says after an answer.
func (r request) inquiryGoesOn() error {
	within, cancel := r.within()
	defer cancel()
	view, inquiry, err := r.inquiryPage(within)
	if err != nil {
		return err
	}
	turn := voice.Turn{ID: r.field("turn"), Text: voice.Tidy(r.field("text")), At: r.now().Truncate(time.Millisecond)}
	if !isID(turn.ID) {
		return fault.New(fault.Invalid, "", nil)
	}
	view.Turn, view.Text = turn.ID, turn.Text
	if err := blame(&view.Form, "text", voice.CheckText(turn.Text)); err != nil {
		return err
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	toHost, err := r.hostLetters(inquiry.ID)
	if err != nil {
		return err
	}
	err = r.members.Learners.GoOnInquiry(within, inquiry.ID, turn, toHost...)
	if err != nil && fault.KindOf(err) == fault.Conflict && fault.Message(err) != "" {
		view.Problems, view.GoesOn = []theme.Problem{{Key: fault.Message(err)}}, true // nothing of what was typed is lost
		return r.refuse(view)
	}
	if err != nil {
		return err
	}
	return r.to(view.Action + "?" + url.Values{"added": {"1"}}.Encode())
}

// inquiryRow shows an inquiry.
func (r request) inquiryRow(i voice.Inquiry) theme.InquiryRow {
	row := theme.InquiryRow{Subject: string(i.Subject), Stage: string(i.Stage), Lang: i.Lang, Place: i.Place, Name: i.Name, Email: i.Address,
		Date: lang.Date(r.lang, i.Made)}
	if i.By != "" {
		row.By.Title = i.ByName
	}
	for _, turn := range i.Turns {
		row.Turns = append(row.Turns, theme.InquiryTurn{Host: turn.Host, Text: turn.Text, Date: lang.Date(r.lang, turn.At)})
	}
	return row
}

// answeredLetters tell somebody who left an address that an answer waits, and nothing of what it says.
func (r request) answeredLetters(i voice.Inquiry, turn *voice.Turn) ([]account.Letter, error) {
	if !r.settings.Mail.On() || i.Address == "" || turn == nil {
		return nil, nil
	}
	letter, err := r.writerLetter(account.AnsweredLetter, i)
	return []account.Letter{letter}, err
}
