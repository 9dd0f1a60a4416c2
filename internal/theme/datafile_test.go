package theme_test

import (
	"bytes"
	"strings"
	"testing"

	"sentier/internal/theme"
)

// What the host hands to somebody who cannot sign in says the same as their page, and is whole by itself.
func TestDataFile(t *testing.T) {
	made := load(t, theme.Config{Site: host()})
	for _, lang := range []string{"fr", "en"} {
		full, empty := dataPages(lang)
		for _, pages := range [][]theme.Page{full, empty} {
			var page, file bytes.Buffer
			view := *pages[0].(*theme.DataPage)
			if err := made.Render(&page, &view); err != nil {
				t.Fatal(err)
			}
			if err := made.Render(&file, made.DataFile(view, "https://cours.example", "12 novembre 2026")); err != nil {
				t.Fatal(err)
			}
			examine(t, made, lang, withoutStyle(file.String()))
			for _, kept := range []string{"<h2", "<li", "<dd", "<details"} {
				before, _, _ := strings.Cut(page.String(), "</main>")
				_, before, _ = strings.Cut(before, "<main")
				if got, want := strings.Count(file.String(), kept), strings.Count(before, kept); got != want {
					t.Errorf("%s: %d of %s, and on the page %d", lang, got, kept, want)
				}
			}
			if !strings.Contains(file.String(), `<base href="https://cours.example/">`) {
				t.Error("its links lead nowhere")
			}
			for _, fetched := range []string{"<script", "<link", "src=", "@import", "url(", "http:", "download"} {
				if strings.Contains(file.String(), fetched) {
					t.Errorf("the file is not whole by itself: it holds %q", fetched)
				}
			}
		}
	}
}
