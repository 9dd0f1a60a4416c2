package web

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"sentier/internal/theme"
)

// What the last action did is told in the words of a message: where it has none, nothing is told.
func TestEveryNoticeHasWords(t *testing.T) {
	look, err := theme.Load(theme.Config{})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`\bnotice\(\w+\.ctx, "(\w+)"\)`)
	found := 0
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range said.FindAllSubmatch(text, -1) {
			found++
			if !look.Messages().Has("fr", "notice."+string(key[1])) {
				t.Errorf("%s tells %q: write the message notice.%s", source, key[1], key[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("%d notices are found", found)
	}
}
