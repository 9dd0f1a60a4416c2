package lang

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"", ""}, {"abc", "abc"}, {"Été", "ete"}, {"e\u0301te\u0301", "ete"},
		{"Œuvre, Æsir, Straße, STRAẞE", "oeuvre, aesir, strasse, strasse"},
		{"  a \u00a0\n\tb  ", "a b"}, {"a ", "a"}, {"a  b", "a b"},
		{"« Le Web »", `"le web"`}, {"“le” „web”", `"le" "web"`}, {"a « b » c", `a "b" c`},
		{"l’été l‘été lʼété l`été", "l'ete l'ete l'ete l'ete"},
		{"a – b — c‑d−e", "a - b - c-d-e"},
		{"ﬁn ² Ⅳ ﾊ", "fin 2 iv ハ"}, {"ΟΔΟΣ οδός", "οδοσ οδοσ"}, {"İ", "i"},
	} {
		if got := Fold(c.in); got != c.out {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.out)
		}
	}
	if Exact("e\u0301 E") != "é E" {
		t.Error("Exact composes, and forgives nothing else")
	}
}

// FuzzFold: folding twice is folding once, whatever form a text comes in.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"« L’Été »", "e\u0301", "ẞ", "\xff", "\xf4Ӹ", "a  `", "\u0344", "İ", "\u1fef\u00a8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, folded again %q", s, folded, again)
		}
		if other := Fold(norm.NFC.String(s)); other != folded {
			t.Errorf("Fold(%q) = %q, but %q when composed", s, folded, other)
		}
		for _, tag := range []string{"fr", "en"} {
			for w := range Words(tag, s) {
				if s[w.From:w.To] != w.Text || w.Text == "" {
					t.Fatalf("Words(%q): %+v is not there", s, w)
				}
				Stem(tag, w.Text)
			}
		}
	})
}
