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
	subjects := []string{"account", "data", "barrier", "notice", "else"}
	asked := theme.InquiryRow{URL: "/" + lang + "/admin/messages/1", Subject: "notice", Stage: "answered", Lang: "fr", Place: "/fr/m <b>", Name: "Eva", Email: "eva@example.org",
		By: theme.Link{Title: "renarde", URL: "/" + lang + "/admin/people/1"}, Date: "3 mai 2026", Turns: []theme.InquiryTurn{
			{Text: "C’est <illégal>.\nEt puis.", Date: "3 mai 2026"}, {Host: true, Text: "Merci.", Date: "4 mai 2026"}}}
	unnamed := theme.InquiryRow{URL: "/" + lang + "/admin/messages/2", Subject: "else", Stage: "ended", Lang: "en", Date: "3 mai 2026", Turns: []theme.InquiryTurn{{Text: "Bonjour.", Date: "3 mai 2026"}}}
	waits := unnamed
	waits.Stage = "waiting"
	full = []theme.Page{
		&theme.InquiryFormPage{Layout: l("/contact/new"), Form: theme.Form{Action: "/" + lang + "/contact/new", Problems: []theme.Problem{
			{Key: "account.wait", Arg: "30"}, {Field: "place", Key: "contact.place_missing"}, {Field: "text", Key: "voice.short"}, {Field: "name", Key: "contact.name_long"},
			{Field: "email", Key: "account.email"}, {Field: "faith", Key: "contact.faith_missing"}}},
			Subject: "notice", Text: "Oui <non>.", Place: "/fr/m", Name: "Eva", Email: "eva", Faith: true, Known: true, SignedIn: "renarde", Letters: true, InTab: true,
			Key: "abc", Stamp: "def", Most: 4000, MostPlace: 1000, MostName: 100},
		&theme.InquiryPage{Layout: l("/contact/abc"), Inquiry: asked, Own: "https://example.org/" + lang + "/contact/abc", Sent: true, GoesOn: true, Turn: "1", Text: "Et ?", Most: 4000,
			Form: theme.Form{Action: "/" + lang + "/contact/abc", Problems: []theme.Problem{{Key: "contact.not_now"}, {Field: "text", Key: "voice.long"}}}},
		&theme.InquiryPage{Layout: l("/contact/abc"), Inquiry: waits, Added: true},
		&theme.AdminInquiriesPage{Layout: l("/admin/messages"), Admin: frame, Stages: []theme.Tab{{Title: "À lire", Count: 31, URL: "/" + lang + "/admin/messages", Here: true}},
			Inquiries: []theme.InquiryRow{asked, unnamed}, Pager: theme.Pager{Pages: []theme.PagerPage{{Number: 1, URL: "/" + lang + "/admin/messages", Current: true}, {Number: 2, URL: "/" + lang + "/admin/messages?page=2"}}, Next: "/" + lang + "/admin/messages?page=2"}},
		&theme.AdminInquiryPage{Layout: l("/admin/messages/1"), Admin: frame, Form: theme.Form{Action: "/" + lang + "/admin/messages/1", Problems: []theme.Problem{{Field: "text", Key: "voice.short"}}},
			Inquiry: asked, ID: "1", Turn: "2", Text: "Merci.", Letters: true, Most: 4000},
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
	for _, subject := range subjects {
		empty = append(empty, &theme.InquiryFormPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/contact/new"}, Subject: subject})
	}
	empty = append(empty, []theme.Page{
		&theme.InquiryPage{Layout: b, Inquiry: unnamed}, &theme.AdminInquiriesPage{Layout: b},
		&theme.AdminInquiryPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/admin/messages/2"}, Inquiry: unnamed},
		&theme.FeedbackPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/m/s/l/feedback"}, Kinds: kinds},
		&theme.FeedbackStatePage{Layout: b, Remark: bare}, &theme.AdminFeedbackPage{Layout: b},
		&theme.AdminRemarkPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/admin/feedback/1"}, Remark: bare, States: states},
	}...)
	more, bare2 := suggestPages(lang, l, b)
	return append(full, more...), append(empty, bare2...)
}
