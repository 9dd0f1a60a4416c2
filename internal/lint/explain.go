package lint

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"sentier/internal/markdown"
)

// Section is what the guide says of a code: the Markdown under the heading "## CODE" of one of its lessons, up to the next
// heading of that level. files hold the folder "guide" of the shipped courses; lang is "fr", else English is given.
func Section(files fs.FS, code, lang string) (string, error) {
	if lang != "fr" {
		lang = "en"
	}
	names, err := fs.Glob(files, path.Join("guide", "*", "*."+lang+".md"))
	if err != nil {
		return "", err
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return "", fmt.Errorf("read the guide: %w", err)
		}
		if text := under(string(data), code); text != "" {
			return text, nil
		}
	}
	return "", fmt.Errorf("the guide has no section on %s", code)
}

// under is the text of a section; "": there is none of that name.
func under(text, heading string) string {
	var b strings.Builder
	var fence markdown.Fence
	inside := false
	for line := range strings.Lines(text) {
		if fenced := fence.Next(strings.TrimSuffix(line, "\n")); !fenced && strings.HasPrefix(line, "## ") {
			if inside {
				break
			}
			inside = strings.TrimSpace(strings.TrimPrefix(line, "## ")) == heading
			continue
		}
		if inside {
			b.WriteString(line)
		}
	}
	return strings.Trim(b.String(), "\n")
}
