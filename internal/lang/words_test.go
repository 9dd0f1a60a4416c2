package lang

import (
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ tag, in, want string }{
		{"fr", "L'internet, c'est quoi ? Qu’est-ce que l’IPv6 ?", "internet est quoi est ce que IPv6"},
		{"fr", "jusqu'à aujourd'hui, s' t l", "à aujourd hui s t l"},
		{"fr", "mot-clé, e\u0301te\u0301, 3,14 et C++ (4G)", "mot clé e\u0301te\u0301 3 14 et C 4G"},
		{"en", "It's the users' rights; we don't, they'll O'Reilly's", "It the users rights we don they O Reilly"},
		{"en", "s t 'd ' ", "s t d"},
		{"de", "l'a", "l a"},
		{"fr", "", ""}, {"fr", " …'\xff", ""},
	} {
		var got []string
		for w := range Words(c.tag, c.in) {
			got = append(got, w.Text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("Words(%s, %q) = %q, want %q", c.tag, c.in, got, c.want)
		}
	}
	var first []Word
	for w := range Words("fr", "l'été dure") {
		first = append(first, w)
		break
	}
	if !slices.Equal(first, []Word{{"été", 2, 7}}) {
		t.Errorf("got %v", first)
	}
}

func TestStop(t *testing.T) {
	if !Stop("fr-BE", "des") || !Stop("en", "the") || Stop("fr", "the") || Stop("fr", "réseau") || Stop("de", "der") {
		t.Error("each language has its own stop words")
	}
	for tag, words := range stopWords {
		for w := range words {
			if Fold(w) != w {
				t.Errorf("%s: %q can never be met, it is not folded", tag, w)
			}
		}
	}
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("Quand on écrit une adresse, l'ordinateur demande où se trouve la machine qui porte ce nom. ", 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range Words("fr", text) {
		}
	}
}
