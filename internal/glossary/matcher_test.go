package glossary

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// forms makes "text=id" into forms.
func forms(all ...string) []Form {
	var list []Form
	for _, s := range all {
		text, id, _ := strings.Cut(s, "=")
		list = append(list, Form{Text: text, ID: EntryID(id)})
	}
	return list
}

// found writes what a matcher finds as "words>id", each entry once where once is set.
func found(m *Matcher, text string, once bool) string {
	seen := map[EntryID]bool{}
	var all []string
	for _, match := range m.Find(text, func(id EntryID) bool {
		took := !once || !seen[id]
		seen[id] = true
		return took
	}) {
		all = append(all, text[match.Start:match.End]+">"+string(match.ID))
	}
	return strings.Join(all, " ")
}

func TestFind(t *testing.T) {
	french := NewMatcher("fr-CA", forms("Logiciel libre=ll", "libre=l", "GAFAM=g", "géants du web=g", "réseau=r", "L'Internet=i",
		"C++=c", ".NET=net", "« Fake news » !=fn", "pair-à-pair=p", "œuvre=o", "Énergie=e", "IP v6=v", "!?=nothing"))
	english := NewMatcher("en", forms("box=b", "free software=f", "class=c"))
	other := NewMatcher("br", forms("ti=t"))
	for _, c := range []struct {
		m          *Matcher
		text, want string
	}{
		{french, "un logiciel libre", "logiciel libre>ll"},
		{french, "Logiciels libres, Libre", "Logiciels libres>ll Libre>l"},
		{french, "LOGICIEL libre", "libre>l"},
		{french, "logiciel\u00a0\nlibre", "logiciel\u00a0\nlibre>ll"},
		{french, "logiciel, libre", "libre>l"},
		{french, "gafam GAFAM gAFAM GAFAMs", "GAFAM>g gAFAM>g GAFAMs>g"},
		{french, "Géants du webs", "Géants du webs>g"},
		{french, "réseaux réseauter sous-réseau téléréseau", "réseaux>r réseau>r"},
		{french, "l’Internet et l'internet", "l’Internet>i"},
		{french, "le C++, c++ ; le c, le C+, C", "C++>c c++>c"},
		{french, "du .NET et NET, un .Net", ".NET>net"},
		{french, "C++11, C++.", "C++>c"},
		{french, "ASP.NET et C++.NET", "C++>c .NET>net"},
		{french, "des Fake news et « fake news »", "Fake news>fn fake news>fn"},
		{french, "Pair-à-pair, pair à pair", "Pair-à-pair>p"},
		{french, "Œuvres, énergie", "Œuvres>o énergie>e"},
		{french, "IP v6 et IP v61", "IP v6>v"},
		{french, "", ""},
		{english, "Boxes, boxs, boxx, classes", "Boxes>b boxs>b classes>c"},
		{english, "free softwares", "free softwares>f"},
		{other, "ti tis", "ti>t"},
	} {
		if got := found(c.m, c.text, false); got != c.want {
			t.Errorf("%q: found %q, want %q", c.text, got, c.want)
		}
	}
}

// A mention that is refused, being no longer the first, hides the shorter forms inside it.
func TestRefusedMatchIsPassedOverWhole(t *testing.T) {
	m := NewMatcher("fr", forms("logiciel libre=ll", "libre=l"))
	if got, want := found(m, "logiciel libre, logiciel libre, libre, libre", true), "logiciel libre>ll libre>l"; got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestSameForm(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Réseau", "réseau", true}, {"réseau", "RÉSEAU", false}, {"pair  à pair", "pair à pair", true},
		{"l'Internet", "L’Internet", true}, {"GAFAM", "Gafam", false},
	} {
		if got := SameForm(c.a) == SameForm(c.b); got != c.same {
			t.Errorf("%q and %q: same %v", c.a, c.b, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("fr", "logiciel libre|libre|réseau", "Des logiciels libres, l’Internet et le réseau.")
	f.Add("en", "box|free software", "Boxes of free softwares")
	f.Add("fr", "C++|l'x|\xff", "c++ L’x \xff\xfe é")
	f.Add("tr", "İ|ı|ẞ", "i̇ İ ß ẞ")
	f.Fuzz(func(t *testing.T, lang, list, text string) {
		var all []Form
		for i, form := range strings.Split(list, "|") {
			all = append(all, Form{Text: form, ID: EntryID(fmt.Sprint(i))})
		}
		last := 0
		for _, match := range NewMatcher(lang, all).Find(text, func(EntryID) bool { return true }) {
			if match.Start < last || match.End <= match.Start || match.End > len(text) {
				t.Fatalf("%d to %d after %d, in %d bytes", match.Start, match.End, last, len(text))
			}
			before, _ := utf8.DecodeLastRuneInString(text[:match.Start])
			after, _ := utf8.DecodeRuneInString(text[match.End:])
			if match.Start > 0 && isWord(before) || match.End < len(text) && isWord(after) {
				t.Errorf("%q is no whole word in %q", text[match.Start:match.End], text)
			}
			last = match.End
		}
	})
}
