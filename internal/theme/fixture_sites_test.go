package theme_test

import (
	"time"

	"sentier/internal/theme"
)

// sitesPages are the pages of other machines, with everything on them, and with what cannot be left out.
func sitesPages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts = true
		return made
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang, HasAccounts: true}
	day := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	tongues := []theme.Tongue{{Lang: "fr", Name: "Français"}, {Lang: "en", Name: "English"}}
	site := func(door string, old bool) theme.SisterSite {
		return theme.SisterSite{Sister: theme.Sister{Name: "Le Gué <b>", URL: "https://gue.example", Note: "Pour les grands", NoteLang: "fr"}, Known: true,
			Host: "Les amis du gué", Kind: "association", Door: door, Languages: tongues, Day: day, Date: "22 novembre 2026", Old: old,
			Modules: []theme.SisterModule{
				{Link: theme.Link{Title: "Lire une <carte>", URL: "https://gue.example/fr/carte", Lang: "fr"}, Languages: tongues, Minutes: 75, Licence: theme.LicenceOf("CC-BY-SA-4.0", lang)},
				{Link: theme.Link{Title: "Sans adresse"}}}}
	}
	full = []theme.Page{
		&theme.SitesPage{Layout: l("/sites"), Closed: "host", Sites: []theme.SisterSite{site("open", false), site("invitation", true), {Sister: theme.Sister{Name: "The Ford", URL: "https://ford.example"}}}},
		&theme.SitesPage{Layout: l("/sites"), Closed: "full", Sites: []theme.SisterSite{site("closed", false), {Sister: theme.Sister{Name: "A", URL: "https://a.example"}, Known: true, Door: "full", Date: "1"}}},
	}
	room := theme.RoomView{Kind: "mumble", Name: "Le <jardin>", Entry: "mumble://talk.example:64738/A?version=1.2.0", Address: "mumble://talk.example:64738/A",
		Note: "Tenu par une association", NoteLang: "fr", Password: "a<b", Down: true}
	other := theme.RoomView{Kind: "pad", Name: "Le carnet", Entry: "https://pad.example/p/a", Address: "https://pad.example/p/a", Hidden: true}
	one := theme.MeetingView{Title: "La <veillée>", Lang: "fr", Begins: day, Ends: day.Add(time.Hour), Day: "jeudi 3 décembre 2026", From: "18 h 30", To: "19 h 30",
		Zone: "Europe/Paris, UTC+1", On: true, Skipped: true, Room: room}
	next := theme.MeetingView{Begins: day, Ends: day.Add(time.Hour), Day: "jeudi 10 décembre 2026", From: "18 h 30", To: "19 h 30", Zone: "Europe/Paris, UTC+1", Room: other}
	full = append(full,
		&theme.MeetingsPage{Layout: l("/m/meetings"), Module: &theme.Link{Title: "Un <module>", URL: "/" + lang + "/m", Lang: "fr"}, Next: &one, Later: []*theme.MeetingView{&next, &one},
			Rooms: []theme.RoomView{room, other}, Kinds: []string{"mumble", "jitsi", "bigbluebutton", "pad"}, Talk: true, Calendar: "/" + lang + "/m/meetings.ics"},
		&theme.MeetingsPage{Layout: l("/meetings"), Next: &next, Rooms: []theme.RoomView{other}, Kinds: []string{"pad"}, Calendar: "/" + lang + "/meetings.ics",
			SignIn: "/" + lang + "/sign-in?back=%2F" + lang + "%2Fmeetings"})
	return full, []theme.Page{&theme.SitesPage{Layout: b}, &theme.MeetingsPage{Layout: b}}
}
