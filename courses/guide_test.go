package courses

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
)

var shownExample = regexp.MustCompile("(?ms)^<!-- example -->\n(?:```md\n(.*?)^```\n|````md\n(.*?)^````\n)")

// What the guide shows raw is what it shows rendered: each example stands once more in its lesson, or in the glossary.
func TestGuideExamples(t *testing.T) {
	lessons, err := fs.Glob(files, "guide/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, name := range lessons {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(name, ".md")), ".")
		glossary, err := fs.ReadFile(files, "guide/glossary."+lang+".md")
		if err != nil {
			t.Fatal(err)
		}
		rest := shownExample.ReplaceAllString(string(text), "") + string(glossary)
		for _, example := range shownExample.FindAllStringSubmatch(string(text), -1) {
			shown++
			if raw := example[1] + example[2]; !strings.Contains(rest, "\n"+raw) {
				t.Errorf("%s shows this, and does not render it:\n%s", name, raw)
			}
		}
	}
	if shown < 30 {
		t.Errorf("%d examples: the others are not recognised", shown)
	}
}
