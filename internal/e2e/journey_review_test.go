package e2e

import (
	"fmt"
	"testing"
	"time"

	"sentier/internal/account"
	"sentier/internal/review"
)

// Somebody asks for the review from their path, misses questions, learns when their cards come, and stops it again.
// Days do not pass here: cards that are due are put into the database, as they would have been kept two days ago.
func TestAskForTheReview(t *testing.T) {
	twoWays(t, func(t *testing.T, w way, say func(string, ...any) string) {
		m := module(t)
		q := m.Sequences[0].Quiz
		name := fmt.Sprintf("Mémoire %s %d %t", w.lang, w.width, w.scripts)
		p := visit(t, world.shipped)
		p.signUp(w.lang, name, "une mémoire bien exercée", nil)
		b := open(t, world.shipped, w.eyes())
		b.become(p)
		b.goTo("/" + w.lang + "/me")
		b.follow(say("review.start"))
		b.at("/" + w.lang + "/me/review")
		b.sees(say("notice.review_on"))
		b.sees(say("review.empty"))

		p.to(q.Address(w.lang)).send("/quiz", nil)
		whole := p.path
		for range q.Questions {
			p.to(whole).post(whole, guess(graded(p)))
		}
		p.to(whole).send(whole, map[string][]string{"finish": {"1"}})
		b.goTo("/" + w.lang + "/me/review")
		b.sees(say("review.none"))
		b.goTo("/" + w.lang + "/me")
		b.sees(say("review.none"))
		b.follow(say("review.see"))
		b.at("/" + w.lang + "/me/review")

		// The day has come for one of each sort.
		asked := q.Questions[0]
		due(t, name, review.Question, string(asked.ID))
		due(t, name, review.Term, string(m.Glossary.Entries[0].ID))
		b.goTo("/" + w.lang + "/me")
		b.sees(say("review.due", "count", 2))
		b.follow(say("review.go"))
		b.wait(`document.querySelector("form [name=rating]") === null`)
		b.click("main form [name=a]")
		b.follow(say("question.check"))
		b.sees(say("review.rate"))
		b.follow(say("review.rating.missed"))
		b.sees(say("review.left", "count", 1))
		b.sees(say("review.word"))
		b.follow(say("review.show"))
		b.sees(say("review.entry"))
		b.follow(say("review.rating.easy"))
		b.sees(say("review.done", "count", 2))

		b.follow(say("review.stop_title"))
		b.follow(say("review.stop"))
		b.at("/" + w.lang + "/me")
		b.sees(say("notice.review_off"))
		b.sees(say("review.start"))
	})
}

// due gives somebody a card of the shipped module whose day has come.
func due(t *testing.T, name string, kind review.Kind, id string) {
	t.Helper()
	kept := beside(t, world.shipped)
	a, err := kept.AccountByKey(t.Context(), account.NameKey(name))
	if err != nil {
		t.Fatal(err)
	}
	before := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -2)
	card := review.Card{Key: review.Key{Module: module(t).ID, Kind: kind, ID: id}, Memory: review.Memory{Stability: 1, Difficulty: 5},
		Due: before.AddDate(0, 0, 1), Reviewed: before, Reviews: 1}
	if err := kept.KeepCard(t.Context(), a.ID, card); err != nil {
		t.Fatal(err)
	}
}
