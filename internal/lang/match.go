package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// maxAccept bounds the Accept-Language header that is read, in bytes; browsers send a tenth of it.
const maxAccept = 1000

// Matcher chooses among the languages of a site. It may be used from several goroutines at once.
type Matcher struct{ matcher language.Matcher }

// NewMatcher gives the matcher of these languages, the site's own first.
func NewMatcher(available []string) *Matcher {
	tags := make([]language.Tag, len(available))
	for i, a := range available {
		tags[i] = language.Make(a)
	}
	return &Matcher{language.NewMatcher(tags)}
}

// Match gives the index of the language that serves best whoever sent this Accept-Language header, and 0, the
// site's own, when nothing in it helps: absent, garbled, too long, or of languages not available.
func (m *Matcher) Match(accept string) int {
	if len(accept) > maxAccept {
		accept = accept[:max(0, strings.LastIndexByte(accept[:maxAccept], ','))]
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return 0
	}
	// The tag that comes back holds the reader's own extensions (fr-u-rg-chzzzz); the index is what we have.
	_, index, _ := m.matcher.Match(wanted...)
	return index
}

// Match is NewMatcher(available).Match(accept), for whoever asks only once.
func Match(accept string, available []string) int { return NewMatcher(available).Match(accept) }

// Dir gives the value of the dir attribute of text in this language: "ltr" or "rtl".
func Dir(tag string) string {
	script, _ := language.Make(tag).Script()
	switch script.String() {
	case "Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa":
		return "rtl"
	}
	return "ltr"
}

// Name gives the name of a language in itself, with a capital, as a language switch shows it: "Français". A
// language whose name is not known gives its tag.
func Name(tag string) string {
	name := selfName(language.Make(tag))
	first, width := utf8.DecodeRuneInString(name)
	if width == 0 {
		return tag
	}
	return string(unicode.ToTitle(first)) + name[width:]
}
