package account

import "time"

// Mailing is a sort of letters that somebody can ask for, and whose every letter can be answered by asking for no more.
type Mailing string

// The mailings.
const (
	AnnouncementMail Mailing = "announcements" // what the host tells everybody
	ForumMail        Mailing = "forum"         // answers where one wrote, or that one follows
)

// Mailings are all of them.
func Mailings() []Mailing { return []Mailing{AnnouncementMail, ForumMail} }

// Letter is the kind of the letters of a mailing.
func (m Mailing) Letter() LetterKind { return LetterKind(m) }

// Pace says how often the letters of a mailing come.
type Pace string

// The paces.
const (
	Each  Pace = "each"  // a letter for each thing, as it comes
	Daily Pace = "daily" // one letter a day, where there is something to say
)

// Subscription is that somebody asked for a mailing: their consent, for it alone.
type Subscription struct {
	Mailing Mailing   `json:"mailing"`
	Pace    Pace      `json:"pace"`
	Since   time.Time `json:"since"` // when they asked for it
	Told    time.Time `json:"-"`     // all that came until then has been told
}

// Subscriber is who gets a mailing, at an address that is known to be theirs.
type Subscriber struct {
	Subscription
	ID    ID
	Name  string
	Lang  string
	Email string
}

// digestHour is when daily letters are made, in UTC: early in Europe.
const digestHour = 5

// LastDigest is when daily letters were last due: what came before is in them.
func LastDigest(now time.Time) time.Time {
	now = now.UTC()
	at := time.Date(now.Year(), now.Month(), now.Day(), digestHour, 0, 0, 0, time.UTC)
	if at.After(now) {
		at = at.AddDate(0, 0, -1)
	}
	return at
}

// unsubscribeLife is how long the link of a letter ends a mailing: longer than anybody keeps a letter to press it.
const unsubscribeLife = 5 * 365 * 24 * time.Hour

// UnsubscribeLink is what a letter of a mailing holds to end it. It is bound to nothing else: it may do no more than
// that, so it does it as often as it is pressed.
func UnsubscribeLink(secret []byte, m Mailing, id ID, now time.Time) (string, error) {
	return Link{Use: "unsubscribe." + LetterKind(m), Account: id, Ends: now.Add(unsubscribeLife)}.Sign(secret)
}

// Unsubscribes gives whose mailing a link ends; false: nobody's.
func Unsubscribes(secret []byte, m Mailing, text string, now time.Time) (ID, bool) {
	link, ok := ReadLink("unsubscribe."+LetterKind(m), text)
	return link.Account, ok && link.Holds(secret, text, now)
}
