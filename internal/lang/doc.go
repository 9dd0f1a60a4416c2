// Package lang knows what depends on a human language and on nothing else: typography, folding, stems, words,
// slugs and anchors, collation, language negotiation, names of languages, dates and numbers.
//
// Everything in it is a pure function of its arguments: it never reads a file, a clock or a setting, never logs,
// and holds no text that an interface shows (that is what messages are for). Every function takes time linear in
// its input and any input whatever, and may be called from several goroutines at once.
//
// The compiler calls it for typography, anchors and ids; quiz, to compare answers; search, for words and stems;
// site and web, to sort glossaries, choose a language and write dates.
package lang

import "strings"

// base gives the primary subtag of a BCP 47 tag in lower case: "fr" for "fr-CA".
func base(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}
