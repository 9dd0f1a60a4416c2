package forum

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sentier/internal/fault"
)

func TestBlockedLists(t *testing.T) {
	many := ""
	for i := range MostBlocked + 1 {
		many += fmt.Sprintf("mot%d\n", i)
	}
	for name, test := range map[string]struct {
		read func(string) ([]string, error)
		text string
		want []string
		says string
	}{
		"nothing":             {BlockedWords, " \r\n\n", nil, ""},
		"words":               {BlockedWords, "Casino\r\n  CASINO \ncasinô\ngagner  de l’argent\n", []string{"Casino", "gagner de l’argent"}, ""},
		"a sign alone":        {BlockedWords, "casino\n!!!", nil, "forum.block_word"},
		"a long line":         {BlockedWords, strings.Repeat("a", MostBlockedLine+1), nil, "forum.block_word"},
		"as many as there go": {BlockedWords, strings.TrimSuffix(many, fmt.Sprintf("mot%d\n", MostBlocked)), nil, "most"},
		"too many":            {BlockedWords, many, nil, "forum.block_many"},
		"domains":             {BlockedDomains, "https://www.Spam.example/x?y\n*.spam.example\nmailto@bad.example:8080\nbücher.example", []string{"spam.example", "bad.example", "bücher.example"}, ""},
		"no domain":           {BlockedDomains, "localhost", nil, "forum.block_domain"},
		"a phrase":            {BlockedDomains, "two words.example", nil, "forum.block_domain"},
	} {
		got, err := test.read(test.text)
		said := ""
		if err != nil {
			said = fault.Message(err)
		}
		if test.says == "most" {
			if err != nil || len(got) != MostBlocked {
				t.Errorf("%s: %d, %v", name, len(got), err)
			}
			continue
		}
		if said != test.says || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if err != nil && errors.Unwrap(err) == nil {
			t.Errorf("%s: the fault says nothing to who reads logs", name)
		}
	}
	// What a list holds is held, however it is written in the post.
	words, _ := BlockedWords("gagner de l’argent")
	domains, _ := BlockedDomains("https://www.spam.example/")
	rules := Rules{Words: words, Domains: domains}
	for _, text := range []string{"On peut GAGNER DE L'ARGENT ici", "voir HTTP://Sub.Spam.Example/x", "gag\u00adner de l’argent"} {
		if got := rules.Judge("", text, Past{Joined: now.AddDate(-1, 0, 0)}, false, now); got.State != Held || got.Cause != Blocked {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
