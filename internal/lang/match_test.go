package lang

import (
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		accept string
		want   int
	}{
		{"", 0}, {"fr", 0}, {"en", 1}, {"en-GB,en;q=0.9", 1}, {"fr-CH, fr;q=0.9, en;q=0.8", 0}, {"de, en;q=0.5", 1},
		{"de", 0}, {"*", 0}, {"en;q=0.1, fr;q=0.9", 0}, {"fr-u-rg-chzzzz", 0}, {"en-u-rg-gbzzzz", 1}, {"br, fr;q=0.2", 0},
		{";;;", 0}, {"en;q=", 0}, {"\x00", 0}, {"en-" + strings.Repeat("a-", 10000), 0},
		{"en," + strings.Repeat("x", maxAccept), 1}, {strings.Repeat("-", 1<<20), 0}, {strings.Repeat(",", 1<<20), 0},
		{strings.Repeat("en,", 1<<18), 1},
	} {
		if got := Match(c.accept, []string{"fr", "en"}); got != c.want {
			t.Errorf("Match(%.40q) = %d, want %d", c.accept, got, c.want)
		}
	}
	for _, available := range [][]string{nil, {"fr"}, {"not a tag", ""}} {
		if got := Match("en", available); got != 0 {
			t.Errorf("among %q: %d, want 0", available, got)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{"fr-CH, fr;q=0.9", "*;q=0", "x-y-z", "i-klingon,zh-min-nan", "en-u-rg-chzzzz"} {
		f.Add(s)
	}
	m := NewMatcher([]string{"fr", "en", "pt-BR"})
	f.Fuzz(func(t *testing.T, s string) {
		if got := m.Match(s); got < 0 || got > 2 {
			t.Errorf("Match(%q) = %d", s, got)
		}
		Dir(s)
		Name(s)
	})
}

func BenchmarkMatch(b *testing.B) {
	m := NewMatcher([]string{"fr", "en"})
	for b.Loop() {
		m.Match("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5")
	}
}

func TestNameAndDir(t *testing.T) {
	for _, c := range []struct{ tag, name, dir string }{
		{"fr", "Français", "ltr"}, {"en", "English", "ltr"}, {"de", "Deutsch", "ltr"}, {"br", "Brezhoneg", "ltr"},
		{"ar", "العربية", "rtl"}, {"he", "עברית", "rtl"}, {"fa-IR", "فارسی", "rtl"}, {"az-Arab", "az-Arab", "rtl"},
		{"zz", "zz", "ltr"}, {"", "", "ltr"}, {"not a tag", "not a tag", "ltr"},
	} {
		if got := Name(c.tag); got != c.name {
			t.Errorf("Name(%q) = %q, want %q", c.tag, got, c.name)
		}
		if got := Dir(c.tag); got != c.dir {
			t.Errorf("Dir(%q) = %q, want %q", c.tag, got, c.dir)
		}
	}
}
