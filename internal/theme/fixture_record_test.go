package theme_test

import "sentier/internal/theme"

// recordPages are the record with everything on it, with what cannot be left out, and with nothing.
func recordPages(lang string) (full, empty []theme.Page) {
	made := layout(lang, "/me/record")
	made.HasAccounts, made.NoIndex, made.Section = true, true, "account"
	link := func(title, path string) theme.Link {
		return theme.Link{Title: title, URL: "/" + lang + path, Lang: "fr"}
	}
	full = []theme.Page{&theme.RecordPage{Layout: made, Name: "Renarde <3", Date: "12 novembre 2026", Points: 1260, Modules: []theme.RecordModule{
		{Link: link("Reprendre le contrôle", "/reprendre"), Read: 2, Lessons: 2, HandedIn: 1, Quizzes: 1, Points: 60, Finished: "12 novembre 2026",
			Badge: &theme.PathBadge{Link: link("Reprendre", "/badges/0190"), Date: "12 novembre 2026"},
			Rows: []theme.RecordStep{{Link: link("Aux origines", "/reprendre/internet/lecon-1"), Date: "10 novembre 2026"},
				{Link: link("Quiz", "/reprendre/internet/quiz"), Date: "11 novembre 2026", Points: "8,5", Total: "10"}}},
		{Link: link("Écrire", "/ecrire"), Lessons: 5}}}}
	empty = []theme.Page{&theme.RecordPage{Layout: theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}}}
	return full, empty
}
