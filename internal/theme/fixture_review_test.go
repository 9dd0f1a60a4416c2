package theme_test

import (
	"strings"

	"sentier/internal/quiz"
	"sentier/internal/theme"
)

// reviewPages are the page of the review in all its states, with what cannot be left out, and with nothing.
func reviewPages(lang string) (full, empty []theme.Page) {
	made := layout(lang, "/me/review")
	made.HasAccounts, made.NoIndex, made.Section = true, true, "account"
	form := theme.Form{Action: "/" + lang + "/me/review"}
	link := func(title, path string) *theme.Link {
		return &theme.Link{Title: title, URL: "/" + lang + path, Lang: "fr"}
	}
	sequence, lesson := link("Internet, pourquoi et comment", "/reprendre/internet"), link("Aux origines d’Internet", "/reprendre/internet/lecon-1")
	ratings := []theme.RatingView{{Value: "missed", Days: 1}, {Value: "knew", Days: 2}, {Value: "easy", Days: 8}}
	page := func(card *theme.CardView) *theme.ReviewPage {
		card.Action, card.Module = form.Action, *link("Internet", "/reprendre")
		if card.Open {
			card.Ratings = ratings
		}
		return &theme.ReviewPage{Layout: made, Form: form, On: true, Card: card, Left: 3, Done: 1, Next: "13 novembre 2026"}
	}
	question := func(p quiz.Prompt) *theme.CardView {
		card := &theme.CardView{Name: "reprendre/question/" + string(p.ID) + "/2"}
		card.Question = &theme.GradedView{Action: form.Action, Prompt: p, Card: card.Name, Lesson: sequence, Feedback: "/" + lang + "/m/s/quiz/feedback?q=a"}
		for n := range max(len(p.Options), len(p.Choices)) {
			card.Question.Tokens = append(card.Question.Tokens, strings.Repeat("abc"+string(rune('d'+n)), 3))
		}
		return card
	}
	for i, p := range prompts() {
		blank, shown, answered := question(p), question(p), question(p)
		blank.Question.Blank, blank.Question.Changed = i%2 == 0, i%2 == 1
		shown.Open, shown.Question.Review = true, review(p, quiz.Right)
		answered.Open, answered.Given = true, true
		answered.Question.Review = review(p, []quiz.Verdict{quiz.Right, quiz.Partial, quiz.Wrong}[i%3])
		full = append(full, page(question(p)), page(blank), page(shown), page(answered))
	}
	term := theme.CardView{Name: "reprendre/term/reseau/0", Word: "Réseau <1>", Lang: "fr"}
	meant := term
	meant.Open, meant.Meaning, meant.Entry, meant.Lesson = true, "Des <em>ordinateurs</em> reliés", link("Réseau", "/reprendre/glossary/reseau"), lesson
	full = append(full, page(&term), page(&meant), &theme.ReviewPage{Layout: made, Form: form},
		&theme.ReviewPage{Layout: made, Form: form, On: true, Done: 10, Next: "13 novembre 2026"},
		&theme.ReviewPage{Layout: made, Form: form, On: true, Next: "13 novembre 2026"},
		&theme.ReviewPage{Layout: made, Form: form, On: true})
	empty = []theme.Page{&theme.ReviewPage{Layout: theme.Layout{Lang: lang, Title: "Titre", Path: "/" + lang}, Form: form}}
	return full, empty
}
