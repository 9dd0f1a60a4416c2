package compile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sentier/internal/course"
	"sentier/internal/diag"
)

// placesOf is what a reader of front matter said: "line:col code", sorted.
func placesOf(found diag.List) string {
	found.Sort()
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%d:%d %s", f.Line, f.Col, f.Code))
	}
	return strings.Join(all, ", ")
}

const validModule = `---
title: "Internet : pourquoi ?"
summary: D'où vient Internet.
audience: De 14 à 90 ans
id: internet
languages: [fr, en, pt-BR]
licence: CC-BY-SA-4.0
authors:
  - Amina Roy <https://amina.example>
  - "Jo <jo@sentier.example>"
  - Anonyme
badge:
  title: Pisteur
  criteria: A tout lu.
  image: badge.svg
  requires: passed
status: announced
card: card.png
partners: [Une école]
funders:
  - Une ville <mailto:ville@exemple.example>
pass: 0
xp: { lesson: 0, quiz: 5, module: 7 }
forge:
  edit: https://forge.example/edit/{path}
  source: https://forge.example/raw/{path}?plain=1
ignore: { lesson-long: "un entretien" }  # une remarque
---
Bienvenue.
`

func TestReadModule(t *testing.T) {
	var found diag.List
	m, body, line, read := readModule("m/module.fr.md", []byte(validModule), false, &found)
	if !read || len(found) > 0 {
		t.Fatalf("read %v: %v", read, found)
	}
	if string(body) != "Bienvenue.\n" || strings.Split(validModule, "\n")[line-1] != "Bienvenue." {
		t.Errorf("body %q at line %d", body, line)
	}
	values := func(all []placed[string]) (v []string) {
		for _, p := range all {
			v = append(v, p.Value)
		}
		return v
	}
	if m.Title.Value != "Internet : pourquoi ?" || m.Title.Pos != (diag.Pos{Path: "m/module.fr.md", Line: 2, Col: 8}) {
		t.Errorf("title %+v", m.Title)
	}
	if got := values(m.Languages); !slices.Equal(got, []string{"fr", "en", "pt-BR"}) {
		t.Errorf("languages %v", got)
	}
	if m.Languages[2].Pos.Col != 21 {
		t.Errorf("third language at %v", m.Languages[2].Pos)
	}
	authors := []course.Party{{Name: "Amina Roy", Address: "https://amina.example"},
		{Name: "Jo", Address: "mailto:jo@sentier.example"}, {Name: "Anonyme"}}
	if !slices.Equal(m.Authors, authors) || m.Funders[0].Address != "mailto:ville@exemple.example" ||
		m.Partners[0].Name != "Une école" {
		t.Errorf("authors %v, funders %v, partners %v", m.Authors, m.Funders, m.Partners)
	}
	if m.Badge == nil || !m.Badge.Passed || m.Badge.Image.Value != "badge.svg" || m.Badge.Image.Pos.Line != 15 {
		t.Errorf("badge %+v", m.Badge)
	}
	if !m.Announced || m.Pass != 0 || m.XP != (course.XP{Lesson: 0, Quiz: 5, Module: 7}) || m.Card.Value != "card.png" {
		t.Errorf("module %+v", m)
	}
	if m.Forge.Source != "https://forge.example/raw/{path}?plain=1" || len(m.Ignore) != 1 ||
		m.Ignore[0].Reason != "un entretien" || m.ID.Value != "internet" || m.Licence.Value != "CC-BY-SA-4.0" {
		t.Errorf("module %+v", m)
	}
}

func TestReadModuleDefaults(t *testing.T) {
	var found diag.List
	text := "---\ntitle: a\nsummary: b\nlanguages: [fr]\nlicence: CC0-1.0\nauthors: [c]\n---\n"
	m, _, _, read := readModule("module.fr.md", []byte(text), false, &found)
	if !read || len(found) > 0 || m.Badge != nil || m.Announced || m.Pass != 60 ||
		m.XP != (course.XP{Lesson: 10, Quiz: 40, Module: 100}) {
		t.Errorf("%+v, %v", m, found)
	}
	found = nil
	text = "---\ntitle: a\nsummary: b\nbadge: { title: t, criteria: c }\ntranslates: \"0123abcd\"\n---\n"
	m, _, _, read = readModule("module.en.md", []byte(text), true, &found)
	if !read || len(found) > 0 || m.Badge.Criteria.Value != "c" || m.Translates.Value != "0123abcd" {
		t.Errorf("%+v, %v", m, found)
	}
}

func TestReadLesson(t *testing.T) {
	var found diag.List
	text := `---
title: 012345
summary: >
  Un texte
  replié.
objectives: ["a : b", no]
id: no
aliases: [/fr/vieux/lien, /en/old.html]
minutes: 7
draft: on
audio: { fr: media/a.mp3, pt-BR: ../b.ogg }
published: 2026-11-22
changed: 2026-11-23
---`
	m, body, line, read := readLesson("l.fr.md", []byte(text), false, &found)
	if !read || len(found) > 0 || len(body) > 0 || line != 15 {
		t.Fatalf("read %v, body %q at %d: %v", read, body, line, found)
	}
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	if m.Title.Value != "012345" || m.Summary.Value != "Un texte replié." || m.Objectives[1].Value != "no" ||
		m.ID.Value != "no" || m.Minutes != 7 || !m.Draft || len(m.Aliases) != 2 || m.Audio["pt-BR"].Value != "../b.ogg" ||
		!m.Published.Value.Equal(day(22)) || !m.Changed.Value.Equal(day(23)) {
		t.Errorf("%+v", m)
	}
}

func TestReadTheOthers(t *testing.T) {
	var found diag.List
	s, _, _, _ := readSequence("sequence.fr.md", []byte("---\ntitle: S\nobjectives:\n- un\n- deux\nid: s-1\n---\n"), false, &found)
	if s.Title.Value != "S" || len(s.Objectives) != 2 || s.ID.Value != "s-1" {
		t.Errorf("sequence %+v", s)
	}
	q, _, _, _ := readQuiz("quiz.fr.md", []byte("---\ntitle: Q\npass: 80\nfeedback: end\nshuffle: on\n---\n"), false, &found)
	if q.Title.Value != "Q" || q.Pass.Value != 80 || !q.Pass.Given() || !q.AtEnd || !q.Shuffle {
		t.Errorf("quiz %+v", q)
	}
	q, _, _, _ = readQuiz("quiz.fr.md", []byte("---\ntitle: Q\n---\n"), false, &found)
	if q.Pass.Given() || q.AtEnd || q.Shuffle {
		t.Errorf("quiz %+v", q)
	}
	for _, text := range []string{"## A\n", "---\n---\n## A\n", "---\n# rien\n---\n## A\n"} {
		_, body, line, read := readGlossary("glossary.fr.md", []byte(text), false, &found)
		if !read || string(body) != "## A\n" || strings.Split(text, "\n")[line-1] != "## A" {
			t.Errorf("glossary %q: body %q at %d", text, body, line)
		}
	}
	g, _, _, _ := readGlossary("glossary.en.md", []byte("---\ntranslates: 0123abcd\n---\n"), true, &found)
	if g.Translates.Value != "0123abcd" {
		t.Errorf("glossary %+v", g)
	}
	if len(found) > 0 {
		t.Error(found)
	}
}

// Each row is one thing wrong in the front matter of a lesson, and where it is found.
func TestFrontMatterFindings(t *testing.T) {
	const title = "title: T\n" // line 2; what is tested begins on line 3
	for _, c := range []struct{ in, want string }{
		{"id: Été 2026", "3:5 id-form"},
		{"id: a--b", "3:5 id-form"},
		{"id: 1983", ""},
		{"titre: x", "3:1 key-unknown"},
		{"<<: x", "3:1 front-matter-syntax"},
		{"summary: a # b", "3:12 front-matter-syntax"},
		{"summary: a  # b", ""},
		{"summary: a#b", ""},
		{"summary: \"a\" # b", ""},
		{"summary: 12 # b", "3:13 front-matter-syntax"},
		{"summary: un\n  deux # b", "4:8 front-matter-syntax"},
		{"objectives: [a, b] # c", ""},
		{"objectives: # c\n- a", ""},
		{"summary: Le Web : pourquoi", "3:17 front-matter-syntax"},
		{"summary: Où : là", "3:13 front-matter-syntax"},
		{"summary: a:b", ""},
		{"objectives:\n- Lire : un fil", "4:3 front-matter-syntax"},
		{"objectives:\n- \"Lire : un fil\"", ""},
		{"objectives: a", "3:13 key-value"},
		{"objectives: []", "3:1 key-value"},
		{"objectives: [[a]]", "3:14 key-value"},
		{"objectives: [\"\"]", "3:14 key-value"},
		{"summary:", "3:1 key-value"},
		{"summary: \"\"", "3:1 key-value"},
		{"summary: [a]", "3:10 key-value"},
		{"summary: *a", "3:10 front-matter-syntax"},
		{"summary: &a b", "3:10 front-matter-syntax"},
		{"summary: !!str b", "3:10 front-matter-syntax"},
		{"summary: @b", "3:10 front-matter-syntax"},
		{"summary: `b`", "3:10 front-matter-syntax"},
		{"summary: \"b", "3:10 front-matter-syntax"},
		{"? summary\n: b", "3:1 front-matter-syntax"},
		{"%YAML 1.2", "3:1 front-matter-syntax"},
		{"...", "3:1 front-matter-syntax"},
		{"summary: \"a\\x02b\"", "3:10 front-matter-syntax"},
		{"summary: \"a\\u202Eb\"", "3:10 front-matter-syntax"},
		{"title: U", "3:1 front-matter-syntax"},
		{"audio: { fr: a.mp3, fr: b.mp3 }", "3:21 front-matter-syntax"},
		{"audio: a.mp3", "3:8 key-value"},
		{"audio: { fr-fr: a.mp3 }", "3:10 key-value"},
		{"audio: { fr: https://a.example/b.mp3 }", "3:14 key-value"},
		{"audio: { fr: /a.mp3 }", "3:14 key-value"},
		{"audio: { fr: a/../b.mp3 }", "3:14 key-value"},
		{"minutes: 0", "3:10 key-value"},
		{"minutes: 6 min", "3:10 key-value"},
		{"minutes: 0x10", "3:10 key-value"},
		{"minutes: -1", "3:10 key-value"},
		{"minutes: 99999999999999999999", "3:10 key-value"},
		{"minutes: \"6\"", ""},
		{"draft: true", "3:8 key-value"},
		{"draft: off", ""},
		{"published: 22/11/2026", "3:12 key-value"},
		{"published: 2026-02-30", "3:12 key-value"},
		{"published: 2026-11-22\nchanged: 2026-11-21", "4:10 key-value"},
		{"aliases: [fr/x]", "3:11 key-value"},
		{"aliases: [/fr/../x]", "3:11 key-value"},
		{"aliases: [/fr/x/]", "3:11 key-value"},
		{"aliases: [/fr/x, /fr/x]", "3:18 key-value"},
		{"authors: [<a@b.example>]", "3:11 key-value"},
		{"authors: [A <http://a.example>]", "3:11 key-value"},
		{"authors: [A <javascript:x>]", "3:11 key-value"},
		{"authors: [A <https://a.example]", "3:11 key-value"},
		{"authors: [A <x>]", "3:11 key-value"},
		{"authors: [A <https://u:p@a.example>]", "3:11 key-value"},
		{"translates: 0123abcd", "3:1 key-unknown"},
		{"x: [[[[[[a]]]]]]", "3:9 file-limit"},
		{"- - - - - - a", "3:11 file-limit"},
	} {
		var found diag.List
		readLesson("l.fr.md", []byte("---\n"+title+c.in+"\n---\nx\n"), false, &found)
		if got := placesOf(found); got != c.want {
			t.Errorf("%q: %q, want %q\n%v", c.in, got, c.want, found)
		}
	}
}

func TestFrontMatterFindingsOfModules(t *testing.T) {
	const required = "title: T\nsummary: S\nlanguages: [fr]\nlicence: MIT\nauthors: [A]\n" // lines 2 to 6
	for _, c := range []struct{ in, want string }{
		{"pass: 101", "7:7 key-value"},
		{"xp: 10", "7:5 key-value"},
		{"xp: { lessons: 1 }", "7:7 key-unknown"},
		{"xp: { quiz: -1 }", "7:13 key-value"},
		{"status: closed", "7:9 key-value"},
		{"badge: { title: t }", "7:1 key-value"},
		{"badge: { title: t, criteria: c, requires: all }", "7:43 key-value"},
		{"badge: { title: t, criteria: c, picture: x }", "7:33 key-unknown"},
		{"card: https://a.example/x.png", "7:7 key-value"},
		{"forge: { edit: https://a.example/ }", "7:16 key-value"},
		{"forge: { edit: \"http://a.example/{path}\" }", "7:16 key-value"},
		{"forge: { edit: \"https://a.example/{path}/{path}\" }", "7:16 key-value"},
		{"forge: { edit: \"https://a.example/{path}\" }", ""},
		{"ignore: { html: x }", "7:11 key-value"},
		{"ignore: { nothing: x }", "7:11 key-value"},
		{"ignore: { lesson-long: }", "7:11 key-value"},
	} {
		var found diag.List
		readModule("module.fr.md", []byte("---\n"+required+c.in+"\n---\nx\n"), false, &found)
		if got := placesOf(found); got != c.want {
			t.Errorf("%q: %q, want %q\n%v", c.in, got, c.want, found)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"languages: [fr-fr]", "1:1 key-value, 1:1 key-value, 2:13 key-value"},
		{"languages: [fr, fr]", "1:1 key-value, 1:1 key-value, 2:17 key-value"},
		{"languages: [klingon-of-mars]", "1:1 key-value, 1:1 key-value, 2:13 key-value"},
		{"languages: [und]", "1:1 key-value, 1:1 key-value, 2:13 key-value"},
	} {
		var found diag.List
		readModule("module.fr.md", []byte("---\n"+c.in+"\ntitle: T\nsummary: S\n---\nx\n"), false, &found)
		if got := placesOf(found); got != c.want {
			t.Errorf("%q: %q, want %q\n%v", c.in, got, c.want, found)
		}
	}
	var found diag.List
	readModule("module.en.md", []byte("---\ntitle: T\nlicence: MIT\nbadge: { title: a, criteria: b, image: c }\ntranslates: xyz\n---\n"), true, &found)
	if got, want := placesOf(found), "1:1 key-value, 3:1 key-unknown, 4:33 key-unknown, 5:13 key-value"; got != want {
		t.Errorf("translation: %q, want %q", got, want)
	}
}

func TestFrontMatterAsAWhole(t *testing.T) {
	long := "---\ntitle: " + strings.Repeat("a", maxFrontMatter) + "\n---\nx\n"
	for _, c := range []struct {
		in, want string
		body     string
		line     int
	}{
		{"", "1:1 front-matter-syntax", "", 1},
		{"x\n", "1:1 front-matter-syntax", "x\n", 1},
		{"--- \ntitle: T\n---\n", "1:1 front-matter-syntax", "--- \ntitle: T\n---\n", 1},
		{"---\ntitle: T\n", "1:1 front-matter-syntax", "", 4},
		{"---\ntitle: T\n ---\n", "1:1 front-matter-syntax", "", 5},
		{"---\n---\nx\n", "1:1 key-value", "x\n", 3},
		{"---\n---", "1:1 key-value", "", 3},
		{"---\n- a\n---\nx\n", "2:1 front-matter-syntax", "x\n", 4},
		{"---\ntext\n---\nx\n", "2:1 front-matter-syntax", "x\n", 4},
		{long, "1:1 file-limit", "x\n", 4},
		{"---\n" + strings.Repeat("#\n", maxMatterLines+1) + "---\nx\n", "1:1 file-limit", "x\n", maxMatterLines + 4},
		{"---\ntitle: T\n---\na\n---\nb\n", "", "a\n---\nb\n", 4},
	} {
		var found diag.List
		_, body, line, read := readLesson("l.fr.md", []byte(c.in), false, &found)
		if got := placesOf(found); got != c.want || string(body) != c.body || line != c.line {
			t.Errorf("%.40q: %q, body %q at %d, want %q, %q at %d", c.in, got, body, line, c.want, c.body, c.line)
		}
		if read && strings.Contains(c.want, "syntax") {
			t.Errorf("%.40q is said to be read", c.in)
		}
	}
}

// The nearest name is proposed, and a translation is told where a key belongs.
func TestKeyFindingsSayWhatToDo(t *testing.T) {
	for _, c := range []struct {
		in          string
		translation bool
		want        string
	}{
		{"titel: T", false, `"title"`},
		{"Title: T", false, `"title"`},
		{"minute: 3", false, `"minutes"`},
		{"minutes: 3", true, "source file"},
		{"colour: red", false, "remove it"},
		{"id: L'été", false, `"l-ete"`},
		{"id: déjà vu", true, "source file"},
	} {
		var found diag.List
		readLesson("l.fr.md", []byte("---\ntitle: T\n"+c.in+"\n---\n"), c.translation, &found)
		if len(found) == 0 || !strings.Contains(found[0].Text("en"), c.want) {
			t.Errorf("%q: %v does not say %s", c.in, found, c.want)
		}
	}
}

func TestNearestSPDX(t *testing.T) {
	for in, want := range map[string]string{
		"cc-by-sa-4.0": "CC-BY-SA-4.0", "CC BY-SA 4.0": "CC-BY-SA-4.0", "BY-SA-4.0": "CC-BY-SA-4.0",
		"GPL-3.0": "GPL-3.0-or-later", "Apache 2.0": "Apache-2.0", "CC_BY_4.0": "CC-BY-4.0",
		"all rights reserved": "CC-BY-SA-4.0",
	} {
		if isSPDX(in) {
			t.Errorf("%q is taken for SPDX", in)
		}
		if got := nearestSPDX(in); got != want {
			t.Errorf("nearest to %q is %q, want %q", in, got, want)
		}
	}
	for _, id := range append([]string{"LicenseRef-Reuse.permission-2024"}, spdxIDs...) {
		if !isSPDX(id) {
			t.Errorf("%q is not SPDX", id)
		}
	}
	if isSPDX("LicenseRef-") || isSPDX("LicenseRef-a b") {
		t.Error("a bad LicenseRef is SPDX")
	}
}

func TestMatterKeysAreAllRead(t *testing.T) {
	types := map[fileKind]reflect.Type{moduleFile: reflect.TypeFor[moduleMatter](), sequenceFile: reflect.TypeFor[sequenceMatter](),
		lessonFile: reflect.TypeFor[lessonMatter](), quizFile: reflect.TypeFor[quizMatter]()}
	named := map[string]string{"status": "Announced", "feedback": "AtEnd"}
	for kind, typ := range types {
		for _, k := range matterKeys[kind] {
			name, ok := named[k.name]
			if !ok {
				name = k.name
			}
			if _, ok := typ.FieldByNameFunc(func(f string) bool { return strings.EqualFold(f, name) }); !ok {
				t.Errorf("%v has no field for the key %q", typ, k.name)
			}
		}
	}
}

func FuzzFrontMatter(f *testing.F) {
	f.Add(validModule)
	for _, s := range []string{"---\ntitle: a\n---\nb", "---\na: [b, {c: d}]\n---\n", "---\n- - a\n---\n", "---\na: |\n  b\n---\n",
		"---\n\"a\": 'b'\n# c\n---\n", "---\nxp: { lesson: 1 }\nbadge:\n  title: a\n---\n", "---\n? a\n: b\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		var unclean diag.List
		text := string(clean("m", []byte(data), &unclean))
		if len(unclean) > 0 {
			return
		}
		lines := strings.Count(text, "\n") + 2
		for _, translation := range []bool{false, true} {
			var found diag.List
			_, body, line, read := readModule("m", []byte(text), translation, &found)
			readLesson("l", []byte(text), translation, &found)
			if !read && found.Errors() == 0 {
				t.Fatalf("%q is not read, and nothing says why", text)
			}
			if !strings.HasSuffix(text, string(body)) || line < 1 || line > lines {
				t.Fatalf("%q: body %q at line %d", text, body, line)
			}
			for _, x := range found {
				if x.Line < 1 || x.Line > lines || x.Col < 1 {
					t.Fatalf("%q: a finding at %v", text, x.Pos)
				}
				_ = x.Format("fr")
			}
		}
	})
}
