package lang_test

import (
	"fmt"
	"time"

	"sentier/internal/lang"
)

// « Qu'est-ce que `DNS` ? », with the name in code: the question mark and its space sit in another node than the
// code, and still meet.
func ExampleTypography() {
	runs := []lang.Run{{Text: "«Qu'est-ce que "}, {Text: "DNS", Opaque: true}, {Text: " ?»"}}
	lang.Typography("fr", runs)
	for _, r := range runs {
		fmt.Printf("%+q\n", r.Text)
	}
	// Output:
	// "\u00ab\u00a0Qu\u2019est-ce que "
	// "DNS"
	// "\u202f?\u00a0\u00bb"
}

func ExampleTypography_english() {
	runs := []lang.Run{{Text: `"It's the '90s," she said -- "and 'the Web' is new."`}}
	lang.Typography("en", runs)
	fmt.Println(runs[0].Text)
	// Output: “It’s the ’90s,” she said – “and ‘the Web’ is new.”
}

func ExampleFold() {
	fmt.Println(lang.Fold("Le  cœur de l’Été"))
	// Output: le coeur de l'ete
}

func ExampleStem() {
	fmt.Println(lang.Stem("fr", "Réseaux"), lang.Stem("fr", "sociales"), lang.Stem("en", "cookies"))
	// Output: reseau social cooky
}

func ExampleSlug() {
	fmt.Println(lang.Slug("L'été à l'œuvre"))
	// Output: l-ete-a-l-oeuvre
}

func ExampleAnchors() {
	var a lang.Anchors
	fmt.Println(a.Add("Où ça ?"), a.Add("Sources"), a.Add("Sources"))
	// Output: où-ça- sources sources-1
}

func ExampleMatch() {
	fmt.Println(lang.Match("en-GB, en;q=0.9, fr;q=0.8", []string{"fr", "en"}))
	// Output: 1
}

func ExampleDate() {
	day := time.Date(1983, time.January, 1, 0, 0, 0, 0, time.UTC)
	fmt.Println(lang.Date("fr", day), "·", lang.Date("en", day))
	// Output: 1er janvier 1983 · 1 January 1983
}
