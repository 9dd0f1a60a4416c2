package quiz

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A Prompt leaves the server before the answer: nothing in it, however deep, may hold the key.
func TestPromptHasNoPlaceForTheKey(t *testing.T) {
	forbidden := []string{"key", "right", "correct", "answer", "expected", "feedback", "explanation", "pairs", "low",
		"high", "wording"}
	seen := map[reflect.Type]bool{}
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		if typ == reflect.TypeFor[Key]() || typ == reflect.TypeFor[Question]() || typ == reflect.TypeFor[Wording]() ||
			typ == reflect.TypeFor[Option]() {
			t.Errorf("%s is a %v, which holds the key", path, typ)
		}
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			walk(path+"[]", typ.Elem())
		case reflect.Map:
			walk(path+"{}", typ.Elem())
		case reflect.Interface, reflect.Func, reflect.Chan:
			t.Errorf("%s is a %v, which may hold anything", path, typ)
		case reflect.Struct:
			for _, f := range reflect.VisibleFields(typ) {
				for _, word := range forbidden {
					if strings.Contains(strings.ToLower(f.Name), word) {
						t.Errorf("%s.%s is named like a part of the key", path, f.Name)
					}
				}
				walk(path+"."+f.Name, f.Type)
			}
		}
	}
	walk("Prompt", reflect.TypeFor[Prompt]())
	if len(seen) < 5 {
		t.Fatalf("only %d types seen: the walk does not go deep", len(seen))
	}
}

func TestPromptKeepsTheSourceOrderWithoutSeed(t *testing.T) {
	p := multiple().Prompt("fr", "")
	want := []Labelled{{0, "a"}, {1, "b"}, {2, "c"}, {3, "d"}}
	if !slices.Equal(p.Options, want) {
		t.Errorf("options %v, want %v", p.Options, want)
	}
	if c := cloze().Prompt("fr", ""); c.Gaps != 2 || len(c.Cloze) != 5 {
		t.Errorf("cloze has %d gaps in %d pieces, want 2 in 5", c.Gaps, len(c.Cloze))
	}
}

func TestPromptIsTheSameForTheSameSeed(t *testing.T) {
	for _, q := range everyKind() {
		if a, b := q.Prompt("fr", "x"), q.Prompt("fr", "x"); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: two prompts under one seed differ", q.Kind)
		}
	}
	seen := map[string]bool{}
	for seed := range 50 {
		seen[fmt.Sprint(multiple().shown(strconv.Itoa(seed), 4))] = true
	}
	if len(seen) < 10 {
		t.Errorf("50 seeds give %d orders of four options", len(seen))
	}
}

func TestShownIsUniform(t *testing.T) {
	const draws = 6000
	for _, c := range []struct {
		q      *Question
		n      int
		orders int
	}{
		{single(), 3, 6},
		{order("a", "b"), 2, 2},
		{order("a", "b", "c"), 3, 5}, // not in the right order
		{match(), 3, 5},
	} {
		times := map[string]int{}
		for i := range draws {
			times[fmt.Sprint(c.q.shown(strconv.Itoa(i), c.n))]++
		}
		if len(times) != c.orders {
			t.Errorf("%s of %d: %d orders shown, want %d", c.q.Kind, c.n, len(times), c.orders)
		}
		for shown, got := range times {
			if want := draws / c.orders; got < want*85/100 || got > want*115/100 {
				t.Errorf("%s: %s shown %d times in %d, want about %d", c.q.Kind, shown, got, draws, want)
			}
		}
		if c.q.Kind.Shuffled() && c.n > 2 && times["[0 1 2]"] > 0 {
			t.Errorf("%s of %d is shown in its right order", c.q.Kind, c.n)
		}
	}
	if got := order("a").shown("x", 1); !slices.Equal(got, []int{0}) {
		t.Errorf("one item is shown as %v", got)
	}
}

// What a form carries for an order or a match must not be the answer: the same form, whatever the right order.
func TestFormsOfOrderAndMatchDoNotTell(t *testing.T) {
	for _, q := range []*Question{order("un", "deux", "trois", "quatre"), match()} {
		p := q.Prompt("fr", "")
		for i, o := range append(p.Options, p.Choices...) {
			if o.Rank != i {
				t.Errorf("%s: the field of %q carries %d at place %d", q.Kind, o.Label, o.Rank, i)
			}
		}
	}
}

func TestSeed(t *testing.T) {
	q := single()
	if got := q.Seed("attempt"); got != "" {
		t.Errorf("seed of a question without shuffle: %q", got)
	}
	q.Shuffle = true
	if got := q.Seed("attempt"); got != "attempt" {
		t.Errorf("seed of a shuffled question: %q", got)
	}
	if got := match().Seed("attempt"); got != "attempt" {
		t.Errorf("seed of a match: %q", got)
	}
}

func TestPromptFallsBackToTheSourceLanguage(t *testing.T) {
	q := single()
	q.Wordings["en"] = &Wording{Lang: "en", Title: "Title", Options: options("cerf-en", "lee-en", "jobs-en")}
	if p := q.Prompt("en", ""); p.Lang != "en" || p.Options[1].Label != "lee-en" {
		t.Errorf("English prompt: %+v", p)
	}
	if p := q.Prompt("de", ""); p.Lang != "fr" || p.Options[1].Label != "lee" {
		t.Errorf("German prompt: %+v", p)
	}
}

// A form's mark changes with what is asked, and says nothing of the key: a hash of that could be tried out.
func TestMark(t *testing.T) {
	mark := func(q *Question) string { return q.Prompt("fr", Practice).Mark }
	otherKey, otherTitle, otherLabel := single(), single(), single()
	otherKey.Key.Right = []bool{true, false, false}
	otherTitle.Wordings["fr"].Title = "Qui ne l’a pas écrit ?"
	otherLabel.Wordings["fr"].Options[0].Label = "Cerf"
	if mark(single()) != mark(otherKey) {
		t.Error("the mark tells one key from another")
	}
	if mark(single()) == mark(otherTitle) || mark(single()) == mark(otherLabel) || len(mark(single())) != 16 {
		t.Error("the mark does not tell one wording from another")
	}
}
