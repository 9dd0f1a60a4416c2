package theme

import (
	"strings"

	"sentier/internal/account"
)

// LetterView is what the words of a letter are made of.
type LetterView struct {
	Kind account.LetterKind
	Lang string // one of the site's
	Name string // of who gets it, as they sign in; empty: it is to nobody in particular
	Link string // an absolute address
}

// Letter writes a letter in the language of who gets it, as far as words go: to which address, and until when, the
// caller says. Its kind names the messages: subject, text (an empty line between paragraphs), go, and rest.
func (t *Theme) Letter(l LetterView) account.Letter {
	say := func(part string) string {
		return t.messages.Say(l.Lang, "letter."+string(l.Kind)+"."+part, "site", t.sites[l.Lang].Name, "name", l.Name)
	}
	return account.Letter{
		Kind: l.Kind, Lang: l.Lang, Subject: say("subject"), Paragraphs: paragraphsOf(say("text")),
		Action: say("go"), Link: l.Link, Rest: paragraphsOf(say("rest")),
	}
}

func paragraphsOf(text string) []string {
	var all []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" {
			all = append(all, paragraph)
		}
	}
	return all
}
