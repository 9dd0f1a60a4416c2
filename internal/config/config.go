// Package config is what a host decides: addresses, folders, the name and the legal texts of a site.
//
// A value comes from the last of four layers that gives one: the defaults, the file sentier.toml, the
// SENTIER_… variables, the flags of the command line. Every key is declared once, in keys.go, with its kind, its
// default and a line for hosts; the flags, the printed configuration, the reference page docs/configuration.md
// and the errors all come from that table.
//
// A configuration is right or refused: an unknown key or a bad value is a Problem that names the file, the line,
// the key, what was expected and the nearest known key, and Load reports all of them at once. The package reads
// one file and nothing else. It never looks whether a folder exists or an address answers: who uses them does.
// It is called by cli, which hands the values on; a Config is never changed once it is loaded.
package config

import "time"

// Config is the whole configuration. Default gives a usable one.
type Config struct {
	Listen         string   // host:port
	Data           string   // folder that is written to
	Database       string   // path of an SQLite file or a postgres:// URL; empty: sentier.db in Data
	Keys           string   // path of the file of the site's keys; empty: they are in the database
	Courses        string   // folder of courses; empty: those of Sources, or where there are none those in the program
	Theme          string   // name or folder
	Site           string   // folder laid over the theme; empty: none
	BaseURL        string   // public origin without a trailing slash, "https://example.org"; empty: none
	Languages      []string // BCP 47, at least one, the first is the default
	TrustedProxies []string // addresses and networks in CIDR form

	Registration   string   // "open", "invitation" or "closed"
	MaxAccounts    int      // 0: no bound
	UnusedYears    int      // after which an account that is not used is deleted; 0: never
	InquiryMonths  int      // after its last text, when a message to the host is deleted
	ModerationDays int      // of the log of the team, of closed reports and of decisions that hold no more
	MinimumAge     int      // in years; 0: none is told
	Sisters        []Sister // other sites where one can learn
	Quizzes        string   // "members" or "everyone": who may take one
	Group          string   // "everyone", "members" or "nobody": who may show questions to a group
	Forum          string   // "members", "anyone" or "off": who may read it
	ForumHold      int      // first posts of a newcomer that wait for a moderator, where registration is open

	Identity      Identity
	Home          Home
	Footer        []Link
	Host          Host
	Hosting       Provider
	Privacy       Privacy
	Connections   Connections
	Accessibility Accessibility
	Video         Video
	Check         Check
	Forge         Forge
	Mail          Mail
	Log           Log
	Limits        Limits
	Rooms         []Room
	Meetings      []Meeting
	Sources       []Origin
	Elsewhere     Elsewhere

	origins map[string]string // where the value at a place comes from; absent: the default
}

// Text is a text in several languages: BCP 47 tag → text.
type Text map[string]string

// In gives the text in the first of the languages that has one, or "".
func (t Text) In(languages ...string) string {
	text, _ := t.Find(languages...)
	return text
}

// Find is In, with the language that the text is in.
func (t Text) Find(languages ...string) (text, lang string) {
	for _, lang := range languages {
		if text := t[lang]; text != "" {
			return text, lang
		}
	}
	return "", ""
}

// Identity is what a site is called and looks like, short of a theme.
type Identity struct {
	Name   string
	Logo   string // path of an SVG in the site folder; empty: the built-in one
	Accent string // "#rrggbb", at least 4.5:1 on the light backgrounds; empty: the theme's
}

// Home is what the home page says first; a language without a text has the theme's.
type Home struct {
	Title, Lead Text
}

// Link is a link of the footer.
type Link struct {
	Label Text
	URL   string // https://… or http://…, or a path of this site
}

// Sister is another site where one can learn.
type Sister struct {
	Name string
	URL  string
	Note Text // a language without a text says nothing more
}

// Room is where a group meets: to talk, or to write together.
type Room struct {
	Module      string // id or slug; empty: of the whole site
	Kind        string // "mumble", "jitsi", "bigbluebutton" or "pad"
	Name        string
	Address     string // https://… or http://…, or of Mumble mumble://host:port/channel
	Password    string // never printed
	PasswordFor string // "everyone"; else members alone
	Note        Text   // who runs it, in plain words
}

// Meeting is when a group meets: on days, or every week.
type Meeting struct {
	Module string   // as that of a Room
	Title  Text     // a language without one has the theme's words
	Dates  []string // "2026-12-03 18:30", in Zone, in their order
	Weekly string   // "thursday 18:30", in Zone; empty: not every week
	From   time.Time
	Until  time.Time // the last day of what is weekly; zero: until it is taken out
	Length int       // minutes; 0: an hour
	Zone   string    // "Europe/Paris"
}

// Origin is where courses come from: a branch of a git repository, or a folder. See source.go.
type Origin struct {
	Name            string
	URL             string // empty: Folder is a folder of this machine
	Branch          string // empty: the repository's own
	Folder          string // of the repository; empty: its root
	Poll            time.Duration
	Secret          string // of the webhook; never printed
	SecretFile      string // file that holds it; empty: Secret
	Key, KnownHosts string // paths, for ssh
	Token           string // of the forge; never printed
	TokenFile       string // file that holds it; empty: Token
	Forge           string // "github", "forgejo" or "gitlab"; empty: as the host's name says
}

// Elsewhere says which other machines this one may ask.
type Elsewhere struct {
	Private []string // networks in CIDR form, or addresses
}

// Host is who runs the site.
type Host struct {
	Name                string
	Kind                string
	Address             string
	Email               string
	Phone               string
	ContactURL          string
	PublicationDirector string
	Registration        string
	Means               Text
	SupportURL          string
	Partners, Funders   []Party
}

// Party is a partner or a funder.
type Party struct {
	Name string
	URL  string // may be empty
}

// Provider is who hosts the machines, for the legal notice.
type Provider struct {
	Name, Address, Phone string
}

// Privacy completes the privacy page.
type Privacy struct {
	LogRetentionDays int
	Contact          string // e-mail address or web address
}

// Connections are the records of from where members write in the forum.
type Connections struct {
	Recipient string // the public key that they are sealed for; empty: none are kept
	Months    int    // after which each is deleted
}

// Accessibility completes the accessibility statement.
type Accessibility struct {
	Status  string    // "none", "partial" or "full"
	Audited time.Time // the zero time: never
	Contact string    // e-mail address or web address
}

// Video says which PeerTube instances a video may come from.
type Video struct {
	Hosts []string
}

// Check is what "sentier check" advises on, beside the course format.
type Check struct {
	Avoid []string // "word", or "word: what to write instead"
}

// Forge is where the sources of the courses are edited.
type Forge struct {
	Edit string // https address holding {path}; empty: no link
}

// Mail is the server that letters go through.
type Mail struct {
	SMTP         string // host:port; empty: no letter is sent
	Security     string // "starttls", "tls", or "none" to this machine alone
	Username     string // empty: the server asks for none
	Password     string // never printed
	PasswordFile string // file that holds the password; empty: Password
	From         string // e-mail address
	ReplyTo      string // e-mail address; empty: that of the host, where there is one
}

// On tells whether letters can be sent.
func (m Mail) On() bool { return m.SMTP != "" }

// Log says how the program logs.
type Log struct {
	Format    string // "text" or "json"
	Level     string // "debug", "info", "warn" or "error", as log/slog reads them
	Addresses string // "none" or "truncated"
}

// Limits are the bounds that a host may move; the others are fixed in web.
type Limits struct {
	Connections int
}

// Default gives the configuration of a program with nothing beside it.
func Default() Config {
	var c Config
	for _, e := range table() {
		if e.Default == "" {
			continue
		}
		if w := e.set(&c, place{}, e.split(e.Default)); w != nil {
			panic("config: the default of " + e.Name + " is refused by its own kind; mend it in keys.go")
		}
	}
	return c
}
