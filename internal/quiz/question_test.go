package quiz

import (
	"html/template"
	"slices"
)

// The questions below, one of each kind, are what the tests of this package ask.

func options(labels ...string) []Option {
	var all []Option
	for _, l := range labels {
		all = append(all, Option{Label: template.HTML(l), Feedback: template.HTML("feedback-" + l)})
	}
	return all
}

func ask(kind Kind, key Key, w Wording) *Question {
	w.Lang, w.Title, w.Statement = "fr", "Titre", "<p>Énoncé</p>"
	w.Hint, w.Explanation, w.ExplanationLang = "<p>Indice</p>", "<p>explication</p>", "fr"
	q := &Question{
		ID: QuestionID("question-" + kind), Kind: kind, Points: 2, Key: key,
		Source: "fr", Wordings: map[string]*Wording{"fr": &w},
	}
	q.Fingerprint = Fingerprint(q)
	return q
}

func single() *Question {
	return ask(Single, Key{Right: []bool{false, true, false}}, Wording{Options: options("cerf", "lee", "jobs")})
}

func multiple() *Question {
	return ask(Multiple, Key{Right: []bool{true, true, false, false}}, Wording{Options: options("a", "b", "c", "d")})
}

func trueFalse() *Question {
	return ask(TrueFalse, Key{Right: []bool{false, true}}, Wording{Options: options("vrai", "faux")})
}

func number(low, high string) *Question {
	return ask(Number, Key{Low: rat(low), High: rat(high)}, Wording{})
}

func text(exact bool, variants ...string) *Question {
	q := ask(Text, Key{}, Wording{Answers: [][]string{variants}})
	q.Exact = exact
	return q
}

func cloze() *Question {
	return ask(Cloze, Key{}, Wording{
		Cloze:   []ClozePiece{{HTML: "Le "}, {Gap: 1}, {HTML: " et le "}, {Gap: 2}, {HTML: "."}},
		Answers: [][]string{{"navigateur", "butineur"}, {"serveur"}},
	})
}

func order(items ...template.HTML) *Question { return ask(Order, Key{}, Wording{Items: items}) }

func match() *Question {
	return ask(Match, Key{Pairs: []int{0, 1, 0}}, Wording{
		Rows:    []template.HTML{"Lyon", "Rome", "Paris"},
		Choices: []template.HTML{"France", "Italie", "leurre"},
	})
}

func everyKind() []*Question {
	all := []*Question{single(), multiple(), trueFalse(), number("3.13", "3.15"), text(false, "Tim"), cloze(),
		order("un", "deux", "trois", "quatre"), match()}
	for i, q := range all {
		if q.Kind != Kinds[i] {
			panic("the questions of the tests and Kinds differ")
		}
	}
	return all
}

// form gives the values of a form as ParseAnswer asks for them.
func form(fields ...string) func(string) []string {
	return func(name string) []string {
		var values []string
		for pair := range slices.Chunk(fields, 2) {
			if pair[0] == name {
				values = append(values, pair[1])
			}
		}
		return values
	}
}
