package account

import "time"

// LetterID names a letter for ever: a UUIDv7.
type LetterID string

// Letter is a letter to a learner, in its words: what goes out as plain text and as HTML is made of it, once. It is
// kept until it was sent.
type Letter struct {
	ID          LetterID
	Account     ID
	Kind        LetterKind
	To          string // an address that CheckEmail let pass
	Lang        string
	Subject     string
	Paragraphs  []string // before the link, plain
	Action      string   // the words on the link; empty: no link
	Link        string   // an absolute address
	Items       []Item   // what there is to tell, after the link
	Rest        []string // paragraphs after it, plain
	Leave       string   // the words on Unsubscribe
	Unsubscribe string   // an absolute address that ends the mailing, by GET with a question and by POST at once (RFC 8058); empty: it is of none
	Created     time.Time
	Ends        time.Time // from when on it would tell nothing true: it is not sent any more
}

// Item is one of the things that a letter of a mailing tells.
type Item struct {
	Title string `json:"title"`
	Text  string `json:"text,omitempty"` // plain, of one paragraph; may be empty
	Link  string `json:"link"`           // an absolute address
}

// LetterKind is what a letter is about.
type LetterKind string

// The kinds.
const (
	ConfirmLetter      LetterKind = "confirm"                    // is this address yours?
	RecoverLetter      LetterKind = "recover"                    // a link in place of a lost password
	ChangedLetter      LetterKind = "changed"                    // the password was changed
	MovedLetter        LetterKind = "moved"                      // letters go to another address from now on
	UnusedLetter       LetterKind = "unused"                     // the account will go, since nobody uses it
	ResetLetter        LetterKind = "reset"                      // one of the team made a link for a new password
	DecidedLetter      LetterKind = "decided"                    // something was decided about them
	InquiryLetter      LetterKind = "inquiry"                    // to the host: somebody wrote to them alone
	ReceivedLetter     LetterKind = "received"                   // to who did: it came
	AnsweredLetter     LetterKind = "answered"                   // an answer to it waits
	TestLetter         LetterKind = "test"                       // the host tries whether mail works
	AnnouncementLetter LetterKind = LetterKind(AnnouncementMail) // what the host tells
	ForumLetter        LetterKind = LetterKind(ForumMail)        // answers in the forum
)

// How long what a letter says is true.
const (
	ConfirmLife = 24 * time.Hour
	RecoverLife = 30 * time.Minute
	NewsLife    = 4 * 24 * time.Hour // of what only tells: longer than it is tried
)

// Queued is a letter that waits, with what came of trying to send it.
type Queued struct {
	Letter
	Due     time.Time // when it is tried next
	Tries   int       // also which try this is, for who sends it
	Trouble string    // why the last try failed, as a class: see mail; empty: none did
	Dead    time.Time // when it was given up; zero: it waits
}

// How long a letter is tried: a minute after the first failure, and twice as long after each one more, nearly three
// days in all.
const (
	firstPause = time.Minute
	mostTries  = 13
)

// NextTry is how long a letter waits after so many failed tries; false: it is given up.
func NextTry(tries int) (time.Duration, bool) {
	if tries >= mostTries {
		return 0, false
	}
	return firstPause << max(0, tries-1), true
}

// longestLetterDelay is less than what would keep somebody from their mail for a day, whoever asks in their name.
const longestLetterDelay = time.Hour

// LetterDelay is how long the next letter that somebody asks for has to wait after so many: a minute, doubled by
// each one, up to an hour. So nobody's mailbox is filled through us.
func LetterDelay(letters int) time.Duration {
	if letters <= 0 {
		return 0
	}
	return min(time.Minute<<min(letters-1, 10), longestLetterDelay)
}

// LetterBucket is where the letters that were asked for somebody, or for an address, are counted: a keyed hash.
func LetterBucket(secret []byte, of string) []byte { return keyed(secret, "letters", of) }

// Recovery is how a lost password is replaced: by a recovery code that is used up, or by the link of a letter, which
// opens as long as the password is what it was when the letter was written.
type Recovery struct {
	Code   []byte  // hash of the code; nil: by a link
	Was    string  // the hash of the password that was lost, for a link
	Hash   string  // that of the new one
	Letter *Letter // tells of the change; nil: there is no address to write to
}
