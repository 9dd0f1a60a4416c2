package theme_test

import (
	"html/template"
	"time"

	"sentier/internal/theme"
)

// newsPages are the pages of announcements, for readers and for those who write them, with everything on them, and with
// what cannot be left out.
func newsPages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts = true
		return made
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang, HasAccounts: true}
	home, desk := "/"+lang+"/announcements", "/"+lang+"/admin/announcements"
	day := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	row := theme.NewsRow{Link: theme.Link{Title: "Une <panne>", URL: home + "/1", Lang: "en"}, Day: day, Date: "4 mai 2026", Alert: true, Unread: true, Excerpt: "Mardi <1>."}
	frame := theme.Admin{Sections: []theme.AdminSection{{Key: "start", URL: "/" + lang + "/admin"}, {Key: "announcements", URL: desk, Here: true}}}
	html := template.HTML("<p><strong>Mardi</strong>.</p>")
	texts := []theme.AdminNewsText{{Lang: "fr", Name: "Français", Title: "Une <panne>", Body: "**Mardi**", HTML: html}, {Lang: "en", Name: "English", Title: "x"}}
	write := func(state string, problems ...theme.Problem) *theme.AdminNewsEntryPage {
		return &theme.AdminNewsEntryPage{Layout: l("/admin/announcements/1"), Admin: frame, Form: theme.Form{Action: desk + "/1", Problems: problems},
			Line: "2", State: state, Page: home + "/1", Alert: true, Audience: "learners", Module: "m", Whole: true, Most: 120, Texts: texts,
			Modules: []theme.AdminNewsModule{{ID: "m", Link: theme.Link{Title: "Un module", URL: "/" + lang + "/m", Lang: "en"}}},
			Begins:  "2026-05-04T08:00", Ends: "2026-05-05T08:00", Preview: state == ""}
	}
	full = []theme.Page{
		&theme.NewsPage{Layout: l("/announcements"), News: []theme.NewsRow{row, {Link: theme.Link{Title: "Un cours", URL: home + "/2"}, Day: day, Date: "1 mai 2026", Excerpt: "Il est là."}},
			Newer: home + "?page=1", Older: home + "?page=3", Atom: home + ".atom", JSON: home + ".json", Member: true, Mail: true},
		&theme.NewsEntryPage{Layout: l("/announcements/1"), Row: row, HTML: html, Past: true, Ends: "5 mai 2026", Changed: "6 mai 2026", Read: home + "/1/read"},
		&theme.AdminNewsPage{Layout: l("/admin/announcements"), Admin: frame, Write: desk + "/new", News: []theme.AdminNewsRow{
			{Link: theme.Link{Title: "Une panne", URL: desk + "/1", Lang: "en"}, State: "current", Alert: true, Reader: "learners", Module: theme.Link{Title: "Module", Lang: "en"},
				Begins: "4 mai 2026, 08:00 UTC", Ends: "5 mai 2026, 08:00 UTC", Langs: []theme.Link{{Title: "Français", Lang: "fr"}, {Title: "English", Lang: "en"}}},
			{Link: theme.Link{Title: "Un cours", URL: desk + "/2"}, State: "withdrawn", Reader: "everyone", Begins: "4 mai 2026, 08:00 UTC"}}},
		write(""), write("withdrawn"),
		write("current", theme.Problem{Field: "title-fr", Key: "announce.no_title"}, theme.Problem{Field: "body-en", Key: "announce.no_body"},
			theme.Problem{Field: "audience", Key: "announce.no_audience"}, theme.Problem{Field: "module", Key: "announce.no_module"},
			theme.Problem{Field: "begins", Key: "announce.no_day"}, theme.Problem{Field: "ends", Key: "announce.ends_before"}),
	}
	empty = []theme.Page{
		&theme.NewsPage{Layout: b, Atom: home + ".atom", JSON: home + ".json"}, &theme.NewsEntryPage{Layout: b}, &theme.AdminNewsPage{Layout: b, Write: desk + "/new"},
		&theme.AdminNewsEntryPage{Layout: b, Form: theme.Form{Action: desk + "/1"}},
	}
	return full, empty
}
