package theme_test

import "sentier/internal/theme"

// adminPages are the pages of the team, with everything on them, and with what cannot be left out.
func adminPages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts, made.Section = true, "account"
		return made
	}
	form := func(action string, problems ...theme.Problem) theme.Form {
		return theme.Form{Action: "/" + lang + action, Problems: problems}
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang, HasAccounts: true}
	frame := theme.Admin{Sections: []theme.AdminSection{{Key: "start", URL: "/" + lang + "/admin", Here: true}}}
	full = []theme.Page{
		&theme.AgainPage{Layout: l("/me/again"), Form: theme.Form{Action: "/" + lang + "/me/again", Back: "/" + lang + "/admin",
			Problems: []theme.Problem{{Field: "password", Key: "account.wrong_current"}}}, Name: "renarde", Held: "a=1&b=%3C", Passkey: "/" + lang + "/sign-in/passkey"},
		&theme.AdminPage{Layout: l("/admin"), Admin: frame},
		&theme.FirstPage{Layout: l("/admin/first"), Form: theme.Form{Action: "/" + lang + "/admin/first", Problems: []theme.Problem{
			{Field: "name", Key: "account.taken"}, {Field: "password", Key: "account.password_short"}}}, Link: "abc", Name: "renarde", Least: 12},
		&theme.FirstPage{Layout: l("/admin/first"), Form: form("/admin/first"), SignedIn: true, Name: "renarde", Link: "abc"},
		&theme.FirstPage{Layout: l("/admin/first"), Gone: true},
	}
	empty = []theme.Page{
		&theme.AgainPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/me/again"}}, &theme.AdminPage{Layout: b}, &theme.FirstPage{Layout: b, Form: form("/admin/first")},
	}
	return full, empty
}
