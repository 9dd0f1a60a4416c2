package theme_test

import "sentier/internal/theme"

// accountPages are the pages of accounts as somebody first meets them, with everything that can be wrong, and with
// what cannot be left out.
func accountPages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts, made.Section = true, "account"
		return made
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang, HasAccounts: true}
	form := func(action string, problems ...theme.Problem) theme.Form {
		return theme.Form{Action: "/" + lang + action, Back: "/" + lang + "/reprendre/internet/quiz?a=1&b=<2>", Problems: problems}
	}
	sessions := []theme.SessionRow{{ID: "0190-a", Device: "Firefox, Linux", Seen: "12 novembre 2026", Here: true},
		{ID: "0190-b", Device: "Safari, iPhone", Seen: "2 novembre 2026"}, {ID: "0190-c", Seen: "1 novembre 2026", Shared: true}}
	codes := []string{"0123-4567-89AB-CDEF", "GHJK-MNPQ-RSTV-WXYZ", "0123-4567-89AB-CDEG", "GHJK-MNPQ-RSTV-WXY0",
		"0123-4567-89AB-CDEH", "GHJK-MNPQ-RSTV-WXY1", "0123-4567-89AB-CDEJ", "GHJK-MNPQ-RSTV-WXY2"}
	passkeys := []theme.PasskeyRow{{ID: "AQ", Name: "Téléphone <3", Made: "2 novembre 2026", Used: "12 novembre 2026"}, {ID: "Ag", Made: "2 novembre 2026"}}
	account := func(opened string, problems ...theme.Problem) *theme.AccountPage {
		return &theme.AccountPage{Layout: l("/me/account"), Form: form("/me/account", problems...), Name: "renarde-du-lac", Writes: true, Display: "Renarde <3",
			Mail: true, Email: "renarde@example.org", Confirmed: "3 mai 2026", Typed: "renarde@example.org",
			Wanted: "en", HideXP: true, Codes: 7, Least: 12, Sessions: sessions, Opened: opened,
			HasPasskeys: true, MostPasskeys: 10, Passkeys: passkeys,
			Mailings: []theme.MailingRow{{Mailing: "announcements"}, {Mailing: "forum", Pace: "daily"}}}
	}
	full = []theme.Page{
		&theme.SignUpPage{Layout: l("/sign-up"), Form: form("/sign-up"), Stamp: "1789.abc", Age: 15, Least: 12},
		&theme.SignUpPage{Layout: l("/sign-up"), Form: form("/sign-up", theme.Problem{Key: "account.form_old"},
			theme.Problem{Field: "name", Key: "account.taken"}, theme.Problem{Field: "password", Key: "account.password_common"}),
			Name: "renarde", Shared: true, Stamp: "1789.abc", Age: 15, Least: 12},
		&theme.SignUpPage{Layout: l("/sign-up"), Form: form("/sign-up"), Closed: "host"},
		&theme.SignUpPage{Layout: l("/sign-up"), Form: form("/sign-up"), Closed: "full"},
		&theme.SignUpPage{Layout: l("/sign-up"), Form: form("/sign-up", theme.Problem{Field: "invitation", Key: "account.invitation_wrong"}),
			Invited: true, Invitation: "0123-4567-89AB", Name: "renarde", Stamp: "1789.abc", Least: 12},
		&theme.SignInPage{Layout: l("/sign-in"), Form: form("/sign-in"), Name: "renarde", Again: true, Open: true,
			Passkey: "/" + lang + "/sign-in/passkey"},
		&theme.SignInPage{Layout: l("/sign-in"), Form: form("/sign-in", theme.Problem{Field: "name", Key: "account.wrong"}), Name: "renarde", Shared: true, Open: true},
		&theme.SignInPage{Layout: l("/sign-in"), Form: form("/sign-in"), Name: "renarde", Held: "body=%3Cb%3E", HeldFor: "/" + lang + "/forum/new"},
		&theme.HeldPage{Layout: l("/sign-in"), Form: form("/forum/new"), Page: "/" + lang + "/forum/new", Fields: []theme.HeldField{
			{Name: "id", Value: "0190"}, {Name: "body", Value: "Un <b>texte</b>", Long: true}}},
		&theme.CodesPage{Layout: l("/me/codes"), Form: form("/me/codes"), Name: "renarde-du-lac", Codes: codes, Download: "/" + lang + "/me/codes.txt", First: true},
		&theme.CodesPage{Layout: l("/me/codes"), Form: form("/me/codes", theme.Problem{Field: "noted", Key: "account.codes_unnoted"}), Name: "renarde-du-lac", Codes: codes},
		&theme.RecoverPage{Layout: l("/recover"), Form: form("/recover"), Name: "renarde", Least: 12},
		&theme.RecoverPage{Layout: l("/recover"), Form: form("/recover", theme.Problem{Field: "name", Key: "account.code_wrong"},
			theme.Problem{Field: "code", Key: "account.code_form"}, theme.Problem{Field: "password", Key: "account.password_short"}), Code: "0123", Shared: true, Least: 12},
		&theme.SignUpPage{Layout: l("/sign-up"), Form: form("/sign-up", theme.Problem{Field: "email", Key: "account.email_form"}), Mail: true, Email: "renarde@", Least: 12},
		&theme.RecoverPage{Layout: l("/recover"), Form: form("/recover", theme.Problem{Field: "Mail-name", Key: "account.name_short"}), Mail: true, Name: "r", Least: 12},
		&theme.RenewPage{Layout: l("/recover/new"), Form: form("/recover/new", theme.Problem{Field: "password", Key: "account.password_short"}), Name: "renarde", Link: "abc", Shared: true, Least: 12},
		&theme.RenewPage{Layout: l("/recover/new"), Form: form("/recover/new"), Gone: true},
		&theme.ConfirmPage{Layout: l("/me/confirm"), Form: form("/me/confirm"), Email: "renarde@example.org", Link: "abc"},
		&theme.ConfirmPage{Layout: l("/me/confirm"), Form: form("/me/confirm"), Gone: true},
		&theme.UnsubscribePage{Layout: l("/unsubscribe/forum"), Form: form("/unsubscribe/forum?link=abc"), Mailing: "forum"},
		&theme.UnsubscribePage{Layout: l("/unsubscribe/forum"), Form: form("/unsubscribe/forum"), Mailing: "announcements", Done: true},
		&theme.UnsubscribePage{Layout: l("/unsubscribe/forum"), Form: form("/unsubscribe/forum"), Mailing: "announcements", Gone: true},
		&theme.AccountPage{Layout: l("/me/account"), Form: form("/me/account"), Name: "renarde", Email: "renarde@example.org"},
		&theme.AccountPage{Layout: l("/me/account"), Form: form("/me/account"), Name: "renarde", Mail: true, Email: "renarde@example.org"},
		account("email", theme.Problem{Field: "email", Key: "account.email_form"}, theme.Problem{Field: "current", Key: "account.wrong_current"}),
		account(""),
		account("rename", theme.Problem{Field: "display", Key: "account.display_email"}, theme.Problem{Field: "lang", Key: "account.form_old"}),
		account("password", theme.Problem{Field: "current", Key: "account.wrong_current"}, theme.Problem{Field: "password", Key: "account.password_name"}),
		account("passkey", theme.Problem{Field: "current", Key: "account.wrong_current"}),
		&theme.AccountPage{Layout: l("/me/account"), Form: form("/me/account"), Name: "renarde", HasPasskeys: true, MostPasskeys: 2, Passkeys: passkeys},
		&theme.PasskeyPage{Layout: l("/me/passkey"), Form: form("/me/passkey"), Name: "Firefox, Linux", Most: 40, Options: `{"challenge":"a\"<b>"}`, State: "s"},
		&theme.PasskeyPage{Layout: l("/me/passkey"), Form: form("/me/passkey", theme.Problem{Key: "account.passkey_wrong"},
			theme.Problem{Field: "name", Key: "account.passkey_name"}), Most: 40},
		account("codes", theme.Problem{Field: "current", Key: "account.wait", Arg: "61"}),
		account("delete", theme.Problem{Field: "current", Key: "account.wrong_current"}, theme.Problem{Field: "sure", Key: "account.sure"}),
		account("", theme.Problem{Key: "account.form_old"}),
		&theme.QuizEntryPage{Layout: quizLayout(lang), SequenceNumber: 1, Title: "Internet", Questions: 10,
			Sequence: theme.Link{Title: "Internet", URL: "/" + lang + "/reprendre/internet"}},
	}
	empty = []theme.Page{
		&theme.SignUpPage{Layout: b, Form: form("/sign-up")}, &theme.SignInPage{Layout: b, Form: form("/sign-in")}, &theme.HeldPage{Layout: b, Form: form("/forum/new"), Page: "/"},
		&theme.CodesPage{Layout: b, Form: form("/me/codes")}, &theme.RecoverPage{Layout: b, Form: form("/recover")},
		&theme.PasskeyPage{Layout: b, Form: form("/me/passkey")},
		&theme.RenewPage{Layout: b, Form: form("/recover/new")}, &theme.ConfirmPage{Layout: b, Form: form("/me/confirm")}, &theme.UnsubscribePage{Layout: b, Form: form("/unsubscribe/forum")},
		&theme.AccountPage{Layout: b, Form: form("/me/account")},
	}
	return full, empty
}

func quizLayout(lang string) theme.Layout {
	made := layout(lang, "/reprendre/internet/quiz")
	made.HasAccounts = true
	return made
}
