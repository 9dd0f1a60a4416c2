package lint

import (
	"net/url"
	"strings"
	"unicode"

	"sentier/internal/compile"
	"sentier/internal/diag"
	"sentier/internal/lang"
)

// empty are the words that say nothing about where a link leads, folded, by language. Who listens to a page goes from
// link to link, without what stands around them.
var empty = map[string]map[string]bool{
	"fr": set("ici", "la", "ce lien", "lien", "cliquez ici", "cliquer ici", "clic", "voir", "voir ici", "suite", "la suite",
		"lire la suite", "en savoir plus", "plus", "plus d'infos", "plus d'informations", "cette page", "page", "ce site",
		"le site", "site", "article", "cet article", "telecharger", "source", "par ici", "lire", "lire plus"),
	"en": set("here", "click here", "click", "this", "this link", "link", "the link", "read more", "more", "learn more", "see more",
		"see", "see here", "this page", "page", "this site", "website", "article", "this article", "download", "source",
		"more info", "more information", "details", "continue"),
}

func set(words ...string) map[string]bool {
	all := map[string]bool{}
	for _, w := range words {
		all[w] = true
	}
	return all
}

// shown is how long an address may be where readers see it, in bytes.
const shown = 40

// links advises on the words of links.
func links(t compile.ReviewedText, found *diag.List) {
	base, _, _ := strings.Cut(t.Lang, "-")
	for _, l := range t.Document.Links() {
		words := strings.TrimFunc(lang.Fold(l.Text), func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsSymbol(r) })
		switch {
		case !outside(l.Address) && strings.HasPrefix(l.Address, "mailto:"):
		case isAddress(l.Text):
			if l.Section >= 0 && len(l.Text) > shown { // in a footnote, an address is a reference
				found.Add(diag.LinkTextAddress, l.Pos)
			}
		case empty[base][words] || words == "" && strings.TrimSpace(l.Text) != "":
			found.Add(diag.LinkText, l.Pos, l.Text)
		}
	}
}

func isAddress(text string) bool {
	return outside(text) || strings.HasPrefix(text, "www.") && !strings.Contains(text, " ")
}

// outside tells whether an address leads away from the course.
func outside(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
