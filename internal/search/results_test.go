package search_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"sentier/internal/search"
)

func find(t testing.TB, ix *search.Index, tag, query string) search.Results {
	t.Helper()
	r, err := ix.Search(t.Context(), tag, query, 10)
	if err != nil {
		t.Fatalf("%s %q: %v", tag, query, err)
	}
	return r
}

func TestExcerpts(t *testing.T) {
	ix := build(t, docs(t))
	for _, c := range []struct{ tag, query, url, title, excerpt string }{
		{"fr", "reseau sociaux", "/fr/m/glossary/reseau-social", "[Réseau] [social]",
			"Service en ligne où l'on publie pour ses relations."},
		{"fr", "wifi", "/fr/m/libertes/wifi", "Se connecter au [Wi-Fi] d'un café",
			"Ce que voient les autres."},
		{"fr", "chiffrem", "/fr/m/libertes/chiffrement", "Chiffrer ses messages",
			"Avec un [chiffrement] de bout en bout, seuls les correspondants lisent le message : le fournisseur du service " +
				"ne voit que des octets brouillés. Signal chiffre tout, le courriel ordinaire rien."},
		{"fr", "courriels ordinaires", "/fr/m/libertes/chiffrement", "Chiffrer ses messages",
			"Avec un chiffrement de bout en bout, seuls les correspondants lisent le message : le fournisseur du service " +
				"ne voit que des octets brouillés. Signal chiffre tout, le [courriel] [ordinaire] rien."},
		{"fr", "copyleft", "/fr/m/libertes/logiciels-libres", "Des logiciels libres",
			"… La licence GPL demande que les versions modifiées restent libres : c'est le [copyleft]."},
		{"fr", "mastodon", "/fr/m/libertes/reseaux-federes", "Des réseaux sociaux fédérés", "[Mastodon], PeerTube et les autres."},
		{"en", "boxes", "/en/m/freedom/passwords", "Strong passwords",
			"A good password is long and used once. A password manager keeps them all in a locked [box]. [Boxes] can be " +
				"backed up."},
		{"en", "hébergeur", "/en/m/libertes/chatons", "Des [hébergeurs] près de chez soi",
			"Le collectif CHATONS."},
	} {
		for _, h := range find(t, ix, c.tag, c.query).Hits {
			if h.Doc.URL != c.url {
				continue
			}
			if got := line(h.Title); got != c.title {
				t.Errorf("%q: title %s, want %s", c.query, got, c.title)
			}
			if got := line(h.Excerpt); got != c.excerpt {
				t.Errorf("%q: excerpt\n%s, want\n%s", c.query, got, c.excerpt)
			}
			c.url = ""
		}
		if c.url != "" {
			t.Errorf("%q does not find %s", c.query, c.url)
		}
	}
}

func TestExcerptOfLongText(t *testing.T) {
	filler := strings.Repeat("Rien à voir ici, vraiment rien du tout.  \n", 200)
	ix := build(t, []search.Doc{
		{Kind: search.Lesson, Lang: "fr", Title: "A", Body: filler + "Le serveur. " + filler + "Un serveur répond au navigateur. " + filler},
		{Kind: search.Lesson, Lang: "fr", Title: "B", Body: strings.Repeat("x", 5000) + " serveur " + strings.Repeat("é", 5000)},
	})
	for _, h := range find(t, ix, "fr", "serveurs navigateurs").Hits {
		if got := line(h.Excerpt); !strings.HasPrefix(got, "… Un [serveur] répond au [navigateur]. Rien à voir") ||
			!strings.HasSuffix(got, " …") || len(got) > 270 {
			t.Errorf("the passage that holds both words: %s", got)
		}
	}
	hits := find(t, ix, "fr", "serveur").Hits
	if len(hits) != 2 {
		t.Fatalf("%d hits, want 2", len(hits))
	}
	for _, h := range hits {
		if got := line(h.Excerpt); !strings.Contains(got, "[serveur]") || len(got) > 270 || !strings.HasSuffix(got, " …") {
			t.Errorf("%s: %s", h.Doc.Title, got)
		}
	}
}

func TestNamedFirst(t *testing.T) {
	docs := []search.Doc{{Kind: search.Term, Lang: "fr", Title: "Web", Body: "Toile."}}
	for range 600 { // more than are ranked
		docs = append(docs, search.Doc{Kind: search.Lesson, Lang: "fr", Title: "Web web web", Headings: "Web", Body: "web web"})
	}
	docs = append(docs, search.Doc{Kind: search.Lesson, Lang: "fr", Title: "Le Web", Body: "Un long texte qui parle du web, " +
		strings.Repeat("et de tout autre chose ", 200)}, search.Doc{Kind: search.Page, Lang: "fr", Title: "Autre", Also: []string{"web"}})
	ix := build(t, docs)
	r := find(t, ix, "fr", "WEB ")
	for i, want := range []string{"Web", "Autre", "Le Web"} {
		if got := r.Hits[i].Doc.Title; got != want {
			t.Errorf("hit %d is %s, want %s", i, got, want)
		}
	}
	groups := r.Groups()
	if len(groups) != 3 || groups[0].Kind != search.Term || !groups[2].More || len(groups[2].Hits) != 10 || groups[0].More {
		t.Errorf("groups: %+v", groups)
	}
}

func TestRanking(t *testing.T) {
	doc := func(title, headings, body string) search.Doc {
		return search.Doc{Kind: search.Lesson, Lang: "fr", Title: title, Headings: headings, Body: body}
	}
	filler := strings.Repeat(" et bien des choses encore", 20)
	ix := build(t, []search.Doc{
		doc("En passant", "", "Une mesure du serveur."+filler), doc("Le chapitre", "Le serveur", filler),
		doc("Un serveur ancien", "", filler), doc("Autres", "", "Des serveurs."+filler), doc("Rien", "", filler),
	})
	var got []string
	for _, h := range find(t, ix, "fr", "serveur ").Hits {
		got = append(got, h.Doc.Title)
	}
	// In the title, in a heading, in the body as written, in the body in the plural.
	if want := "Un serveur ancien, Le chapitre, En passant, Autres"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestLoose(t *testing.T) {
	ix := build(t, docs(t))
	if r := find(t, ix, "fr", "mastodon zzzzzz"); !r.Loose || len(r.Hits) != 1 {
		t.Errorf("a word too many: %+v", r)
	}
	if r := find(t, ix, "fr", "mastodon instance"); r.Loose || len(r.Hits) != 1 {
		t.Errorf("both words: %+v", r)
	}
	if r := find(t, ix, "fr", "zzzzzz yyyyyy"); r.Loose || len(r.Hits) != 0 {
		t.Errorf("nothing: %+v", r)
	}
}

func TestStopWords(t *testing.T) {
	ix := build(t, docs(t))
	if with, without := find(t, ix, "fr", "le dans les câbles"), find(t, ix, "fr", "câbles"); len(with.Hits) != len(without.Hits) {
		t.Errorf("small words change nothing: %d and %d", len(with.Hits), len(without.Hits))
	}
	if r := find(t, ix, "fr", "avec"); len(r.Hits) == 0 {
		t.Error("alone, a small word is looked for")
	}
}

func TestPrefix(t *testing.T) {
	ix := build(t, docs(t))
	for query, found := range map[string]bool{
		"masto": true, "mastodo instance": false, "instance masto": true, "masto ": false, "(masto)": true, "z": false,
	} {
		r := find(t, ix, "fr", query)
		if got := len(r.Hits) > 0 && !r.Loose; got != found {
			t.Errorf("%q found: %v, want %v", query, got, found)
		}
	}
}

func TestEditions(t *testing.T) {
	ix := build(t, docs(t))
	for _, c := range []struct {
		tag, query string
		hits       int
	}{{"fr", "browser", 0}, {"en", "navigateur", 0}, {"de", "internet", 0}, {"", "internet", 0}, {"en", "Arpanet", 1}} {
		if r := find(t, ix, c.tag, c.query); len(r.Hits) != c.hits {
			t.Errorf("%s %q: %d hits, want %d", c.tag, c.query, len(r.Hits), c.hits)
		}
	}
	other := build(t, []search.Doc{{Kind: search.Page, Lang: "fr", Title: "Ailleurs"}})
	if len(find(t, other, "fr", "internet").Hits) != 0 || len(find(t, ix, "fr", "ailleurs").Hits) != 0 {
		t.Error("each index has its own database")
	}
	if empty := build(t, nil); len(find(t, empty, "fr", "internet").Hits) != 0 {
		t.Error("an empty index finds nothing")
	}
	if r, err := ix.Search(t.Context(), "fr", "internet", 0); err != nil || len(r.Hits) != 0 {
		t.Errorf("none wanted: %v, %v", r.Hits, err)
	}
}

func TestEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ix := build(t, docs(t))
	if _, err := ix.Search(ctx, "fr", "internet", 10); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that the context has ended", err)
	}
	if _, err := search.Build(ctx, docs(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that the context has ended", err)
	}
	if r := find(t, ix, "fr", "internet"); len(r.Hits) == 0 {
		t.Error("the index outlives a search that was given up")
	}
}
