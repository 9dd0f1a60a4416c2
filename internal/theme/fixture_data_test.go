package theme_test

import "sentier/internal/theme"

// dataPages are the page of what is kept, with everything on it, and with nothing.
func dataPages(lang string) (full, empty []theme.Page) {
	made := layout(lang, "/me/data")
	made.HasAccounts, made.Section = true, "account"
	row := func(title, url, date string) theme.DataRow {
		return theme.DataRow{What: theme.Link{Title: title, URL: url, Lang: "fr"}, Date: date}
	}
	lesson := row("Aux origines d’Internet", "/"+lang+"/reprendre/internet/lecon-1", "12 novembre 2026")
	gone := theme.DataRow{What: theme.Link{Title: "reprendre/ancienne-lecon"}, Date: "3 novembre 2026", Imported: true}
	answers := []theme.DataAnswer{
		{Question: "Qui a écrit le premier serveur web ?", Lang: "fr", Shown: "Tim Berners-Lee", Points: "1", Total: "1", Date: "12 novembre 2026"},
		{Question: "trous", Shown: "<b>navigateur</b>", Points: "0,5", Total: "1", Date: "12 novembre 2026"},
		{Question: "annee", Points: "0", Total: "1", Date: "12 novembre 2026"}}
	full = []theme.Page{&theme.DataPage{Layout: made, Download: "/" + lang + "/me/data.json", Name: "renarde-du-lac", Display: "Renarde <3",
		Wanted: "en", Email: "renarde@passerelles.example", Created: "1 novembre 2026", Seen: "12 novembre 2026", HideXP: true, Codes: 1,
		Roles:    []theme.RoleRow{{Role: "editor", Date: "2 novembre 2026"}, {Role: "moderator", Module: theme.Link{Title: "reprendre"}, Date: "2 novembre 2026"}},
		Passkeys: []theme.PasskeyRow{{Name: "Téléphone", Made: "2 novembre 2026", Used: "12 novembre 2026"}, {Made: "2 novembre 2026"}},
		Sessions: []theme.SessionRow{{Device: "Firefox, Linux", Here: true}, {Seen: "2 novembre 2026", Shared: true}},
		Read:     []theme.DataRow{lesson, gone}, Places: []theme.DataRow{lesson},
		Attempts: []theme.DataAttempt{
			{DataRow: row("Quiz de la séquence", "/"+lang+"/reprendre/internet/quiz/0190-a", "12 novembre 2026"), Answers: answers[:1]},
			{DataRow: gone, Points: "8,5", Total: "10", Answers: answers}},
		Import: "/" + lang + "/me/import", Foreign: foreign(lang),
		Points: []theme.EarnedRow{{Points: 10, What: lesson.What, Reason: "lesson", Date: lesson.Date}, {Points: 1, What: gone.What, Reason: "lesson", Date: gone.Date}},
		Badges: []theme.DataBadge{{DataRow: row("Reprendre le contrôle", "/badges/0190", "12 novembre 2026"), Name: "Renarde", Public: true},
			{DataRow: row("Écrire", "/badges/0191", "13 novembre 2026"), Revoked: true}},
		Review: "3 novembre 2026", Cards: []theme.DataCard{{DataRow: row("Réseau", "", "12 novembre 2026"), Due: "14 novembre 2026", Count: 1},
			{DataRow: gone, Due: "30 novembre 2026", Count: 4}}}}
	page := full[0].(*theme.DataPage)
	page.Posts = []theme.DataPost{
		{DataRow: row("Où se trouve Internet ?", "/"+lang+"/reprendre/forum/0190?post=0191", "12 novembre 2026"), State: "shown", Text: "Une <b>question</b>\n\nlongue.",
			Before: []theme.DataVersion{{Date: "11 novembre 2026", Text: "Une <b>autre</b> question"}}},
		{DataRow: theme.DataRow{Date: "3 novembre 2026"}, State: "hidden", Text: "x"}}
	page.Marks = []theme.DataMark{{DataRow: row("Reprendre", "/"+lang+"/reprendre/forum/0190", "12 novembre 2026"), Kind: "thanks"},
		{DataRow: gone, Kind: "follow"}, {DataRow: gone, Kind: "seen"}}
	page.Decisions = []theme.DecisionRow{{ID: "0192", Date: "12 novembre 2026", Act: "hide", Sanction: "none", Ground: "spam", Reason: "Une publicité."}}
	page.Reports = []theme.ReportRow{{Ground: "unkind", Text: "Il insulte.", Date: "12 novembre 2026"}}
	page.Proposed = []theme.DataSuggestion{{SuggestionRow: theme.SuggestionRow{About: theme.Link{Title: "Une leçon", URL: "/" + lang + "/m/s/l", Lang: "it"}, Credit: "Ana", Why: "Une <faute>.", State: "waiting", Answer: "Merci.", Date: "3 mai 2026"}, Text: "---\ntitle: <Oui>\n"}}
	page.Inquiries = []theme.InquiryRow{{URL: "/" + lang + "/contact/0195.ab", Subject: "notice", Stage: "answered", Place: "/fr/m <b>", Name: "Eva", Email: "eva@example.org", Date: "12 novembre 2026",
		Turns: []theme.InquiryTurn{{Text: "Où est <b>mon</b> insigne ?", Date: "12 novembre 2026"}, {Host: true, Text: "Ici.", Date: "13 novembre 2026"}}},
		{Subject: "else", Stage: "waiting", Date: "12 novembre 2026"}}
	page.Told = []theme.ToldRow{{ID: "0193", Kind: "reset", Reason: "Vue en salle.", Date: "12 novembre 2026"}, {ID: "0194", Kind: "export", Date: "12 novembre 2026"}}
	empty = []theme.Page{&theme.DataPage{Layout: theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}, Name: "renarde", Download: "/" + lang + "/me/data.json"}}
	imports, bare := importPages(lang, made)
	return append(full, imports...), append(empty, bare)
}

// foreign are badges of other sites.
func foreign(lang string) []theme.ForeignBadge {
	return []theme.ForeignBadge{
		{ID: "ab12", Title: "Le chemin des réseaux", Lang: "fr", Issuer: "https://courses.example.org", Date: "12 novembre 2026", Download: "/" + lang + "/me/import/ab12.jwt"},
		{ID: "ab13", Title: "<b>Way</b>", Issuer: "https://other.example", Date: "1 novembre 2026", Download: "/" + lang + "/me/import/ab13.jwt"}}
}

// importPages are the page of what is brought from another site: after a file that brought everything, after one that
// brought nothing, after none, and with nothing that could be left out.
func importPages(lang string, made theme.Layout) (full []theme.Page, empty theme.Page) {
	form := theme.Form{Action: "/" + lang + "/me/import"}
	refused := form
	refused.Problems = []theme.Problem{{Field: "file", Key: "import.unreadable"}}
	came := &theme.ImportResult{Site: "https://courses.example.org", Name: "renarde", Lessons: theme.ImportTally{Came: 12, Had: 1, Unknown: 3, Broken: 1},
		Quizzes: theme.ImportTally{Came: 1, Open: 2}, Badges: theme.ImportTally{Came: 1, Broken: 2}}
	return []theme.Page{
		&theme.ImportPage{Layout: made, Form: form, Result: came, Lessons: 12, Quizzes: 1, Badges: foreign(lang)},
		&theme.ImportPage{Layout: made, Form: form, Result: &theme.ImportResult{Lessons: theme.ImportTally{Had: 1}}},
		&theme.ImportPage{Layout: made, Form: refused, Lessons: 1},
	}, &theme.ImportPage{Layout: theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}, Form: form}
}
