package account

// Where says where a kind of data is kept.
type Where string

// The places.
const (
	OnServer  Where = "server"  // in the database
	InMemory  Where = "memory"  // of the server's process, and never written
	InLog     Where = "log"     // of the server
	InBrowser Where = "browser" // the reader's own
)

// Basis is what makes it lawful to keep a kind of data: GDPR, article 6(1); in a browser, article 5(3) of directive
// 2002/58/EC (in France, article 82 of the law of 6 January 1978).
type Basis string

// The legal bases.
const (
	Contract  Basis = "contract"  // 6(1)(b): what was asked for cannot be done without
	Consent   Basis = "consent"   // 6(1)(a): freely given, and taken back as easily
	Interest  Basis = "interest"  // 6(1)(f): the safety of everybody's accounts
	Duty      Basis = "duty"      // 6(1)(c): the law asks the host for it
	Necessary Basis = "necessary" // 5(3): for a service that the reader asked for, so that no consent is needed
)

// Connections is the kind of data that is kept only where the host's law asks for it.
const Connections = "connections"

// Record is one kind of data about a person; messages "record.what", ".why" and ".until" tell of its ID. The privacy
// page, the host's register (GDPR, article 30), the download of one's data and its erasure all follow this table, and
// nothing about a person is kept that is not in it.
type Record struct {
	ID    string
	Where Where
	Basis Basis
	Kept  []string // tables, or cookies and keys of the browser's storage; none for what is only in memory or in a log
}

// Records are all of them, in the order in which they are shown.
func Records() []Record {
	return []Record{
		{"account", OnServer, Contract, []string{"account"}},
		{"password", OnServer, Contract, []string{"account"}},
		{"codes", OnServer, Contract, []string{"code"}},
		{"passkeys", OnServer, Contract, []string{"passkey"}},
		{"email", OnServer, Consent, []string{"account"}},
		{"letters", OnServer, Consent, []string{"letter"}},
		{"mailings", OnServer, Consent, []string{"subscription"}},
		{"news", OnServer, Contract, []string{"announcement_read"}},
		{"sessions", OnServer, Contract, []string{"session", "revoked"}},
		{"progress", OnServer, Contract, []string{"read", "place"}},
		{"answers", OnServer, Contract, []string{"attempt", "answer"}},
		{"points", OnServer, Contract, []string{"ledger"}},
		{"badges", OnServer, Contract, []string{"badge", "badge_status"}},
		{"imports", OnServer, Contract, []string{"foreign_badge"}},
		{"review", OnServer, Contract, []string{"account", "card"}},
		{"notices", OnServer, Contract, []string{"notice"}},
		{"roles", OnServer, Contract, []string{"role", "action"}},
		{"forum", OnServer, Contract, []string{"topic", "post", "version", "thanks", "follow", "seen", "post_words"}},
		{"moderation", OnServer, Interest, []string{"report", "decision"}},
		{"voices", OnServer, Contract, []string{"remark"}},
		{"inquiries", OnServer, Contract, []string{"inquiry", "inquiry_turn"}},
		{"suggestions", OnServer, Contract, []string{"suggestion"}},
		{Connections, OnServer, Duty, []string{"connection"}},
		{"failures", OnServer, Interest, []string{"failure"}},
		{"networks", InMemory, Interest, nil},
		{"log", InLog, Interest, nil},
		{"signed_in", InBrowser, Necessary, []string{"session", "written", "notice", "codes", "passkey", "imported", "team", "handed"}},
		{"known_browser", InBrowser, Necessary, []string{"browser"}},
		{"place", InBrowser, Necessary, []string{"sentier"}},
		{"unkept", InBrowser, Necessary, []string{"quiz"}},
		{"drafts", InBrowser, Necessary, []string{"sentier-draft"}},
		{"comfort", InBrowser, Necessary, []string{"comfort"}},
		{"alerts", InBrowser, Necessary, []string{"alerts"}},
	}
}
