package web

import (
	"time"

	"sentier/internal/exchange/takeout"
	"sentier/internal/suggestion"
)

// Limits are all bounds on what one client, or all of them, can ask of the server. The zero value of a field
// takes the default of the same name below; only tests and the configuration change any.
type Limits struct {
	Body         int           // bytes of a request's body; more is 413
	Suggest      int           // bytes of a form that holds a text of a course
	Import       int           // bytes of the form in which who is signed in sends a file
	ImportRead   time.Duration // for such a form, in place of Read
	Imports      int           // files that are read at once; the others wait as searches do
	Hook         int           // bytes of what a forge says of a push
	Header       int           // bytes of a request's line and headers; more is 431
	URL          int           // bytes of a path with its query; more is 414
	Read         time.Duration // from the first byte of a request to its last; longer is 408
	Write        time.Duration // for a whole answer of at most Write × Rate bytes
	Idle         time.Duration // between two requests on one connection
	Rate         int           // bytes a second: how slowly a longer answer may be taken
	Connections  int           // open at once; the next one is 503
	Searches     int           // run at once; the others wait their turn
	SearchWait   time.Duration // how long a search waits for its turn; longer is 503
	Query        int           // characters of a search that are looked at
	Handler      time.Duration // deadline of the context that a handler works under
	Revocations  time.Duration // between two looks for sessions that were ended on another node
	Ranges       int           // ranges of one Range header that are looked at; more gets the whole file
	AcceptPause  time.Duration // before the next connection is taken when the system has no room for one
	DrainNotice  time.Duration // how long answers say "Connection: close" before the door shuts
	DrainTimeout time.Duration // how long requests in flight may go on after that
}

// The defaults, and why.
const (
	// DefaultBody leaves room for a long forum post in any script, and none for an upload.
	DefaultBody = 64 << 10
	// DefaultSuggest lets any script be written three signs a byte, as forms do, and twice so where a form is held.
	DefaultSuggest = 9*suggestion.MostText + DefaultBody
	// DefaultImport is more than the largest export with the form around it, so that who sends one that is larger is
	// told so.
	DefaultImport = takeout.MostBytes + 1<<20
	// DefaultImportRead lets a slow line send it: 70 KB a second.
	DefaultImportRead = time.Minute
	// DefaultImports is one: each may take some 50 MB for a moment.
	DefaultImports = 1
	// DefaultHook is a push of some hundred commits; of a larger one, the next look at the forge tells.
	DefaultHook = 1 << 20
	// DefaultHeader is what browsers with many cookies need; fasthttp's own 4 KiB refuses some of them.
	DefaultHeader = 16 << 10
	// DefaultURL is four times the longest answer to a checkpoint that a form can make.
	DefaultURL = 4 << 10
	// DefaultRead ends a client that sends a byte now and then to hold a connection.
	DefaultRead = 10 * time.Second
	// DefaultWrite ends a client that does not read, which ties up the same.
	DefaultWrite = 30 * time.Second
	// DefaultIdle keeps a reader's connection from one page to the next link, and no longer.
	DefaultIdle = 30 * time.Second
	// DefaultRate is a telephone line's: with less, no film can be watched, and the player asks for the rest anew.
	DefaultRate = 16 << 10
	// DefaultConnections is what 4.5 KB each make affordable: 90 MB.
	DefaultConnections = 20_000
	// DefaultSearches leaves cores for pages: a search takes a millisecond, and more at once are no faster.
	DefaultSearches = 4
	// DefaultSearchWait is how long a person waits before they press again.
	DefaultSearchWait = 2 * time.Second
	// DefaultQuery is more than anybody types into a search field.
	DefaultQuery = 200
	// DefaultHandler is far more than any handler needs, and less than Write.
	DefaultHandler = 10 * time.Second
	// DefaultRevocations is how long an ended session may still be let in elsewhere.
	DefaultRevocations = time.Second
	// DefaultRanges is one: players ask for one range at a time, and many small ones are only ever an attack.
	DefaultRanges = 1
	// DefaultAcceptPause lets connections close before the next try, without a busy loop.
	DefaultAcceptPause = 50 * time.Millisecond
	// DefaultDrainNotice lets busy clients learn that their connection ends, so that none is cut between requests.
	DefaultDrainNotice = 400 * time.Millisecond
	// DefaultDrainTimeout is the longest answer that is not a film's.
	DefaultDrainTimeout = DefaultWrite
)

// withDefaults fills the fields that are zero.
func (l Limits) withDefaults() Limits {
	fill(&l.Body, DefaultBody)
	fill(&l.Suggest, DefaultSuggest)
	fill(&l.Import, DefaultImport)
	fill(&l.ImportRead, DefaultImportRead)
	fill(&l.Imports, DefaultImports)
	fill(&l.Hook, DefaultHook)
	fill(&l.Header, DefaultHeader)
	fill(&l.URL, DefaultURL)
	fill(&l.Read, DefaultRead)
	fill(&l.Write, DefaultWrite)
	fill(&l.Idle, DefaultIdle)
	fill(&l.Rate, DefaultRate)
	fill(&l.Connections, DefaultConnections)
	fill(&l.Searches, DefaultSearches)
	fill(&l.SearchWait, DefaultSearchWait)
	fill(&l.Query, DefaultQuery)
	fill(&l.Handler, DefaultHandler)
	fill(&l.Revocations, DefaultRevocations)
	fill(&l.Ranges, DefaultRanges)
	fill(&l.AcceptPause, DefaultAcceptPause)
	fill(&l.DrainNotice, DefaultDrainNotice)
	fill(&l.DrainTimeout, DefaultDrainTimeout)
	return l
}

func fill[T int | time.Duration](field *T, value T) {
	if *field == 0 {
		*field = value
	}
}

// writeTime is how long an answer of size bytes may take: Write, and longer only for what a slow line cannot
// take in that time.
func (l Limits) writeTime(size int) time.Duration {
	return max(l.Write, time.Duration(size/l.Rate)*time.Second)
}
