package theme

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"
	"time"

	"sentier/internal/config"
)

// Site is what is the same on every page of a language: who the site is. Templates reach it by the function site.
type Site struct {
	Name      string
	Logo      template.HTML // drawing that stands before the name
	Sprite    template.HTML // the icons
	Several   bool          // there is more than one language
	HomeTitle string        // empty: the theme's words
	HomeLead  string
	Footer    []Link
	BaseURL   string

	Host          config.Host
	Means         string
	MeansLang     string // of Means where it is not the page's; else empty
	Partners      []Party
	Funders       []Party
	Hosting       config.Provider
	Contacts      []Contact // ways to reach the host, in order; none: nothing was configured
	PrivacyAsk    Contact   // whom to ask about data; no name: nobody was named
	BarrierAsk    Contact   // whom to tell about a barrier
	LogDays       int
	LogsAddresses bool
	Accessibility string // "none", "partial", "full"
	Audited       time.Time
	VideoHosts    string // joined by commas; empty: none
	Forge         string // where sources are, without {path}; empty: unknown

	Registration   string // who can make an account: "open", "invitation", "closed"
	UnusedYears    int    // after which an account goes that is not used; 0: it stays
	InquiryMonths  int    // after its last text, when a message to the host goes
	ModerationDays int    // after which the log of the team goes
	Connections    int    // months for which is kept from where members write; 0: it is not
	MinimumAge     int    // from which one needs nobody's consent for it; 0: not told
	Sisters        []Sister
}

// Sister is another site where one can learn.
type Sister struct {
	Name, URL string
	Note      string // may be empty
	NoteLang  string // of Note where it is not the page's; else empty
}

// Contact is a way to reach somebody, and its address, which may be a telephone's.
type Contact struct {
	Name string
	URL  template.URL
}

// newSite gathers the facts of a configuration in one language.
func newSite(c config.Config, lang string, languages []string, logo, sprite template.HTML) *Site {
	all := append([]string{lang}, languages...)
	s := &Site{
		Name: c.Identity.Name, Logo: logo, Sprite: sprite, Several: len(languages) > 1, BaseURL: c.BaseURL,
		HomeTitle: c.Home.Title[lang], HomeLead: c.Home.Lead[lang],
		Host: c.Host, Hosting: c.Hosting,
		LogDays: c.Privacy.LogRetentionDays, LogsAddresses: c.Log.Addresses == "truncated",
		Accessibility: c.Accessibility.Status, Audited: c.Accessibility.Audited,
		VideoHosts:   strings.Join(c.Video.Hosts, ", "),
		Registration: cmp.Or(c.Registration, "open"), MinimumAge: c.MinimumAge,
		UnusedYears: c.UnusedYears, InquiryMonths: c.InquiryMonths, ModerationDays: c.ModerationDays,
	}
	if c.Connections.Recipient != "" {
		s.Connections = c.Connections.Months
	}
	if s.Accessibility == "" {
		s.Accessibility = "none"
	}
	s.Means, s.MeansLang = said(c.Host.Means, lang, all)
	for _, link := range c.Footer {
		title, foreign := said(link.Label, lang, all)
		s.Footer = append(s.Footer, Link{Title: title, URL: link.URL, Lang: foreign})
	}
	for _, sister := range c.Sisters {
		note, foreign := said(sister.Note, lang, all)
		s.Sisters = append(s.Sisters, Sister{Name: sister.Name, URL: sister.URL, Note: note, NoteLang: foreign})
	}
	for _, p := range c.Host.Partners {
		s.Partners = append(s.Partners, Party(p))
	}
	for _, p := range c.Host.Funders {
		s.Funders = append(s.Funders, Party(p))
	}
	for _, way := range []string{c.Host.Email, c.Host.ContactURL, c.Host.Phone} {
		if way != "" {
			s.Contacts = append(s.Contacts, contact(way))
		}
	}
	s.PrivacyAsk, s.BarrierAsk = s.ask(c.Privacy.Contact), s.ask(c.Accessibility.Contact)
	return s
}

// said is a text of the configuration for a page in lang, and its language where it is another.
func said(t config.Text, lang string, all []string) (text, foreign string) {
	text, foreign = t.Find(all...)
	if foreign == lang {
		foreign = ""
	}
	return text, foreign
}

// ask gives a contact, or the host's first.
func (s *Site) ask(way string) Contact {
	if way != "" {
		return contact(way)
	}
	if len(s.Contacts) > 0 {
		return s.Contacts[0]
	}
	return Contact{}
}

// contact makes a link of an e-mail address, a web address or a telephone number.
func contact(way string) Contact {
	switch {
	case strings.HasPrefix(way, "https://"), strings.HasPrefix(way, "http://"):
		return Contact{Name: strings.TrimPrefix(strings.TrimPrefix(way, "https://"), "http://"), URL: template.URL(way)}
	case strings.Contains(way, "@"):
		return Contact{Name: way, URL: template.URL("mailto:" + way)}
	}
	return Contact{Name: way, URL: template.URL("tel:" + strings.Map(dialled, way))}
}

// dialled keeps what a telephone dials.
func dialled(r rune) rune {
	if r == '+' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// loadLogo reads the site's logo, or gives the theme's.
func loadLogo(files layers, name string) (template.HTML, error) {
	if name == "" {
		name = "assets/icons/logo.svg"
	}
	f, err := files.read(name)
	if err != nil {
		return "", fmt.Errorf("logo: %w", err)
	}
	drawing, err := inlineSVG(f)
	if err != nil {
		return "", err
	}
	return template.HTML(drawing), nil
}

// Sisters are the other sites of the configuration, in a language.
func (t *Theme) Sisters(lang string) []Sister { return t.sites[lang].Sisters }
