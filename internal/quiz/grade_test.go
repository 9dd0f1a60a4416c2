package quiz

import (
	"strings"
	"testing"
)

func TestGrade(t *testing.T) {
	ranks := func(r ...int) Answer { return Answer{Ranks: r} }
	texts := func(s ...string) Answer { return Answer{Texts: s} }
	four := order("un", "deux", "trois", "quatre")
	for _, c := range []struct {
		name          string
		q             *Question
		a             Answer
		verdict       Verdict
		earned, total int
	}{
		{"single right", single(), ranks(1), Right, 1, 1},
		{"single wrong", single(), ranks(0), Wrong, 0, 1},
		{"single, two ticks", single(), ranks(0, 1), Wrong, 0, 1},
		{"single, the same tick twice", single(), ranks(1, 1), Right, 1, 1},
		{"single blank", single(), ranks(), Blank, 0, 1},
		{"single out of range", single(), ranks(-1, 3, 1<<40), Blank, 0, 1},
		{"truefalse right", trueFalse(), ranks(1), Right, 1, 1},
		{"truefalse both", trueFalse(), ranks(0, 1), Wrong, 0, 1},

		{"multiple all", multiple(), ranks(0, 1), Right, 2, 2},
		{"multiple half", multiple(), ranks(1), Partial, 1, 2},
		{"multiple one right, one wrong", multiple(), ranks(0, 2), Wrong, 0, 2},
		{"multiple both and one wrong", multiple(), ranks(0, 1, 2), Partial, 1, 2},
		{"multiple everything", multiple(), ranks(0, 1, 2, 3), Wrong, 0, 2},
		{"multiple only wrong: not below 0", multiple(), ranks(2, 3), Wrong, 0, 2},
		{"multiple blank", multiple(), ranks(), Blank, 0, 2},

		{"number right", number("1989", "1989"), texts(" 1 989 "), Right, 1, 1},
		{"number, lower end", number("3.13", "3.15"), texts("3,13"), Right, 1, 1},
		{"number, upper end", number("3.13", "3.15"), texts("3.15"), Right, 1, 1},
		{"number, just outside", number("3.13", "3.15"), texts("3,1500001"), Wrong, 0, 1},
		{"number exact as decimals", number("0.3", "0.3"), texts("0,30"), Right, 1, 1},
		{"number, English thousands", number("2300", "2300"), texts("2,300"), Right, 1, 1},
		{"number negative", number("-5", "-5"), texts("−5"), Right, 1, 1},
		{"number in words", number("10", "10"), texts("dix"), Blank, 0, 1},
		{"number blank", number("0", "0"), texts(" \u00a0 "), Blank, 0, 1},
		{"number, nothing", number("0", "0"), Answer{}, Blank, 0, 1},

		{"text forgiven", text(false, "Été à l’Œuvre"), texts("ete  à l'OEUVRE"), Right, 1, 1},
		{"text, second variant", text(false, "Tim Berners-Lee", "Berners-Lee"), texts("berners–lee"), Right, 1, 1},
		{"text wrong", text(false, "Tim"), texts("Tom"), Wrong, 0, 1},
		{"text, part", text(false, "Tim Lee"), texts("Tim"), Wrong, 0, 1},
		{"text blank", text(false, "Tim"), texts("  "), Blank, 0, 1},
		{"text exact", text(true, "Été"), texts("E\u0301te\u0301"), Right, 1, 1},
		{"text exact, case", text(true, "Été"), texts("été"), Wrong, 0, 1},
		{"text that folds to nothing", text(false, "Tim"), texts("\u0301"), Wrong, 0, 1},
		{"text endless", text(false, "Tim"), texts(strings.Repeat("a", 1<<20)), Blank, 0, 1},

		{"cloze right", cloze(), texts("Butineur", "serveur"), Right, 2, 2},
		{"cloze half", cloze(), texts("", "serveur"), Partial, 1, 2},
		{"cloze swapped", cloze(), texts("serveur", "navigateur"), Wrong, 0, 2},
		{"cloze blank", cloze(), texts("", " "), Blank, 0, 2},
		{"cloze, one text", cloze(), texts("navigateur"), Partial, 1, 2},
		{"cloze, too many texts", cloze(), texts("x", "y", "serveur"), Wrong, 0, 2},

		{"order right", four, ranks(0, 1, 2, 3), Right, 3, 3},
		{"order reversed", four, ranks(3, 2, 1, 0), Wrong, 0, 3},
		{"order, last first", four, ranks(3, 0, 1, 2), Partial, 2, 3},
		{"order, halves swapped", four, ranks(2, 3, 0, 1), Partial, 2, 3},
		{"order, a hole", four, ranks(0, -1, 2, 3), Blank, 0, 3},
		{"order, a rank twice", four, ranks(0, 1, 0, 3), Blank, 0, 3},
		{"order, every rank twice: no place is settled", four, ranks(0, 1, 0, 1), Blank, 0, 3},
		{"order, too few", four, ranks(0, 1), Blank, 0, 3},
		{"order, too many", four, ranks(0, 1, 2, 3, 0, 1, 2, 3), Right, 3, 3},
		{"order blank", four, ranks(-1, -1, -1, -1), Blank, 0, 3},
		{"order, nothing", four, Answer{}, Blank, 0, 3},
		{"order of two", order("a", "b"), ranks(0, 1), Right, 1, 1},

		{"match right", match(), ranks(0, 1, 0), Right, 3, 3},
		{"match two", match(), ranks(0, 1, 2), Partial, 2, 3},
		{"match none", match(), ranks(1, 0, 2), Wrong, 0, 3},
		{"match, some left", match(), ranks(-1, 1, -1), Partial, 1, 3},
		{"match out of range", match(), ranks(99, -7, 3), Blank, 0, 3},
		{"match blank", match(), ranks(), Blank, 0, 3},
	} {
		if got, want := c.q.Grade("fr", c.a), (Grade{c.verdict, c.earned, c.total}); got != want {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
	}
}

func TestGradeIsInTheLanguageOfTheAnswer(t *testing.T) {
	q := text(false, "navigateur")
	q.Wordings["en"] = &Wording{Lang: "en", Answers: [][]string{{"browser"}}}
	if g := q.Grade("en", Answer{Texts: []string{"Browser"}}); g.Verdict != Right {
		t.Errorf("English answer in English: %+v", g)
	}
	if g := q.Grade("fr", Answer{Texts: []string{"browser"}}); g.Verdict != Wrong {
		t.Errorf("English answer in French: %+v", g)
	}
}

// Whatever is sent, a grade stays within its bounds, a review of nothing tells nothing, and nothing panics.
func FuzzGrade(f *testing.F) {
	f.Add("a", "1", "a0", "2", "a1", "1")
	f.Add("a", "-1", "a", "999999999999", "a", "0")
	f.Add("a1", "navigateur", "a2", "serveur", "a0", "x")
	f.Add("a0", "1", "a1", "1", "a2", "1")
	f.Add("a", "\xff\x00", "a", "1,,2", "a3", "4")
	f.Fuzz(func(t *testing.T, n1, v1, n2, v2, n3, v3 string) {
		for _, q := range everyKind() {
			for _, seed := range []string{"", Practice, v1} {
				a := ParseAnswer(q, "fr", seed, form(n1, v1, n2, v2, n3, v3))
				checkBounds(t, q, seed, a)
			}
			a := Answer{Texts: []string{v1, v2, v3, v1}}
			for _, b := range []byte(v1 + v2 + v3) {
				a.Ranks = append(a.Ranks, int(int8(b)))
			}
			checkBounds(t, q, "", a)
		}
	})
}

func checkBounds(t *testing.T, q *Question, seed string, a Answer) {
	t.Helper()
	r := q.Review("fr", seed, a)
	g := r.Grade
	if g.Earned < 0 || g.Earned > g.Total || g.Total < 1 {
		t.Fatalf("%s, %+v: %+v", q.Kind, a, g)
	}
	if (g.Verdict == Right) != (g.Earned == g.Total) || (g.Verdict == Partial) != (g.Earned > 0 && g.Earned < g.Total) {
		t.Fatalf("%s, %+v: verdict and points differ: %+v", q.Kind, a, g)
	}
	told := len(r.Options) + len(r.Expected) + len(r.Pairs) + len(r.Explanation)
	if g.Verdict == Blank && told > 0 {
		t.Fatalf("%s, %+v: a blank answer is told %+v", q.Kind, a, r)
	}
}

func TestSolutionEarnsEverything(t *testing.T) {
	for _, q := range everyKind() {
		if g := q.Grade("fr", q.Solution("fr")); g.Verdict != Right || g.Earned != g.Total {
			t.Errorf("%s: the solution earns %+v", q.Kind, g)
		}
	}
}
