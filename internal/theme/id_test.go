package theme_test

import (
	"io/fs"
	"regexp"
	"testing"

	"sentier/themes"
)

// authored are the templates whose pages hold an author's headings.
var authored = []string{"lesson", "module", "sequence", "quiz", "entry", "outline", "parts/layout", "parts/notices"}

var fixedID = regexp.MustCompile(` id="([a-z][a-z0-9-]*)"`)

// A heading's anchor is in lower case (lang.Anchor): an id of ours that begins with a capital is never the same.
func TestIDsAreNoAnchors(t *testing.T) {
	for _, name := range authored {
		data, err := fs.ReadFile(themes.Default(), "templates/"+name+".html")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range fixedID.FindAllSubmatch(data, -1) {
			if string(id[1]) != "q" {
				t.Errorf("%s.html: a heading could have the id %q: begin it with a capital", name, id[1])
			}
		}
	}
}
