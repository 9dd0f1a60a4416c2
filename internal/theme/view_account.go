package theme

import "strings"

// Problem is what is wrong with a field of a form: the page says so in a summary in front, which links to the field,
// and at the field.
type Problem struct {
	Field string // the name of the field, which is its id, too; empty: of the form as a whole
	Key   string // of the message
	Arg   string // what the message says with {{.value}}; may be empty
}

// Form is what every form for one reader has. What was typed is given back on a problem, a password never.
type Form struct {
	Action   string // the address that it is posted to
	Back     string // where the reader goes on afterwards: a path, carried in the field "back"; may be empty
	Problems []Problem
}

// On is the problem of a field, or nil.
func (f Form) On(field string) *Problem {
	for i, p := range f.Problems {
		if p.Field == field {
			return &f.Problems[i]
		}
	}
	return nil
}

// SignUpPage is /fr/sign-up. It posts name, password, shared (a shared computer: "on"), stamp, back, website (empty:
// people do not see it), read (the script puts the lessons that this browser has read into it) and, where one is asked
// for, invitation.
type SignUpPage struct {
	Layout
	Form
	Closed     string // why nobody can make an account now: "host" (who runs the site), "full"; empty: one can
	Invited    bool   // it takes an invitation
	Invitation string // its code, as it was typed or as a slip's drawing holds it
	Name       string
	Mail       bool   // an e-mail address may be given
	Email      string // as it was typed
	Shared     bool
	Stamp      string
	Age        int // from which one needs nobody's consent; 0: not told
	Least      int // characters of a password
}

func (*SignUpPage) Template() string { return "sign-up" }

// SignInPage is /fr/sign-in. It posts name, password, shared, back and read (see SignUpPage). Where there are passkeys,
// the script posts passkey and state with them, the answer of a device to what it was asked at Passkey.
type SignInPage struct {
	Layout
	Form
	Name    string
	Shared  bool
	Again   bool   // the session ended: what was typed elsewhere is kept
	Open    bool   // an account can be made, by invitation where the site asks for one
	Passkey string // the address of what a device is asked; empty: there are no passkeys
	Held    string // a form that was sent when the session had ended, as it was posted; posted as held
	HeldFor string // the address that it was sent to; posted as held-for
}

func (*SignInPage) Template() string { return "sign-in" }

// HeldPage gives back what somebody had written when their session ended. It posts Fields to Action.
type HeldPage struct {
	Layout
	Form
	Page   string // where it was written
	Fields []HeldField
}

func (*HeldPage) Template() string { return "held" }

// HeldField is a field of a form that was sent.
type HeldField struct {
	Name, Value string
	Long        bool // a text, to be shown
}

// CodesPage is /fr/me/codes: the recovery codes, shown once. It posts nothing but the reader's word that they are
// noted (noted: "on"), to Action; a link downloads them (Download, a data: address is not used: /fr/me/codes.txt).
type CodesPage struct {
	Layout
	Form
	Name     string // to sign in
	Codes    []string
	Download string
	First    bool // the account was just made
}

func (*CodesPage) Template() string { return "codes" }

// RecoverPage is /fr/recover: a code in place of a lost password. It posts name, code, password and shared; or, with
// do: "mail", the name alone, for a letter.
type RecoverPage struct {
	Layout
	Form
	Mail   bool // letters can be sent
	Name   string
	Code   string
	Shared bool
	Least  int
}

func (*RecoverPage) Template() string { return "recover" }

// RenewPage is /fr/recover/new: where the link of a letter leads, in place of a lost password. It posts link, password
// and shared.
type RenewPage struct {
	Layout
	Form
	Name   string // to sign in
	Link   string
	Gone   bool // the link opens nothing any more, and the rest is empty
	Shared bool
	Least  int
}

func (*RenewPage) Template() string { return "renew" }

// ConfirmPage is /fr/me/confirm: where the link of a letter leads that asks whether an address is theirs. It posts
// link.
type ConfirmPage struct {
	Layout
	Form
	Email string
	Link  string
	Gone  bool // the link opens nothing any more, and the rest is empty
}

func (*ConfirmPage) Template() string { return "confirm" }

// AccountPage is /fr/me/account. Its forms post to Action with a field "do": "rename" (display, lang), "password"
// (current, password), "points" (hide: "on"), "codes" (current), "email" (email, current), "email-again",
// "email-remove", "mailings" (for each of Mailings, under its name: empty, "each" or "daily"), "revoke" (session), "revoke-others", "passkey" (current), "passkey-remove" (passkey), "delete" (current, sure: "on").
type AccountPage struct {
	Layout
	Form
	Name         string // to sign in
	Display      string
	Wanted       string // language of the account
	HideXP       bool
	Codes        int    // recovery codes that are left
	CodesForm    string // an id, which the form that asks for others says in the field "form"
	Least        int
	Mail         bool         // an e-mail address can be given
	Email        string       // empty: none
	Confirmed    string       // the day on which it was confirmed, in words; empty: it was not
	Typed        string       // what stands in the field for another
	Mailings     []MailingRow // that they may ask for; none where no letter can reach them
	HasPasskeys  bool         // they can be added
	MostPasskeys int
	Passkeys     []PasskeyRow
	Sessions     []SessionRow
	Solo         bool   // one learner on their own machine, who never signs in: "rename", "points" and "delete" (sure) alone
	Writes       bool   // there is a forum: with "delete" goes posts: "keep" leaves there what they wrote, without their name
	Opened       string // which form the problem is of: a value of "do"; empty: none
}

func (*AccountPage) Template() string { return "account" }

// At is the problem of a field of one of the page's forms, or nil.
func (p *AccountPage) At(do, field string) *Problem {
	if p.Opened != do {
		return nil
	}
	return p.On(field)
}

// Anchor is the id of a field of the form that the problems are of: "Password-current".
func (p *AccountPage) Anchor(field string) string {
	if p.Opened == "" {
		return "Content"
	}
	return strings.ToUpper(p.Opened[:1]) + p.Opened[1:] + "-" + field
}

// Others tells whether there is another session than this one.
func (p *AccountPage) Others() bool { return len(p.Sessions) > 1 }

// MailingRow is a mailing: a message "mailing.name." + Mailing names it.
type MailingRow struct {
	Mailing string
	Pace    string // "each" or "daily"; empty: they did not ask for it
	Since   string // the day on which they did, in words; only on the page of one's data
}

// UnsubscribePage is /fr/unsubscribe/MAILING: where the link of a letter leads that ends a mailing. It posts nothing
// but that, to Action.
type UnsubscribePage struct {
	Layout
	Form
	Mailing string
	Done    bool // it is ended
	Gone    bool // the link is none of ours
}

func (*UnsubscribePage) Template() string { return "unsubscribe" }

// PasskeyRow is a passkey.
type PasskeyRow struct {
	ID   string // as a form posts it
	Name string // empty: it has none
	Made string // the day, in words
	Used string // the day of the last sign-in; empty: none yet
}

// PasskeyPage is /fr/me/passkey: the script lets the device make a passkey. It posts name, and what the script fills
// in: passkey, the answer of the device to Options. State goes along.
type PasskeyPage struct {
	Layout
	Form
	Name    string // of the passkey
	Most    int    // characters of it
	Options string // what the device is asked, as JSON
	State   string
}

func (*PasskeyPage) Template() string { return "passkey" }

// SessionRow is a browser that is signed in.
type SessionRow struct {
	ID     string
	Device string // in words; empty: unknown
	Seen   string // the day, in words
	Shared bool
	Here   bool
}
