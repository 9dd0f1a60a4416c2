package theme_test

import "sentier/internal/theme"

// suggestPages are those on which somebody proposes a better text, and where the team decides.
func suggestPages(lang string, l func(string) theme.Layout, b theme.Layout) (full, empty []theme.Page) {
	frame := theme.Admin{Sections: []theme.AdminSection{{Key: "suggestions", URL: "/" + lang + "/admin/suggestions", Here: true}}}
	about := theme.Link{Title: "Une leçon", URL: "/" + lang + "/m/s/l", Lang: "it"}
	compared := theme.Comparison{Lang: "fr", Pieces: []theme.Change{{Text: "Un "}, {Kind: "del", Text: "<vieux>"}, {Kind: "ins", Text: "neuf"}, {Text: " mot.\n"}, {Kind: "gap"}, {Text: "Fin.\n"}}}
	lesson := theme.Trial{Made: true, Content: "fr", Title: "Une leçon", Summary: "En bref", Findings: []theme.FindingRow{{Line: 3, Text: "une ligne", Error: true}, {Where: "m/x.md:1:1", Text: "ailleurs"}},
		Blocks: []theme.LessonBlock{{HTML: "<p>Un texte.</p>"}}}
	entry := theme.Trial{Made: true, Content: "fr", Title: "Mot", Short: "Une définition.", Rest: "<p>La suite.</p>"}
	advice := theme.Trial{Made: true, Findings: []theme.FindingRow{{Line: 1, Text: "un conseil"}}}
	row := theme.SuggestionRow{URL: "/" + lang + "/admin/suggestions/1", About: about, Module: "Module", Content: "fr", Credit: "Ana <L.>", By: theme.Link{Title: "renarde", URL: "/" + lang + "/admin/people/1"},
		Why: "Une faute.\nEt puis.", State: "accepted", Done: "written", Answer: "Merci.", Lang: "fr", Date: "3 mai 2026", Changed: "4 mai 2026"}
	waits := theme.SuggestionRow{URL: "/" + lang + "/admin/suggestions/2", About: theme.Link{Title: "Un texte qui n’existe plus"}, Term: true, By: theme.Link{Title: "loutre"}, State: "waiting", Date: "3 mai 2026"}
	form := theme.Form{Action: "/" + lang + "/m/s/l/suggest", Problems: []theme.Problem{{Key: "account.wait", Arg: "30"}, {Field: "text", Key: "suggest.moved"},
		{Field: "why", Key: "suggest.why_long"}, {Field: "credit", Key: "suggest.credit_long"}}}
	full = []theme.Page{
		&theme.SuggestPage{Layout: l("/m/s/l/suggest"), Form: form, About: about, ContentLang: "fr", Forge: "https://forge.example/edit", Text: "---\ntitle: <Oui>\n---\n", Credit: "Ana", Why: "Une faute.",
			MostCredit: 60, MostWhy: 1000, Base: "abc", Key: "def", Stamp: "ghi", Anyway: "jkl", SignedIn: true, InTab: true, Licence: theme.LicenceOf("CC-BY-SA-4.0", lang), Changes: compared, Trial: lesson},
		&theme.SuggestPage{Layout: l("/m/glossary/x/suggest"), Form: theme.Form{Action: "/" + lang + "/m/glossary/x/suggest"}, About: about, Term: true, Trial: entry},
		&theme.SuggestionPage{Layout: l("/suggest/abc"), Suggestion: row, Changes: compared, Own: "https://example.org/" + lang + "/suggest/abc", Sent: true},
		&theme.AdminSuggestionsPage{Layout: l("/admin/suggestions"), Admin: frame, States: []theme.Tab{{Title: "À lire", Count: 3, URL: "/" + lang + "/admin/suggestions", Here: true}},
			Modules: []theme.Tab{{Title: "Module", Count: 3, URL: "/" + lang + "/admin/suggestions?module=m"}}, Suggestions: []theme.SuggestionRow{row, waits}, Older: "/" + lang + "/admin/suggestions?before=1"},
		&theme.AdminSuggestionPage{Layout: l("/admin/suggestions/2"), Admin: frame, Form: theme.Form{Action: "/" + lang + "/admin/suggestions/2", Problems: []theme.Problem{
			{Field: "text", Key: "admin.suggest.broken"}, {Field: "over", Key: "admin.suggest.over_missing"}, {Field: "answer", Key: "voice.short"}}}, Suggestion: waits, ID: "1", Seen: "abc",
			Changes: compared, Meanwhile: compared, Over: true, Text: "## Mot <b>\n", Answer: "Merci.", Most: 4000, Writes: true, Trial: lesson},
		&theme.AdminSuggestionPage{Layout: l("/admin/suggestions/1"), Admin: frame, Suggestion: row, Changes: compared, Patch: "/" + lang + "/admin/suggestions/1/patch"},
	}
	gone, at := waits, theme.Form{Action: "/" + lang + "/x"}
	gone.State = "refused"
	empty = []theme.Page{
		&theme.SuggestPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/m/s/l/suggest"}, About: theme.Link{Title: "Mot", URL: "/" + lang}, Trial: advice}, &theme.SuggestionPage{Layout: b, Form: at, Suggestion: waits},
		&theme.AdminSuggestionsPage{Layout: b}, &theme.AdminSuggestionPage{Layout: b, Form: at, Suggestion: waits, Gone: true}, &theme.AdminSuggestionPage{Layout: b, Form: at, Suggestion: waits},
		&theme.AdminSuggestionPage{Layout: b, Suggestion: gone}, &theme.SuggestionPage{Layout: b, Suggestion: gone},
	}
	return full, empty
}
