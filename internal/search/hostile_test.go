package search_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sentier/internal/search"
)

// hostile are queries that mean something to FTS5, to SQL or to a careless parser.
var hostile = []string{
	"", " ", `"`, `""`, `"a`, `a"b`, "'", "*", "a*", "*a", "^a", "-a", "+a", "a + b", "a - b", "AND", "OR", "NOT", "NEAR",
	"a AND", "OR b", "NOT a", "a NOT b", "NEAR(a b, 3)", "NEAR(", "(", ")", "((((((((((", "a)", "title:a", "title : a",
	"{title body} : a", "found", "found MATCH 'x'", "'; drop table found; --", "a' or '1'='1", "a;b", `\`, "%", "_", "$1",
	"?", ":a", "@a", "a\x00b", "\x00", "\xff\xfe", "a\xc3", "\u202e", "\u0301", "\u0301\u0301 a", "㈱ ⑴ ½", "😀", "🇫🇷",
	"<script>alert(1)</script>", "a-b-c-d-e-f-g-h", "----", "a-", "-", "l'", "l' d'", "'90s", "qu'", "réseau*", "日本語",
	"ß ẞ İ ı ſ", "le la les", "l'l'l'l'", "a:b:c", "rank", "rowid", "null",
	strings.Repeat("a", 10000), strings.Repeat("a ", 10000), strings.Repeat("réseau ", 5000), strings.Repeat("(", 10000),
	strings.Repeat(`"`, 9999), strings.Repeat("a-", 10000), strings.Repeat("é", 5000), strings.Repeat("a b-c ", 1000),
	"http://exemple.fr/?q=a&b=c#d", "C++", ".NET", "a.b@c.fr", "1,5 1.5", "\t\r\n", "\u00a0",
}

// check holds what any result must be: found words shown as they stand in the document, and nothing else.
func check(t *testing.T, query string, r search.Results) {
	t.Helper()
	for _, h := range r.Hits {
		var title strings.Builder
		for _, s := range h.Title {
			title.WriteString(s.Text)
		}
		if title.String() != h.Doc.Title {
			t.Errorf("%q: the title reads %q, want %q", query, title.String(), h.Doc.Title)
		}
		text := " " + strings.Join(strings.Fields(h.Doc.Body+" "+h.Doc.Summary), " ")
		for _, s := range h.Excerpt {
			if piece := strings.Join(strings.Fields(strings.Trim(s.Text, "… ")), " "); !strings.Contains(text, piece) || !utf8.ValidString(piece) {
				t.Errorf("%q: the excerpt holds %q, which the document does not", query, piece)
			}
			if s.Text == "" {
				t.Errorf("%q: an empty segment", query)
			}
		}
	}
}

func TestHostile(t *testing.T) {
	ix := build(t, docs(t))
	for _, q := range hostile {
		for _, tag := range []string{"fr", "en"} {
			check(t, q, find(t, ix, tag, q))
		}
	}
	if len(find(t, ix, "fr", "dns' or '1'='1").Hits) > 10 {
		t.Error("a quotation mark reached SQL")
	}
}

func FuzzSearch(f *testing.F) {
	ix := build(f, docs(f))
	for _, q := range hostile {
		if len(q) < 1000 {
			f.Add(q)
		}
	}
	f.Fuzz(func(t *testing.T, q string) {
		for _, tag := range []string{"fr", "en"} {
			check(t, q, find(t, ix, tag, q))
		}
	})
}

// FuzzDocuments puts outside text into the index, and looks for it.
func FuzzDocuments(f *testing.F) {
	for _, s := range hostile {
		if len(s) < 1000 {
			f.Add(s, "Wi-Fi l'été 'x' "+s)
		}
	}
	f.Fuzz(func(t *testing.T, title, body string) {
		doc := search.Doc{Kind: search.Page, Lang: "fr", Title: strings.Join(strings.Fields(strings.ToValidUTF8(title, "")), " "),
			Body: strings.ToValidUTF8(body, "")}
		ix := build(t, []search.Doc{doc})
		for _, q := range []string{title, body, "wifi"} {
			check(t, q, find(t, ix, "fr", q))
		}
	})
}
