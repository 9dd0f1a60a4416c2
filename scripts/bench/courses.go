package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// A made-up course: the same Markdown in two trees, one for each program, which differ in names and front matter.
const (
	perModule   = 100 // lessons
	perSequence = 10
	paragraphs  = 16 // of a lesson of about 1,000 words
)

// Parts of sentences. Put together they are French in form if not in sense, with the signs that typography is
// about: apostrophes, quotation marks, and spaces before high punctuation.
var (
	subjects = []string{"Le réseau", "L'équipe de Louis Pouzin", "Chaque personne qui lit une page", "Une association du quartier",
		"La bibliothèque municipale", "Un logiciel libre", "Celle qui héberge le service", "Le format ouvert", "L'ordinateur d'à côté"}
	verbs = []string{"relie", "transporte sans le lire", "explique avec patience", "partage", "découpe en paquets", "garde en mémoire",
		"rend à qui le demande", "compare", "protège"}
	objects = []string{"des messages venus d'ailleurs", "ce que d'autres ont écrit avant nous", "une idée des années 1960",
		"les données de ses membres", "un chemin parmi mille", "le texte « tel quel »", "des habitudes anciennes", "la clé de l'échange"}
	ends = []string{" ; c'est là toute la différence.", " : rien ne se perd.", ", et cela suffit souvent.", ". Pourquoi ?", " !",
		", quand il en existe une.", ", à l'autre bout du pays.", "."}
	marked = []string{"*commutation de paquets*", "**un réseau de réseaux**", "`traceroute`", "[le récit complet](https://example.org/recit)",
		"*bout en bout*", "**le Web n'est pas Internet**", "`10.0.0.1`"}
)

// prose writes lessons. The same seed gives the same words.
type prose struct{ *rand.Rand }

func (p prose) one(of []string) string { return of[p.IntN(len(of))] }

func (p prose) sentence() string {
	s := p.one(subjects) + " " + p.one(verbs) + " " + p.one(objects)
	if p.IntN(4) == 0 {
		s += ", soit " + p.one(marked)
	}
	return s + p.one(ends)
}

func (p prose) paragraph() string {
	var all []string
	for range 4 {
		all = append(all, p.sentence())
	}
	return strings.Join(all, " ") + "\n\n"
}

// body is a lesson without its front matter; next is the name of another file beside it.
func (p prose) body(next string) string {
	var b strings.Builder
	for i := range paragraphs {
		switch i {
		case 3, 9:
			fmt.Fprintf(&b, "## %s %s\n\n", p.one(subjects), p.one(verbs))
		case 6:
			fmt.Fprintf(&b, "### %s\n\n", p.one(subjects))
		}
		b.WriteString(p.paragraph())
		switch i {
		case 4:
			for range 4 {
				fmt.Fprintf(&b, "- %s, %s\n", p.one(subjects), p.one(marked))
			}
			b.WriteString("\n")
		case 7:
			b.WriteString("| Qui | Quoi | Quand |\n|---|---|--:|\n")
			for i := range 5 {
				fmt.Fprintf(&b, "| %s | %s | %d |\n", p.one(subjects), p.one(objects), 1960+7*i)
			}
			b.WriteString("\n")
		case 10:
			fmt.Fprintf(&b, "```go\nfunc main() {\n\tfor i := range %d {\n\t\tfmt.Println(\"paquet\", i) // sans promesse\n\t}\n}\n```\n\n", p.IntN(90)+10)
		case 12:
			for i := range 3 {
				fmt.Fprintf(&b, "%d. %s %s.\n", i+1, p.one(subjects), p.one(verbs))
			}
			fmt.Fprintf(&b, "\nVoir aussi [la leçon voisine](%s) et <https://example.org/%d>.\n\n", next, p.IntN(1000))
		}
	}
	return b.String()
}

// writeCourses writes n lessons for both programs, into two folders.
func writeCourses(n int, ours, hugo string) error {
	p := prose{rand.New(rand.NewPCG(1, uint64(n)))}
	put := func(text string, path ...string) error {
		name := filepath.Join(path...)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, []byte(text), 0o644)
	}
	for i := range n {
		module := fmt.Sprintf("module-%03d", i/perModule+1)
		number := i%perModule/perSequence + 1
		sequence := fmt.Sprintf("%d-sequence-%d", number, number)
		title := p.one(subjects) + " " + p.one(verbs)
		if i%perModule == 0 {
			text := fmt.Sprintf("---\ntitle: \"%s\"\nsummary: \"%s\"\nlanguages: [fr]\nlicence: CC-BY-SA-4.0\nauthors: [\"Une équipe\"]\n---\n\n%s",
				title, p.one(objects), p.paragraph())
			if err := put(text, ours, module, "module.fr.md"); err != nil {
				return err
			}
			if err := put(text, hugo, "content", module, "_index.md"); err != nil {
				return err
			}
		}
		if i%perSequence == 0 {
			text := fmt.Sprintf("---\ntitle: \"%s\"\n---\n\n%s", title, p.paragraph())
			if err := put(text, ours, module, sequence, "sequence.fr.md"); err != nil {
				return err
			}
			if err := put(text, hugo, "content", module, sequence, "_index.md"); err != nil {
				return err
			}
		}
		text := p.body(lessonFile(i - i%perSequence + (i+1)%perSequence))
		matter := fmt.Sprintf("---\ntitle: \"%s\"\nsummary: \"%s\"\n", title, p.one(objects))
		if err := put(matter+"published: 2026-11-22\n---\n\n"+text, ours, module, sequence, lessonFile(i)); err != nil {
			return err
		}
		if err := put(matter+"date: 2026-11-22\n---\n\n"+text, hugo, "content", module, sequence, lessonFile(i)); err != nil {
			return err
		}
	}
	for name, text := range hugoSite {
		if err := put(text, hugo, name); err != nil {
			return err
		}
	}
	return nil
}

// lessonFile is the name of the file of a lesson by its rank in the whole course.
func lessonFile(rank int) string {
	return fmt.Sprintf("%d-lecon-%d.fr.md", rank%perSequence+1, rank%perModule+1)
}

// hugoSite is the smallest site that Hugo makes a page a lesson of: no feeds, no sitemap, no taxonomies, coloured
// code by classes as ours.
var hugoSite = map[string]string{
	"config.toml": `baseURL = "https://example.org/"
languageCode = "fr"
title = "Parcours"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[markup.goldmark.renderer]
unsafe = false
[markup.highlight]
noClasses = false
`,
	"layouts/_default/single.html": `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="description" content="{{ .Params.summary }}"></head>
<body><nav><a href="{{ .Parent.RelPermalink }}">{{ .Parent.Title }}</a></nav><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
`,
	"layouts/_default/list.html": `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>
`,
}
