package lang

import (
	"regexp"
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"L'été", "l-ete"}, {"L’été à l’œuvre", "l-ete-a-l-oeuvre"}, {"  Où ça ? ", "ou-ca"},
		{"Qui a écrit « HTTP/1.1 » ?", "qui-a-ecrit-http-1-1"}, {"Łódź, Þór", "lodz-thor"}, {"1983", "1983"},
		{"Écorce--de_bois", "ecorce-de-bois"}, {"日本 2", "2"},
	} {
		if got := Slug(c.in); got != c.out {
			t.Errorf("Slug(%q) = %q, want %q", c.in, got, c.out)
		}
	}
	if ID("Écorce") != "ecorce" || ID("4G") != "4g" {
		t.Error("an id with a letter is a slug")
	}
	if ID("1983 ?") == "1983" || ID("1983 ?") == ID("1984 ?") || Slug("???") == Slug("!!!") {
		t.Error("what leaves no letter gives a hash of its own")
	}
	if Slug("日本語") != "x77710aed" || Slug("e\u0301東") != Slug("é東") {
		t.Errorf("a slug depends on nothing but the text: %q", Slug("日本語"))
	}
}

// FuzzSlug holds the form that the course format asks of slugs and ids.
func FuzzSlug(f *testing.F) {
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	for _, s := range []string{"L'été", "", "?", "日本", strings.Repeat("mot ", 50), strings.Repeat("x", 300), "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Slug(s), ID(s)} {
			if !form.MatchString(got) || len(got) > maxSlug {
				t.Errorf("%q gives %q", s, got)
			}
		}
	})
}

func TestAnchor(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"Où ça ?", "où-ça-"}, {"Hello, World!", "hello-world"}, {"snake_case & co", "snake_case--co"},
		{"L'été – 2", "lété--2"}, {"Été", "été"}, {"e\u0301", "e\u0301"}, {"???", ""}, {"a\u00a0b", "ab"}, {"Привет 1", "привет-1"},
	} {
		if got := Anchor(c.in); got != c.out {
			t.Errorf("Anchor(%q) = %q, want %q", c.in, got, c.out)
		}
	}
	var a Anchors
	for i, want := range []string{"a", "a-1", "a-1-1", "a-2", "b", "", "-1"} {
		heading := []string{"A", "a", "A-1", "a!", "B", "?", "!"}[i]
		if got := a.Add(heading); got != want {
			t.Errorf("heading %d, %q: %q, want %q", i, heading, got, want)
		}
	}
}
