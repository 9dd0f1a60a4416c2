package lang

import "strings"

// Stem gives what the forms of a word have in common, folded: in French the plural and the feminine go, in English
// the plural. It is a key to compare with, not a word to show. Other languages are folded only.
//
// The stemmers are light ones, after J. Savoy, "Light Stemming Approaches for the French, Portuguese, German and
// Hungarian Languages" (SAC 2006), and D. Harman, "How Effective Is Suffixing?" (JASIS 1991): they would rather
// miss a relation than make one up. They work on the folded word, so that who types without accents finds as much
// as who types them. A word with a digit or without a vowel (IPv6, HTTPS) is left as it is.
func Stem(tag, word string) string {
	w := Fold(word)
	language := base(tag)
	if language != "fr" && language != "en" || !stemmable(w) {
		return w
	}
	if language == "fr" {
		return stemFrench(w)
	}
	return stemEnglish(w)
}

// stemmable tells whether w is made of ASCII letters, a vowel among them.
func stemmable(w string) bool {
	vowel := false
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
		vowel = vowel || strings.IndexByte("aeiouy", w[i]) >= 0
	}
	return vowel
}

// swap replaces the end of w when what is left before it has at least so many letters.
func swap(w *string, end, by string, least int) bool {
	if !strings.HasSuffix(*w, end) || len(*w)-len(end) < least {
		return false
	}
	*w = (*w)[:len(*w)-len(end)] + by
	return true
}

// frenchForms are the words that the rules would part from their own, or join to another.
var frenchForms = map[string]string{
	"travaux": "travail", "vitraux": "vitrail", "coraux": "corail", "cieux": "ciel",
	"noyaux": "noyau", "tuyaux": "tuyau", "joyaux": "joyau", "boyaux": "boyau",
	"seule": "seul", "seules": "seul", "gros": "gros", "grosse": "gros", "grosses": "gros",
	"beaux": "beau", "bel": "beau", "belle": "beau", "belles": "beau", "vieil": "vieux", "vieille": "vieux",
	"vieilles": "vieux", "nouvel": "nouveau", "nouvelle": "nouveau", "nouvelles": "nouveau",
	"vrais": "vrai", "vraie": "vrai", "vraies": "vrai", "publique": "public", "publiques": "public",
	"longue": "long", "longues": "long", "actrice": "acteur", "actrices": "acteur", "autrice": "auteur",
	"autrices": "auteur", "matrices": "matrice", "bonne": "bon", "bonnes": "bon", "fausse": "faux",
	"fausses": "faux", "windows": "windows", "ios": "ios", "linux": "linux", "temps": "temps", "corps": "corps",
	"wikis": "wiki", "bus": "bus", "fois": "fois", "mois": "mois", "lois": "loi", "pays": "pays", "cours": "cours", "course": "course", "courses": "course",
	"acces": "acces", "virus": "virus", "sens": "sens", "vers": "vers",
}

// stemFrench takes the plural off, then the feminine of what is left, so that both numbers meet.
func stemFrench(w string) string {
	if form, ok := frenchForms[w]; ok {
		w = form
		if !strings.HasSuffix(w, "eur") {
			return w
		}
	}
	switch {
	case swap(&w, "eaux", "eau", 1), swap(&w, "eux", "eu", 1), swap(&w, "oux", "ou", 2), swap(&w, "aux", "al", 2):
	case !strings.HasSuffix(w, "ss"):
		swap(&w, "s", "", 3)
	}
	switch {
	case swap(&w, "trice", "teu", 3), swap(&w, "euse", "eu", 3), swap(&w, "eur", "eu", 3):
	case swap(&w, "aise", "ai", 4), swap(&w, "oise", "oi", 4):
	case swap(&w, "elle", "el", 3), swap(&w, "enne", "en", 3), swap(&w, "onne", "on", 4), swap(&w, "ette", "et", 3):
	case swap(&w, "ive", "if", 3):
	default:
		for swap(&w, "ee", "e", 2) {
		}
		if swap(&w, "e", "", 5) && !swap(&w, "eur", "eu", 3) {
			swap(&w, "s", "", 5)
		}
	}
	return w
}

// englishForms are the plurals that no rule makes.
var englishForms = map[string]string{
	"men": "man", "women": "woman", "children": "child", "people": "person", "persons": "person", "lives": "life",
	"leaves": "leaf", "selves": "self", "halves": "half", "analyses": "analysis", "crises": "crisis",
	"viruses": "virus", "buses": "bus", "statuses": "status", "bonuses": "bonus", "focuses": "focus",
	"campuses": "campus", "menus": "menu", "gurus": "guru", "emus": "emu", "indices": "index", "windows": "windows",
	"news": "news", "lens": "lens", "ios": "ios", "does": "does",
}

// stemEnglish takes the plural off. Words in -ie and those whose e only carries an s (cache, box) lose it in both
// numbers, so that cookies meets cookie and boxes box.
func stemEnglish(w string) string {
	if form, ok := englishForms[w]; ok {
		return form
	}
	switch {
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case len(w) > 3:
		swap(&w, "s", "", 2)
	}
	switch {
	case swap(&w, "ie", "y", 3):
	case swap(&w, "xe", "x", 1), swap(&w, "che", "ch", 1), swap(&w, "she", "sh", 1), swap(&w, "sse", "ss", 1),
		swap(&w, "zze", "zz", 1):
	}
	return w
}
