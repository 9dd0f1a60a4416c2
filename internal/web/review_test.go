package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

const reviewPath = "/fr/me/review"

// has fails unless a page says all of some words.
func has(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(page, word) {
			t.Errorf("the page does not hold %q", word)
		}
	}
}

// lacks fails when a page holds one of some words.
func lacks(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, word := range words {
		if strings.Contains(page, word) {
			t.Errorf("the page holds %q", word)
		}
	}
}

var inputs = regexp.MustCompile(`<input [^>]*name="(\w+)" value="([^"]*)"[^>]*>(?:<span>([^<]*)</span>)?`)

// form is what the form of a question holds: the mark of the question, and its options by their labels.
func form(page string) (mark string, options map[string]string) {
	options = map[string]string{}
	for _, input := range inputs.FindAllStringSubmatch(page, -1) {
		switch input[1] {
		case "f":
			mark = input[2]
		case "a":
			options[input[3]] = input[2]
		}
	}
	return mark, options
}

// card is what the forms of a card hold, with its name.
func card(t *testing.T, page string) (name, mark string, options map[string]string) {
	t.Helper()
	for _, input := range inputs.FindAllStringSubmatch(page, -1) {
		if input[1] == "card" {
			name = input[2]
		}
	}
	if name == "" {
		t.Fatalf("the page has no card:\n%s", page)
	}
	mark, options = form(page)
	return name, mark, options
}

func TestReview(t *testing.T) {
	t.Parallel()
	r := signedIn(t)
	_, page := r.get(reviewPath)
	has(t, page, "Je veux réviser")
	_, page = r.post(reviewPath, url.Values{"do": {"start"}})
	has(t, page, "La révision est là", "Il n’y a pas encore de carte")
	_, page = r.get("/fr/me")
	has(t, page, "Rien à réviser aujourd’hui")

	r.read()
	r.miss()
	_, page = r.get(reviewPath)
	has(t, page, "Rien à réviser aujourd’hui", "le 11 mars 2026")

	r.sleep(1)
	_, page = r.get("/fr/me")
	has(t, page, "2 cartes à revoir aujourd’hui")
	_, page = r.get(reviewPath)
	has(t, page, "Quelle est la capitale", "encore 2 cartes")
	lacks(t, page, "CLEF-", "Réseau", "rating", capital().Fingerprint)
	name, mark, options := card(t, page)
	status, page := r.post(reviewPath, url.Values{"do": {"answer"}, "card": {name}, "f": {mark}})
	has(t, page, "Quelle est la capitale")
	lacks(t, page, "CLEF-", "rating")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("no answer gives %d", status)
	}
	status, page = r.post(reviewPath, url.Values{"do": {"answer"}, "card": {name}, "f": {"old"}, "a": {options["Lyon"]}})
	lacks(t, page, "CLEF-", "rating")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("an answer to another question gives %d", status)
	}
	_, page = r.post(reviewPath, url.Values{"do": {"answer"}, "card": {name}, "f": {mark}, "a": {options["Lyon"]}})
	has(t, page, "CLEF-lyon", "CLEF-explication", `value="missed"`, "revient demain", `<a href="`+lessonPath+`"`)

	rated := url.Values{"do": {"rate"}, "card": {name}, "rating": {"missed"}}
	_, page = r.post(reviewPath, rated)
	has(t, page, "Réseau", "encore 1 carte")
	lacks(t, page, "CLEF-", "Quelle est la capitale")
	_, again := r.post(reviewPath, rated) // sent twice
	has(t, again, "Réseau", "encore 1 carte")

	word, _, _ := card(t, page)
	_, page = r.post(reviewPath, url.Values{"do": {"show"}, "card": {word}})
	has(t, page, "CLEF-réseau", `href="/fr/apprendre/glossary/reseau"`, `href="`+lessonPath+`"`, `value="easy"`)
	if status, _ := r.post(reviewPath, url.Values{"do": {"rate"}, "card": {word}, "rating": {"hard"}}); status != http.StatusBadRequest {
		t.Errorf("a rating that is not offered gives %d", status)
	}
	_, page = r.post(reviewPath, url.Values{"do": {"rate"}, "card": {word}, "rating": {"easy"}})
	has(t, page, "C’est fini pour aujourd’hui", "2 cartes revues", "le 12 mars 2026")
	_, page = r.get("/fr/me/data")
	has(t, page, "Demandée le 10 mars 2026", "Quelle est la capitale", "Réseau")

	r.sleep(1)
	_, page = r.get(reviewPath)
	has(t, page, "Quelle est la capitale") // missed yesterday; the word comes back later
	_, page = r.post(reviewPath, rated)    // the form of yesterday
	has(t, page, "Quelle est la capitale")
	kept, err := r.kept.Cards(t.Context(), r.account)
	r.must(err)
	for _, c := range kept {
		if c.Reviews != 1 || c.Revision != "0123456789ab" || c.Hash == "" {
			t.Errorf("kept: %+v", c)
		}
	}

	_, page = r.post(reviewPath, url.Values{"do": {"stop"}})
	has(t, page, "La révision est arrêtée", "Je veux réviser")
	name, _, _ = card(t, func() string { _, p := r.post(reviewPath, url.Values{"do": {"start"}}); return p }())
	r.post(reviewPath, url.Values{"do": {"stop"}})
	r.post(reviewPath, url.Values{"do": {"rate"}, "card": {name}, "rating": {"easy"}}) // a form of another tab
	if kept, err = r.kept.Cards(t.Context(), r.account); err != nil || len(kept) != 2 || kept[0].Reviews != 1 {
		t.Errorf("the cards of who stopped: %+v, %v", kept, err)
	}
}

// dueCard is somebody who asked for the review, and the one card that is due of what they did the day before.
func dueCard(t *testing.T, do func(*member)) (r *member, name string) {
	t.Helper()
	r = signedIn(t)
	r.post(reviewPath, url.Values{"do": {"start"}})
	do(r)
	r.sleep(1)
	_, page := r.get(reviewPath)
	name, _, _ = card(t, page)
	return r, name
}

// What is shown without an answer is marked as no answer of theirs.
func TestReviewShown(t *testing.T) {
	t.Parallel()
	r, name := dueCard(t, (*member).miss)
	_, page := r.post(reviewPath, url.Values{"do": {"show"}, "card": {name}})
	has(t, page, "La réponse", "Paris", "CLEF-explication")
	lacks(t, page, "Votre réponse", "CLEF-lyon")
}

// A rating that is sent many times at once counts once.
func TestRatingsAtOnce(t *testing.T) {
	t.Parallel()
	r, name := dueCard(t, (*member).miss)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			r.post(reviewPath, url.Values{"do": {"rate"}, "card": {name}, "rating": {"knew"}})
		})
	}
	all.Wait()
	kept, err := r.kept.Cards(t.Context(), r.account)
	if err != nil || len(kept) != 1 || kept[0].Reviews != 1 {
		t.Errorf("kept: %+v, %v", kept, err)
	}
}

func TestReviewIsExported(t *testing.T) {
	t.Parallel()
	r, name := dueCard(t, (*member).read)
	r.post(reviewPath, url.Values{"do": {"rate"}, "card": {name}, "rating": {"knew"}})
	_, text := r.get("/fr/me/data.json")
	var all struct {
		Review string
		Cards  []map[string]any
	}
	r.must(json.Unmarshal([]byte(text), &all))
	if !strings.HasPrefix(all.Review, "2026-03-10T08:00") || len(all.Cards) != 1 {
		t.Fatalf("exported: %+v", all)
	}
	for field, want := range map[string]any{"module": "apprendre", "kind": "term", "id": "reseau", "stability": 2.3065, "reviews": 1.0} {
		if all.Cards[0][field] != want {
			t.Errorf("%s is %v, want %v", field, all.Cards[0][field], want)
		}
	}
}
