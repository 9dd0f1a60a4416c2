package theme

import (
	"html/template"
	"time"
)

// NewsPage is /fr/announcements: what the host tells.
type NewsPage struct {
	Layout
	News         []NewsRow
	Newer, Older string // addresses of the pages of the list before and after; may be empty
	Atom, JSON   string // addresses of the feeds
	Member       bool
	Mail         bool // it can come by e-mail, to members who ask for it
}

func (*NewsPage) Template() string { return "announcements" }

// NewsRow is an announcement in a list.
type NewsRow struct {
	Link
	Day     time.Time
	Date    string // the day, in words
	Alert   bool
	Unread  bool
	Excerpt string // plain
}

// NewsEntryPage is /fr/announcements/ID. It posts nothing, to Read.
type NewsEntryPage struct {
	Layout
	Row     NewsRow
	HTML    template.HTML
	Past    bool
	Ends    string // the day, in words; may be empty
	Changed string // the day on which it was last changed; empty: not since it came
	Read    string // where a member says that they have read it; empty: they have, or are none
}

func (*NewsEntryPage) Template() string { return "announcement" }

// BannerHole is the alerts that stand on a page.
type BannerHole struct{ Alerts []BannerAlert }

// BannerAlert is one, and the address to which its button posts nothing, to hide it in this browser.
type BannerAlert struct {
	Link
	Hide string
}

// BannerHole writes the alerts of a page, for the hole "banner".
func (t *Theme) BannerHole(lang string, h BannerHole) (string, error) {
	return t.part(lang, "banner hole", h)
}
