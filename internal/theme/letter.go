package theme

import (
	"strings"

	"sentier/internal/account"
)

// LetterView is what the words of a letter are made of.
type LetterView struct {
	Kind        account.LetterKind
	Lang        string         // one of the site's
	Name        string         // of who gets it, as they sign in; empty: it is to nobody in particular
	Link        string         // an absolute address; empty: no link of its own
	Items       []account.Item // what there is to tell; none: it is no letter of a mailing
	Unsubscribe string         // an absolute address; empty: it is no letter of a mailing
}

// Letter writes a letter in the language of who gets it, as far as words go: to which address, and until when, the
// caller says. Its kind names the messages: subject, text (an empty line between paragraphs), go, and rest.
// A letter of a mailing has, in place of go, leave: the words on the link that ends it.
func (t *Theme) Letter(l LetterView) account.Letter {
	title := ""
	if len(l.Items) > 0 {
		title = l.Items[0].Title
	}
	say := func(part string) string {
		return t.messages.Say(l.Lang, "letter."+string(l.Kind)+"."+part, "site", t.sites[l.Lang].Name, "name", l.Name,
			"count", len(l.Items), "title", title)
	}
	letter := account.Letter{
		Kind: l.Kind, Lang: l.Lang, Subject: say("subject"), Paragraphs: paragraphsOf(say("text")), Items: l.Items,
		Rest: paragraphsOf(say("rest")), Unsubscribe: l.Unsubscribe,
	}
	if l.Link != "" {
		letter.Action, letter.Link = say("go"), l.Link
	}
	if l.Unsubscribe != "" {
		letter.Leave = say("leave")
	}
	return letter
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
