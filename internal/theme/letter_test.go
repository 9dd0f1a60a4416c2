package theme_test

import (
	"slices"
	"strings"
	"testing"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/theme"
)

// The letters of a mailing, too: they say how to end it, and their subject is the one thing that they tell, or how many.
func TestLettersOfMailings(t *testing.T) {
	look := load(t, theme.Config{Site: config.Config{Identity: config.Identity{Name: "Les sentiers"}}})
	one := account.Item{Title: "La panne de mardi", Text: "C’est fini.", Link: "https://example.org/1"}
	for _, mailing := range account.Mailings() {
		for _, lang := range look.Languages() {
			for n, subject := range map[int]string{1: one.Title, 3: "3"} {
				l := look.Letter(theme.LetterView{Kind: mailing.Letter(), Lang: lang, Name: "renarde",
					Items: slices.Repeat([]account.Item{one}, n), Unsubscribe: "https://example.org/end"})
				all := strings.Join(append(append([]string{l.Subject, l.Leave}, l.Paragraphs...), l.Rest...), "\n")
				if strings.Contains(all, "letter.") || strings.Contains(all, "{") || !strings.Contains(l.Subject, subject) || !strings.Contains(all, "renarde") {
					t.Errorf("%s in %s has gaps:\n%s", mailing, lang, all)
				}
				if len(l.Items) != n || l.Leave == "" || l.Unsubscribe == "" || l.Action != "" || len(l.Rest) == 0 {
					t.Errorf("%s in %s is not whole: %+v", mailing, lang, l)
				}
			}
		}
	}
}

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
