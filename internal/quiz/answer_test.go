package quiz

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func TestParseAnswer(t *testing.T) {
	long := strings.Repeat("é", maxTyped+5)
	for _, c := range []struct {
		name string
		q    *Question
		form []string
		want Answer
	}{
		{"ticks", multiple(), []string{"a", "3", "a", "0"}, Answer{Ranks: []int{0, 3}}},
		{"ticks, hostile", multiple(), []string{"a", "4", "a", "-1", "a", "x", "a", "1", "a", "1", "a", "+2", "a", "99999999999999999999"}, Answer{Ranks: []int{1}}},
		{"ticks, none", single(), nil, Answer{}},
		{"text", text(false, "x"), []string{"a", "  Tim  "}, Answer{Texts: []string{"Tim"}}},
		{"text, bad bytes", text(false, "x"), []string{"a", "T\xffim"}, Answer{Texts: []string{"Tim"}}},
		{"text, long", text(false, "x"), []string{"a", long}, Answer{Texts: []string{long[:2*maxTyped]}}},
		{"number", number("1", "1"), []string{"a", "1"}, Answer{Texts: []string{"1"}}},
		{"cloze", cloze(), []string{"a1", "un", "a2", "deux", "a3", "trois"}, Answer{Texts: []string{"un", "deux"}}},
		{"cloze, none", cloze(), nil, Answer{Texts: []string{"", ""}}},
	} {
		if got := ParseAnswer(c.q, "fr", "", form(c.form...)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Whoever gives each item its true place, or each row its true choice, is right under every seed.
func TestParseAnswerReadsWhatWasShown(t *testing.T) {
	for seed := range 40 {
		seed := strconv.Itoa(seed)
		q := order("1", "2", "3", "4")
		var fields []string
		for _, o := range q.Prompt("fr", seed).Options {
			fields = append(fields, "a"+strconv.Itoa(o.Rank), string(o.Label))
		}
		if g := q.Grade("fr", ParseAnswer(q, "fr", seed, form(fields...))); g.Verdict != Right {
			t.Fatalf("order under seed %s, %v: %+v", seed, fields, g)
		}
		q, fields = match(), nil
		p := q.Prompt("fr", seed)
		for row, want := range []string{"France", "Italie", "France"} {
			for _, c := range p.Choices {
				if string(c.Label) == want {
					fields = append(fields, "a"+strconv.Itoa(p.Rows[row].Rank), strconv.Itoa(c.Rank))
				}
			}
		}
		if g := q.Grade("fr", ParseAnswer(q, "fr", seed, form(fields...))); g.Verdict != Right {
			t.Fatalf("match under seed %s, %v: %+v", seed, fields, g)
		}
		q, fields = single(), nil
		for _, o := range q.Prompt("fr", seed).Options {
			if o.Label == "lee" {
				fields = append(fields, "a", strconv.Itoa(o.Rank))
			}
		}
		if g := q.Grade("fr", ParseAnswer(q, "fr", seed, form(fields...))); g.Verdict != Right {
			t.Fatalf("single under seed %s, %v: %+v", seed, fields, g)
		}
	}
}

func TestParseAnswerOfAnOrderWithPlacesTwice(t *testing.T) {
	q := order("a", "b", "c", "d")
	fieldOf := map[string]string{}
	for _, o := range q.Prompt("fr", "").Options {
		fieldOf[string(o.Label)] = "a" + strconv.Itoa(o.Rank)
	}
	shown := func(a Answer, label string) string {
		rank, _ := strconv.Atoi(fieldOf[label][1:])
		return a.Texts[rank]
	}
	for _, c := range []struct {
		a, b, c, d string
		want       []int
	}{
		{"1", "2", "3", "4", []int{0, 1, 2, 3}},
		{"1", "2", "2", "4", []int{0, -1, -1, 3}},
		{"1", "1", "1", "4", []int{-1, -1, -1, 3}},
		{"1", "", "3", "4", []int{0, -1, 2, 3}},
		{"0", "5", "-1", "x", []int{-1, -1, -1, -1}},
	} {
		got := ParseAnswer(q, "fr", "", form(fieldOf["a"], c.a, fieldOf["b"], c.b, fieldOf["c"], c.c, fieldOf["d"], c.d))
		if !reflect.DeepEqual(got.Ranks, c.want) {
			t.Errorf("places %s %s %s %s: %v, want %v", c.a, c.b, c.c, c.d, got.Ranks, c.want)
		}
		if len(c.b) == 1 && c.b != "5" && (shown(got, "a") != c.a || shown(got, "b") != c.b) {
			t.Errorf("places %s %s %s %s are to be shown again as %q", c.a, c.b, c.c, c.d, got.Texts)
		}
	}
}
