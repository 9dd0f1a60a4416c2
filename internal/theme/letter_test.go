package theme_test

import (
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/theme"
)

// Every letter has all its words, in every language, and says nothing about who asked for it before an address is
// known to be theirs: a name that was chosen for that would reach anybody.
func TestLetters(t *testing.T) {
	look := load(t, theme.Config{Site: config.Config{Identity: config.Identity{Name: "Les sentiers"}}})
	for _, kind := range []account.LetterKind{account.ConfirmLetter, account.RecoverLetter, account.ChangedLetter, account.MovedLetter, account.TestLetter} {
		for _, lang := range look.Languages() {
			l := look.Letter(theme.LetterView{Kind: kind, Lang: lang, Name: "renarde", Link: "https://example.org/"})
			all := strings.Join(append(append([]string{l.Subject, l.Action}, l.Paragraphs...), l.Rest...), "\n")
			if strings.Contains(all, "letter.") || strings.Contains(all, "{{") || strings.Contains(all, "<no value>") {
				t.Errorf("%s in %s has gaps:\n%s", kind, lang, all)
			}
			if l.Kind != kind || l.Lang != lang || l.Link == "" || l.Action == "" || len(l.Paragraphs) < 2 || len(l.Rest) == 0 || !strings.Contains(l.Subject, "Les sentiers") {
				t.Errorf("%s in %s is not whole: %+v", kind, lang, l)
			}
			if unproven := kind == account.ConfirmLetter || kind == account.TestLetter; strings.Contains(all, "renarde") == unproven {
				t.Errorf("%s in %s names its reader: %t", kind, lang, !unproven)
			}
		}
	}
}
