package theme_test

import (
	"time"

	"sentier/internal/theme"
)

// sitesPages are the pages of other machines, with everything on them, and with what cannot be left out.
func sitesPages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts = true
		return made
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang, HasAccounts: true}
	day := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	tongues := []theme.Tongue{{Lang: "fr", Name: "Français"}, {Lang: "en", Name: "English"}}
	site := func(door string, old bool) theme.SisterSite {
		return theme.SisterSite{Sister: theme.Sister{Name: "Le Gué <b>", URL: "https://gue.example", Note: "Pour les grands", NoteLang: "fr"}, Known: true,
			Host: "Les amis du gué", Kind: "association", Door: door, Languages: tongues, Day: day, Date: "22 novembre 2026", Old: old,
			Modules: []theme.SisterModule{
				{Link: theme.Link{Title: "Lire une <carte>", URL: "https://gue.example/fr/carte", Lang: "fr"}, Languages: tongues, Minutes: 75, Licence: theme.LicenceOf("CC-BY-SA-4.0", lang)},
				{Link: theme.Link{Title: "Sans adresse"}}}}
	}
	full = []theme.Page{
		&theme.SitesPage{Layout: l("/sites"), Closed: "host", Sites: []theme.SisterSite{site("open", false), site("invitation", true), {Sister: theme.Sister{Name: "The Ford", URL: "https://ford.example"}}}},
		&theme.SitesPage{Layout: l("/sites"), Closed: "full", Sites: []theme.SisterSite{site("closed", false), {Sister: theme.Sister{Name: "A", URL: "https://a.example"}, Known: true, Door: "full", Date: "1"}}},
	}
	return full, []theme.Page{&theme.SitesPage{Layout: b}}
}
