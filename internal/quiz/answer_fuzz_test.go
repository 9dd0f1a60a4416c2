package quiz

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever a browser sends for a question of any kind, in numbers or in the tokens of an attempt: it is read without a
// panic, within bounds, and its grade is between nothing and all. Only what was on the form can be an answer.
func FuzzAnswers(f *testing.F) {
	all, here := everyKind(), tokens("one")
	for kind, q := range all {
		p := q.Prompt("fr", "seed")
		for _, o := range slices.Concat(p.Options, p.Choices) {
			token := here.Token(q.ID, o.Rank)
			f.Add(byte(kind), "seed", "a="+token+"&a="+token+"&a"+token+"=1&a0="+token+"&a1="+token)
			f.Add(byte(kind), "", "a=1&a0=2&a1=1&a2=3")
		}
		f.Add(byte(kind), "seed", "a=12,5&a1=navigateur&a2=+serveur")
		f.Add(byte(kind), "seed", "a=%ff%00&a1="+strings.Repeat("é", 1200)+"&a=-1&a=1e9&a=999999999999999999999")
	}
	f.Fuzz(func(t *testing.T, kind byte, seed, query string) {
		q := all[int(kind)%len(all)]
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		w, read := q.Wording("fr"), func(name string) []string { return values[name] }
		for form, a := range map[string]Answer{
			"tokens": here.ParseAnswer(q, "fr", seed, read), "numbers": ParseAnswer(q, "fr", seed, read),
		} {
			if n := max(len(w.Options), len(w.Items), len(w.Rows)); len(a.Ranks) > n {
				t.Fatalf("%s, %s: %d ranks of %d", q.Kind, form, len(a.Ranks), n)
			}
			limit := max(len(w.Options), len(w.Items), len(w.Choices))
			if slices.ContainsFunc(a.Ranks, func(rank int) bool { return rank < -1 || rank >= limit }) {
				t.Fatalf("%s, %s: ranks %v, below %d", q.Kind, form, a.Ranks, limit)
			}
			if n := max(1, len(w.Items), len(w.Answers)); len(a.Texts) > n {
				t.Fatalf("%s, %s: %d texts of %d", q.Kind, form, len(a.Texts), n)
			}
			for _, text := range a.Texts {
				if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxTyped {
					t.Fatalf("%s, %s: the text %.40q of %d bytes", q.Kind, form, text, len(text))
				}
			}
			g := q.Grade("fr", a)
			if g.Total < 1 || g.Earned < 0 || g.Earned > g.Total || (g.Verdict == Right) != (g.Earned == g.Total && g.Verdict != Blank) {
				t.Fatalf("%s, %s: %+v for %+v", q.Kind, form, g, a)
			}
			if r := q.Review("fr", seed, a); g.Verdict == Blank && (r.Explanation != "" || r.Expected != nil || r.Options != nil || r.Pairs != nil) {
				t.Fatalf("%s, %s: no answer is explained: %+v", q.Kind, form, r)
			}
		}
		if sent := here.ParseAnswer(q, "fr", seed, read); q.Kind.Choice() {
			for _, rank := range sent.Ranks {
				if !slices.Contains(values["a"], here.Token(q.ID, rank)) {
					t.Fatalf("%s: rank %d was not on the form: %v", q.Kind, rank, values["a"])
				}
			}
		}
	})
}
