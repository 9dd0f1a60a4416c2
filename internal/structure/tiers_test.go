package structure

// The table of architecture.md, as data. Imports only ever point down: a package may import the tiers below its
// own, and of its own tier only what is named. What comes from outside the repository is free in tiers 2 to 4,
// save for the reserved modules; in tiers 0 and 1 only what is named.

// rule is the place of a package. Paths are those after "sentier/".
type rule struct {
	pkg     string   // a trailing /… stands for every package below
	tier    int      // 0 to 4
	beside  []string // packages of the same tier that it may import
	outside []string // modules, or packages of the standard library that are reserved, that it may import
	barred  []string // packages of lower tiers that it may not import
}

var rules = []rule{
	// 4: wiring. It may import everything.
	{pkg: "cmd/sentier", tier: 4, beside: []string{"internal/cli"}},
	{pkg: "internal/cli", tier: 4},
	{pkg: "scripts/bench", tier: 4}, // it runs the program, and imports none of it

	// 3: delivery. They get the stores as small interfaces.
	{pkg: "internal/web", tier: 3, outside: []string{fiber, fasthttp, netHTTP}, barred: stores},
	{pkg: "internal/publish", tier: 3, outside: []string{netHTTP}, barred: stores},
	{pkg: "internal/jobs", tier: 3, outside: []string{netHTTP}, barred: stores},
	{pkg: "internal/lsp", tier: 3, barred: stores},
	{pkg: "internal/lsp/lsptest", tier: 3}, // an editor, for tests alone

	// 2: adapters, one a technology.
	{pkg: "internal/markdown", tier: 2, outside: []string{goldmark, bluemonday}},
	{pkg: "internal/compile", tier: 2, beside: []string{"internal/markdown"}},
	{pkg: "internal/compile/compiletest", tier: 2}, // courses for tests alone
	{pkg: "internal/changeset", tier: 2},
	{pkg: "internal/relocate", tier: 2, beside: []string{"internal/compile", "internal/changeset", "internal/skeleton"}},
	{pkg: "internal/skeleton", tier: 2, beside: []string{"internal/compile", "internal/changeset"}},
	{pkg: "internal/translate", tier: 2, beside: []string{"internal/compile", "internal/changeset"}},
	{pkg: "internal/mend", tier: 2, beside: []string{"internal/compile", "internal/changeset"}},
	{pkg: "internal/lint", tier: 2, beside: []string{"internal/compile", "internal/markdown"}},
	{pkg: "internal/search", tier: 2, outside: []string{databaseSQL}},
	{pkg: "internal/search/searchtest", tier: 2, beside: []string{"internal/search"}}, // a contract suite, for tests alone
	{pkg: "internal/theme", tier: 2},
	{pkg: "internal/site", tier: 2, beside: []string{"internal/theme", "internal/search", "internal/feed"}},
	{pkg: "internal/gitsync", tier: 2, beside: []string{"internal/fetch"}, outside: []string{netHTTP}},
	{pkg: "internal/exchange/…", tier: 2, beside: []string{"internal/theme"}},
	{pkg: "internal/store", tier: 2, outside: []string{databaseSQL}},
	{pkg: "internal/store/storetest", tier: 2, beside: []string{"internal/store"}}, // a contract suite, for tests alone
	{pkg: "internal/feed", tier: 2},
	{pkg: "internal/mail", tier: 2},
	{pkg: "internal/mail/mailtest", tier: 2}, // a server, for tests alone
	{pkg: "internal/fetch", tier: 2, outside: []string{netHTTP}},
	{pkg: "internal/passkey", tier: 2, outside: []string{webauthn}},
	{pkg: "internal/passkey/passkeytest", tier: 2}, // a device, for tests alone

	// 1: the domain. Never Fiber, SQL, net/http or goldmark.
	{pkg: "internal/quiz", tier: 1, outside: []string{uuid}},
	{pkg: "internal/glossary", tier: 1, outside: []string{uuid}},
	{pkg: "internal/course", tier: 1, beside: []string{"internal/quiz", "internal/glossary"}, outside: []string{uuid}},
	{pkg: "internal/account", tier: 1, outside: []string{uuid, jwt, xCrypto}},
	{pkg: "internal/progress", tier: 1, beside: []string{"internal/course", "internal/quiz", "internal/account"}, outside: []string{uuid}},
	{pkg: "internal/badge", tier: 1, beside: []string{"internal/progress", "internal/course", "internal/account"}, outside: []string{uuid, jwt}},
	{pkg: "internal/review", tier: 1, beside: []string{"internal/course", "internal/quiz", "internal/account"}, outside: []string{uuid}},
	{pkg: "internal/forum", tier: 1, beside: people, outside: []string{uuid}},
	{pkg: "internal/announce", tier: 1, beside: people, outside: []string{uuid}},
	{pkg: "internal/moderation", tier: 1, beside: people, outside: []string{uuid}},
	{pkg: "internal/suggestion", tier: 1, beside: people, outside: []string{uuid}},
	{pkg: "internal/voice", tier: 1, beside: []string{"internal/course", "internal/quiz", "internal/account"}},
	{pkg: "internal/connection", tier: 1, outside: []string{"filippo.io/age"}},
	{pkg: "internal/insight", tier: 1, beside: people, outside: []string{uuid}},
	{pkg: "internal/elsewhere", tier: 1, outside: []string{xText}}, // it reads tags of languages
	{pkg: "internal/meeting", tier: 1},

	// 0: the ground. The standard library, x/text, and one parser each.
	{pkg: "internal/fault", tier: 0, outside: []string{xText}},
	{pkg: "internal/diag", tier: 0, outside: []string{xText}},
	// config takes the edit distance of diag: two of them would be one too many.
	{pkg: "internal/config", tier: 0, beside: []string{"internal/diag"}, outside: []string{xText, "github.com/pelletier/go-toml/v2"}},
	// go-i18n is the parser of messages; it wants to be handed one of TOML, the form they are written in.
	{pkg: "internal/i18n", tier: 0, outside: []string{xText, "github.com/nicksnyder/go-i18n/v2", "github.com/pelletier/go-toml/v2"}},
	{pkg: "internal/diff", tier: 0},
	{pkg: "internal/lang", tier: 0, outside: []string{xText}},

	// What is embedded: files, and the few lines that embed them.
	{pkg: "courses", tier: 0},
	{pkg: "themes", tier: 0},
	{pkg: "assets", tier: 0},
}

// What is reserved: in any tier, nobody imports it but those whose rule names it; tier 4 may import everything.
const (
	goldmark    = "github.com/yuin/goldmark"
	bluemonday  = "github.com/microcosm-cc/bluemonday"
	databaseSQL = "database/sql"
	fiber       = "github.com/gofiber/fiber"
	fasthttp    = "github.com/valyala/fasthttp"
	netHTTP     = "net/http"
	jwt         = "github.com/golang-jwt/jwt"
	webauthn    = "github.com/go-webauthn/webauthn"
)

var reserved = []string{goldmark, bluemonday, databaseSQL, fiber, fasthttp, netHTTP, jwt, webauthn}

// What more the lower tiers may have.
const (
	xText   = "golang.org/x/text"
	xCrypto = "golang.org/x/crypto"
	uuid    = "github.com/google/uuid"
)

var (
	stores = []string{"internal/store"}
	people = []string{"internal/course", "internal/account"}
)
