package theme_test

import (
	"strings"

	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// pathPages are the pages of quizzes and of the path as somebody who is signed in meets them, in all their states, and
// with what cannot be left out.
func pathPages(lang string) (full, empty []theme.Page) {
	const attempt = "/reprendre/internet/quiz/0190f3a2-7c1e-7a00-8000-000000000001"
	l := func(path string) theme.Layout {
		made := layout(lang, path)
		made.HasAccounts, made.NoIndex = true, true
		return made
	}
	address := "/" + lang + attempt
	link := func(title, path string) theme.Link {
		return theme.Link{Title: title, URL: "/" + lang + path, Lang: "fr"}
	}
	module, sequence := link("Internet, pourquoi et comment reprendre le contrôle", "/reprendre"), link("Internet, pourquoi et comment", "/reprendre/internet")
	entry := link("Internet, pourquoi et comment", "/reprendre/internet/quiz")
	lesson := link("Aux origines d’Internet", "/reprendre/internet/lecon-1")
	history := []theme.AttemptRow{{URL: address, Date: "12 novembre 2026", Right: "8,5", Total: "10", Passed: true, Best: true},
		{URL: address + "2", Date: "2 novembre 2026", Right: "4", Total: "10"}}
	states := []string{"right", "partial", "wrong", "answered", "open", "open", "open", "open"}
	all := prompts()
	page := func(questions ...theme.GradedView) *theme.AttemptPage {
		made := &theme.AttemptPage{Layout: l(attempt), Form: theme.Form{Action: address}, Module: module, Sequence: sequence, Quiz: entry,
			Questions: questions, OneURL: address, AllURL: address + "?all=1", Next: address}
		for i, state := range states {
			made.Marks = append(made.Marks, theme.QuestionMark{Number: i + 1, State: state, Here: i == 4})
		}
		return made
	}
	asked := func(i int) theme.GradedView {
		v := theme.GradedView{Number: i + 1, Total: len(all), Action: address, Prompt: all[i], Lesson: &lesson}
		for n := range max(len(all[i].Options), len(all[i].Choices)) {
			v.Tokens = append(v.Tokens, strings.Repeat("abc"+string(rune('d'+n)), 3))
		}
		return v
	}
	answered := func(i int, verdict quiz.Verdict) theme.GradedView {
		v := asked(i)
		v.Review = review(v.Prompt, verdict)
		return v
	}
	again := func(i int, given ...string) theme.GradedView {
		v := asked(i)
		v.Blank, v.Given = true, map[string]string{}
		for n := 0; n < len(given); n += 2 {
			v.Given[given[n]] = given[n+1]
		}
		return v
	}
	for i := range all {
		full = append(full, page(asked(i)), page(answered(i, []quiz.Verdict{quiz.Right, quiz.Partial, quiz.Wrong}[i%3])))
	}
	whole := page()
	whole.All = true
	for i := range all {
		whole.Questions = append(whole.Questions, asked(i))
	}
	whole.Questions[1].Changed = true
	held, last, gone := page(asked(0)), page(answered(0, quiz.Wrong)), page(theme.GradedView{Number: 3, Total: 8, Action: address})
	held.Held, held.Questions[0].Saved, gone.Questions[0].Saved = true, true, true
	last.HandIn, last.Next = true, ""
	over := page()
	over.HandIn, over.Next, over.Problems = true, "", []theme.Problem{{Key: "quiz.unanswered"}}
	full = append(full, whole, held, last, gone, over,
		page(again(1, "a=abcfabcfabcf", "on")), page(again(3, "a", "beau<coup>")), page(again(5, "a1", `un "mot"`)),
		page(again(6, "aabcdabcdabcd", "2", "aabceabceabce", "2")), page(again(7, "a1", "abceabceabce")))

	result := &theme.ResultPage{Layout: l(attempt), Module: module, Sequence: sequence, Quiz: entry, Points: "4,5", Total: "8", Right: 3, Asked: 8,
		Pass: 60, Missed: 5, Action: "/" + lang + "/reprendre/internet/quiz", Attempt: "0190-a", New: "0190-b", Earned: 20, Next: &lesson, History: history}
	for i, p := range all {
		p.ID += quiz.QuestionID("-r")
		verdict := []quiz.Verdict{quiz.Wrong, quiz.Partial, quiz.Right}[i/3]
		result.Outcomes = append(result.Outcomes, theme.OutcomeView{Number: len(all) - i, Feedback: "/" + lang + "/m/s/quiz/feedback?q=a", Title: p.Title, Lang: "fr", Open: verdict != quiz.Right,
			Points: "0,5", Total: "1", Review: review(p, verdict)})
	}
	result.Outcomes = append(result.Outcomes, theme.OutcomeView{Number: 9, Open: true, Points: "0", Total: "1", Shown: []string{"Vint Cerf", "<b>"}},
		theme.OutcomeView{Number: 10, Points: "1", Total: "1", Shown: []string{""}})
	best := &theme.ResultPage{Layout: l(attempt), Quiz: entry, Points: "8", Total: "8", Right: 8, Asked: 8, Passed: true, Pass: 60, Finished: true,
		Action: "/fr/q", Attempt: "0190-a", New: "0190-b", Badge: &theme.PathBadge{Link: link("Écrire", "/badges/0190"), Date: "1 novembre 2026"}}

	stranger, strangers, unfinished := page(asked(2)), *result, *best
	stranger.Unkept, strangers.Unkept, strangers.History, strangers.Earned = true, true, nil, 0
	unfinished.Unkept, unfinished.Module, unfinished.Finished = true, module, false
	full = append(full, stranger, &strangers, &unfinished)

	for i, p := range all {
		group := &theme.GroupPage{Layout: l("/reprendre/internet/quiz/group"), Quiz: entry, Action: "/" + lang + "/reprendre/internet/quiz/group", Number: i + 1,
			Total: len(all), Prompt: p, Next: "/" + lang + "/reprendre/internet/quiz/group?n=2"}
		for n, o := range append(p.Options, p.Choices...) {
			option := theme.GroupOption{Letter: string(rune('A' + n)), Label: o.Label}
			if p.Kind.Choice() {
				option.Field, option.Hands, option.Counted, option.Share = "h"+string(rune('1'+n)), 12, n == 0, 80
			}
			group.Options = append(group.Options, option)
		}
		answer := *group
		answer.Review, answer.Lesson, answer.Previous, answer.Next, answer.Again = review(p, quiz.Right), &lesson, group.Next, "", group.Next+"&h1=12"
		answer.Options = append([]theme.GroupOption(nil), group.Options...)
		if p.Kind.Choice() {
			answer.Options[0].Right, answer.Options[0].Feedback = true, "<p>Oui.</p>"
		}
		full = append(full, group, &answer)
	}

	quizEntry := func(start theme.QuizStart) *theme.QuizEntryPage {
		start.Action = "/" + lang + "/reprendre/internet/quiz"
		return &theme.QuizEntryPage{Layout: quizLayout(lang), SequenceNumber: 1, Title: "Internet", Questions: 10, Pass: 60, Sequence: sequence, Begin: &start}
	}
	steps := []theme.PathStep{{Link: lesson, Done: true}, {Link: link("Comment ça marche ?", "/reprendre/internet/lecon-2"), Done: true},
		{Link: link("Médias sociaux, réseaux sociaux", "/reprendre/internet/lecon-3")}, {Link: entry, Quiz: true, Done: true, Points: "8,5", Total: "10"}}
	path := &theme.PathPage{Answers: []theme.TopicRow{{Link: theme.Link{Title: "Mon navigateur <1>", URL: "/" + lang + "/reprendre/forum/x", Lang: "fr"}, Replies: 2, Date: "19 novembre 2026"}}, Layout: l("/me"), Name: "Renarde <3", Points: 1260, SignOut: "/" + lang + "/sign-out", Team: "/" + lang + "/admin",
		Told: []theme.ToldRow{{ID: "0190-n", Kind: "reset", Reason: "Vu à l’atelier <ok>", Date: "12 novembre 2026"}}, Import: "/" + lang + "/me/import", Foreign: foreign(lang),
		Resume: &theme.ResumeCard{Link: steps[2].Link, Module: module, Quiz: true, Done: 3, Steps: 9},
		Modules: []theme.PathModule{
			{Link: module, Read: 2, Lessons: 6, HandedIn: 1, Quizzes: 3, Done: 3, Steps: 9, Points: 60, Begun: true, Go: &steps[2].Link, Badge: &theme.PathBadge{Link: link("Reprendre le contrôle", "/reprendre/badge")},
				Sequences: []theme.PathSequence{{Link: link("Aux origines", "/reprendre/origines"), Steps: steps[:2]}, {Link: sequence, Steps: steps}},
				Milestones: []theme.PathMilestone{{Kind: "half", Date: "12 novembre 2026"}, {Kind: "sequence", Sequence: &sequence, Date: "11 novembre 2026"},
					{Kind: "first", Date: "10 novembre 2026"}}},
			{Link: link("Écrire ensemble", "/ecrire"), Read: 4, Lessons: 5, Done: 4, Steps: 5, Begun: true, Complete: true, Badge: &theme.PathBadge{Link: link("Écrire", "/badges/0190"), Date: "1 novembre 2026"}, New: []theme.Link{lesson}, Changed: []theme.Link{lesson},
				Milestones: []theme.PathMilestone{{Kind: "module", Date: "1 novembre 2026"}}},
			{Link: link("Choisir ses outils", "/outils"), Lessons: 5, Steps: 5, Go: &lesson, Badge: &theme.PathBadge{Link: link("Outils", "/outils/badge")}}},
		History: []theme.EarnedRow{{Points: 10, What: lesson, Reason: "lesson", Date: "12 novembre 2026"}, {Points: 20, What: entry, Reason: "quiz", Date: "11 novembre 2026"},
			{Points: 100, Reason: "module", Date: "10 novembre 2026"}}}
	hidden := *path
	hidden.HideXP, hidden.Resume = true, nil
	hidden.Modules = []theme.PathModule{
		{Link: module, Read: 1, Lessons: 1, Done: 1, Steps: 1, Begun: true, Complete: true, NoAddress: true, Badge: &theme.PathBadge{Link: link("Un", "/un/badge")}},
		{Link: sequence, Read: 1, Lessons: 1, Done: 1, Steps: 1, Begun: true, Complete: true, Badge: &theme.PathBadge{Link: link("Deux", "/deux/badge")}},
		{Link: entry, Read: 1, Lessons: 1, Done: 1, Steps: 1, Begun: true, Complete: true,
			Badge: &theme.PathBadge{Link: link("Trois", "/badges/0191"), Date: "1 novembre 2026", Revoked: true, Image: "/media/0123456789ab/badge.svg"}}}
	path.Review, hidden.Review = theme.ReviewCard{Action: "/" + lang + "/me/review", On: true, Due: 3}, theme.ReviewCard{Action: "/" + lang + "/me/review"}
	rested := *path
	rested.Review.Due = 0
	full = append(full, result, best, quizEntry(theme.QuizStart{Attempt: "0190-c", History: history}), quizEntry(theme.QuizStart{Attempt: "0190-c"}),
		quizEntry(theme.QuizStart{Attempt: "0190-c", Resume: address, History: history}),
		quizEntry(theme.QuizStart{Unkept: true}), quizEntry(theme.QuizStart{Unkept: true, Attempt: "0190-c", Resume: address}), path, &hidden, &rested)
	b := theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}
	empty = []theme.Page{&theme.AttemptPage{Layout: b}, &theme.ResultPage{Layout: b}, &theme.PathPage{Layout: b, Import: "/" + lang + "/me/import"},
		&theme.QuizEntryPage{Layout: b, Title: "Quiz", Sequence: sequence, Begin: &theme.QuizStart{}},
		&theme.ResultPage{Layout: b, Unkept: true}, &theme.GroupPage{Layout: b, Action: "/fr/q", Number: 1, Total: 1}}
	return full, empty
}
