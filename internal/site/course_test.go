package site

import (
	"fmt"
	"html/template"
	"math/big"
	"strings"
	"testing"
	"time"

	"sentier/internal/course"
	"sentier/internal/glossary"
	"sentier/internal/quiz"
)

// canary is in every part of a key: no byte that leaves the server may hold it before an answer.
const canary = "CANARI"

// testCourse is a course with one of everything: two modules and one that is announced, French with some English,
// a checkpoint with a question of each kind, a quiz, words, people, a film, pictures, old addresses.
func testCourse(t testing.TB) *course.Course {
	m := &course.Module{
		ID: "controle", Slug: "reprendre-le-controle", Languages: []string{"fr", "en"}, Licence: "CC-BY-SA-4.0",
		Authors: []course.Party{{Name: "Ada Auteur", Address: "mailto:ada@example.org"}},
		Badge:   &course.Badge{}, Pass: 60, XP: course.XP{Lesson: 10, Quiz: 40, Module: 100},
		Forge: course.Forge{Edit: "https://forge.example.org/edit/{path}", Source: "https://forge.example.org/src/{path}"},
		Texts: map[string]*course.ModuleText{
			"fr": {Lang: "fr", Title: "Reprendre le contrôle", Summary: "Un résumé & des <signes>.", Audience: "Toutes et tous",
				BadgeTitle: "Aux commandes", BadgeCriteria: "Tout lire.", Body: "<p>Bienvenue.</p>", Plain: "Bienvenue.", Path: "controle/module.fr.md"},
			"en": {Lang: "en", Title: "Taking back control", Summary: "A summary.", Body: "<p>Welcome.</p>", Path: "controle/module.en.md", Stale: true},
		},
	}
	picture := photo(t, 1000, 500)
	picture.Credit = &course.Credit{Authors: []string{"2019 Bo Photographe"}, Licence: "CC-BY-4.0", Source: "https://example.org/p"}
	drawing := &course.Media{
		Path: "controle/1-a/media/dessin.svg", Name: "dessin.svg", Type: "image/svg+xml", Hash: "aaaaaaaaaaaa",
		Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'>" + strings.Repeat("<path d='M0 0h1'/>", 90) + "</svg>"), Width: 10, Height: 10,
	}
	m.Media, m.Card = []*course.Media{drawing, picture}, picture
	m.Glossary = glossary.New([]*glossary.Entry{
		entryOf("reseau", false, "Réseau", "Network"), entryOf("etoile", false, "Étoile", ""), entryOf("dns", false, "DNS", ""),
		entryOf("tim-berners-lee", true, "Tim Berners-Lee", ""),
	})
	first := sequenceOf(m, 1, "internet", "Internet", "The Internet")
	origins := lessonOf(first, 1, "origines", "Aux origines", "In the beginning")
	origins.Aliases = []string{"/fr/ancienne/adresse", "/en/old/address"}
	origins.Published, origins.Changed = day(2026, 3, 1), day(2026, 5, 2)
	origins.Questions = everyKind()
	for _, r := range origins.Renditions {
		film := course.Video{
			ID: "video-abc", Host: "tube.example", Embed: "https://tube.example/videos/embed/abc", Title: "Un film",
			Facade: `<a class="facade" href="?video=video-abc#video-abc"><span>Lire</span></a>`,
		}
		r.Videos, r.Media, r.Terms = []course.Video{film}, []*course.Media{picture}, []glossary.EntryID{"reseau"}
		r.Blocks = append(r.Blocks,
			course.Block{HTML: `<figure class="video" id="video-abc">` + film.Facade + `</figure>`},
			course.Block{HTML: template.HTML(`<p><img src="` + picture.URL() + `" srcset="/media/` + picture.Hash + `/480/photo.jpg 480w, /media/` +
				picture.Hash + `/960/photo.jpg 960w" width="1000" height="500" alt="x"></p>`)},
			course.Block{Checkpoint: &course.Checkpoint{
				Heading: course.Heading{Level: 2, Anchor: "halte", Text: "Halte", HTML: "Halte"}, Questions: origins.Questions,
			}})
	}
	lessonOf(first, 2, "fonctionnement", "Comment ça marche ?", "").Published = day(2026, 4, 1)
	lessonOf(first, 3, "sans-date", "Sans date", "")
	lessonOf(first, 4, "brouillon", "Brouillon secret", "").Draft = true
	first.Quiz = &course.Quiz{
		Sequence: first, Pass: 60, Questions: everyKind(),
		Texts: map[string]*course.QuizText{"fr": {Lang: "fr", Title: "Quiz", Intro: "<p>Dix questions.</p>", Path: "q"}},
	}
	second := sequenceOf(m, 2, "plateformes", "Les plateformes", "")
	lessonOf(second, 1, "gafam", "Portraits", "")
	m.Met = map[glossary.EntryID][]*course.Lesson{"reseau": {origins, first.Lessons[3]}}
	announced := &course.Module{
		ID: "plus-tard", Slug: "plus-tard", Languages: []string{"fr"}, Licence: "CC-BY-SA-4.0", Announced: true,
		Texts: map[string]*course.ModuleText{"fr": {Lang: "fr", Title: "Plus tard", Summary: "Bientôt."}}, Glossary: glossary.New(nil),
	}
	return &course.Course{Revision: "0123456789ab", Modules: []*course.Module{m, announced}}
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func entryOf(id glossary.EntryID, person bool, fr, en string) *glossary.Entry {
	e := &glossary.Entry{ID: id, Person: person, Source: "fr", Texts: map[string]*glossary.Text{
		"fr": {Lang: "fr", Title: fr, Short: template.HTML("Définition de " + fr + "."), Plain: "Définition de " + fr + "."},
	}}
	if en != "" {
		e.Texts["en"] = &glossary.Text{Lang: "en", Title: en, Short: "A definition.", Plain: "A definition."}
	}
	return e
}

func sequenceOf(m *course.Module, number int, slug, fr, en string) *course.Sequence {
	s := &course.Sequence{ID: course.SequenceID(slug), Slug: slug, Number: number, Module: m, Texts: map[string]*course.SequenceText{
		"fr": {Lang: "fr", Title: fr, Objectives: []string{"Comprendre " + fr}, Body: "<p>Une étape.</p>"},
	}}
	if en != "" {
		s.Texts["en"] = &course.SequenceText{Lang: "en", Title: en}
	}
	m.Sequences = append(m.Sequences, s)
	return s
}

func lessonOf(s *course.Sequence, number int, slug, fr, en string) *course.Lesson {
	l := &course.Lesson{ID: course.LessonID(slug), Slug: slug, Number: number, Sequence: s, Renditions: map[string]*course.Rendition{}}
	for lang, title := range map[string]string{"fr": fr, "en": en} {
		if title == "" {
			continue
		}
		l.Renditions[lang] = &course.Rendition{
			Lang: lang, Title: title, Summary: title + ", en bref.", Objectives: []string{"Savoir"}, Minutes: 5,
			Headings: []course.Heading{{Level: 2, Anchor: "un", Text: "Un titre de partie", HTML: "Un titre de partie"}},
			Blocks: []course.Block{{HTML: template.HTML(`<h2 id="un">Un titre de partie</h2><p>Texte de ` + title +
				`, <a class="term" href="/` + course.LangMark + `/reprendre-le-controle/glossary/reseau" data-term="reseau">réseau</a>.</p>`)}},
			Plain: "Texte de " + title + ", réseau.", Path: fmt.Sprintf("controle/%s/%s.%s.md", s.Slug, slug, lang), Hash: "ff",
		}
	}
	s.Lessons = append(s.Lessons, l)
	return l
}

// everyKind is a question of each kind, with the canary in every part of its key that is text.
func everyKind() []*quiz.Question {
	var all []*quiz.Question
	for _, kind := range quiz.Kinds {
		w := &quiz.Wording{
			Lang: "fr", Title: template.HTML("Question " + string(kind) + " ?"), Hint: "Un indice.",
			Explanation: canary + " explication", ExplanationLang: "fr",
		}
		q := &quiz.Question{
			ID: quiz.QuestionID("q-" + kind), Kind: kind, Points: 1, Fingerprint: strings.Repeat("ab", 32), Source: "fr",
			Wordings: map[string]*quiz.Wording{"fr": w},
		}
		option := func(label template.HTML) quiz.Option {
			return quiz.Option{Label: label, Feedback: canary + " retour sur " + label}
		}
		switch kind {
		case quiz.Single, quiz.TrueFalse:
			w.Options = []quiz.Option{option("Faux"), option("Vrai")}
			q.Key.Right = []bool{false, true}
		case quiz.Multiple:
			w.Options = []quiz.Option{option("Un"), option("Deux"), option("Trois")}
			q.Key.Right = []bool{true, false, true}
		case quiz.Number:
			q.Key.Low, q.Key.High = big.NewRat(198675309, 100), big.NewRat(198675309, 100)
		case quiz.Text:
			w.Answers = [][]string{{canary + " mot"}}
		case quiz.Cloze:
			w.Cloze = []quiz.ClozePiece{{HTML: "Le "}, {Gap: 1}, {HTML: " relie."}}
			w.Answers = [][]string{{canary + " câble"}}
		case quiz.Order:
			w.Items = []template.HTML{"Premier", "Deuxième", "Troisième"}
		case quiz.Match:
			w.Rows, w.Choices = []template.HTML{"Ligne un", "Ligne deux"}, []template.HTML{"Choix A", "Choix B", "Leurre"}
			q.Key.Pairs = []int{1, 0}
		}
		all = append(all, q)
	}
	return all
}

// keyTexts are what tells a key in testCourse: the canary, and the number in the ways it may be written.
var keyTexts = []string{canary, "1986753", "1 986 753", "1\u202f986\u202f753", "1,986,753"}
