package lint

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sentier/internal/diag"
	"sentier/internal/lang"
)

// avoided are the words that a site does not want to read, with those to write instead.
type avoided struct {
	pattern *regexp.Regexp    // nil: there are none
	instead map[string]string // by the word, folded; "" where the site names nothing
}

// newAvoided reads a list of "word" and "word: instead".
func newAvoided(list []string) *avoided {
	a := &avoided{instead: map[string]string{}}
	var parts []string
	for _, line := range list {
		word, instead, _ := strings.Cut(line, ":")
		if word = strings.Join(strings.Fields(word), " "); word == "" {
			continue
		}
		a.instead[lang.Fold(word)] = strings.TrimSpace(instead)
		part := regexp.QuoteMeta(word)
		part = strings.ReplaceAll(part, " ", `[\s\x{a0}\x{202f}]+`)
		parts = append(parts, strings.NewReplacer("'", "['’]", "’", "['’]").Replace(part))
	}
	if len(parts) > 0 {
		a.pattern = regexp.MustCompile(`(?i)` + strings.Join(parts, "|"))
		a.pattern.Longest()
	}
	return a
}

// find adds a finding for each whole word of a text that the site avoids; pos says where a byte of it stands.
func (a *avoided) find(text string, pos func(int) diag.Pos, found *diag.List) {
	if a.pattern == nil {
		return
	}
	for _, m := range a.pattern.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
		after, _ := utf8.DecodeRuneInString(text[m[1]:])
		if letter(before) || letter(after) {
			continue
		}
		word := text[m[0]:m[1]]
		if instead := a.instead[lang.Fold(word)]; instead != "" {
			found.Add(diag.WordReplaced, pos(m[0]), word, instead)
		} else {
			found.Add(diag.WordAvoided, pos(m[0]), word)
		}
	}
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
