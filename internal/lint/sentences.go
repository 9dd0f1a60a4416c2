package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longSentence is how many words a sentence may have. Plain-language guides ask for 15 to 20 on average; twice that is
// where readers lose the thread.
const longSentence = 40

// sentence is one of a text, and the byte at which it starts there.
type sentence struct {
	text string
	at   int
}

// abbreviations end in a full stop that ends no sentence, by language, folded to lower case.
var abbreviations = map[string][]string{
	"fr": {"m", "mm", "mme", "dr", "cf", "p", "pp", "ex", "av", "apr", "art", "éd", "vol", "n", "env", "st", "ste", "j.-c"},
	"en": {"mr", "mrs", "ms", "dr", "e.g", "i.e", "cf", "vs", "p", "pp", "st", "vol", "no", "fig", "prof", "inc", "ltd"},
}

// sentences cuts a text where a mark that ends one (. ! ? …) is followed by a space and by what may begin the next: a
// capital, a figure or an opening quotation mark.
func sentences(text, lang string) []sentence {
	var all []sentence
	start := 0
	end := func(at int) {
		from := start + len(text[start:at]) - len(strings.TrimLeftFunc(text[start:at], unicode.IsSpace))
		if s := strings.TrimSpace(text[start:at]); s != "" {
			all = append(all, sentence{s, from})
		}
		start = at
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !strings.ContainsRune(".!?…", r) {
			continue
		}
		mark := i - size
		for i < len(text) { // further marks, closing quotation marks and brackets belong to it, a space before » too
			next, n := utf8.DecodeRuneInString(text[i:])
			if after := strings.TrimLeftFunc(text[i:], unicode.IsSpace); strings.HasPrefix(after, "»") {
				i += len(text[i:]) - len(after) + len("»")
				continue
			}
			if !strings.ContainsRune(".!?…)]\"”’*", next) {
				break
			}
			i += n
		}
		rest := strings.TrimLeftFunc(text[i:], unicode.IsSpace)
		if rest != "" && len(rest) == len(text[i:]) {
			continue // 3.14, example.org
		}
		next, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && !unicode.IsUpper(next) && !unicode.IsDigit(next) && !strings.ContainsRune("«“\"‘'(—–-", next) {
			continue
		}
		if r == '.' && rest != "" && abbreviated(text[start:mark], lang) {
			continue
		}
		end(i)
	}
	end(len(text))
	return all
}

// abbreviated tells whether a full stop after a text ends a short form: a known one, or a lone capital.
func abbreviated(before, lang string) bool {
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return unicode.IsSpace(r) || r == '(' })+1:]
	if r, size := utf8.DecodeRuneInString(word); size == len(word) && unicode.IsUpper(r) {
		return true
	}
	base, _, _ := strings.Cut(lang, "-")
	for _, a := range abbreviations[base] {
		if strings.EqualFold(a, word) {
			return true
		}
	}
	return false
}
