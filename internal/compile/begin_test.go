package compile

import (
	"context"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sentier/internal/diag"
)

const begunCourse = `
-- m/module.fr.md --
---
title: "Module : un essai"
summary: "Ce qu'on dit « ici »"
badge:
  title: Pisteur
  image: badge.svg
  criteria: "A tout \\ \"lu\""
languages: [fr, en]
licence: CC-BY-SA-4.0
authors: [Amina Roy]
---
-- m/badge.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>
-- m/glossary.fr.md --
## Réseau
<!-- term: reseau also="réseaux" -->
Des machines reliées.

## Ada
<!-- person: ada -->
Une personne.
-- m/1-s/sequence.fr.md --
---
title: Séquence
objectives:
  - Savoir
  - "Dire : ceci"
---
-- m/1-s/quiz.fr.md --
---
title: Quiz
pass: 50
---

Prenez votre temps.

## Quel âge ?
<!-- q: age kind=number -->

= 7

> [!NOTE]
> Sept ans.

## Vrai ?
<!-- q: vrai -->
- [x] Oui
- [ ] Non

> [!NOTE]
> Oui.
-- m/1-s/1-l.fr.md --
---
title: Leçon
id: lecon
minutes: 3
---
Un réseau, et Ada.

## Un titre
Du texte.

` + "```sh\n<!-- TO TRANSLATE -->\n```" + `

## Halte
<!-- checkpoint -->

### Oui ?
<!-- q: oui -->
- [x] Oui
- [ ] Non
`

func begunFiles() fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(begunCourse)).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

// What is begun compiles, says what is yet to translate, and shows readers the source.
func TestBegin(t *testing.T) {
	files := begunFiles()
	for _, name := range []string{"module", "glossary", "1-s/sequence", "1-s/quiz", "1-s/1-l"} {
		from := path.Join("m", name+".fr.md")
		files[path.Join("m", name+".en.md")] = &fstest.MapFile{Data: Begin(from, files[from].Data)}
	}
	c, found, err := Course(context.Background(), files, config(t))
	if err != nil || c == nil {
		t.Fatal(err, found)
	}
	marks := map[string]int{}
	for _, f := range found {
		if f.Message == diag.TranslationTodo {
			marks[path.Base(f.Path)]++
		} else if strings.HasPrefix(f.Code, "translation") || f.Path == "m/1-s/1-l.en.md" {
			t.Error(f)
		}
	}
	want := map[string]int{"module.en.md": 1, "glossary.en.md": 2, "sequence.en.md": 1, "quiz.en.md": 4, "1-l.en.md": 5}
	for name, n := range want {
		if marks[name] != n {
			t.Errorf("%s: %d marks, want %d\n%s", name, marks[name], n, files["m/1-s/"+name])
		}
	}
	m := c.Modules[0]
	l := m.Lessons()[0]
	if m.Texts["en"] != nil || m.Sequences[0].Texts["en"] != nil || l.Renditions["en"] != nil || l.Questions[0].Wordings["en"] != nil {
		t.Error("readers get what is not translated as if it were")
	}
	if m.Glossary.Entry("ada").Texts["en"] != nil || m.Sequences[0].Quiz.Questions[0].Wordings["en"] != nil {
		t.Error("readers get entries or questions that are not translated")
	}
}

// One entry, one question at a time: what has no mark any more is shown.
func TestBegunPartByPart(t *testing.T) {
	files := begunFiles()
	translate := func(name string, edit func(string) string) {
		from := "m/" + name + ".fr.md"
		files["m/"+name+".en.md"] = &fstest.MapFile{Data: []byte(edit(string(Begin(from, files[from].Data))))}
	}
	first := func(text string) string { return strings.Replace(text, TextMark+"\n", "", 1) }
	translate("glossary", first)
	translate("1-s/quiz", func(text string) string { return strings.Replace(first(first(text)), MatterMark+"\n", "", 1) })
	translate("1-s/1-l", func(text string) string { // all but the question of the checkpoint
		text = strings.Replace(first(first(text)), MatterMark+"\n", "", 1)
		return strings.Replace(text, "<!-- checkpoint -->\n"+TextMark+"\n", "<!-- checkpoint -->\n", 1)
	})
	c, found, err := Course(context.Background(), files, config(t))
	if err != nil || c == nil {
		t.Fatal(err, found)
	}
	m := c.Modules[0]
	q := m.Sequences[0].Quiz
	if m.Glossary.Entry("reseau").Texts["en"] == nil || m.Glossary.Entry("ada").Texts["en"] != nil {
		t.Error("the entries are not shown one by one")
	}
	if q.Texts["en"] == nil || q.Questions[0].Wordings["en"] == nil || q.Questions[1].Wordings["en"] != nil {
		t.Error("the questions are not shown one by one")
	}
	l := m.Lessons()[0]
	if l.Renditions["en"] == nil || l.Questions[0].Wordings["en"] != nil {
		t.Error("the lesson waits for its question")
	}
}

func TestSources(t *testing.T) {
	files := begunFiles()
	from := "m/1-s/1-l.fr.md"
	begun := Begin(from, files[from].Data)
	files["m/1-s/1-l.en.md"] = &fstest.MapFile{Data: begun}
	files["m/1-s/quiz.en.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Quiz\ntranslates: \"00000000\"\n---\n")}
	files["m/1-s/sequence.en.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Sequence\ntranslates: \"" +
		Digest("m/1-s/sequence.fr.md", files["m/1-s/sequence.fr.md"].Data) + "\"\n---\n")}
	all, found, err := Sources(context.Background(), files)
	if err != nil || found.Errors() > 0 {
		t.Fatal(err, found)
	}
	states := map[string]State{}
	for _, s := range all {
		states[s.Path] = s.Translations[0].State
		if s.Path == from {
			left := s.Translations[0].Left
			if !slices.Equal(s.Names, []string{"m/lecon", "lecon"}) || s.Words != 15 || left != s.Words {
				t.Errorf("%+v, %d words, %d left", s.Names, s.Words, left)
			}
		}
	}
	want := map[string]State{"m/module.fr.md": Missing, "m/glossary.fr.md": Missing, "m/1-s/sequence.fr.md": Fresh,
		"m/1-s/quiz.fr.md": Stale, from: Begun}
	for name, state := range want {
		if states[name] != state {
			t.Errorf("%s: %v, want %v", name, states[name], state)
		}
	}
}

func TestWithTranslates(t *testing.T) {
	for _, c := range []struct{ at, text, want string }{
		{"l.en.md", "---\ntitle: T\n---\nx", "---\ntitle: T\ntranslates: \"0a1b2c3d\"\n---\nx"},
		{"l.en.md", "---\r\ntitle: T\r\ntranslates: \"1\"\r\n---\r\n", "---\r\ntitle: T\r\ntranslates: \"0a1b2c3d\"\r\n---\r\n"},
		{"l.en.md", "---\ntranslates: x # why\ntitle: T\n---\ntranslates: y", "---\ntranslates: \"0a1b2c3d\"\ntitle: T\n---\ntranslates: y"},
		{"glossary.en.md", "## A\n", "---\ntranslates: \"0a1b2c3d\"\n---\n## A\n"},
		{"l.en.md", "x", ""},
		{"l.en.md", "---\nx", ""},
	} {
		if got := string(WithTranslates(c.at, []byte(c.text), "0a1b2c3d")); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
