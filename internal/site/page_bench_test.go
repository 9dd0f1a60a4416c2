package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html/template"
	"math/rand/v2"
	"strings"
	"testing"
)

// prose is about a lesson's page of HTML, of words that follow one another as words do.
func prose(size int) string {
	random := rand.New(rand.NewPCG(5, 6))
	words := strings.Fields(`le la les un une des de du réseau page adresse serveur machine câble paquet protocole
		navigateur annuaire demande réponse données compte message image vidéo lien texte écran clé mot phrase leçon
		quand parce ainsi mais donc alors ensuite toujours jamais souvent chaque plusieurs libre ouvert fermé`)
	var b strings.Builder
	for b.Len() < size {
		b.WriteString("<p>")
		for range 40 {
			fmt.Fprintf(&b, "%s%d ", words[random.IntN(len(words))], random.IntN(30))
		}
		b.WriteString(`<a class="term" href="/fr/module/glossary/x">`)
		b.WriteString("terme</a></p>\n")
	}
	return b.String()
}

var reader = &Holes{Root: ` data-theme="dark" data-size="2"`, Account: strings.Repeat("Léa ", 30), Next: strings.Repeat("<p>suite</p>", 20)}

// BenchmarkFill fills a lesson page of 26 KB for one reader. "template and gzip" is what it takes the place of.
func BenchmarkFill(b *testing.B) {
	text := `<html lang="fr"{root}><body>{account}<main>` + prose(26<<10) + `{next}</main>`
	page := cut(b, text)
	b.Run("fill", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			page.Body(Gzip, reader)
		}
	})
	b.Run("fill into a kept buffer", func(b *testing.B) {
		b.ReportAllocs()
		var dst []byte
		for b.Loop() {
			dst = page.AppendGzip(dst[:0], reader)
		}
	})
	b.Run("template and gzip", func(b *testing.B) {
		before, after, _ := strings.Cut(text, "{account}")
		parsed := template.Must(template.New("").Parse(strings.ReplaceAll(before, "{root}", ` data-theme="{{.Theme}}"`) +
			"{{.Account}}" + strings.ReplaceAll(after, "{next}", "{{.Next}}")))
		view := map[string]any{"Theme": "dark", "Account": reader[Account], "Next": reader[Next]}
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		for b.Loop() {
			out.Reset()
			z.Reset(&out)
			if err := parsed.Execute(z, view); err != nil {
				b.Fatal(err)
			}
			if err := z.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPress weighs the gzip levels: time against the size of a lesson page.
func BenchmarkPress(b *testing.B) {
	text := []byte(holed(`<html lang="fr"{root}><body>{account}<main>` + prose(26<<10) + `{next}</main>`))
	for level := 4; level <= 9; level++ {
		b.Run(fmt.Sprint("level ", level), func(b *testing.B) {
			p, err := newPress(level)
			if err != nil {
				b.Fatal(err)
			}
			size := 0
			for b.Loop() {
				page, err := p.page("text/html", text)
				if err != nil {
					b.Fatal(err)
				}
				size = len(page.member)
			}
			b.ReportMetric(float64(size), "bytes/page")
		})
	}
	b.Run("standard library 9", func(b *testing.B) {
		var out bytes.Buffer
		z, err := gzip.NewWriterLevel(&out, 9)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			out.Reset()
			z.Reset(&out)
			if _, err := z.Write(text); err != nil {
				b.Fatal(err)
			}
			if err := z.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(out.Len()), "bytes/page")
	})
}
