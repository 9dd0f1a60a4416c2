package lint

import "testing"

func TestSyllables(t *testing.T) {
	for word, want := range map[string]map[string]int{
		"fr": {"chat": 1, "table": 1, "tables": 1, "internet": 3, "été": 2, "vie": 1, "le": 1, "ordinateur": 4, "2026": 1},
		"en": {"cat": 1, "table": 2, "internet": 3, "make": 1, "wanted": 2, "asked": 1, "the": 1, "computer": 3},
	} {
		for w, n := range want {
			if got := syllables(w, word); got != n {
				t.Errorf("%s in %s: %d, want %d", w, word, got, n)
			}
		}
	}
}

// The sentence of one-syllable words that the scale was made to call easy, and one that nobody calls so.
func TestEase(t *testing.T) {
	for lang, texts := range map[string][2]string{
		"en": {"The cat sat on the mat", "Institutional interoperability necessitates organisational transformation"},
		"fr": {"Le chat dort sur le lit", "L'interopérabilité institutionnelle nécessite une transformation organisationnelle"},
	} {
		easy, difficult := measure{lang: lang}, measure{lang: lang}
		easy.add(texts[0])
		difficult.add(texts[1])
		first, scale := easy.ease(lang)
		second, _ := difficult.ease(lang)
		if scale == "" || first < 100 || second > hard {
			t.Errorf("%s: %f and %f on %q", lang, first, second, scale)
		}
	}
	if _, scale := (&measure{words: 500, sentences: 9}).score("br"); scale != "" {
		t.Errorf("Breton has no scale, not %q", scale)
	}
}
