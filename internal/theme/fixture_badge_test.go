package theme_test

import "sentier/internal/theme"

// badgePages are how a badge is earned and one that was issued, for everyone who may see them, and in all states.
func badgePages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts = true
		return made
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}
	module := theme.Link{Title: "Internet, pourquoi et comment reprendre le contrôle", URL: "/" + lang + "/reprendre", Lang: "fr"}
	card := theme.BadgeCard{Title: "Reprendre le contrôle", Criteria: "A lu toutes les leçons.", Lang: "fr"}
	badge := theme.PathBadge{Link: theme.Link{Title: card.Title, URL: "/badges/0190?lang=" + lang, Lang: "fr"}, Date: "12 novembre 2026"}
	revoked := badge
	revoked.Revoked = true
	left := []theme.PathStep{{Link: theme.Link{Title: "Aux origines", URL: module.URL + "/internet/origines", Lang: "fr"}},
		{Link: theme.Link{Title: "Le quiz", URL: module.URL + "/internet/quiz", Lang: "fr"}, Quiz: true}}
	criteria := func(way *theme.BadgeWay) *theme.CriteriaPage {
		return &theme.CriteriaPage{Layout: l("/reprendre/badge"), Badge: card, Lessons: 6, Quizzes: 3, Way: way}
	}
	passed, drawn, homeless := criteria(nil), criteria(nil), criteria(&theme.BadgeWay{Done: 9, Steps: 9})
	passed.Passed, drawn.Badge.Image, homeless.NoAddress = true, "/media/0123456789ab/badge.svg", true
	full = []theme.Page{criteria(nil), passed, drawn, homeless, criteria(&theme.BadgeWay{Done: 7, Steps: 9, Left: left}),
		criteria(&theme.BadgeWay{Done: 9, Steps: 9}), criteria(&theme.BadgeWay{Done: 9, Steps: 9, Badge: badge}),
		criteria(&theme.BadgeWay{Done: 9, Steps: 9, Badge: revoked})}
	page := func(change func(*theme.BadgePage)) *theme.BadgePage {
		p := &theme.BadgePage{Layout: l("/me"), Form: theme.Form{Action: "/badges/0190?lang=" + lang}, Title: card.Title, TitleLang: "fr",
			About: module.Title, Criteria: card.Criteria, Module: module.URL, Image: "/badges/0190.svg", Date: "12 novembre 2026",
			Site: "Passerelles", Baked: "/badges/0190.svg", Kind: "SVG", Token: "/badges/0190.jwt"}
		change(p)
		return p
	}
	full = append(full, page(func(p *theme.BadgePage) { p.Name, p.Public = "Renarde <3", true }),
		page(func(p *theme.BadgePage) { p.Owner = true }),
		page(func(p *theme.BadgePage) {
			p.Owner, p.Public, p.Address, p.Name, p.Typed = true, true, "https://passerelles.example/badges/0190", "Renarde", "a@b"
			p.Problems = []theme.Problem{{Field: "name", Key: "account.display_email"}}
		}),
		page(func(p *theme.BadgePage) {
			p.Revoked, p.Problem, p.Criteria, p.Module = "13 novembre 2026", "badge.signature", "", ""
		}))
	empty = []theme.Page{&theme.CriteriaPage{Layout: b, Badge: card},
		&theme.BadgePage{Layout: b, Title: "Titre", About: "Module", Date: "12 novembre 2026", Token: "/badges/0190.jwt"}}
	return full, empty
}
