package theme_test

import "sentier/internal/theme"

// voicePages are those on which somebody says something without an account, and where the team answers.
func voicePages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts = true
		return made
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang, HasAccounts: true}
	frame := theme.Admin{Sections: []theme.AdminSection{{Key: "feedback", URL: "/" + lang + "/admin/feedback", Here: true}}}
	about := theme.Link{Title: "Une leçon", URL: "/" + lang + "/m/s/l", Lang: "it"}
	row := theme.RemarkRow{URL: "/" + lang + "/admin/feedback/1", About: about, Module: "Module", Part: "Partie", Question: "Combien ?",
		Kind: "unclear", State: "done", Text: "Pas <clair>.\nEt puis.", Answer: "Merci.", Lang: "fr", Date: "3 mai 2026", Changed: "4 mai 2026"}
	bare := theme.RemarkRow{URL: "/" + lang + "/admin/feedback/2", About: theme.Link{Title: "Un passage qui n’existe plus"}, Kind: "wrong", State: "new", Date: "3 mai 2026"}
	kinds, states := []string{"wrong", "unclear", "long", "missing"}, []string{"hand", "done", "declined"}
	full = []theme.Page{
		&theme.FeedbackPage{Layout: l("/m/s/l/feedback"), Form: theme.Form{Action: "/" + lang + "/m/s/l/feedback", Problems: []theme.Problem{
			{Key: "account.wait", Arg: "30"}, {Field: "kind", Key: "voice.kind"}, {Field: "text", Key: "voice.long"}}},
			About: about, Question: "Combien ?", Asked: "q1", Parts: []theme.PartRow{{Anchor: "un", Title: "Un"}, {Anchor: "deux", Title: "Deux", Chosen: true}},
			Kinds: kinds, Kind: "long", Text: "Trop <long>.", Most: 4000, Key: "abc", Stamp: "def"},
		&theme.FeedbackStatePage{Layout: l("/feedback/abc"), Remark: row, Own: "https://example.org/" + lang + "/feedback/abc", Sent: true},
		&theme.AdminFeedbackPage{Layout: l("/admin/feedback"), Admin: frame, States: []theme.Tab{{Title: "Reçue", Count: 3, URL: "/" + lang + "/admin/feedback?state=new", Here: true}},
			Modules: []theme.Tab{{Title: "Module", Count: 3, URL: "/" + lang + "/admin/feedback?module=m"}}, Remarks: []theme.RemarkRow{row, bare}, Older: "/" + lang + "/admin/feedback?before=1"},
		&theme.AdminRemarkPage{Layout: l("/admin/feedback/1"), Admin: frame, Form: theme.Form{Action: "/" + lang + "/admin/feedback/1", Problems: []theme.Problem{
			{Field: "answer", Key: "admin.feedback.reason"}}}, Remark: row, ID: "1", States: states, State: "done", Answer: "Merci.", Most: 4000},
	}
	empty = []theme.Page{
		&theme.FeedbackPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/m/s/l/feedback"}, Kinds: kinds},
		&theme.FeedbackStatePage{Layout: b, Remark: bare}, &theme.AdminFeedbackPage{Layout: b},
		&theme.AdminRemarkPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/admin/feedback/1"}, Remark: bare, States: states},
	}
	return full, empty
}
