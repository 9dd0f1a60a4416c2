package theme

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"sentier/internal/lang"
)

// SlipsPage is invitations to print: sheets of A4 with slips to cut out. It stands alone, as a file on the disk of who
// prints it: it fetches nothing, and nothing on it leads to who is invited.
type SlipsPage struct {
	Layout
	Style  template.CSS
	Count  int
	Batch  string
	Note   string // of who made them, for them alone: it is printed on no slip
	Ends   time.Time
	Places int // slips on a sheet
	Words  []SlipWords
	Sheets [][]Slip
}

func (*SlipsPage) Template() string { return "slips" }

// Slip is one invitation.
type Slip struct {
	Code string
	QR   template.HTML
}

// SlipWords are what every slip says, in one language.
type SlipWords struct {
	Lang            string
	Invitation, How string
	Address         string // of the page to sign up, as one types it
	Once, Sees      string
}

// SlipsOf is what it takes to print invitations.
type SlipsOf struct {
	Languages []string // of the slips, at least one of the site's; the page itself is in the first
	BaseURL   string
	Batch     string
	Note      string
	LastDay   time.Time
	Codes     []string
}

// slipPlaces are how many slips a sheet has, by how many languages each speaks.
var slipPlaces = [...]int{8, 6, 4, 4}

// Slips lays invitations out on sheets.
func (t *Theme) Slips(of SlipsOf) (*SlipsPage, error) {
	if of.BaseURL == "" || len(of.Languages) == 0 || len(of.Languages) > len(slipPlaces) {
		return nil, fmt.Errorf("a slip holds the address of the site and has room for %d languages: set base_url, and name 1 to %[1]d",
			len(slipPlaces))
	}
	first := of.Languages[0]
	page := &SlipsPage{
		Layout: Layout{Lang: first, Title: t.messages.Say(first, "slips.title"), NoIndex: true},
		Style:  t.slipStyle(), Count: len(of.Codes), Batch: of.Batch, Note: of.Note, Ends: of.LastDay,
		Places: slipPlaces[len(of.Languages)-1],
	}
	if lang.Dir(first) == "rtl" {
		page.Dir = "rtl"
	}
	for _, l := range of.Languages {
		say := func(key string, args ...any) string { return t.messages.Say(l, key, args...) }
		_, address, _ := strings.Cut(of.BaseURL, "://")
		page.Words = append(page.Words, SlipWords{
			Lang: l, Invitation: say("slips.invitation"), How: say("slips.how"), Address: address + "/" + l + "/sign-up",
			Once: say("slips.once", "date", lang.Date(l, of.LastDay)), Sees: say("slips.sees"),
		})
	}
	var slips []Slip
	for _, code := range of.Codes {
		drawing, err := drawQR(of.BaseURL+"/"+first+"/sign-up?invitation="+url.QueryEscape(code), t.messages.Say(first, "slips.qr"))
		if err != nil {
			return nil, err
		}
		slips = append(slips, Slip{Code: code, QR: drawing})
	}
	page.Sheets = slices.Collect(slices.Chunk(slips, page.Places))
	return page, nil
}

// slipStyle is the stylesheet of the slips with the letters of the site in it, so that they are as wide on every
// machine.
func (t *Theme) slipStyle() template.CSS {
	var style strings.Builder
	for _, weight := range []string{"400", "700"} {
		if font := t.assets["fonts/ahn-"+weight+".woff2"]; font != nil {
			fmt.Fprintf(&style, "@font-face{font-family:Slips;font-weight:%s;src:url(data:font/woff2;base64,%s)}", weight,
				base64.StdEncoding.EncodeToString(font.Data))
		}
	}
	style.Write(t.assets["slips.css"].Data)
	return template.CSS(style.String())
}
