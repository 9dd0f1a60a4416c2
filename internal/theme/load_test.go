package theme_test

import (
	"testing"

	"sentier/internal/theme"
)

func load(t testing.TB, c theme.Config) *theme.Theme {
	t.Helper()
	made, err := theme.Load(c)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestLoadTheDefault(t *testing.T) {
	made := load(t, theme.Config{})
	if got := len(made.Languages()); got != 2 {
		t.Errorf("%d languages, want 2", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b, theme.Config{})
	}
}
