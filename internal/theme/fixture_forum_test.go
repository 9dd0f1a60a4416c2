package theme_test

import "sentier/internal/theme"

// forumPages are the pages of the forum in all their states, and with what cannot be left out.
func forumPages(lang string) (full, empty []theme.Page) {
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts, made.HasForum, made.HasNews, made.NoIndex, made.Section = true, true, true, true, "forum"
		return made
	}
	home := "/" + lang + "/reprendre/forum"
	module := theme.Link{Title: "Reprendre le contrôle", URL: "/" + lang + "/reprendre", Lang: "fr"}
	lesson := theme.Link{Title: "Comment ça marche ?", URL: "/" + lang + "/reprendre/internet/lecon-2", Lang: "fr"}
	topic := theme.Link{Title: "Mon navigateur dit <adresse introuvable>", URL: home + "/0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", Lang: "fr"}
	row := func(state string) theme.TopicRow {
		return theme.TopicRow{Link: topic, Category: "question", Author: "Colline-Bleue", Date: "19 novembre 2026", Replies: 3, State: state, Where: []theme.Link{module, lesson}}
	}
	busy := row("shown")
	busy.Solved, busy.Unread, busy.Locked, busy.Excerpt, busy.Author = true, true, true, "… l’adresse <b> …", ""
	pages := theme.Pager{Pages: []theme.PagerPage{{Number: 1, URL: home}, {}, {Number: 4, URL: home + "?page=4", Current: true}, {Number: 5, URL: home + "?page=5"}}, Next: home + "?page=5"}
	shows := []theme.Choice{{Name: "all", URL: home, Current: true}, {Name: "unanswered", URL: home + "?show=unanswered"}, {Name: "followed", URL: home + "?show=followed"}, {Name: "mine", URL: home + "?show=mine"}}
	kinds := []theme.Choice{{Name: "all", URL: home, Current: true}}
	for _, kind := range []string{"question", "idea", "mistake", "presentation"} {
		kinds = append(kinds, theme.Choice{Name: kind, URL: home + "?category=" + kind})
	}
	post := func(id, state string) theme.PostView {
		return theme.PostView{ID: "p-" + id, Name: id, Action: topic.URL, Address: topic.URL + "?post=" + id, Author: "Vieux-Chêne", Face: id, Date: "20 novembre 2026", Machine: "2026-11-20", State: state, Lang: "fr",
			HTML: `<p>Prenez l’adresse de <a href="https://mairie.example" rel="nofollow ugc">votre mairie</a>.</p><blockquote><p>Est-ce mon ordinateur ?</p></blockquote><pre><code>ping</code></pre>`}
	}
	question, best, mine, theirs, hidden := post("1", "shown"), post("2", "shown"), post("3", "held"), post("4", "shown"), post("5", "hidden")
	question.Question, question.Same, question.Thanked, question.MayThank = true, 3, true, true
	best.Best, best.Team, best.MaySolve, best.Edited, best.History, best.Text = true, true, true, "21 novembre 2026", topic.URL+"/2/history", topic.URL+"/2/text"
	mine.Mine, mine.Helped, mine.Edit, mine.Delete, mine.Quote = true, true, topic.URL+"/3/edit", topic.URL+"/3/delete", topic.URL+"?quote=3#Reply"
	theirs.MayThank, theirs.MaySolve, theirs.Author, theirs.Face = true, true, "", ""
	hidden.Why = "Une adresse privée <1>"
	gone := theme.PostView{ID: "p-6", Name: "6", Action: topic.URL, Address: topic.URL + "?post=6", Date: "20 novembre 2026", Machine: "2026-11-20", State: "deleted"}
	form := theme.Form{Action: topic.URL}
	wrong := theme.Form{Action: home + "/new", Problems: []theme.Problem{{Field: "title", Key: "forum.title_short"}, {Field: "category", Key: "compose.choose"}, {Field: "body", Key: "forum.text_missing"}}}
	compose := theme.ComposePage{Layout: l("/reprendre/forum/new"), Form: theme.Form{Action: home + "/new"}, Module: module, ID: "0197c3a0-7c1e-7b52-9f3a-2b6c1d4e5f60", Category: "question",
		Categories: []string{"question", "idea", "mistake", "presentation"}, Most: 120, Lessons: []theme.LessonGroup{{Title: "Internet <1>", Lang: "fr", Lessons: []theme.LessonOption{{ID: "a", Title: "Aux origines", Lang: "fr"}, {ID: "b", Title: "Comment ?"}}}}}
	filled, refused := compose, compose
	filled.Subject, filled.Body, filled.Lesson, filled.Heading, filled.HeadingIs, filled.Held = "Pourquoi <b> ?", "Bonjour,\n</textarea><b>", "b", "ttl", "Le TTL", true
	filled.Preview = "<p>Bonjour</p>"
	filled.Similar = theme.Similar{Seen: true, Stop: true, Topics: []theme.TopicRow{busy}, Course: []theme.SimilarGroup{{Kind: "lessons", Links: []theme.Link{lesson}}, {Kind: "words", Links: []theme.Link{{Title: "DNS", URL: "/" + lang + "/reprendre/glossary/dns"}}}, {Kind: "pages", Links: []theme.Link{{Title: "Aide", URL: "/" + lang + "/help"}}}}}
	refused.Form = wrong
	full = []theme.Page{
		&theme.ForumPage{Layout: l("/forum"), Modules: []theme.Link{{Title: module.Title, URL: home, Lang: "fr"}}, Action: "/" + lang + "/forum", Filters: shows[:2], Kinds: kinds, Total: 2, Topics: []theme.TopicRow{row("shown"), busy}},
		&theme.ForumPage{Layout: l("/reprendre/forum"), Module: &module, Lesson: &lesson, Action: home, Filters: shows, Kinds: kinds, Kept: []theme.Field{{Name: "lesson", Value: "b"}}, Query: "adresse <b>", Total: 142,
			Topics: []theme.TopicRow{row("held"), row("hidden"), row("deleted"), busy}, Pager: pages, Ask: home + "/new?lesson=b", Watched: &theme.Watch{Action: home, Lesson: "b"}, Feed: home + "/feed.atom"},
		&theme.ForumPage{Layout: l("/reprendre/forum"), Module: &module, Action: home, Ask: home + "/new", Empty: true},
		&theme.ForumPage{Layout: l("/reprendre/forum"), Module: &module, Action: home, Closed: true, Back: home + "?lesson=b&x"},
		&theme.ForumPage{Layout: l("/reprendre/forum"), Module: &module, Action: home, Filters: shows, Kinds: kinds, Query: "zzz", Ask: home + "/new"},
		&theme.TopicPage{Layout: l("/reprendre/forum/x"), Form: form, Module: module, About: &lesson, Category: "question", TopicLang: "fr", Opened: "19 novembre 2026", Replies: 5, Solved: &theme.Link{URL: "#p-2"}, First: true,
			Question: question, Answers: []theme.PostView{best, mine, theirs, hidden, gone}, Pager: pages, Watched: &theme.Watch{Action: topic.URL, On: true, Letters: "daily"}, Writes: true, ID: "7", Body: "> Bonjour\n", Preview: "<p>Bonjour</p>", Held: true},
		&theme.TopicPage{Layout: l("/reprendre/forum/x"), Form: theme.Form{Action: topic.URL, Problems: []theme.Problem{{Field: "body", Key: "forum.text_missing"}}}, Module: module, Category: "idea", Opened: "19 novembre 2026", Replies: 60, Locked: true,
			Answers: []theme.PostView{theirs}, Pager: pages, Watched: &theme.Watch{Action: topic.URL}, Writes: true, ID: "7"},
		&theme.TopicPage{Layout: l("/reprendre/forum/x"), Form: form, Module: module, Category: "mistake", Opened: "19 novembre 2026", First: true, Question: theirs, Silence: &theme.Silence{Ends: "8 mai 2030", Reason: "Un <mot>", URL: "/" + lang + "/me/decisions", MayAnswer: true}},
		&theme.TopicPage{Layout: l("/reprendre/forum/x"), Form: theme.Form{Action: topic.URL, Problems: []theme.Problem{{Key: "moderation.is_silenced"}}}, Module: module, Category: "mistake", Opened: "19 novembre 2026", First: true, Question: theirs, Body: "Mon <texte>", Silence: &theme.Silence{Reason: "Un <mot>", URL: "/" + lang + "/me/decisions"}},
		&theme.TopicPage{Layout: l("/reprendre/forum/x"), Form: form, Module: module, Category: "mistake", Opened: "19 novembre 2026", First: true, Question: theirs, SignIn: "/" + lang + "/sign-in?back=" + topic.URL},
		&compose, &filled, &refused,
		&theme.EditPage{Layout: l("/reprendre/forum/x/3/edit"), Form: theme.Form{Action: topic.URL + "/3/edit"}, Topic: topic, Titled: true, Subject: "Mon <navigateur>", Most: 120, Body: "Bonjour", Preview: "<p>Bonjour</p>"},
		&theme.EditPage{Layout: l("/reprendre/forum/x/3/edit"), Form: theme.Form{Action: topic.URL + "/3/edit", Problems: []theme.Problem{{Field: "body", Key: "forum.text_missing"}}}, Topic: topic},
		&theme.EditPage{Layout: l("/reprendre/forum/x/3/edit"), Form: theme.Form{Action: topic.URL + "/3/edit"}, Topic: topic, Silence: &theme.Silence{Reason: "Un <mot>", URL: "/" + lang + "/me/decisions"}},
		&theme.ComposePage{Layout: l("/reprendre/forum/new"), Form: theme.Form{Action: home + "/new"}, Module: module, Silence: &theme.Silence{Reason: "Un <mot>", URL: "/" + lang + "/me/decisions"}},
		&theme.DeletePage{Layout: l("/reprendre/forum/x/3/delete"), Form: theme.Form{Action: topic.URL + "/3/delete"}, Topic: topic, Post: post("3", "shown"), Answered: true},
		&theme.DeletePage{Layout: l("/reprendre/forum/x/3/delete"), Form: theme.Form{Action: topic.URL + "/3/delete"}, Topic: topic, Post: post("3", "shown")},
		&theme.HistoryPage{Layout: l("/reprendre/forum/x/2/history"), Topic: topic, Post: post("2", "shown"), Versions: []theme.VersionView{{Title: "Mon navigateur", Source: "Non. <b>", Until: "21 novembre 2026"}, {Source: "Oui.", Until: "20 novembre 2026", By: "Jean Le Goff"}}},
		&theme.ForgePage{Layout: l("/reprendre/forum/x/2/text"), Topic: topic, Text: "Message du forum\n\n> Non. <b>"},
		&theme.ConductPage{Layout: l("/conduct")},
	}
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}
	bare := theme.PostView{ID: "p-1", Address: topic.URL + "?post=1", State: "shown"}
	empty = []theme.Page{&theme.ForumPage{Layout: b, Action: home}, &theme.TopicPage{Layout: b, Form: form, Category: "question", Question: bare}, &theme.ComposePage{Layout: b, Form: form}, &theme.EditPage{Layout: b, Form: form, Topic: topic},
		&theme.DeletePage{Layout: b, Form: form, Topic: topic, Post: bare}, &theme.HistoryPage{Layout: b, Topic: topic, Post: bare}, &theme.ForgePage{Layout: b, Topic: topic}, &theme.ConductPage{Layout: b}}
	return full, empty
}
