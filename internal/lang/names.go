package lang

import (
	_ "embed" // the names
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// selfNames are the names of languages in themselves: a tag and a name a line. They are CLDR's, taken out of
// golang.org/x/text/language/display by the test of this file: that package holds the names of all languages in all
// languages, two megabytes of them.
//
//go:embed names.txt
var selfNames string

var nameOf = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(selfNames) {
		tag, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		names[tag] = name
	}
	return names
})

// selfName is the name of a language, or of what it is a variant of, or "".
func selfName(tag language.Tag) string {
	for ; tag != language.Und; tag = tag.Parent() {
		if name := nameOf()[tag.String()]; name != "" {
			return name
		}
	}
	return ""
}
