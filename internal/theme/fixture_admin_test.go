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
	stated := theme.DecisionRow{ID: "0190", Date: "1 mai 2030", Act: "hide", Sanction: "suspend", Ends: "8 mai 2030", Ground: "unkind", Reason: "Un nom d’oiseau.",
		Reported: true, Lifted: "3 mai 2030", Post: &theme.Link{Title: "Pourquoi ?", Lang: "fr", URL: "/" + lang}, Answer: "Une blague.", Answered: "2 mai 2030",
		Reply: "D’accord.", Replied: "3 mai 2030"}
	asked := theme.DecisionRow{ID: "0191", Date: "1 mai 2030", Sanction: "warn", Ground: "illegal", Law: true, Reason: "La loi.", MayAnswer: true, Typed: "Non"}
	said := []theme.ReportRow{{Ground: "unkind", Text: "Ça blesse.", By: "renarde", Contact: "Eva", Date: "1 mai 2030"}, {Ground: "spam", Date: "1 mai 2030", Outcome: "hidden"}}
	one := theme.PostView{ID: "p-1", Name: "1", Author: "loutre", Face: "1", Date: "1 mai 2030", Machine: "2030-05-01", State: "shown", HTML: "<p>Bonjour.</p>", Address: "/" + lang}
	about := theme.Link{Title: "Pourquoi ?", URL: "/" + lang}
	row := []theme.QueueRow{{Link: theme.Link{Title: "Pourquoi ?", Lang: "fr", URL: "/" + lang}, Author: "loutre", Date: "1 mai 2030", Cause: "newcomer"}, {Link: theme.Link{Title: "Où ?", URL: "/" + lang}}}
	grounds := []string{"unkind", "spam"}
	full = []theme.Page{
		&theme.ReportPage{Layout: l("/report/0190"), Form: form("/report/0190", theme.Problem{Field: "ground", Key: "report.choose"}, theme.Problem{Field: "text", Key: "report.why"}),
			Post: &one, ID: "0190", Grounds: grounds, Ground: "spam", Text: "Oui", Contact: "Eva"},
		&theme.ReportPage{Layout: l("/report/0190"), Form: form("/report/0190"), Sent: &said[1]},
		&theme.ReportPage{Layout: l("/report/0190"), Form: form("/report/0190"), Sent: &said[0], SignedIn: true},
		&theme.QueuePage{Layout: l("/admin/moderation"), Admin: frame, Reported: row, Held: row, Answers: row, ReportedPager: theme.Pager{Of: "Messages", Pages: []theme.PagerPage{{Number: 1, Current: true}, {Number: 2, URL: "/" + lang}}, Next: "/" + lang}, BlockList: "/" + lang + "/admin/block-list"},
		&theme.BlockListPage{Layout: l("/admin/block-list"), Admin: frame, Form: form("/admin/block-list"), Words: "casino\n<b>", Domains: "spam.example", Reason: "Trop de <pub>", Lines: 500, Most: 500},
		&theme.CasePage{Layout: l("/admin/moderation/0190"), Admin: frame, Form: form("/admin/moderation/0190", theme.Problem{Field: "ground", Key: "moderation.choose"}, theme.Problem{Field: "reason", Key: "moderation.why"}),
			Topic: theme.Link{Title: "Pourquoi ?", Lang: "fr", URL: "/" + lang}, Before: nil, Post: one, Reports: said, History: []theme.DecisionRow{stated}, Deed: "0190",
			MaySanction: true, Whole: true, Acts: []string{"keep", "hide"}, Sanctions: []string{"none", "warn", "suspend", "ban"}, Grounds: grounds, Spans: []int{1, 7},
			Act: "hide", Sanction: "suspend", Ground: "spam", Reason: "Oui", Days: "7", Person: "/" + lang + "/admin/people/0190", Deeds: []theme.TopicDeed{
				{Form: form("/admin/moderation/0190", theme.Problem{Field: "lock-reason", Key: "admin.no_reason"}), Do: "lock", Line: "0191", Open: true},
				{Form: form("/admin/moderation/0190"), Do: "unlock", Line: "0191"}, {Form: form("/admin/moderation/0190"), Do: "solve", Line: "0191"},
				{Form: form("/admin/moderation/0190"), Do: "unsolve", Line: "0191", Reason: "Oui & <non>"},
				{Form: form("/admin/moderation/0190", theme.Problem{Field: "move-place", Key: "case.same_place"}), Do: "move", Line: "0191", Open: true, Reason: "Oui",
					Places: []theme.LessonGroup{{Title: "Les câbles", Lang: "fr", Lessons: []theme.LessonOption{{ID: "m/", Title: "Aucune"}, {ID: "m/b", Title: "La <b>", Lang: "fr"}}}},
					Place:  "m/b", Category: "idea", Categories: []string{"question", "idea"}}}},
		&theme.CasePage{Layout: l("/admin/moderation/0190"), Admin: frame, Form: form("/admin/moderation/0190"), Topic: about, Post: one, Own: true},
		&theme.CasePage{Layout: l("/admin/moderation/0190"), Admin: frame, Form: form("/admin/moderation/0190"), Topic: about, Post: one, Locked: true},
		&theme.DecisionsPage{Layout: l("/me/decisions"), Form: form("/me/decisions", theme.Problem{Field: "answer-0191", Key: "moderation.why"}), Decisions: []theme.DecisionRow{stated, asked}, Reports: said},
		&theme.AppealPage{Layout: l("/admin/moderation/answer/1/2"), Admin: frame, Form: form("/admin/moderation/answer/1/2", theme.Problem{Field: "reply", Key: "moderation.why"}), Person: "loutre", Decision: stated, Deed: "0190", Reply: "Non", Verdict: "lift"},
		&theme.AppealPage{Layout: l("/admin/moderation/answer/1/2"), Admin: frame, Form: form("/admin/moderation/answer/1/2"), Person: "loutre", Decision: asked, Waits: true},
		&theme.AgainPage{Layout: l("/me/again"), Form: theme.Form{Action: "/" + lang + "/me/again", Back: "/" + lang + "/admin",
			Problems: []theme.Problem{{Field: "password", Key: "account.wrong_current"}}}, Name: "renarde", Held: "a=1&b=%3C", Passkey: "/" + lang + "/sign-in/passkey"},
		&theme.AdminPage{Layout: l("/admin"), Admin: frame, Unanswered: row},
		&theme.FirstPage{Layout: l("/admin/first"), Form: theme.Form{Action: "/" + lang + "/admin/first", Problems: []theme.Problem{
			{Field: "name", Key: "account.taken"}, {Field: "password", Key: "account.password_short"}}}, Link: "abc", Name: "renarde", Least: 12},
		&theme.FirstPage{Layout: l("/admin/first"), Form: form("/admin/first"), SignedIn: true, Name: "renarde", Link: "abc"},
		&theme.FirstPage{Layout: l("/admin/first"), Gone: true},
	}
	module := theme.Link{Title: "Reprendre le contrôle", URL: "/" + lang + "/reprendre", Lang: "fr"}
	somebody := theme.PersonRow{Link: theme.Link{Title: "renarde-du-lac", URL: "/" + lang + "/admin/people/0190"}, Display: "Renarde <3",
		Created: "1 novembre 2026", Seen: "12 novembre 2026"}
	grants := []theme.GrantRow{{Person: somebody.Link, Role: "administrator", Since: "2 novembre 2026"},
		{Person: somebody.Link, Role: "moderator", Module: module, ModuleID: "reprendre", Since: "3 novembre 2026"}}
	rows := []theme.ActionRow{{Verb: "role.give", By: "Hôtesse", Person: somebody.Link, Role: "moderator", Module: module, Reason: "Elle aide <déjà>.", At: "2 novembre 2026, 10:12 UTC"},
		{Verb: "setting.change", Setting: "registration", By: "Hôtesse", At: "2 novembre 2026, 10:12 UTC"}, {Verb: "account.delete", By: "sentier admin", At: "2 novembre 2026, 10:12 UTC"}, {Verb: "account.reset", Person: theme.Link{Title: "x"}, At: "2 novembre 2026, 10:12 UTC"}}
	person := func(opened string, problems ...theme.Problem) *theme.PersonPage {
		return &theme.PersonPage{Layout: l("/admin/people/0190"), Admin: frame, Form: form("/admin/people/0190", problems...), PersonRow: somebody,
			Email: true, Confirmed: true, Lang: lang, Sessions: 2, Codes: 7, Grants: grants, Roles: []string{"administrator", "editor", "moderator"},
			Modules: []theme.ModuleChoice{{ID: "reprendre", Title: module.Title, Lang: "fr"}}, MayRoles: true, MayReset: true, MayDelete: true, Most: 500,
			Deed: "0190-d", Log: rows, Opened: opened, Reason: "Parce que <b>", Role: "editor", Module: "reprendre", Proof: "facts", Keep: true,
			Decisions: []theme.PersonDecision{{DecisionRow: stated, MayLift: true}, {DecisionRow: asked}}, MaySanction: true, Sanctions: []string{"warn", "suspend", "ban"},
			Grounds: grounds, Spans: []int{1, 7}, Sanction: "suspend", Ground: "spam", Days: "7"}
	}
	handed := person("")
	handed.Handed = "https://cours.example/fr/recover/new?link=abc"
	full = append(full, handed, person("person.decide", theme.Problem{Field: "ground", Key: "moderation.choose"}, theme.Problem{Field: "reason", Key: "moderation.why"}), person("role.take", theme.Problem{Key: "admin.last_administrator"}),
		person("role.give", theme.Problem{Field: "role", Key: "admin.no_role"}, theme.Problem{Field: "module", Key: "admin.whole_site"}, theme.Problem{Field: "reason", Key: "admin.long_reason"}),
		person("account.reset", theme.Problem{Field: "proof", Key: "admin.no_proof"}, theme.Problem{Field: "reason", Key: "admin.no_reason"}),
		person("account.delete", theme.Problem{Field: "sure", Key: "account.sure"}, theme.Problem{Field: "reason", Key: "admin.no_reason"}),
		&theme.PeoplePage{Layout: l("/admin/people"), Admin: frame, Query: "renarde", People: []theme.PersonRow{somebody}, Most: 1, Team: grants},
		&theme.ActionsPage{Layout: l("/admin/log"), Admin: frame, Rows: rows, Older: "/" + lang + "/admin/log?before=0190", Newest: "/" + lang + "/admin/log"})
	full = append(full, &theme.SettingsPage{Layout: l("/admin/settings"), Admin: frame, Most: 500, Reason: "Trop de <monde>",
		Form:   form("/admin/settings", theme.Problem{Field: "registration", Key: "admin.no_setting"}, theme.Problem{Field: "minimum_age", Key: "admin.no_setting"}, theme.Problem{Field: "reason", Key: "admin.no_reason"}),
		Fields: []theme.SettingField{{Key: "registration", Value: "closed", Configured: "open", Choices: []string{"open", "closed"}}, {Key: "minimum_age", Value: "13", Configured: "15", Most: 21}}})
	full = append(full, &theme.AdminPage{Layout: l("/admin"), Admin: frame, State: &theme.StateView{Sources: []theme.SourceRow{{Name: "courses", Commit: "0123456789ab"}, {Name: "ours", Waits: true, Trouble: "faulty", Since: "2 novembre 2026", Errors: 2, Findings: []string{"a/b.md:1:1: error"}}}, Version: "v1.2.0", Since: "2 novembre 2026", Accounts: 12, Letters: 1, Megabytes: 3,
		Courses: []theme.CourseState{{Revision: "0123456789ab", Modules: 1, Lessons: 4, Questions: 40}}, Needs: []theme.Need{{Key: "letters", Count: 2}, {Key: "alone"}},
		Elsewhere: []theme.ElsewhereRow{{Kind: "sister", Link: theme.Link{Title: "Le Gué <b>", URL: "https://gue.example"}, Trouble: "another", Date: "2 novembre 2026, 10:12 UTC"},
			{Kind: "room", Link: theme.Link{Title: "Le jardin", URL: "mumble://talk.example"}, Trouble: "unasked"}, {Kind: "sister", Link: theme.Link{Title: "B", URL: "https://b.example"}, Date: "2 novembre 2026, 10:12 UTC"}}}},
		&theme.InsightPage{Layout: l("/admin/insight"), Admin: frame, Least: 5, Days: theme.Plot{Bars: []theme.Bar{{Label: "2 novembre 2026", Count: 10}, {Label: "3 novembre 2026"}}}.Drawn(),
			Pages: []theme.OpenedPage{{URL: "/fr/reprendre", Count: 10}}, Missed: []theme.MissedRow{{Question: "Qui a <em>écrit</em> ?", Quiz: module, People: 20, Wrong: 10}},
			Stops: []theme.ModuleStops{{Module: module, Lessons: []theme.LessonStops{{Lesson: module, People: 20, Stopped: 5, Most: 20}}}}})
	empty = []theme.Page{
		&theme.ReportPage{Layout: b, Form: form("/report/0190")}, &theme.QueuePage{Layout: b}, &theme.BlockListPage{Layout: b, Form: form("/admin/block-list")}, &theme.CasePage{Layout: b, Form: form("/admin/moderation/0190"), Topic: about, Post: one},
		&theme.DecisionsPage{Layout: b, Form: form("/me/decisions")}, &theme.AppealPage{Layout: b, Form: form("/admin/moderation/answer/1/2"), Decision: asked},
		&theme.AgainPage{Layout: b, Form: theme.Form{Action: "/" + lang + "/me/again"}}, &theme.AdminPage{Layout: b}, &theme.FirstPage{Layout: b, Form: form("/admin/first")},
		&theme.PeoplePage{Layout: b}, &theme.PersonPage{Layout: b, Form: form("/admin/people/0190"), Lang: lang}, &theme.ActionsPage{Layout: b}, &theme.InsightPage{Layout: b}, &theme.SettingsPage{Layout: b, Form: form("/admin/settings")},
	}
	return full, empty
}
