package quiz

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func tokens(attempt string) Tokens {
	return Tokens{Key: []byte("a secret of the site"), Attempt: attempt}
}

// What a form with tokens gives is what the same form with numbers gives, for every kind and under every seed.
func TestTokensReadAsNumbersDo(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		seed, all := strconv.Itoa(round), tokens("attempt-"+strconv.Itoa(round%7))
		for _, q := range everyKind() {
			p := q.Prompt("fr", seed)
			var plain, sealed []string
			both := func(name, sealedName, value, sealedValue string) {
				plain, sealed = append(plain, name, value), append(sealed, sealedName, sealedValue)
			}
			for _, o := range p.Options {
				token := all.Token(q.ID, o.Rank)
				switch place := strconv.Itoa(r.IntN(6)); {
				case q.Kind == Order:
					both("a"+strconv.Itoa(o.Rank), "a"+token, place, place)
				case r.IntN(2) == 0:
					both("a", "a", strconv.Itoa(o.Rank), token)
				}
			}
			for _, row := range p.Rows {
				name, c := "a"+strconv.Itoa(row.Rank), p.Choices[r.IntN(len(p.Choices))]
				both(name, name, strconv.Itoa(c.Rank), all.Token(q.ID, c.Rank))
			}
			for name := range strings.FieldsSeq("a a1 a2") {
				if q.Kind == Text || q.Kind == Number || q.Kind == Cloze {
					both(name, name, "12", "12")
				}
			}
			want := ParseAnswer(q, "fr", seed, form(plain...))
			if got := all.ParseAnswer(q, "fr", seed, form(sealed...)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s under seed %s: %+v from %v, want %+v", q.Kind, seed, got, sealed, want)
			}
		}
	}
}

// A number, or a token of another question, attempt or site, is no answer.
func TestTokensOfElsewhereAreNoAnswer(t *testing.T) {
	here := tokens("one")
	for _, q := range []*Question{single(), multiple(), trueFalse(), order("un", "deux", "trois"), match()} {
		for name, foreign := range map[string]func(rank int) string{
			"a number":         strconv.Itoa,
			"another attempt":  func(rank int) string { return tokens("two").Token(q.ID, rank) },
			"another question": func(rank int) string { return here.Token("other", rank) },
			"another site":     func(rank int) string { return Tokens{Key: []byte("x"), Attempt: "one"}.Token(q.ID, rank) },
			"upper case":       func(rank int) string { return strings.ToUpper(here.Token(q.ID, rank)) },
			"nothing":          func(int) string { return "" },
		} {
			var fields []string
			for rank := range 4 {
				fields = append(fields, "a", foreign(rank), "a"+foreign(rank), strconv.Itoa(rank+1),
					"a"+strconv.Itoa(rank), foreign(rank))
			}
			a := here.ParseAnswer(q, "fr", "seed", form(fields...))
			if g := q.Grade("fr", a); g.Verdict != Blank {
				t.Errorf("%s, %s: %+v is %s, want blank", q.Kind, name, a, g.Verdict)
			}
		}
	}
}

// A browser may send a field many times over.
func TestTokensAreBounded(t *testing.T) {
	here, q := tokens("one"), multiple()
	many := slices.Repeat([]string{"a", "x"}, maxTicks)
	many = append(many, "a", here.Token(q.ID, 1))
	if a := here.ParseAnswer(q, "fr", "", form(many...)); len(a.Ranks) != 0 {
		t.Errorf("%v is read after %d values", a.Ranks, maxTicks)
	}
}

func TestTokensLookDrawnByLot(t *testing.T) {
	seen := map[string]string{}
	ascending := 0
	const attempts = 400
	for attempt := range attempts {
		all := tokens(strconv.Itoa(attempt))
		var row []string
		for rank := range 4 {
			token := all.Token("question", rank)
			if len(token) != tokenLength || strings.Trim(token, "abcdefghijklmnopqrstuvwxyz234567") != "" {
				t.Fatalf("token %q", token)
			}
			if token != all.Token("question", rank) {
				t.Fatal("a token changes")
			}
			what := fmt.Sprint(attempt, rank)
			if other, ok := seen[token]; ok {
				t.Fatalf("one token for %s and %s", what, other)
			}
			seen[token] = what
			row = append(row, token)
		}
		if slices.IsSorted(row) {
			ascending++
		}
	}
	if expected := attempts / 24; ascending > 3*expected || ascending < expected/3 {
		t.Errorf("the tokens of four options ascend in %d attempts of %d, want about %d", ascending, attempts, expected)
	}
}
