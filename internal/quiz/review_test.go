package quiz

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"
)

func TestReviewOfChoices(t *testing.T) {
	r := single().Review("fr", Practice, Answer{Ranks: []int{0}})
	if r.Verdict != Wrong || r.Explanation == "" || r.ExplanationLang != "fr" {
		t.Errorf("review %+v", r)
	}
	if len(r.Options) != 3 {
		t.Fatalf("%d options reviewed", len(r.Options))
	}
	for i, o := range r.Options {
		if o.Labelled != r.Prompt.Options[i] {
			t.Errorf("option %d is %v, shown as %v", i, o.Labelled, r.Prompt.Options[i])
		}
		if o.Chosen != (o.Label == "cerf") || o.Right != (o.Label == "lee") {
			t.Errorf("option %+v", o)
		}
		if (o.Feedback != "") != o.Chosen {
			t.Errorf("feedback of %q: %q", o.Label, o.Feedback)
		}
	}
}

func TestReviewOfTheOthers(t *testing.T) {
	html := func(s ...template.HTML) []template.HTML { return s }
	r := order("un", "deux", "trois").Review("fr", "", Answer{Ranks: []int{1, 2, 0}})
	if !reflect.DeepEqual(r.Expected, html("un", "deux", "trois")) || !reflect.DeepEqual(r.Given, html("deux", "trois", "un")) {
		t.Errorf("order: %+v", r)
	}
	r = match().Review("fr", "", Answer{Ranks: []int{0, 2, -1}})
	want := []ReviewedPair{{"Lyon", "France", "France", true}, {"Rome", "leurre", "Italie", false}, {"Paris", "", "France", false}}
	if !reflect.DeepEqual(r.Pairs, want) {
		t.Errorf("match: %+v", r.Pairs)
	}
	r = cloze().Review("fr", "", Answer{Texts: []string{"<b>", "Serveur"}})
	want = []ReviewedPair{{"", "&lt;b&gt;", "navigateur", false}, {"", "Serveur", "serveur", true}}
	if !reflect.DeepEqual(r.Pairs, want) || !reflect.DeepEqual(r.Expected, html("navigateur", "serveur")) {
		t.Errorf("cloze: %+v", r)
	}
	r = text(false, "<p>", "x").Review("fr", "", Answer{Texts: []string{"a & b"}})
	if !reflect.DeepEqual(r.Expected, html("&lt;p&gt;")) || !reflect.DeepEqual(r.Given, html("a &amp; b")) {
		t.Errorf("text: %+v", r)
	}
}

func TestReviewWritesNumbersAsTheLanguageDoes(t *testing.T) {
	for _, c := range []struct{ lang, low, high, want string }{
		{"fr", "1989", "1989", "1989"},
		{"fr", "3.13", "3.15", "3,13\u00a0–\u00a03,15"},
		{"en-GB", "3.13", "3.15", "3.13\u00a0–\u00a03.15"},
		{"fr", "-0.05", "-0.05", "−0,05"},
		{"fr", "12000", "12000", "12000"},
	} {
		if got := formatRange(c.lang, rat(c.low), rat(c.high)); got != c.want {
			t.Errorf("%s, %s..%s: %q, want %q", c.lang, c.low, c.high, got, c.want)
		}
	}
}

// Nothing answered, nothing told: neither what is right nor why.
func TestReviewOfABlankAnswerTellsNothing(t *testing.T) {
	for _, q := range everyKind() {
		r := q.Review("fr", "", Answer{})
		if r.Verdict != Blank || r.Options != nil || r.Expected != nil || r.Pairs != nil || r.Given != nil ||
			r.Explanation != "" || r.ExplanationLang != "" {
			t.Errorf("%s: %+v", q.Kind, r)
		}
		if all := fmt.Sprintf("%+v", r); strings.Contains(all, "feedback-") || strings.Contains(all, "explication") {
			t.Errorf("%s: a blank answer is told %s", q.Kind, all)
		}
	}
}

func TestFingerprint(t *testing.T) {
	if got := Fingerprint(single()); len(got) != 64 || got != Fingerprint(single()) {
		t.Fatalf("fingerprint %q", got)
	}
	seen := map[string]string{}
	add := func(name string, q *Question) {
		if other, ok := seen[Fingerprint(q)]; ok {
			t.Errorf("%s and %s have the same fingerprint", name, other)
		}
		seen[Fingerprint(q)] = name
	}
	for _, q := range everyKind() {
		add(string(q.Kind), q)
	}
	add("another key", ask(Single, Key{Right: []bool{true, false, false}}, Wording{Options: options("cerf", "lee", "jobs")}))
	add("another option", ask(Single, Key{Right: []bool{false, true, false}}, Wording{Options: options("cerf", "lee", "job")}))
	add("another kind", ask(Multiple, Key{Right: []bool{false, true, false}}, Wording{Options: options("cerf", "lee", "jobs")}))
	add("exact", text(true, "Tim"))
	add("two variants", ask(Cloze, Key{}, Wording{Answers: [][]string{{"a", "b"}}}))
	add("two gaps", ask(Cloze, Key{}, Wording{Answers: [][]string{{"a"}, {"b"}}}))
	add("labels run together", ask(Order, Key{}, Wording{Items: []template.HTML{"ab", "c"}}))
	add("labels parted elsewhere", ask(Order, Key{}, Wording{Items: []template.HTML{"a", "bc"}}))
	add("another range", number("3.13", "3.16"))

	q := single()
	w := *q.Wordings["fr"]
	w.Statement, w.Explanation, w.Hint, w.Title = "<p>autre</p>", "autre", "autre", "autre"
	w.Options = options("cerf", "lee", "jobs")
	w.Options[0].Feedback = "autre"
	q.Wordings["fr"] = &w
	q.Points, q.Shuffle = 9, true
	if Fingerprint(q) != Fingerprint(single()) {
		t.Error("rewording what is not the key changes the fingerprint")
	}
}
