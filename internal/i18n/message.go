package i18n

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// message is one message in one language.
type message struct {
	place  string // file:line, for errors
	plural bool
	forms  [forms][]piece // nil where the language has no words of its own for that form
	names  []string       // placeholders of all forms, sorted
}

// piece is text followed by a placeholder; name is empty after the last stretch of text.
type piece struct{ text, name string }

// form gives the pieces of a plural form: those of "other" where the message does not tell it apart.
func (m *message) form(f form) []piece {
	if m.forms[f] != nil {
		return m.forms[f]
	}
	return m.forms[other]
}

// placeholder is the one thing that a message may hold besides text.
var placeholder = regexp.MustCompile(`\{\{\s*\.([a-z_]+)\s*\}\}`)

// cut splits the source of a form into pieces.
func cut(source string) ([]piece, error) {
	pieces, at := []piece{}, 0
	for _, found := range placeholder.FindAllStringSubmatchIndex(source, -1) {
		pieces = append(pieces, piece{source[at:found[0]], source[found[2]:found[3]]})
		at = found[1]
	}
	pieces = append(pieces, piece{text: source[at:]})
	for _, p := range pieces {
		if strings.Contains(p.text, "{{") || strings.Contains(p.text, "}}") {
			return nil, fmt.Errorf("%q holds something else than text and placeholders: write {{.name}}, "+
				"in lower-case letters", strings.TrimSpace(p.text))
		}
	}
	return pieces, nil
}

// names lists the placeholders of pieces, sorted, each once.
func names(lists ...[]piece) []string {
	var found []string
	for _, pieces := range lists {
		for _, p := range pieces {
			if p.name != "" {
				found = append(found, p.name)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
