package site

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string        `xml:"loc"`
	LastMod string        `xml:"lastmod,omitempty"`
	Links   []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel      string `xml:"rel,attr"`
	HrefLang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// sitemapMax is how many addresses one sitemap may hold (sitemaps.org); the rest is found by links.
const sitemapMax = 50_000

// entry is a page as the sitemap tells it: its address after the language, and when it last changed.
type entry struct {
	path    string // "/module/sequence"; "" for the home page
	changed time.Time
}

// sitemap lists every page that search engines may keep, each with its other languages. Addresses in it must be
// whole, so there is none without a configured address.
func (b *builder) sitemap(entries []entry) ([]byte, error) {
	base := b.settings.BaseURL
	languages := b.settings.Languages
	m := sitemap{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, e := range entries {
		var links []sitemapLink
		for _, lang := range languages {
			links = append(links, sitemapLink{"alternate", lang, base + "/" + lang + e.path})
		}
		links = append(links, sitemapLink{"alternate", "x-default", base + "/" + languages[0] + e.path})
		for _, lang := range languages {
			if len(m.URLs) == sitemapMax {
				break
			}
			u := sitemapURL{Loc: base + "/" + lang + e.path, Links: links}
			if !e.changed.IsZero() {
				u.LastMod = e.changed.UTC().Format(time.DateOnly)
			}
			m.URLs = append(m.URLs, u)
		}
	}
	return writeXML("sitemap", m)
}

// robots asks search engines to leave out what is personal or made anew at each request.
func (b *builder) robots() []byte {
	var out strings.Builder
	out.WriteString("User-agent: *\n")
	for _, lang := range b.settings.Languages {
		// A rule is the beginning of an address: without what ends them here, /fr/me would hide /fr/medias.
		for _, personal := range []string{"search?", "me/", "admin/"} {
			fmt.Fprintf(&out, "Disallow: /%s/%s\n", lang, personal)
		}
	}
	if b.settings.BaseURL != "" {
		fmt.Fprintf(&out, "\nSitemap: %s/sitemap.xml\n", b.settings.BaseURL)
	}
	return []byte(out.String())
}

type manifest struct {
	Name       string         `json:"name"`
	ShortName  string         `json:"short_name"`
	Lang       string         `json:"lang"`
	StartURL   string         `json:"start_url"`
	Display    string         `json:"display"`
	Background string         `json:"background_color"`
	Theme      string         `json:"theme_color"`
	Icons      []manifestIcon `json:"icons"`
}

type manifestIcon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

// The colours of the manifest, which are those of the default theme in light: background, and fir of the header.
const (
	backgroundColour = "#f5f8f2"
	themeColour      = "#123f30"
)

// manifest lets a reader add the site to a home screen.
func (b *builder) manifest() ([]byte, error) {
	icon := b.theme.Icon()
	m := manifest{
		Name: b.settings.Identity.Name, ShortName: b.settings.Identity.Name, Lang: b.settings.Languages[0],
		StartURL: "/", Display: "browser", Background: backgroundColour, Theme: themeColour,
		Icons: []manifestIcon{{Src: icon.URL, Sizes: "any", Type: icon.Type, Purpose: "any"}},
	}
	if b.config.Static { // it may stand in any folder: addresses are relative to the manifest's own
		m.StartURL, m.Icons[0].Src = ".", icon.URL[1:]
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the web manifest: %w", err)
	}
	return append(data, '\n'), nil
}

func writeXML(what string, v any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	e := xml.NewEncoder(&out)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write the %s: %w", what, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
