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
	Interest  Basis = "interest"  // 6(1)(f): the safety of everybody's accounts
	Necessary Basis = "necessary" // 5(3): for a service that the reader asked for, so that no consent is needed
)

// Record is one kind of data about a person. The privacy page, the host's register (GDPR, article 30), the download of
// one's data and its erasure all follow this table, and nothing about a person is kept that is not in it.
type Record struct {
	ID    string
	Where Where
	Basis Basis
	Kept  []string // tables, or cookies and keys of the browser's storage; none for what is only in memory or in a log
	What  string   // message key: what it is
	Why   string   // message key: what for
	Until string   // message key: how long
}

// Records are all of them, in the order in which they are shown.
func Records() []Record {
	return []Record{
		{"account", OnServer, Contract, []string{"account"},
			"record.account", "record.account_why", "record.account_until"},
		{"password", OnServer, Contract, []string{"account"},
			"record.password", "record.password_why", "record.password_until"},
		{"codes", OnServer, Contract, []string{"code"},
			"record.codes", "record.codes_why", "record.codes_until"},
		{"sessions", OnServer, Contract, []string{"session", "revoked"},
			"record.sessions", "record.sessions_why", "record.sessions_until"},
		{"progress", OnServer, Contract, []string{"read", "place"},
			"record.progress", "record.progress_why", "record.progress_until"},
		{"answers", OnServer, Contract, []string{"attempt", "answer"},
			"record.answers", "record.answers_why", "record.answers_until"},
		{"points", OnServer, Contract, []string{"ledger"},
			"record.points", "record.points_why", "record.points_until"},
		{"failures", OnServer, Interest, []string{"failure"},
			"record.failures", "record.failures_why", "record.failures_until"},
		{"networks", InMemory, Interest, nil,
			"record.networks", "record.networks_why", "record.networks_until"},
		{"log", InLog, Interest, nil,
			"record.log", "record.log_why", "record.log_until"},
		{"signed_in", InBrowser, Necessary, []string{"session", "written", "notice", "codes"},
			"record.signed_in", "record.signed_in_why", "record.signed_in_until"},
		{"known_browser", InBrowser, Necessary, []string{"browser"},
			"record.known_browser", "record.known_browser_why", "record.known_browser_until"},
		{"place", InBrowser, Necessary, []string{"sentier"},
			"record.place", "record.place_why", "record.place_until"},
		{"comfort", InBrowser, Necessary, []string{"comfort"},
			"record.comfort", "record.comfort_why", "record.comfort_until"},
	}
}
