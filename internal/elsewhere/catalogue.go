package elsewhere

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Format is the version of the shape of a catalogue. What is only added to it keeps the number.
const Format = formatName + "1"

const formatName = "sentier catalogue "

// CataloguePath is where a site serves its own.
const CataloguePath = "/sites.json"

// Catalogue is what a site says of itself, at /sites.json: who it is, and what one learns there. It holds nothing about
// people.
type Catalogue struct {
	Format       string   `json:"format"`
	Name         string   `json:"name"`
	Address      string   `json:"address,omitempty"` // its origin; empty: it was told none
	Languages    []string `json:"languages"`         // of its pages, the first one first
	Host         Host     `json:"host"`              // who runs it
	Registration string   `json:"registration"`      // who can make an account: "open", "invitation" or "closed"
	Full         bool     `json:"full"`              // there is no room for another account
	Modules      []Module `json:"modules"`
}

// Host is who runs a site.
type Host struct {
	Name string `json:"name,omitempty"`
	Kind string `json:"kind,omitempty"` // in its own words: "association", "public school"
}

// Module is what one learns there.
type Module struct {
	Languages []string        `json:"languages"`         // that it is written in, the source first
	Licence   string          `json:"licence,omitempty"` // SPDX
	Minutes   int             `json:"minutes"`           // of reading, in the source language
	Texts     map[string]Text `json:"texts"`             // by language
}

// Text is a module in one of its languages.
type Text struct {
	Title   string `json:"title"`
	Address string `json:"address,omitempty"` // of its welcome page: whole, or a path of that site
}

// Text is the module in the first of these languages that it has, else in its source language; and which that is.
func (m Module) Text(languages ...string) (text Text, lang string) {
	for _, lang := range append(slices.Clone(languages), m.Languages...) {
		if text, there := m.Texts[lang]; there {
			return text, lang
		}
	}
	return Text{}, ""
}

// The bounds of a catalogue. What is longer is cut, and what is more is left out.
const (
	mostModules   = 200
	mostLanguages = 24
	longestName   = 160       // characters
	mostMinutes   = 1000 * 60 // of a module
)

// Read takes what a site answered to who asked for the catalogue of an address, and gives it tidied: names are plain
// text of some length on one line, languages are tags, and every address is https or http and of that site.
func Read(data []byte, asked string) (Catalogue, *Failure) {
	var c Catalogue
	if !utf8.Valid(data) {
		return Catalogue{}, &Failure{Trouble: Garbled}
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return Catalogue{}, &Failure{Garbled, err}
	}
	if version, ours := strings.CutPrefix(c.Format, formatName); c.Format != Format {
		if _, err := strconv.ParseUint(version, 10, 16); ours && err == nil {
			return Catalogue{}, &Failure{Trouble: Newer}
		}
		return Catalogue{}, &Failure{Trouble: Garbled}
	}
	from, err := url.Parse(asked)
	if err != nil {
		return Catalogue{}, &Failure{Garbled, err}
	}
	if c.Address != "" {
		if said, err := url.Parse(c.Address); err != nil || !sameSite(from, said) {
			return Catalogue{}, &Failure{Trouble: Another}
		}
	}
	if c.Name = tidy(c.Name); c.Name == "" || !slices.Contains([]string{"open", "invitation", "closed"}, c.Registration) {
		return Catalogue{}, &Failure{Trouble: Garbled}
	}
	c.Address = from.Scheme + "://" + from.Host
	c.Host = Host{tidy(c.Host.Name), tidy(c.Host.Kind)}
	c.Languages = tags(c.Languages)
	c.Modules = slices.DeleteFunc(c.Modules[:min(len(c.Modules), mostModules)], func(m Module) bool { return len(m.Texts) == 0 })
	for i := range c.Modules {
		c.Modules[i] = c.Modules[i].tidied(from)
	}
	c.Modules = slices.DeleteFunc(c.Modules, func(m Module) bool { return len(m.Texts) == 0 })
	return c, nil
}

func (m Module) tidied(from *url.URL) Module {
	t := Module{Licence: m.Licence, Minutes: min(max(m.Minutes, 0), mostMinutes), Texts: map[string]Text{}}
	if !licence.MatchString(t.Licence) {
		t.Licence = ""
	}
	for _, lang := range tags(m.Languages) {
		text, there := m.Texts[lang]
		if text.Title = tidy(text.Title); !there || text.Title == "" {
			continue
		}
		text.Address = whole(from, text.Address)
		t.Languages, t.Texts[lang] = append(t.Languages, lang), text
	}
	return t
}

// licence is the form of an SPDX identifier.
var licence = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}$`)

// tags are the languages among texts, in their one form, each once.
func tags(texts []string) []string {
	var all []string
	for _, text := range texts {
		tag, err := language.Parse(text)
		if err != nil || tag == language.Und || tag.String() != text || len(text) > 35 {
			continue
		}
		if !slices.Contains(all, text) {
			all = append(all, text)
		}
		if len(all) == mostLanguages {
			break
		}
	}
	return all
}

// tidy makes a text that somebody else wrote one line of plain text: no control characters, none that turn the
// direction of what follows, no more than fits in a list.
func tidy(text string) string {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != '\u200d' && r != '\u200c', unicode.Is(unicode.Co, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, text)), " ")
	if runes := []rune(text); len(runes) > longestName {
		text = strings.TrimSpace(string(runes[:longestName-1])) + "…"
	}
	return text
}

// whole is an address as a link of that site; empty: it is none of its own.
func whole(from *url.URL, address string) string {
	if address == "" || len(address) > 512 {
		return ""
	}
	to, err := from.Parse(address)
	if err != nil || to.User != nil || !sameSite(from, to) {
		return ""
	}
	return to.String()
}

// sameSite tells whether two addresses are of one origin.
func sameSite(a, b *url.URL) bool {
	return (a.Scheme == "https" || a.Scheme == "http") && a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// CatalogueAddress is where the catalogue of the site at an address is.
func CatalogueAddress(site string) (string, *Failure) {
	u, err := url.Parse(site)
	if err != nil || u.Host == "" {
		return "", &Failure{Unreachable, err}
	}
	return u.Scheme + "://" + u.Host + CataloguePath, nil
}
